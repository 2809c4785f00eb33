from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from tests.conftest import DATA
from tonecheck.analyser import Analyser
from tonecheck.errors import ReadError
from tonecheck.presenting.word_comments import with_comments
from tonecheck.reading import read_file
from tonecheck.types import Letter, Tone

LETTER = DATA / "formats" / "brief.docx"


@pytest.fixture(scope="module")
def letter(analyser: Analyser) -> Letter:
    return analyser.analyse(read_file(LETTER).text, source=str(LETTER))


@pytest.fixture(scope="module")
def commented(letter: Letter) -> bytes:
    return with_comments(LETTER, letter, "nl")


def commented_words(data: bytes) -> dict[str, str]:
    """Return the words that each comment stands on, by comment id."""
    body = Document(BytesIO(data)).element.body
    words: dict[str, str] = {}
    open_comments: set[str] = set()
    for element in body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_comments.add(element.get(qn("w:id")))
        elif element.tag == qn("w:commentRangeEnd"):
            open_comments.discard(element.get(qn("w:id")))
        elif element.tag == qn("w:t"):
            for comment in open_comments:
                words[comment] = words.get(comment, "") + (element.text or "")
    return words


def test_each_dismissive_sentence_has_a_comment_on_exactly_its_words(letter: Letter, commented: bytes) -> None:
    dismissive = [sentence.text for sentence in letter.sentences if sentence.label is Tone.DISMISSIVE]
    assert dismissive
    words = list(commented_words(commented).values())
    assert [text for text in words if text in dismissive] == dismissive
    assert len(words) == len(dismissive) + 1


def test_comments_give_reason_and_suggestions(letter: Letter, commented: bytes) -> None:
    comments = [comment.text for comment in Document(BytesIO(commented)).comments]
    for sentence in letter.sentences:
        if sentence.label is Tone.DISMISSIVE:
            comment = next(text for text in comments if sentence.acts[0].explanation in text)
            assert all(suggestion.text in comment for suggestion in sentence.suggestions)
    assert any(text.startswith("Toon van de brief: ") for text in comments)


def test_the_text_and_the_look_of_the_letter_stay_the_same(commented: bytes) -> None:
    def runs(document: object) -> list[tuple[str, object, object]]:
        return [
            (char, run.bold, run.style.name)
            for paragraph in document.paragraphs  # type: ignore[attr-defined]
            for run in paragraph.runs
            for char in run.text
        ]

    assert runs(Document(BytesIO(commented))) == runs(Document(str(LETTER)))
    with zipfile.ZipFile(LETTER) as before, zipfile.ZipFile(BytesIO(commented)) as after:
        for part in ("word/styles.xml", "word/header1.xml", "word/footer1.xml"):
            canonical = [
                etree.tostring(etree.fromstring(source.read(part)), method="c14n") for source in (before, after)
            ]
            assert canonical[0] == canonical[1]


def test_a_sentence_over_several_runs_is_found(letter: Letter) -> None:
    # "nadrukkelijk" is bold in the fixture, so its sentence lies in three runs.
    assert any("nadrukkelijk" in sentence.text for sentence in letter.sentences)
    assert any(run.bold for paragraph in Document(str(LETTER)).paragraphs for run in paragraph.runs)


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_the_comments_on_the_right_words(
    letter: Letter, commented: bytes, tmp_path: Path
) -> None:
    source = tmp_path / "brief.docx"
    source.write_bytes(commented)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with zipfile.ZipFile(tmp_path / "brief.odt") as odt:
        root = etree.fromstring(odt.read("content.xml"))
    office, text = (
        "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
        "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    )
    found: dict[str, str] = {}
    opened: set[str] = set()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag == f"{office}annotation" and event == "start":
            opened.add(element.get(f"{office}name"))
        inside_annotation = any(parent.tag == f"{office}annotation" for parent in [element, *element.iterancestors()])
        for name in opened:
            if event == "start" and not inside_annotation and element.text:
                found[name] = found.get(name, "") + element.text
        if event == "start" and element.tag == f"{office}annotation-end":
            opened.discard(element.get(f"{office}name"))
        if event == "start" and element.tag == f"{text}s" and not inside_annotation:
            for name in opened:
                found[name] = found.get(name, "") + " "
        tail_inside = any(parent.tag == f"{office}annotation" for parent in element.iterancestors())
        if event == "end" and element.tail and not tail_inside:
            for name in opened:
                found[name] = found.get(name, "") + element.tail
    dismissive = [sentence.text for sentence in letter.sentences if sentence.label is Tone.DISMISSIVE]
    squeezed = ["".join(words.split()) for words in found.values()]
    assert [words for words in squeezed if words in {"".join(t.split()) for t in dismissive}] == [
        "".join(sentence.split()) for sentence in dismissive
    ]


def test_what_is_no_document_gives_a_clear_error(letter: Letter) -> None:
    with pytest.raises(ReadError) as caught:
        with_comments(DATA / "bad" / "nep.docx", letter, "nl")
    assert "nep.docx" in caught.value.message()
