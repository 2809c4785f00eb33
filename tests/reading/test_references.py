from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from tests.conftest import DATA
from tonecheck.reading import read_file
from tonecheck.reading.references import without_references

TEXT = "Ruimte & Groen, R&D: <u> \"en\" 'ik' kost € 5 – écht &amp; zo."


def test_every_character_of_a_word_letter_is_read(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(TEXT)
    document.save(tmp_path / "brief.docx")
    assert read_file(tmp_path / "brief.docx").text == TEXT


def test_numbered_references_are_read(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Kost EUR 5, AND zo.")
    stream = BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(tmp_path / "brief.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"EUR", b"&#8364;").replace(b"AND", b"&#x26;"))
    assert read_file(tmp_path / "brief.docx").text == "Kost € 5, & zo."


@pytest.mark.parametrize("name", ["afgebroken.docx", "nep.docx", "wachtwoord.docx", "xmlbom.docx", "zipbom.docx"])
def test_what_cannot_be_unpacked_is_left_to_the_extraction(name: str) -> None:
    data = (DATA / "bad" / name).read_bytes()
    assert without_references(data) == data


def test_a_letter_without_them_is_left_as_it_is() -> None:
    data = (DATA / "formats" / "brief.docx").read_bytes()
    assert without_references(data) == data
