from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.conftest import LETTERS
from tonecheck.audit.sources import Columns, content, find_items
from tonecheck.errors import ReadError
from tonecheck.reading.reader import read_bytes


def test_every_letter_of_every_container_is_found_once(archive: Path) -> None:
    ids = [item.id for item in find_items(archive, Columns())]
    assert len(ids) == len(set(ids)) == 14
    assert ids == [item.id for item in find_items(archive, Columns())]
    assert {"Groen/2023/een.txt", "oud.zip!Wegen/vier.txt", "ouder.tar.gz!vijf.txt", "zaken.csv!z1"} <= set(ids)


def test_items_give_back_their_letters(archive: Path) -> None:
    items = {item.id: item for item in find_items(archive, Columns())}
    assert content(items["oud.zip!Wegen/vier.txt"]).decode() == LETTERS[2]
    assert content(items["ouder.tar.gz!vijf.txt"]).decode() == LETTERS[0]
    assert content(items["zaken.csv!z1"]).decode() == LETTERS[4]
    mail = items["post.mbox!0000000"]
    text = read_bytes(content(mail), mail.suffix, mail.id).text
    assert LETTERS[3].split()[:5] == text.split()[:5]


def test_folders_and_columns_are_metadata(archive: Path) -> None:
    items = {item.id: item for item in find_items(archive, Columns(), "{afdeling}/{jaar}")}
    assert items["Groen/2023/een.txt"].metadata == {"afdeling": "Groen", "jaar": "2023"}
    assert items["zaken.csv!z1"].metadata["afdeling"] == "=Sport"
    assert items["oud.zip!Wegen/vier.txt"].metadata == {"afdeling": "Wegen"}
    assert items["oud.jsonl!1"].metadata == items["oud.jsonl!0"].metadata == {"jaar": "2020"}
    assert items["zaken.csv!z1"].incoming == "Wij willen graag een trapveldje maken."
    assert items["zaken.csv!z2"].incoming is None
    assert items["oud.jsonl!0"].metadata["jaar"] == "2020"


@pytest.mark.parametrize("name", ["Groen/2023/foto.jpg", "slecht.zip"])
def test_what_is_no_letter_says_so_when_it_is_read(archive: Path, name: str) -> None:
    item = next(item for item in find_items(archive, Columns()) if item.id == name)
    with pytest.raises(ReadError, match=name):
        content(item)


def test_a_table_without_the_column_names_those_that_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("brief,jaar\nHallo,2020\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"a\.csv.*'text'.*brief, jaar"):
        list(find_items(tmp_path / "a.csv", Columns()))
    [item] = find_items(tmp_path, Columns())
    with pytest.raises(ReadError, match=r"brief, jaar"):
        content(item)


def test_folders_are_walked_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a/x/y/z.txt", ".git/c.txt", "b/.d.txt", "e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Beste Jan", encoding="utf-8")
    (tmp_path / "b" / "rond").symlink_to(tmp_path, target_is_directory=True)
    assert [item.id for item in find_items(tmp_path, Columns())] == ["a/x/y/z.txt", "b/10.txt", "b/2.txt", "e.txt"]


def test_rows_with_one_id_are_two_letters(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\n7,een\n7,twee\n7#2,drie\n7,vier\n", encoding="utf-8")
    ids = [item.id for item in find_items(tmp_path / "a.csv", Columns())]
    assert ids == ["a.csv!7", "a.csv!7#2", "a.csv!7#2#2", "a.csv!7#3"]


def test_an_archive_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="niets"):
        list(find_items(tmp_path / "niets", Columns()))
