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
    (archive / "een.txt").write_text(LETTER, encoding="utf-8")
    (archive / "twee.csv").write_text(f'id,text,contact\n1,"{LETTER}",s.bakker@voorbeeld.nl\n', encoding="utf-8")
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
        assert planted not in query(dataset, "select * from letters")
        assert planted.encode() not in stored


def test_who_asks_for_the_text_gets_it(tmp_path: Path) -> None:
    assert "111222333" in report(audited(tmp_path, with_text=True), "nl")
