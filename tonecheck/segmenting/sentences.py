"""Sentence boundaries in Dutch official prose.

Letters are full of dots that end nothing ("art. 3:4, lid 2, jl.", "dhr. J. de Vries"). The boundaries of a statistical
parser differ from model to model on those, so rules decide, with the abbreviations in ``data/segmenting``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CANDIDATE = re.compile(r"(?:[.?!]+|…)[\"'”’»)\]]*(?=\s+\S)|(?<=[a-zé]{2})[.?!](?=[A-Z][a-z’']*\s)")
_LAST_WORD = re.compile(r"[^\s(\[\"'„“‘«]+$")
_FIRST_WORD = re.compile(r"[\"'„“‘«(\[]*([^\s,.;:!?)\]\"'”’»]+)")
_INITIAL = re.compile(r"^(?:[A-Z]|[A-Z][a-z]|IJ)(?:\.(?:[A-Z]|[A-Z][a-z]|IJ))*$")
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[a-z]|[ivx]{1,4})$")
_OPENS = re.compile(r"[\"'„“‘«(\[]*(?:[A-ZÀ-ÞĲ0-9€•]|'[st] [A-Z])")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Abbreviations by what may follow them, and the words that open sentences; all in lower case."""

    never: frozenset[str]
    """A sentence never ends after these."""
    sometimes: frozenset[str]
    """A sentence ends after these when one of `starters` follows with a capital."""
    titles: frozenset[str]
    """A name follows these, so that a single capital after them is an initial."""
    starters: frozenset[str]


def split_sentences(text: str, abbreviations: Abbreviations) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence in a paragraph, without the blanks around it."""
    start = 0
    for candidate in _CANDIDATE.finditer(text):
        if _is_boundary(text, start, candidate, abbreviations):
            yield from _trimmed(text, start, candidate.end())
            start = candidate.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _is_boundary(text: str, start: int, candidate: re.Match[str], abbreviations: Abbreviations) -> bool:
    before = text[start : candidate.start()]
    after = text[candidate.end() :].lstrip()
    mark = candidate.group()
    next_word = _FIRST_WORD.match(after)
    starter = bool(next_word) and next_word.group(1).lower() in abbreviations.starters  # type: ignore[union-attr]
    opens = bool(_OPENS.match(after))
    if not mark.startswith("."):
        # A quoted question or exclamation goes on in lower case: „Waarom niet?” vraagt u.
        return opens or (starter and not any(quote in mark for quote in "\"'”’»"))
    last = _LAST_WORD.search(before)
    word = last.group() if last else ""
    if mark.startswith("..") or mark == "…":
        return opens
    lowered = word.lower()
    if _LIST_NUMBER.match(before) or lowered in abbreviations.never:
        return False
    if lowered in abbreviations.sometimes:
        return opens and starter
    if _INITIAL.match(word) and len(word) <= 8:
        # "klasse C. Uw sloot" ends a sentence, "mevrouw A. De Wit" does not.
        before_it = _LAST_WORD.search(before[: len(before) - len(word)].rstrip())
        name = before_it is None or not before_it.group().islower() or before_it.group() in abbreviations.titles
        return opens and starter and (len(word) > 2 or not name)
    if opens:
        return True
    # A writer who forgets capitals: a whole word before the dot and an opening word after it.
    return starter and len(word) >= 4 and word.isalpha()
