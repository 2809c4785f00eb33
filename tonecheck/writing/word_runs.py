"""The runs of a Word document: which characters they hold, and how to split them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from tonecheck.errors import ReadError
from tonecheck.writing.visible import VisibleText

#: What a word processor shows of a run as text, besides ``w:t``.
_TEXT_LIKE = frozenset(map(qn, ("w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:softHyphen")))
_PAGE_BREAK = (qn("w:type"), "page")
#: Runs in these cannot be seen, or only by programs that cannot show the original.
_HIDDEN = (qn("w:moveFrom"), qn("w:del"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a visible character of the document stands."""

    run: Any
    child: Any
    """The element in the run that holds it."""
    offset: int
    field: Field | None = None
    """The outermost field whose result it belongs to."""


@dataclass(slots=True)
class Field:
    """A field that is computed, such as a date or a merge field, from its first run to its last."""

    first: Any
    last: Any = None


def opened(source: Path, failure: str) -> Any:
    """Return the Word document in `source`; raise a `ReadError` with the key `failure` if it cannot be opened."""
    try:
        return docx.Document(str(source))
    except Exception:  # python-docx lets zip, XML and key errors through, all meaning: not a document we can write
        raise ReadError(failure, source=str(source)) from None


def visible_text(document: Any) -> VisibleText[Spot]:
    """Return the visible characters of the body of a python-docx document."""
    return VisibleText(_spots(document.element.body))


def _spots(body: Any) -> Iterator[tuple[str, Spot]]:
    fields: list[Field] = []
    for run in body.iter(qn("w:r")):
        if is_hidden(run):
            continue
        for child in run:
            if child.tag == qn("w:fldChar"):
                kind = child.get(qn("w:fldCharType"))
                if kind == "begin":
                    fields.append(Field(run))
                elif kind == "end" and fields:
                    fields.pop().last = run
            elif child.tag == qn("w:t"):
                for offset, char in enumerate(child.text or ""):
                    yield char, Spot(run, child, offset, fields[0] if fields else None)
            elif child.tag == qn("w:noBreakHyphen"):
                yield "-", Spot(run, child, 0, fields[0] if fields else None)


def is_hidden(run: Any) -> bool:
    """Tell whether a run is already deleted or moved away, or stands in for something newer."""
    return next(run.iterancestors(*_HIDDEN), None) is not None


def is_text(child: Any) -> bool:
    """Tell whether a child of a run is text or a blank, and not a picture, a note or a page break."""
    return child.tag in _TEXT_LIKE and child.get(_PAGE_BREAK[0]) != _PAGE_BREAK[1]


def cut_out(spots: Sequence[Spot]) -> tuple[Any, Any]:
    """Split runs so that some hold exactly the characters of `spots`; return the first and the last of those.

    The places of characters before them stay right, those of characters after them do not.
    """
    first, last = spots[0], spots[-1]
    if last.offset + 1 < len(last.child.text or "-") or last.child.getnext() is not None:
        _split(last, last.offset + 1)
    opening = _split(first, first.offset)
    return opening, opening if last.run is first.run else last.run


def _split(spot: Spot, offset: int) -> Any:
    """Split the run of `spot` at `offset` in its element; return the run that begins there."""
    run, child = spot.run, spot.child
    properties = int(run[0].tag == qn("w:rPr"))
    index = run.index(child)
    if offset == 0 and index == properties:
        return run
    rest = deepcopy(run)
    for element in list(rest)[properties:index]:
        rest.remove(element)
    for element in list(run)[index + 1 :]:
        run.remove(element)
    if child.tag == qn("w:t"):
        text = child.text
        _set_text(rest[properties], text[offset:])
        _set_text(child, text[:offset])
    else:
        # A hard hyphen is one character: it stands on one side as a whole.
        moved, kept = rest[properties], child
        (kept if offset == 0 else moved).getparent().remove(kept if offset == 0 else moved)
    run.addnext(rest)
    return rest


def _set_text(element: Any, text: str) -> None:
    if not text:
        element.getparent().remove(element)
        return
    element.text = text
    element.set(qn("xml:space"), "preserve")


def separated(run: Any) -> list[Any]:
    """Divide a run into runs that hold only text or only other things, and return those."""
    properties = run.find(qn("w:rPr"))
    content = [child for child in run if child is not properties]
    groups = [list(group) for _, group in groupby(content, is_text)]
    runs = [run]
    for group in groups[1:]:
        rest = run.makeelement(run.tag, run.attrib, run.nsmap)
        if properties is not None:
            rest.append(deepcopy(properties))
        rest.extend(group)
        runs[-1].addnext(rest)
        runs.append(rest)
    return runs
