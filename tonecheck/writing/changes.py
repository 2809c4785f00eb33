"""What changes in a letter, as small as can be, and the letter's plain text after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tonecheck.types import Replacement

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A changed copy of a letter."""

    data: bytes
    lost: tuple[Replacement, ...] = ()
    """What could not be done, because the sentence was not found again in the file."""


def replaced(text: str, replacements: Sequence[Replacement]) -> str:
    """Return `text` with all `replacements` made, which may not overlap.

    Examples
    --------
    >>> replaced("Dat kan niet. Dag.", [Replacement(0, 13, "Dat kan nu niet.")])
    'Dat kan nu niet. Dag.'
    """
    return with_edits(text, [(tight.start, tight.end, tight.text) for tight in tightened(text, replacements)])


def with_edits(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """Return `text` with every stretch (start, end) replaced by its new text."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def tightened(text: str, replacements: Sequence[Replacement]) -> list[Replacement]:
    """Leave out the words that a replacement has in common with its sentence at the start and at the end.

    The layout of those words stays as it is, and a colleague sees what really changes. At least one word is
    replaced by at least one word, so that the blanks around them stay right.
    """
    return [_tightened(text[item.start : item.end], item) for item in replacements]


def _tightened(sentence: str, replacement: Replacement) -> Replacement:
    old = [match.span() for match in _WORD.finditer(sentence)]
    new = [match.span() for match in _WORD.finditer(replacement.text)]
    if not old or not new:
        return replacement
    spare = min(len(old), len(new)) - 1

    def same(first: int, second: int) -> bool:
        return sentence[slice(*old[first])] == replacement.text[slice(*new[second])]

    head = next((at for at in range(spare) if not same(at, at)), spare)
    tail = next((at for at in range(spare - head) if not same(-1 - at, -1 - at)), spare - head)
    return Replacement(
        replacement.start + old[head][0],
        replacement.start + old[len(old) - 1 - tail][1],
        replacement.text[new[head][0] : new[len(new) - 1 - tail][1]],
    )
