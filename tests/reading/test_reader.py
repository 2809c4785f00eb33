from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import DATA
from tonecheck.errors import ReadError
from tonecheck.reading import FORMATS, read_bytes, read_file
from tonecheck.segmenting import segment
from tonecheck.types import TONED_KINDS

FORMATS_FOLDER = DATA / "formats"
SENTENCE = "De brief gaat over een café in Oosterwoud – en kost € 5."


def toned_sentences(path: Path) -> list[str]:
    text = read_file(path).text
    return [text[unit.start : unit.end] for unit in segment(text) if unit.kind in TONED_KINDS]


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {".htm"}))
def test_every_format_gives_the_same_sentences(suffix: str) -> None:
    expected = toned_sentences(FORMATS_FOLDER / "brief.txt")
    assert len(expected) == 12
    assert toned_sentences(FORMATS_FOLDER / f"brief{suffix}") == expected


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".md", ".txt"])
def test_running_headers_and_footers_are_no_part_of_the_letter(suffix: str) -> None:
    assert "Pagina 1" not in read_file(FORMATS_FOLDER / f"brief{suffix}").text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert read_bytes(SENTENCE.encode(encoding), ".txt", "x").text == SENTENCE


def test_utf_16_big_endian_with_mark() -> None:
    assert read_bytes(b"\xfe\xff" + SENTENCE.encode("utf-16-be"), ".txt", "x").text == SENTENCE


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_html_encodings(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>{SENTENCE}</p></body></html>'
    assert read_bytes(page.encode(encoding), ".html", "x").text == SENTENCE


def test_html_scripts_are_no_text() -> None:
    page = b"<p>Dank u.</p><script>alert('x')</script><style>p {}</style><ul><li>Een.</li><li>Twee.</li></ul>"
    assert read_bytes(page, ".html", "x").text == "Dank u.\n\n- Een.\n- Twee."


def test_html_quotation_is_quoted() -> None:
    page = b"<p>Beste Jan,</p><p>Dat kan.</p><blockquote>U gaat er niet over.</blockquote>"
    assert read_bytes(page, ".html", "x").text.endswith("> U gaat er niet over.")


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends(newline: str) -> None:
    assert read_bytes(f"Een.{newline}Twee.".encode(), ".txt", "x").text == "Een.\nTwee."


BAD = {
    "leeg.txt": "empty",
    "blanco.txt": "empty",
    "binair.txt": "binary",
    "nep.docx": "damaged",
    "nep.doc": "damaged",
    "nep.pdf": "damaged",
    "afgebroken.docx": "damaged",
    "leeg.docx": "no_text",
    "scan.pdf": "no_text_pdf",
    "wachtwoord.pdf": "protected",
    "wachtwoord.docx": "protected",
    "zipbom.docx": "unpacks_too_large",
    "xmlbom.docx": "no_text",
    "foto.jpg": "unknown_format",
    "bestaat-niet.txt": "not_found",
}


@pytest.mark.parametrize(("name", "key"), BAD.items(), ids=list(BAD))
def test_bad_input_gives_one_clear_sentence(name: str, key: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_file(DATA / "bad" / name)
    assert caught.value.key == key
    for lang in ("nl", "en"):
        message = caught.value.message(lang)
        assert name in message
        assert "\n" not in message


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_file(tmp_path)
    assert caught.value.key == "folder"


def test_twenty_megabytes_of_text() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(b"Dit is een zin. " * (20 * 1024 * 1024 // 16), ".txt", "groot.txt")
    assert caught.value.key == "too_much_text"


def test_too_large_a_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.docx"
    with path.open("wb") as stream:
        stream.truncate(31 * 1024 * 1024)
    with pytest.raises(ReadError) as caught:
        read_file(path)
    assert caught.value.key == "too_large"


@given(st.binary(max_size=300), st.sampled_from(sorted(FORMATS)))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_text_or_a_read_error(data: bytes, suffix: str) -> None:
    try:
        assert read_bytes(data, suffix, "x").text.strip()
    except ReadError as error:
        assert error.message()
