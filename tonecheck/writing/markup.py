"""Copies of web pages and OpenDocument letters: only the words between the tags change, and all else stays."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

from tonecheck.errors import ReadError
from tonecheck.reading.extraction import html_encoding
from tonecheck.types import Replacement
from tonecheck.writing.changes import Rewritten, tightened, with_edits
from tonecheck.writing.visible import VisibleText

_REFERENCE = re.compile(r"&#?\w+;?")
_CONTENT = "content.xml"


@dataclass(frozen=True, slots=True)
class _Tags:
    """How a markup language names things."""

    hidden: frozenset[str]
    """What stands in these is not read as text of the letter."""
    blank: frozenset[str]
    """These stand for blanks."""
    block: frozenset[str]
    """No sentence goes on from one of these to the next."""


_HTML = _Tags(
    frozenset({"script", "style", "title"}),
    frozenset({"br", "wbr"}),
    frozenset({"p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dt", "dd"}),
)
_ODF = _Tags(
    frozenset({"office:annotation", "text:tracked-changes", "text:note", "svg:title", "svg:desc"}),
    frozenset({"text:s", "text:tab", "text:line-break", "text:soft-page-break"}),
    frozenset({"text:p", "text:h"}),
)


def web_page(source: Path, letter: str, replacements: Sequence[Replacement]) -> Rewritten:
    """Return the web page in `source` with `replacements` made in its `letter`, in the encoding that it has."""
    data = source.read_bytes()
    encoding = html_encoding(data)
    raw = data.decode(encoding, "surrogateescape")
    changed, lost = _rewritten(raw, letter, replacements, _HTML, encoding)
    return Rewritten(changed.encode(encoding, "surrogateescape"), lost)


def open_document(source: Path, letter: str, replacements: Sequence[Replacement]) -> Rewritten:
    """Return the .odt in `source` with `replacements` made in its `letter`.

    Raises
    ------
    ReadError
        If it is no such document.
    """
    stream = io.BytesIO()
    lost: tuple[Replacement, ...] = ()
    try:
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                data = old.read(entry)
                if entry.filename == _CONTENT:
                    changed, lost = _rewritten(data.decode("utf-8"), letter, replacements, _ODF, "utf-8")
                    data = changed.encode("utf-8")
                new.writestr(entry, data)
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, RuntimeError, OSError):
        raise ReadError("rewrite_failed", source=str(source)) from None
    return Rewritten(stream.getvalue(), lost)


def _rewritten(
    raw: str, letter: str, replacements: Sequence[Replacement], tags: _Tags, encoding: str
) -> tuple[str, tuple[Replacement, ...]]:
    page = _Page(raw, tags)
    text = VisibleText(page.characters())
    places = text.locate(letter, [(item.start, item.end) for item in replacements])
    edits: list[tuple[int, int, str]] = []
    lost = []
    for whole, part, place in zip(replacements, tightened(letter, replacements), places, strict=True):
        if place is not None:
            first, last = text.narrowed(letter, whole, part, place)
            start, end = text.places[first][0], text.places[last - 1][1]
            if not page.has_border(start, end):
                # What the encoding lacks becomes a reference.
                new = escape(part.text, quote=False).encode(encoding, "xmlcharrefreplace").decode(encoding)
                edits.extend(page.edits(start, end, new))
                continue
        lost.append(whole)
    return with_edits(raw, edits), tuple(lost)


class _Page(HTMLParser):
    """Where text, blanks and borders stand in the raw page."""

    def __init__(self, raw: str, tags: _Tags) -> None:
        super().__init__(convert_charrefs=False)
        self._raw = raw
        self._tags = tags
        self._lines = [0, *(match.end() for match in re.finditer("\n", raw))]
        self._hidden: list[str] = []
        self._pieces: list[tuple[int, int]] = []
        self._blanks: list[tuple[int, int]] = []
        self._borders: list[int] = []
        self.feed(raw)
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._tags.hidden:
            self._hidden.append(tag)
        self._mark(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()
        self._mark(tag, closing=True)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mark(tag)

    def _mark(self, tag: str, *, closing: bool = False) -> None:
        if self._hidden:
            return
        if tag in self._tags.block:
            self._borders.append(self._here())
        elif tag in self._tags.blank:
            end = self._raw.index(">", self._here()) + 1
            self._blanks.append((self._here(), end))

    def handle_data(self, data: str) -> None:
        self._text(len(data))

    def handle_charref(self, name: str) -> None:
        self._reference()

    def handle_entityref(self, name: str) -> None:
        self._reference()

    def _reference(self) -> None:
        if match := _REFERENCE.match(self._raw, self._here()):
            self._text(len(match.group()))

    def _text(self, length: int) -> None:
        if self._hidden:
            return
        start = self._here()
        if self._pieces and self._pieces[-1][1] == start:
            start = self._pieces.pop()[0]
        self._pieces.append((start, self._here() + length))

    def characters(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield every character with its place in the raw page; a reference such as ``&eacute;`` is one."""
        for start, end in self._pieces:
            while start < end:
                match = _REFERENCE.match(self._raw, start, end) if self._raw[start] == "&" else None
                char = unescape(match.group()) if match else self._raw[start]
                stop = match.end() if match and len(char) == 1 else start + 1
                yield (char if match and len(char) == 1 else self._raw[start]), (start, stop)
                start = stop

    def has_border(self, start: int, end: int) -> bool:
        """Tell whether a paragraph, item or cell begins or ends between two places."""
        return bisect_right(self._borders, start) < bisect_right(self._borders, end - 1)

    def edits(self, start: int, end: int, new: str) -> Iterator[tuple[int, int, str]]:
        """Yield what to change for `new` to stand between two places: in the longest piece, the others are emptied."""
        pieces = [(max(a, start), min(b, end)) for a, b in self._pieces if a < end and b > start]
        longest = max(pieces, key=lambda piece: piece[1] - piece[0])
        for piece in pieces:
            yield (*piece, new if piece == longest else "")
        yield from ((a, b, "") for a, b in self._blanks if start <= a and b <= end)
