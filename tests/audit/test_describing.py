from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordDocument

from tonecheck.audit.describing import described, iso_date
from tonecheck.audit.sources import Item
from tonecheck.reading import read_bytes
from tonecheck.types import Document

pytest.importorskip("dateparser")
FORMATS = Path(__file__).parents[1] / "data" / "formats"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-04-03", "2024-04-03"),
        ("2024-04-03T10:00:00+02:00", "2024-04-03"),
        ("20240403", "2024-04-03"),
        ("2024-04", "2024-04"),
        ("2024", "2024"),
        ("3-4-2024", "2024-04-03"),
        ("03/04/24", "2024-04-03"),
        ("3 april 2024", "2024-04-03"),
        ("wo 3 apr. 2024 10:15", "2024-04-03"),
        ("2024-13-01", None),
        ("onbekend", None),
        ("gisteren", None),
        ("", None),
    ],
)
def test_dates_become_iso(text: str, day: str | None) -> None:
    assert iso_date(text) == day


def described_with(metadata: dict[str, str], document_date: str | None = None) -> dict[str, str]:
    document = Document("a", "Beste Jan", date=document_date)
    return dict(described(Item("a.docx", ".docx", "a.docx", metadata=metadata), document).metadata)


def test_the_archive_knows_better_than_the_file() -> None:
    assert described_with({"datum": "3 april 2024"}, "2025-01-01") == {"datum": "2024-04-03"}
    assert described_with({}, "2025-01-01") == {"datum": "2025-01-01"}
    assert described_with({"jaar": "2024"}, "2025-01-01")["datum"] == "2024"
    assert described_with({"jaar": "2024"}, "2024-07-09")["datum"] == "2024-07-09"
    assert described_with({"jaar": "2024", "maand": "3"})["datum"] == "2024-03"
    assert described_with({"datum": "vorige week"}) == {"datum_onleesbaar": "vorige week"}


def word_letter(template: str) -> bytes:
    stream, changed = io.BytesIO(), io.BytesIO()
    document = WordDocument()
    document.add_paragraph("Beste Jan, dat kan.")
    document.core_properties.modified = document.core_properties.modified.replace(year=2024)
    document.save(stream)
    with zipfile.ZipFile(stream) as packed, zipfile.ZipFile(changed, "w") as copy:
        for entry in packed.infolist():
            copy.writestr(entry, packed.read(entry).replace(b"Normal.dotm", template.encode()))
    return changed.getvalue()


def test_word_tells_its_date_and_template_but_not_the_one_of_who_chose_none() -> None:
    document = read_bytes(word_letter("Afwijzing initiatief.dotx"), ".docx", "a.docx")
    assert (document.date, document.template) == ("2024-12-23", "Afwijzing initiatief.dotx")
    assert described(Item("a.docx", ".docx", "a"), document).metadata["sjabloon"] == "Afwijzing initiatief.dotx"
    assert read_bytes(word_letter("Normal.dotm"), ".docx", "a.docx").template is None


@pytest.mark.parametrize("suffix", [".eml", ".msg"])
def test_a_mail_tells_its_day_and_the_mail_that_it_answers_and_nothing_of_its_headers(suffix: str) -> None:
    document = read_bytes((FORMATS / f"brief{suffix}").read_bytes(), suffix, "a")
    item = described(Item("a", suffix, "a"), document)
    assert item.metadata == {"datum": "2026-03-16"}
    assert item.incoming == "U vindt ons vast maar lastig."
    assert described(Item("a", suffix, "a", incoming="Mag het?"), document).incoming == "Mag het?"
