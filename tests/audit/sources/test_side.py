from __future__ import annotations

from pathlib import Path

import pytest

from tonecheck.audit.sources import Columns, Side, find_items
from tonecheck.errors import ReadError


def side(tmp_path: Path, text: str) -> Side:
    (tmp_path / "gegevens.csv").write_text(text, encoding="utf-8")
    return Side(tmp_path / "gegevens.csv", Columns())


def test_rows_are_joined_on_place_or_name_and_the_others_are_told(archive: Path, tmp_path: Path) -> None:
    table = side(
        tmp_path,
        "bestand;datum;team\nGroen\\2023\\een.txt;3-4-2023;Bomen\nvier.txt;;Wegen\nz1;2024-01-01;Veld\nweg.txt;;X\n",
    )
    items = {item.id: item for item in find_items(archive, Columns(), "{afdeling}", table)}
    assert items["Groen/2023/een.txt"].metadata == {"afdeling": "Groen", "datum": "3-4-2023", "team": "Bomen"}
    assert items["oud.zip!Wegen/vier.txt"].metadata["team"] == "Wegen"
    assert items["zaken.csv!z1"].metadata["team"] == "Veld"
    assert "team" not in items["Groen/2023/twee.md"].metadata
    assert table.unmatched() == ["weg.txt"]


def test_the_id_column_is_the_key_wherever_it_stands(tmp_path: Path) -> None:
    table = side(tmp_path, "team,id\nBomen,a.txt\n")
    assert table.of("map/a.txt") == {"team": "Bomen"}
    assert table.of("map/b.txt") == {}
    assert side(tmp_path, "id,team\nZ/24/1,Bomen\n").of("zaken.csv!Z/24/1") == {"team": "Bomen"}
    assert table.unmatched() == []


def test_a_table_that_names_a_letter_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gegevens\.csv.*a\.txt.*twee keer"):
        side(tmp_path, "id,team\na.txt,1\na.txt,2\n")


@pytest.mark.parametrize(("name", "message"), [("er-niet.csv", "bestaat niet"), ("brief.txt", "geen tabel")])
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "brief.txt").write_text("Beste Jan", encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        Side(tmp_path / name, Columns())
