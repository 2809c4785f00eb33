"""A copy of a Word letter in which sentences are replaced as tracked changes, so that a colleague can accept them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run
from lxml import etree

from tonecheck.types import Replacement
from tonecheck.writing.changes import Rewritten, tightened
from tonecheck.writing.word_runs import Spot, cut_out, is_hidden, is_text, opened, separated, visible_text

AUTHOR = "tonecheck"
_DELETED = {qn("w:t"): qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}
_FIELD = frozenset({qn("w:fldChar"), qn("w:instrText")})
#: An insertion of ours may not lie in somebody else's insertion, nor in a link.
_DIVISIBLE = frozenset(map(qn, ("w:ins", "w:moveTo", "w:hyperlink", "w:smartTag")))


def with_tracked_changes(
    source: Path, letter: str, replacements: Sequence[Replacement], date: datetime | None = None
) -> Rewritten:
    """Return the .docx in `source` with `replacements` as changes by ``tonecheck`` that can be accepted or refused.

    Runs are split at the borders of what changes; new words look as most of the old ones. Pictures, notes and
    bookmarks between the old words stay.

    Parameters
    ----------
    source
        The Word letter.
    letter
        Its text, as `tonecheck.reading` gives it.
    replacements
        What to change in that text.
    date
        The date of the changes; None leaves it out.

    Raises
    ------
    ReadError
        If the document cannot be opened for writing.
    """
    document = opened(source, "rewrite_failed")
    text = visible_text(document)
    body = document.element.body
    numbers = count(1 + max((int(number) for number in body.xpath("//@w:id") if number.isdigit()), default=0))
    stamp = _Stamp({"w:author": AUTHOR} | ({"w:date": f"{date:%Y-%m-%dT%H:%M:%SZ}"} if date else {}), numbers)
    places = text.locate(letter, [(item.start, item.end) for item in replacements])
    work = zip(replacements, tightened(letter, replacements), places, strict=True)
    lost = []
    # From the back to the front, so that splitting runs leaves the places of what is still to do.
    for whole, part, place in sorted(work, key=lambda item: item[2] or (0, 0), reverse=True):
        if place is None:
            lost.append(whole)
            continue
        spots = text.places[slice(*place)]
        narrow = text.places[slice(*text.narrowed(letter, whole, part, place))]
        if _holds_its_fields(narrow, text.places):
            _replace(narrow, part.text, stamp)
        elif _holds_its_fields(spots, text.places):
            _replace(spots, whole.text, stamp)
        else:
            lost.append(whole)
    stream = io.BytesIO()
    document.save(stream)
    return Rewritten(stream.getvalue(), tuple(sorted(lost, key=lambda item: item.start)))


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Who changed it and when, for every change with a number of its own."""

    attributes: dict[str, str]
    numbers: count[int]

    def element(self, tag: str) -> Any:
        return OxmlElement(
            tag, attrs={qn(k): v for k, v in {"w:id": str(next(self.numbers)), **self.attributes}.items()}
        )


def _holds_its_fields(spots: Sequence[Spot], every: Sequence[Spot]) -> bool:
    """Tell whether `spots` lie in one paragraph and hold the fields in them whole."""
    paragraphs = {_paragraph(spot.run) for spot in (spots[0], spots[-1])}
    touched = {id(spot.field) for spot in spots if spot.field}
    if not touched:
        return len(paragraphs) == 1
    if any(spot.field and spot.field.last is None for spot in spots):
        return False
    return len(paragraphs) == 1 and sum(id(spot.field) in touched for spot in every) == sum(
        spot.field is not None for spot in spots
    )


def _paragraph(run: Any) -> Any:
    return next(run.iterancestors(qn("w:p")))


def _replace(spots: Sequence[Spot], text: str, stamp: _Stamp) -> None:
    first, last = spots[0], spots[-1]
    looks = Counter(etree.tostring(look) if (look := spot.run.find(qn("w:rPr"))) is not None else b"" for spot in spots)
    look = looks.most_common(1)[0][0]
    opening, closing = cut_out(spots)
    opening = first.field.first if first.field else opening
    closing = last.field.last if last.field else closing
    anchor = None
    for run in _runs_between(opening, closing):
        for piece in separated(run):
            if _is_deletable(piece, in_field=any(spot.field for spot in spots)):
                anchor = _delete(piece, anchor, stamp)
    if text and anchor is not None:
        insertion = stamp.element("w:ins")
        new = OxmlElement("w:r")
        insertion.append(new)
        if look:
            new.append(_without_history(look))
        Run(new, None).text = text  # type: ignore[arg-type]  # the parent is for style look-ups only
        _outside(anchor).addnext(insertion)


def _runs_between(opening: Any, closing: Any) -> list[Any]:
    paragraph = _paragraph(opening)
    # A text box in the paragraph has paragraphs of its own.
    runs = [run for run in paragraph.iter(qn("w:r")) if _paragraph(run) is paragraph and not is_hidden(run)]
    return runs[runs.index(opening) : runs.index(closing) + 1]


def _is_deletable(run: Any, *, in_field: bool) -> bool:
    content = [child for child in run if child.tag != qn("w:rPr")]
    return all(is_text(child) or (in_field and child.tag in _FIELD) for child in content) and bool(content)


def _delete(run: Any, previous: Any, stamp: _Stamp) -> Any:
    """Mark a run as deleted; return the deletion, which is the previous one where they adjoin."""
    parent = run.getparent()
    if parent.tag == qn("w:fldSimple"):
        # A deletion cannot hold such a field: keep its result as plain text, and delete that.
        for child in list(parent):
            parent.addprevious(child)
        parent.getparent().remove(parent)
    for child in run:
        child.tag = _DELETED.get(child.tag, child.tag)
        if child.tag == qn("w:delText"):
            child.set(qn("xml:space"), "preserve")
    if previous is not None and run.getprevious() is previous:
        previous.append(run)
        return previous
    deletion = stamp.element("w:del")
    run.addprevious(deletion)
    deletion.append(run)
    return deletion


def _without_history(look: bytes) -> Any:
    properties = docx.oxml.parse_xml(look)
    for change in properties.findall(qn("w:rPrChange")):
        properties.remove(change)
    return properties


def _outside(anchor: Any) -> Any:
    """Return the element after which text stands right behind `anchor`, and in no link or change of somebody else."""
    while (parent := anchor.getparent()).tag in _DIVISIBLE:
        following = list(anchor.itersiblings())
        if following:
            rest = deepcopy(parent)
            for child in list(rest):
                rest.remove(child)
            rest.extend(following)
            parent.addnext(rest)
        anchor = parent
    return anchor
