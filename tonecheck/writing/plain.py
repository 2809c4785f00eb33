"""Copies of plain text and Markdown letters, in the encoding and with the line ends that they have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tonecheck.reading import decode
from tonecheck.types import Replacement
from tonecheck.writing.changes import Rewritten, tightened, with_edits
from tonecheck.writing.visible import VisibleText

_MARKDOWN = "*_`~\\[]"
_EMPHASIS = ("**", "__", "~~", "*", "_", "`")
#: The address of a link, comments and tags: no text of the letter.
_UNSEEN = re.compile(r"(?<=\])\([^()\s]*\)|<!--.*?-->|</?[a-z][^<>]*>", re.DOTALL | re.IGNORECASE)


def text_file(source: Path, letter: str, replacements: Sequence[Replacement]) -> Rewritten:
    """Return the text file in `source` with `replacements` made in its `letter`."""
    raw, encoding = _decoded(source)
    text = VisibleText((char, at) for at, char in enumerate(raw))
    return _rewritten(raw, encoding, text, letter, replacements, with_marks=False)


def markdown(source: Path, letter: str, replacements: Sequence[Replacement]) -> Rewritten:
    """Return the Markdown file in `source` with `replacements` made in its `letter`; emphasis stays in pairs."""
    raw, encoding = _decoded(source)
    text = VisibleText(_markdown_characters(raw), _MARKDOWN)
    return _rewritten(raw, encoding, text, letter, replacements, with_marks=True)


def _decoded(source: Path) -> tuple[str, str]:
    data = source.read_bytes()
    text = decode(data)
    candidates = ["utf-8-sig", "utf-16", "utf-8", "cp1252"]
    # Which encoding it was shows when writing it again gives the same bytes.
    same = (name for name in candidates if text.encode(name, "replace") == data)
    return text, next(same, "utf-8")


def _markdown_characters(raw: str) -> Iterator[tuple[str, int]]:
    unseen = {at for match in _UNSEEN.finditer(raw) for at in range(*match.span())}
    return ((char, at) for at, char in enumerate(raw) if at not in unseen)


def _rewritten(
    raw: str,
    encoding: str,
    text: VisibleText[int],
    letter: str,
    replacements: Sequence[Replacement],
    *,
    with_marks: bool,
) -> Rewritten:
    places = text.locate(letter, [(item.start, item.end) for item in replacements])
    edits = []
    lost = []
    for whole, part, place in zip(replacements, tightened(letter, replacements), places, strict=True):
        if place is None:
            lost.append(whole)
            continue
        first, last = text.narrowed(letter, whole, part, place)
        start, end = text.places[first], text.places[last - 1] + 1
        edits.append((*(_with_whole_marks(raw, start, end) if with_marks else (start, end)), part.text))
    changed = with_edits(raw, edits)
    try:
        data = changed.encode(encoding)
    except UnicodeEncodeError:
        data = changed.encode("utf-8")
    return Rewritten(data, tuple(lost))


def _with_whole_marks(raw: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to take in the other half of an emphasis that it holds one half of."""
    for mark in _EMPHASIS:
        if raw[start:end].replace("**", "" if mark == "*" else "**").count(mark) % 2:
            if raw[:start].endswith(mark):
                start -= len(mark)
            elif raw.startswith(mark, end):
                end += len(mark)
    return start, end
