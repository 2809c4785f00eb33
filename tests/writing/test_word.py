from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from tests.conftest import DATA
from tests.writing.office import accept_all
from tonecheck.errors import ReadError
from tonecheck.reading import read_file
from tonecheck.segmenting import segment
from tonecheck.types import Replacement
from tonecheck.writing import replaced, rewrite

LETTER = DATA / "formats" / "brief.docx"
OLD = "Dit past niet in ons beleid."
NEW = "Dit past nu nog niet, omdat [reden]."


def settled(data: bytes, *, accept: bool) -> Any:
    """Return the document with all changes accepted, or with all refused."""
    document = Document(BytesIO(data))
    body = document.element.body
    gone, kept = (qn("w:del"), qn("w:ins")) if accept else (qn("w:ins"), qn("w:del"))
    for change in list(body.iter(gone)):
        change.getparent().remove(change)
    for change in list(body.iter(kept)):
        for child in list(change):
            change.addprevious(child)
        change.getparent().remove(change)
    for old, new in (("w:delText", "w:t"), ("w:delInstrText", "w:instrText")):
        for element in list(body.iter(qn(old))):
            element.tag = qn(new)
    return document


def looks(document: Any) -> list[tuple[str, bool | None]]:
    return [
        (char, run.bold)
        for paragraph in document.element.body.iter(qn("w:p"))
        for run in Paragraph(paragraph, document).runs
        for char in run.text
    ]


def text_of(document: Any, folder: Path) -> str:
    document.save(folder / "gelezen.docx")
    return read_file(folder / "gelezen.docx").text


def change_all(source: Path) -> tuple[str, list[Replacement]]:
    """Replace every sentence of running text by one that begins and ends as it does."""
    text = read_file(source).text
    units = [unit for unit in segment(text) if len(text[unit.start : unit.end].split()) > 4]
    made = []
    for unit in units:
        words = text[unit.start : unit.end].split()
        made.append(Replacement(unit.start, unit.end, " ".join([words[0], "heel", "anders", "[reden]", words[-1]])))
    return text, made


def test_accepting_gives_the_text_with_the_sentences_replaced_and_refusing_the_old(tmp_path: Path) -> None:
    text, changes = change_all(LETTER)
    result = rewrite(LETTER, text, changes)
    assert not result.lost
    assert text_of(settled(result.data, accept=True), tmp_path) == replaced(text, changes)
    assert looks(settled(result.data, accept=False)) == looks(Document(str(LETTER)))


def test_changes_carry_author_date_and_numbers_of_their_own() -> None:
    text, changes = change_all(LETTER)
    data = rewrite(LETTER, text, changes, date=datetime(2026, 3, 14, 9, 30, tzinfo=UTC)).data
    marks = list(Document(BytesIO(data)).element.body.iter(qn("w:ins"), qn("w:del")))
    assert {mark.get(qn("w:author")) for mark in marks} == {"tonecheck"}
    assert {mark.get(qn("w:date")) for mark in marks} == {"2026-03-14T09:30:00Z"}
    assert len({mark.get(qn("w:id")) for mark in marks}) == len(marks)


def test_without_a_date_the_copy_is_the_same_each_time() -> None:
    text, changes = change_all(LETTER)
    bodies = [Document(BytesIO(rewrite(LETTER, text, changes).data)).element.xml for _ in range(2)]
    assert bodies[0] == bodies[1]
    assert "w:date" not in bodies[0]


def made(tmp_path: Path, build: Callable[[Any], object]) -> Path:
    document = Document()
    document.add_paragraph("Geachte heer Jansen,")
    build(document)
    document.add_paragraph("Dank voor uw brief.")
    document.save(tmp_path / "brief.docx")
    return tmp_path / "brief.docx"


def change(source: Path) -> tuple[str, Any]:
    text = read_file(source).text
    start = text.index(OLD)
    changes = [Replacement(start, start + len(OLD), NEW)]
    return replaced(text, changes), rewrite(source, text, changes)


def in_table(document: Any) -> None:
    table = document.add_table(rows=2, cols=2)
    table.cell(1, 1).text = f"Wij lazen uw plan. {OLD} Dank."


