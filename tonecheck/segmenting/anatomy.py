"""The anatomy of a letter: what each line is, from letterhead to disclaimer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tonecheck.reading.wrapping import continues, list_marker, text_width
from tonecheck.segmenting.sentences import Abbreviations
from tonecheck.types import UnitKind

_SALUTATION_INLINE = re.compile(
    r"(?i:geachte|beste|hallo|hoi|dag|goede(?:morgen|middag|avond|dag))\s[^.?!,\n]{1,60},\s+(?=[A-Z])"
)
_ENDS_SENTENCE = re.compile(r"[.!?…;][\"'”’»)\]]*$")
_MAX_HEADING_WORDS = 12
_MAX_HEAD_LINE_WORDS = 9
_MIN_SENTENCE_WORDS = 5


@dataclass(frozen=True, slots=True)
class LinePattern:
    """How one kind of line looks, and where in the letter it stands."""

    kind: UnitKind
    where: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The language data that segmenting needs."""

    lines: tuple[LinePattern, ...]
    quote_starts: tuple[re.Pattern[str], ...]
    sentences: tuple[LinePattern, ...]
    abbreviations: Abbreviations


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or single line with its kind; offsets in the letter's text."""

    start: int
    end: int
    kind: UnitKind


@cache
def load_anatomy() -> Anatomy:
    """Read the data files in ``data/segmenting``; they never change while the program runs."""
    folder = files("tonecheck").joinpath("data", "segmenting")
    raw = tomllib.loads(folder.joinpath("anatomy.toml").read_text(encoding="utf-8"))
    words = tomllib.loads(folder.joinpath("abbreviations.toml").read_text(encoding="utf-8"))
    return Anatomy(
        lines=tuple(_line_pattern(entry) for entry in raw["line"]),
        quote_starts=tuple(re.compile(entry["pattern"], re.IGNORECASE) for entry in raw["quote_start"]),
        sentences=tuple(_line_pattern(entry) for entry in raw["sentence"]),
        abbreviations=Abbreviations(
            never=frozenset(word for group in words["never"].values() for word in group),
            sometimes=frozenset(words["sometimes"]["words"]),
            titles=frozenset(words["titles"]["words"]),
            starters=frozenset(words["starters"]["words"]),
        ),
    )


def _line_pattern(entry: dict[str, str]) -> LinePattern:
    return LinePattern(
        UnitKind(entry["kind"]), entry.get("where", "any"), re.compile(entry["pattern"], re.IGNORECASE | re.DOTALL)
    )


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    """Without the blanks around it."""
    after_blank: bool
    before_blank: bool


def find_blocks(text: str, anatomy: Anatomy) -> list[Block]:
    """Divide a letter into blocks and name each one's part in the letter.

    Every character that is not blank lies in exactly one block; blocks stand in order.
    """
    lines = list(_lines(text))
    width = text_width([line.text for line in lines])
    kinds = _line_kinds(lines, text, anatomy, width)
    blocks: list[Block] = []
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is UnitKind.SALUTATION and (inline := _inline_salutation(line.text)):
            middle = line.start + inline.end()
            blocks.append(Block(line.start, middle - (inline.end() - len(inline.group().rstrip())), kind))
            blocks.append(Block(middle, line.end, UnitKind.BODY))
            continue
        start = line.start + (list_marker(line.text) if kind is UnitKind.LIST_ITEM else 0)
        if blocks and index and _joins(lines[index - 1], line, kinds[index - 1], kind, width):
            blocks[-1] = Block(blocks[-1].start, line.end, blocks[-1].kind)
        else:
            blocks.append(Block(start, line.end, kind))
    return blocks


def _lines(text: str) -> Iterator[_Line]:
    spans = []
    position = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped)
            spans.append((start, start + len(stripped), stripped, position))
        position += len(raw) + 1
    for index, (start, end, stripped, _) in enumerate(spans):
        previous_end = spans[index - 1][1] if index else 0
        next_start = spans[index + 1][0] if index + 1 < len(spans) else len(text)
        yield _Line(
            start,
            end,
            stripped,
            after_blank=index == 0 or text.count("\n", previous_end, start) > 1,
            before_blank=index + 1 == len(spans) or text.count("\n", end, next_start) > 1,
        )


