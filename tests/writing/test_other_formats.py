from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.conftest import DATA
from tonecheck.errors import ReadError
from tonecheck.reading import read_file
from tonecheck.segmenting import segment
from tonecheck.types import Replacement
from tonecheck.writing import replaced, rewrite

FORMATS = DATA / "formats"
OLD = "Dit past niet."
NEW = "Dit past nu nog niet, omdat [reden]."


def change_all(source: Path) -> tuple[str, list[Replacement]]:
    """Replace every sentence of some length, with characters that markup must escape."""
    text = read_file(source).text
    units = [unit for unit in segment(text) if len(text[unit.start : unit.end].split()) > 4]
    return text, [Replacement(unit.start, unit.end, "Wij & u [reden] samen.") for unit in units]


def change(source: Path, new: str = NEW) -> tuple[str, bytes]:
    text = read_file(source).text
    start = text.index(OLD)
    changes = [Replacement(start, start + len(OLD), new)]
    result = rewrite(source, text, changes)
    assert not result.lost
    return replaced(text, changes), result.data


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "odt"])
def test_reading_the_copy_gives_the_text_with_the_sentences_replaced(suffix: str, tmp_path: Path) -> None:
    source = FORMATS / f"brief.{suffix}"
    text, changes = change_all(source)
    assert len(changes) > 5
    result = rewrite(source, text, changes)
    assert not result.lost
    (tmp_path / source.name).write_bytes(result.data)
    assert read_file(tmp_path / source.name).text == replaced(text, changes)


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
def test_without_replacements_the_copy_is_the_file(suffix: str) -> None:
    source = FORMATS / f"brief.{suffix}"
    assert rewrite(source, read_file(source).text, []).data == source.read_bytes()


def test_all_but_the_words_stays_in_an_open_document() -> None:
    source = FORMATS / "brief.odt"
    result = rewrite(source, *change_all(source))
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(BytesIO(result.data)) as after:
        assert before.namelist() == after.namelist()
        assert after.infolist()[0].compress_type == zipfile.ZIP_STORED  # mimetype, as the format asks
        for name in before.namelist():
            if name != "content.xml":
                assert before.read(name) == after.read(name)
        tags = [re.findall(rb"<[^>]*>", archive.read("content.xml")) for archive in (before, after)]
        assert tags[0] == tags[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_text_file_keeps_its_encoding_and_line_ends(encoding: str, ends: str, tmp_path: Path) -> None:
    source = tmp_path / "brief.txt"
    lines = ["Beste Zoë,", "", "", "  Eerst dit.  Dit past", "niet. € 5.", ""]
    source.write_bytes(ends.join(lines).encode(encoding))
    text = read_file(source).text
    start = text.index("Dit past")
    changes = [Replacement(start, text.index(" €"), "Dat kan — wij helpen.")]
    data = rewrite(source, text, changes).data
    assert data == ends.join([*lines[:3], "  Eerst dit.  Dat kan — wij helpen. € 5.", ""]).encode(encoding)


def test_what_the_encoding_lacks_makes_it_utf8(tmp_path: Path) -> None:
    source = tmp_path / "brief.txt"
    source.write_bytes(f"Één ding: {OLD}".encode("cp1252"))
    _, data = change(source, "Dit past √.")
    assert data.decode() == "Één ding: Dit past √."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"Eerst. **Dit past** niet. Dan.\n\n{'x'}", f"Eerst. {NEW} Dan.\n\nx"),
        ("**Let op.** Dit *past* niet.", f"**Let op.** {NEW}"),
        ("**Dit past niet.**", f"**{NEW}**"),
        ("Zie [Dit past niet.](https://a.example/b) Dag.", f"Zie [{NEW}](https://a.example/b) Dag."),
        ("Dit past niet. Zie [hier](https://a.example/past).", f"{NEW} Zie [hier](https://a.example/past)."),
    ],
)
def test_markdown_keeps_emphasis_in_pairs(before: str, after: str, tmp_path: Path) -> None:
    (tmp_path / "brief.md").write_text(before, encoding="utf-8")
    text, data = change(tmp_path / "brief.md", "Anders " + NEW)
    assert data.decode() == after.replace(NEW, "Anders " + NEW)
    (tmp_path / "nieuw.md").write_bytes(data)
    assert read_file(tmp_path / "nieuw.md").text == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Dit <b>past</b> niet.</p>", "<p><b></b>Wel &amp; wij.</p>"),
        ("<p>Caf&eacute;. Dit&nbsp;past<br/>\n niet.</p>", "<p>Caf&eacute;. Wel &amp; wij.</p>"),
        ("<table><tr><td>Dit past niet.<td>Dag", "<table><tr><td>Wel &amp; wij.<td>Dag"),
        (
            "<style>p {}</style><p title='Dit past niet.'>Dit past niet.",
            "<style>p {}</style><p title='Dit past niet.'>Wel &amp; wij.",
        ),
    ],
)
def test_web_pages_change_between_the_tags(before: str, after: str, tmp_path: Path) -> None:
    (tmp_path / "brief.html").write_text(f"<html><body>{before}", encoding="utf-8")
    text = read_file(tmp_path / "brief.html").text
    start = text.index("Dit")
    end = text.index("niet.") + 5
    result = rewrite(tmp_path / "brief.html", text, [Replacement(start, end, "Wel & wij.")])
    assert not result.lost
    assert result.data.decode() == f"<html><body>{after}"


def test_a_web_page_in_another_encoding(tmp_path: Path) -> None:
    page = f'<meta charset="windows-1252"><p>Zoë: {OLD}</p>'
    (tmp_path / "brief.html").write_bytes(page.encode("cp1252"))
    _, data = change(tmp_path / "brief.html", "Dit √ mag – ja.")
    assert data == page.replace(OLD, "Dit &#8730; mag – ja.").encode("cp1252")


def test_a_sentence_is_not_taken_from_two_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "brief.html").write_text("<p>Dit past</p><p>niet.</p>", encoding="utf-8")
    result = rewrite(tmp_path / "brief.html", "Dit past niet.", [Replacement(0, 14, "Wij helpen u.")])
    assert len(result.lost) == 1
    assert result.data == b"<p>Dit past</p><p>niet.</p>"


@pytest.mark.parametrize("name", ["brief.pdf", "brief.eml", "brief.doc"])
def test_other_formats_give_a_clear_error(name: str) -> None:
    with pytest.raises(ReadError) as caught:
        rewrite(FORMATS / name, "x", [])
    assert name in caught.value.message()
    assert ".docx" in caught.value.message()


def test_a_damaged_open_document_gives_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "brief.odt").write_bytes(b"PK\x03\x04 niets")
    with pytest.raises(ReadError) as caught:
        rewrite(tmp_path / "brief.odt", "x", [])
    assert "brief.odt" in caught.value.message()