def in_many_runs(document: Any) -> None:
    paragraph = document.add_paragraph("Wij lazen uw plan. ")
    for number, word in enumerate(OLD.split(" ")):
        paragraph.add_run(word if number == 0 else f" {word}").bold = number == 0
    paragraph.add_run(" Dank.").italic = True


def in_link(document: Any) -> None:
    paragraph = document.add_paragraph("Kijk: ")
    link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="x"/>')
    for text in ("Dit past niet in ons beleid", ". Lees ", "verder"):
        link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)
    paragraph.add_run(" op het net.")


def in_insertion_of_another(document: Any) -> None:
    paragraph = document.add_paragraph("Wij lazen uw plan. ")
    insertion = parse_xml(f'<w:ins {nsdecls("w")} w:id="7" w:author="J. de Boer"/>')
    insertion.append(paragraph.add_run(f"{OLD} Dank.")._r)
    paragraph._p.append(insertion)


def with_field(document: Any) -> None:
    paragraph = document.add_paragraph("Dit past niet ")
    for xml in (
        f'<w:fldChar {nsdecls("w")} w:fldCharType="begin"/>',
        f"<w:instrText {nsdecls('w')}> REF x </w:instrText>",
        f'<w:fldChar {nsdecls("w")} w:fldCharType="separate"/>',
    ):
        paragraph.add_run()._r.append(parse_xml(xml))
    paragraph.add_run("in ons")
    paragraph.add_run()._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>'))
    paragraph.add_run(" beleid. Dank.")


def with_simple_field(document: Any) -> None:
    paragraph = document.add_paragraph("Dit past niet in ")
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="REF x"/>')
    field.append(paragraph.add_run("ons")._r)
    paragraph._p.append(field)
    paragraph.add_run(" beleid. Dank.")


BUILDERS = [in_table, in_many_runs, in_link, in_insertion_of_another, with_field, with_simple_field]


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_wherever_the_sentence_stands(build: Callable[[Any], None], tmp_path: Path) -> None:
    wanted, result = change(made(tmp_path, build))
    assert not result.lost
    assert text_of(settled(result.data, accept=True), tmp_path) == wanted


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_reading_the_copy_sees_the_changes_as_accepted(build: Callable[[Any], None], tmp_path: Path) -> None:
    wanted, result = change(made(tmp_path, build))
    (tmp_path / "nieuw.docx").write_bytes(result.data)
    assert read_file(tmp_path / "nieuw.docx").text == wanted


def test_new_words_look_as_most_of_the_old_ones(tmp_path: Path) -> None:
    _, result = change(made(tmp_path, in_many_runs))
    bold = {char for char, is_bold in looks(settled(result.data, accept=True)) if is_bold}
    assert bold == set("Dit")


def test_a_field_is_deleted_whole(tmp_path: Path) -> None:
    _, result = change(made(tmp_path, with_field))
    body = settled(result.data, accept=True).element.body
    assert not list(body.iter(qn("w:fldChar"), qn("w:instrText")))
    assert len(list(settled(result.data, accept=False).element.body.iter(qn("w:fldChar")))) == 3


def test_a_sentence_that_cuts_a_field_is_left_alone(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        with_field(document)
        paragraph = document.paragraphs[-1]
        run = next(run for run in paragraph.runs if run.text == "in ons")
        run.text = f"Hallo. {OLD} En"
        paragraph.runs[0].text = "Dag. "
        paragraph.runs[-1].text = " meer."

    source = made(tmp_path, build)
    _, result = change(source)
    assert [item.text for item in result.lost] == [NEW]
    assert looks(Document(BytesIO(result.data))) == looks(Document(str(source)))


def test_notes_between_the_words_stay(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("Dit past niet")
        paragraph.runs[0]._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))
        text = deepcopy(paragraph.runs[0]._r.find(qn("w:t")))
        text.text = " in ons beleid."
        text.set(qn("xml:space"), "preserve")
        paragraph.runs[0]._r.append(text)

    source = made(tmp_path, build)
    text = "Geachte heer Jansen,\n\nDit past niet in ons beleid.\n\nDank voor uw brief."
    start = text.index(OLD)
    result = rewrite(source, text, [Replacement(start, start + len(OLD), NEW)])
    for accept, words in ((True, NEW), (False, OLD)):
        body = settled(result.data, accept=accept).element.body
        assert len(list(body.iter(qn("w:footnoteReference")))) == 1
        assert words in "".join(element.text for element in body.iter(qn("w:t")))