def _line_kinds(lines: list[_Line], text: str, anatomy: Anatomy, width: int) -> list[UnitKind]:
    """Walk through the letter: head, body, tail, and from some line on only quoted mail."""
    kinds: list[UnitKind] = []
    where = "head" if _has_head(lines, anatomy) else "body"
    quoting = False
    for index, line in enumerate(lines):
        started = where != "head" and any(kind in (UnitKind.BODY, UnitKind.CLOSING) for kind in kinds)
        if started and not quoting:
            ahead = text[line.start : line.start + 400]
            quoting = any(pattern.match(part) for pattern in anatomy.quote_starts for part in (line.text, ahead))
        if quoting:
            kinds.append(UnitKind.QUOTED)
            continue
        kind = _matching_kind(line, where, anatomy)
        if kind is UnitKind.SALUTATION and where == "tail":
            kind = None
        if kind is None:
            previous = kinds[-1] if kinds else None
            wrapped = index > 0 and not line.after_blank and continues(lines[index - 1].text, line.text, width)
            kind = previous if wrapped and previous else _kind_by_shape(lines, index, where, previous)
        if kind is UnitKind.SALUTATION or (where == "head" and kind in (UnitKind.BODY, UnitKind.LIST_ITEM)):
            where = "body"
        elif kind is UnitKind.CLOSING:
            where = "tail"
        kinds.append(kind)
    return kinds


def _has_head(lines: list[_Line], anatomy: Anatomy) -> bool:
    """Tell whether something that belongs to a letterhead comes before the first whole sentence."""
    for line in lines:
        if _matching_kind(line, "head", anatomy) is not None:
            return True
        if _is_sentence(line.text) and len(line.text.split()) >= _MIN_SENTENCE_WORDS:
            return False
    return False


def _matching_kind(line: _Line, where: str, anatomy: Anatomy) -> UnitKind | None:
    for candidate in anatomy.lines:
        if candidate.where in ("any", where) and candidate.pattern.match(line.text):
            return candidate.kind
    if where != "tail" and _inline_salutation(line.text):
        return UnitKind.SALUTATION
    return None


def _inline_salutation(text: str) -> re.Match[str] | None:
    """Match a salutation that a whole sentence follows on the same line, not *Beste Bas, beste Noa,*."""
    match = _SALUTATION_INLINE.match(text)
    return match if match and _is_sentence(text[match.end() :]) else None


def _kind_by_shape(lines: list[_Line], index: int, where: str, previous: UnitKind | None) -> UnitKind:
    line = lines[index]
    words = line.text.split()
    if where == "head":
        whole = _is_sentence(line.text) and len(words) >= _MIN_SENTENCE_WORDS
        return UnitKind.BODY if whole or len(words) > 2 * _MAX_HEAD_LINE_WORDS else UnitKind.ADDRESS
    if where == "tail":
        long = len(words) > _MAX_HEAD_LINE_WORDS or (len(words) >= _MIN_SENTENCE_WORDS and _is_sentence(line.text))
        if not long:
            return previous if previous is UnitKind.DISCLAIMER and not line.after_blank else UnitKind.SIGNATURE
        return UnitKind.DISCLAIMER if previous is UnitKind.DISCLAIMER else UnitKind.BODY
    if "\t" in line.text:
        return UnitKind.TABLE
    if _is_heading(lines, index):
        return UnitKind.HEADING
    return UnitKind.LIST_ITEM if list_marker(line.text) else UnitKind.BODY


def _is_sentence(text: str) -> bool:
    return bool(_ENDS_SENTENCE.search(text)) and len(text.split()) > 2


def _is_heading(lines: list[_Line], index: int) -> bool:
    """Tell whether a short line without a full stop stands alone or on top of a paragraph."""
    line = lines[index]
    words = line.text.split()
    if (
        len(words) > _MAX_HEADING_WORDS
        or index + 1 == len(lines)
        or not (line.text[0].isupper() or line.text[0].isdigit())
    ):
        return False
    alone = line.after_blank or index == 0 or bool(_ENDS_SENTENCE.search(lines[index - 1].text))
    if line.text.endswith("?"):
        return line.after_blank and len(words) <= 8 and bool(words) and not lines[index + 1].text.endswith("?")
    if _ENDS_SENTENCE.search(line.text) or line.text.endswith((",", ":")):
        return False
    follows = lines[index + 1].text
    bullet = list_marker(line.text) and not line.text[0].isdigit()
    if bullet or (list_marker(line.text) and not line.before_blank and list_marker(follows)):
        return False
    return alone


def _joins(before: _Line, line: _Line, kind_before: UnitKind, kind: UnitKind, width: int) -> bool:
    """Tell whether two neighbouring lines are one paragraph."""
    if line.after_blank or kind is not kind_before or list_marker(line.text):
        return False
    if kind in (UnitKind.BODY, UnitKind.LIST_ITEM, UnitKind.DISCLAIMER, UnitKind.APPEAL, UnitKind.QUOTED):
        return continues(before.text, line.text, width)
    return kind is UnitKind.HEADING and continues(before.text, line.text, 0)
