"""A copy of a Word letter with comments on its dismissive sentences and on the letter as a whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn
from docx.text.run import Run

from tonecheck.errors import ReadError
from tonecheck.messages import translate
from tonecheck.presenting.notes import act_names
from tonecheck.types import Letter, Sentence, Tone

if TYPE_CHECKING:
    from docx.document import Document

_INVISIBLE = frozenset("\u00ad\u200b\ufeff")
_INITIALS = "tc"


def with_comments(source: Path, letter: Letter, lang: str) -> bytes:
    """Return the .docx in `source` with comments from `letter`, which must have been read from it.

    The layout stays as it is: runs are split at the borders of a sentence and nothing else changes. A sentence
    that cannot be found again in the document is commented on in the remark on the whole letter.

    Raises
    ------
    ReadError
        If the document cannot be opened for writing.
    """
    try:
        document = docx.Document(str(source))
    except Exception:  # python-docx lets zip, XML and key errors through, all meaning: not a document we can write
        raise ReadError("comments_failed", source=str(source)) from None
    text = _DocumentText(document)
    author = translate("report.comment_author", lang)
    lost = []
    position = 0
    for sentence in letter.sentences:
        if sentence.label is not Tone.DISMISSIVE:
            continue
        place = text.find(sentence.text, position)
        if place is None:
            lost.append(sentence)
            continue
        position = place[1]
        runs = text.runs_between(*place)
        document.add_comment(
            [runs[0], runs[-1]], text=_about_sentence(sentence, lang), author=author, initials=_INITIALS
        )
    if first := text.first_run():
        document.add_comment(first, text=_about_letter(letter, lost, lang), author=author, initials=_INITIALS)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _about_sentence(sentence: Sentence, lang: str) -> str:
    lines = [f"{translate('report.comment_sentence', lang)} ({act_names(sentence, lang)})"]
    lines.extend(act.explanation for act in sentence.acts)
    for suggestion in sentence.suggestions:
        line = translate("report.comment_suggestion", lang, text=suggestion.text)
        if suggestion.generated:
            line += f" ({translate('report.generated', lang)})"
        if suggestion.commits:
            line += f" ({translate('report.commits', lang)})"
        lines.append(line)
    return "\n".join(lines)


def _about_letter(letter: Letter, lost: list[Sentence], lang: str) -> str:
    label = translate(f"tone.{letter.label.value}", lang)
    lines = [translate("report.comment_letter", lang, label=label)]
    lines.extend(
        translate("report.comment_missing", lang, missing=translate(f"missing.{what.value}", lang))
        for what in letter.missing
    )
    if letter.field_reason:
        lines.append(letter.field_reason)
    lines.extend(f"‘{sentence.text}’ {_about_sentence(sentence, lang)}" for sentence in lost)
    lines.append(translate("report.advice", lang))
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a visible character of the document stands."""

    run: Any
    child: int
    offset: int


class _DocumentText:
    """The visible characters of a document without blanks, each with its place in a run.

    Reading and Word lay out blanks differently, so sentences are looked up without them.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._index()

    def _index(self) -> None:
        self._places: list[_Place] = []
        characters = []
        for run in self._document.element.body.iter(qn("w:r")):
            for child, offset, char in _characters(run):
                if not char.isspace() and char not in _INVISIBLE:
                    characters.append(char)
                    self._places.append(_Place(run, child, offset))
        self._text = "".join(characters)

    def find(self, sentence: str, position: int) -> tuple[int, int] | None:
        """Return start and end of `sentence` among the visible characters, looking from `position` first."""
        wanted = "".join(char for char in sentence if not char.isspace() and char not in _INVISIBLE)
        start = self._text.find(wanted, position)
        if start < 0:
            start = self._text.find(wanted)
        return None if start < 0 or not wanted else (start, start + len(wanted))

    def first_run(self) -> Run | None:
        """Return the first run with visible text, or None in an empty document."""
        return Run(self._places[0].run, self._document) if self._places else None

    def runs_between(self, start: int, end: int) -> list[Run]:
        """Split runs so that some hold exactly the characters from `start` to `end`, and return those."""
        last = self._places[end - 1]
        _split(last.run, last.child, last.offset + 1)
        first = self._places[start]
        opening = _split(first.run, first.child, first.offset)
        # Splitting moves characters to new runs, so look them up again.
        self._index()
        closing = self._places[end - 1].run
        return [Run(opening, self._document), Run(closing, self._document)]


def _characters(run: Any) -> Iterator[tuple[int, int, str]]:
    for number, child in enumerate(run):
        if child.tag == qn("w:t"):
            for offset, char in enumerate(child.text or ""):
                yield number, offset, char


def _split(run: Any, child: int, offset: int) -> Any:
    """Split `run` before character `offset` of its `child`; return the run that begins there."""
    properties = 1 if len(run) and run[0].tag == qn("w:rPr") else 0
    if offset == 0 and child == properties:
        return run
    rest = deepcopy(run)
    for element in list(rest)[properties:child]:
        rest.remove(element)
    for element in list(run)[child + 1 :]:
        run.remove(element)
    text = run[child].text or ""
    _set_text(rest[properties], text[offset:])
    _set_text(run[child], text[:offset])
    run.addnext(rest)
    return rest


def _set_text(element: Any, text: str) -> None:
    element.text = text
    element.set(qn("xml:space"), "preserve")
