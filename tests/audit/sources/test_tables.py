from __future__ import annotations

import datetime
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.audit.conftest import LETTERS
from tonecheck.audit.sources import Columns, Item, content, find_items
from tonecheck.errors import ReadError

openpyxl = pytest.importorskip("openpyxl")
pyarrow = pytest.importorskip("pyarrow")
MORNING = datetime.datetime.fromisoformat("2024-05-01T10:30:00")
ROWS: list[dict[str, Any]] = [
    {"id": 1, "text": LETTERS[0], "datum": MORNING, "afdeling": "Groen", "incoming": "Mag het?"},
    {"id": 2, "text": LETTERS[1], "datum": MORNING.replace(month=6), "afdeling": None, "incoming": None},
    {"id": 3, "text": None, "datum": None, "afdeling": "Wegen", "incoming": None},
]


def write_excel(path: Path, rows: list[dict[str, Any]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Brieven"
    sheet.append([])
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    sheet.append([])
    book.save(path)


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    from pyarrow import parquet

    schema = pyarrow.schema(
        [("id", "int64"), ("text", "string"), ("datum", "timestamp[s]"), ("afdeling", "string"), ("incoming", "string")]
    )
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema), path)


def items(path: Path, **columns: str) -> list[Item]:
    return list(find_items(path, Columns(**columns)))


@pytest.mark.parametrize(
    ("suffix", "write", "prefix"),
    [("xlsx", write_excel, "a.xlsx!"), ("parquet", write_parquet, "a.parquet!")],
)
def test_typed_tables_give_letters_with_days_and_whole_numbers(
    tmp_path: Path, suffix: str, write: Any, prefix: str
) -> None:
    write(tmp_path / f"a.{suffix}", ROWS)
    first, second, third = items(tmp_path / f"a.{suffix}")
    assert [first.id, second.id, third.id] == [f"{prefix}{number}" for number in (1, 2, 3)]
    assert first.metadata == {"datum": "2024-05-01", "afdeling": "Groen"}
    assert second.metadata == {"datum": "2024-06-01"}
    assert (first.incoming, second.incoming) == ("Mag het?", None)
    assert content(second).decode() == LETTERS[1]
    assert content(third) == b""


def test_sheets_without_letters_are_told_only_if_no_sheet_has_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["uitleg"])
    book.active.append(["Dit is de export."])
    sheet = book.create_sheet("Brieven")
    sheet.append(["text"])
    sheet.append([LETTERS[0]])
    book.save(tmp_path / "a.xlsx")
    assert [item.id for item in items(tmp_path / "a.xlsx")] == ["a.xlsx!Brieven!2"]
    del book["Brieven"]
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ReadError, match="uitleg"):
        items(tmp_path / "a.xlsx")


def test_what_excel_writes_as_csv_is_read(tmp_path: Path) -> None:
    text = (
        'kenmerk;brief;Verzonden\r\nA1;"Beste Loïs,\r\nDat kan; graag zelfs.";3-4-2024\r\nA2;kort\r\nA3;a;b;te veel\r\n'
    )
    (tmp_path / "a.csv").write_bytes(text.encode("cp1252"))
    first, second, third = items(tmp_path / "a.csv", text="brief", id="kenmerk", date="Verzonden")
    assert first.id == "a.csv!A1"
    assert first.text == "Beste Loïs,\r\nDat kan; graag zelfs."
    assert first.metadata == {"datum": "3-4-2024"}
    assert (second.text, second.metadata) == ("kort", {})
    assert third.metadata == {"datum": "b"}


def test_a_letter_in_a_table_may_be_long(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"text\n{'Dat kan. ' * 20_000}\nkort\n", encoding="utf-8")
    assert [len(item.text or "") for item in items(tmp_path / "a.csv")] == [180_000, 4]


def test_a_bad_line_costs_no_more_than_itself(tmp_path: Path) -> None:
    lines = [json.dumps({"text": "een"}), "{geen json", "[1]", "", json.dumps({"text": "twee"})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = items(tmp_path / "a.jsonl")
    assert [item.text for item in found] == ["een", None, None, "twee"]
    assert [item.id for item in found] == [f"a.jsonl!{number}" for number in range(4)]
    with pytest.raises(ReadError, match=r"a\.jsonl!1.*beschadigd"):
        content(found[1])


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_a_damaged_table_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PAR1 nothing PK\x03\x04")
    with pytest.raises(ReadError, match=f"{name}.*beschadigd"):
        items(tmp_path / name)
    assert [item.id for item in items(tmp_path)] == [name]


def test_a_workbook_that_unpacks_too_large_is_not_opened(tmp_path: Path) -> None:
    write_excel(tmp_path / "a.xlsx", ROWS)
    data = bytearray((tmp_path / "a.xlsx").read_bytes())
    size = data.index(b"PK\x01\x02") + 24
    data[size : size + 4] = (2 * 1024**3).to_bytes(4, "little")
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(ReadError, match=r"a\.xlsx.*te groot"):
        items(tmp_path / "a.xlsx")


def test_rows_come_one_by_one(tmp_path: Path) -> None:
    # A table that ends in nonsense gives its first rows all the same: nobody read it to the end first.
    good = "\n".join(json.dumps({"text": text}) for text in LETTERS)
    (tmp_path / "a.jsonl").write_bytes(good.encode() + b"\n\xff\xfe\x00")
    assert len(list(islice(find_items(tmp_path / "a.jsonl", Columns()), len(LETTERS)))) == len(LETTERS)