def test_the_same_sentence_twice(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.add_paragraph(f"Over uw tuin. {OLD}")
        document.add_paragraph(f"Over uw pad. {OLD}")

    source = made(tmp_path, build)
    text = read_file(source).text
    start = text.rindex(OLD)
    changes = [Replacement(start, start + len(OLD), NEW)]
    accepted = settled(rewrite(source, text, changes).data, accept=True)
    assert text_of(accepted, tmp_path) == replaced(text, changes)


def with_hard_hyphen(document: Any) -> None:
    run = document.add_paragraph("Per e").runs[0]
    run._r.append(parse_xml(f"<w:noBreakHyphen {nsdecls('w')}/>"))
    rest = deepcopy(run._r.find(qn("w:t")))
    rest.text = f"mail & R&D <x>. {OLD} E"
    run._r.append(rest)
    run._r.append(parse_xml(f"<w:noBreakHyphen {nsdecls('w')}/>"))


def test_ampersands_and_hard_hyphens_are_read_and_written(tmp_path: Path) -> None:
    source = made(tmp_path, with_hard_hyphen)
    text = read_file(source).text
    assert f"Per e-mail & R&D <x>. {OLD} E-" in text
    start = text.index("Per e")
    changes = [Replacement(start, text.index(" E-"), "Per e-mail & R&D <x>: [reden].")]
    accepted = settled(rewrite(source, text, changes).data, accept=True)
    assert text_of(accepted, tmp_path) == replaced(text, changes)
    whole = [Replacement(start, text.index(" E-") + 3, "A & B - <c>")]
    assert text_of(settled(rewrite(source, text, whole).data, accept=True), tmp_path) == replaced(text, whole)
    edge = [Replacement(start + 5, start + 6, "+")]
    assert text_of(settled(rewrite(source, text, edge).data, accept=True), tmp_path) == replaced(text, edge)


@pytest.mark.parametrize("words", ["Team R&D zegt: dit past niet.", "Dit < dat, en dus past het niet."])
def test_signs_at_the_edge_of_a_change_change_with_it(words: str, tmp_path: Path) -> None:
    source = made(tmp_path, lambda document: document.add_paragraph(f"Dank. {words} Dag."))
    text = read_file(source).text
    start = text.index(words)
    result = rewrite(source, text, [Replacement(start, start + len(words), NEW)])
    assert not result.lost
    assert f"Dank. {NEW} Dag." in settled(result.data, accept=True).paragraphs[1]._p.xpath("string(.)")


def test_what_is_no_document_gives_a_clear_error() -> None:
    with pytest.raises(ReadError) as caught:
        rewrite(DATA / "bad" / "nep.docx", "x", [])
    assert "nep.docx" in caught.value.message()


def without_bullets(text: str) -> list[str]:
    return [line.removeprefix("- ") for line in text.split("\n") if line]


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_accepting_all_in_libreoffice_gives_what_best_printed(tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(LETTER.read_bytes())
    command = [sys.executable, "-m", "tonecheck", "rephrase", "brief.docx", "--best"]
    printed = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True, timeout=120).stdout
    assert printed != read_file(LETTER).text + "\n"
    subprocess.run([*command, "--output", "nieuw.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    accept_all(tmp_path / "nieuw.docx", tmp_path / "akkoord.docx", tmp_path / "profile")
    body = Document(str(tmp_path / "akkoord.docx")).element.body
    assert not list(body.iter(qn("w:ins"), qn("w:del")))
    # LibreOffice says of each item that it is in a list, which Word leaves to the style.
    assert without_bullets(read_file(tmp_path / "akkoord.docx").text) == without_bullets(printed)


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_libreoffice_accepts_wherever_the_sentence_stands(build: Callable[[Any], None], tmp_path: Path) -> None:
    wanted, result = change(made(tmp_path, build))
    (tmp_path / "nieuw.docx").write_bytes(result.data)
    accept_all(tmp_path / "nieuw.docx", tmp_path / "akkoord.docx", tmp_path / "profile")
    assert read_file(tmp_path / "akkoord.docx").text == wanted
