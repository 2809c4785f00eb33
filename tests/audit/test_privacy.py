"""Nothing that says who somebody is leaves an audit, unless it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tonecheck.audit.asking import export, query
from tonecheck.audit.report import report
from tonecheck.audit.running import Options, audit

pytest.importorskip("pyarrow")
PLANTED = ("111222333", "s.bakker@voorbeeld.nl", "0343 56 56 00", "NL91ABNA0417164300", "Yılmaz", "1234 AB 12")
LETTER = """Geachte mevrouw Yılmaz,

Een leuk idee, maar rekening NL91ABNA0417164300 op 1234 AB 12 is daar niet voor, en daarmee is alles gezegd.
De inrichting van de straat is een taak van de gemeente en niet van bewoners zoals mevrouw Yılmaz met BSN 111222333.
De inrichting van de straat is een taak van ons en niet van bewoners op s.bakker@voorbeeld.nl of 0343 56 56 00.

Met vriendelijke groet,
Piet de Vries
"""


def audited(folder: Path, *, with_text: bool) -> Path:
    archive = folder / "archief"
    archive.mkdir(exist_ok=True)
    (archive / "antwoord_mevrouw_Yılmaz.txt").write_text(LETTER, encoding="utf-8")
    (archive / "twee.csv").write_text(
        f'id,text,contact,behandelaar,afdeling\n1,"{LETTER}",s.bakker@voorbeeld.nl,Samira Yılmaz,Groen en Water\n',
        encoding="utf-8",
    )
    output = folder / f"uit {with_text}"
    audit(archive, output, Options(model="fast", jobs=1, with_text=with_text))
    return output


def test_reports_tables_and_answers_are_clean(tmp_path: Path) -> None:
    dataset = audited(tmp_path, with_text=False)
    export(dataset, tmp_path / "uit.csv")
    page, table = report(dataset, "nl"), (tmp_path / "uit.csv").read_text(encoding="utf-8-sig")
    assert "[BSN]" in page
    assert "[BSN]" in table
    stored = b"".join(path.read_bytes() for path in dataset.rglob("*.parquet"))
    for planted in PLANTED:
        assert planted not in page
        assert planted not in table
        assert planted not in query(dataset, "select * exclude (id, template, duplicate_of) from letters")
    # Only the names of files stand there, so that a run can go on where it stopped.
    for planted in PLANTED[:4]:
        assert planted.encode() not in stored


def test_a_letter_with_a_name_in_its_name_is_found_by_its_code(tmp_path: Path) -> None:
    dataset = audited(tmp_path, with_text=False)
    (shown,) = (line for line in query(dataset, "select code, id from letters").splitlines() if "mevrouw" in line)
    code, name = shown.split("\t")
    assert name == "antwoord_mevrouw_Yılmaz.txt"
    assert f"antwoord mevrouw [naam].txt #{code}" in report(dataset, "nl")


def test_departments_are_no_persons(tmp_path: Path) -> None:
    found = query(audited(tmp_path, with_text=False), "select meta_afdeling, meta_behandelaar from letters")
    assert "Groen en Water\t[naam]" in found


def test_who_asks_for_the_text_gets_it(tmp_path: Path) -> None:
    assert "111222333" in report(audited(tmp_path, with_text=True), "nl")
