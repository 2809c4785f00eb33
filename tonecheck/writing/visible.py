"""Finding a stretch of a letter's text again in the file that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from operator import eq
from typing import Generic, TypeVar

from tonecheck.types import Replacement

Place = TypeVar("Place")

_INVISIBLE = frozenset("\u00ad\u200b\ufeff")
_HYPHENS = frozenset("\u2010\u2011")


class VisibleText(Generic[Place]):
    """The characters of a file that can be seen, each with its place.

    Reading lays out blanks differently from the file, so everything is looked up without them.

    Parameters
    ----------
    characters
        The file's characters with their places; blanks may be among them.
    markup
        Characters that are markup in this format, or that reading may leave out; both sides go without them.
    """

    def __init__(self, characters: Iterable[tuple[str, Place]], markup: str = "") -> None:
        self._markup = frozenset(markup)
        self.places: list[Place] = []
        seen = []
        for char, place in characters:
            if shown := self._shown(char):
                seen.append(shown)
                self.places.append(place)
        self._text = "".join(seen)

    def _shown(self, char: str) -> str:
        if char.isspace() or char in _INVISIBLE or char in self._markup:
            return ""
        return "-" if char in _HYPHENS else char

    def _seen(self, text: str) -> str:
        return "".join(map(self._shown, text))

    def locate(self, letter: str, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int] | None]:
        """Return for each stretch (start, end) of the letter's text which characters of the file it is, if any.

        What occurs more than once is told apart by what stands around it; no character is given out twice.
        """
        taken: list[tuple[int, int]] = []
        found: list[tuple[int, int] | None] = []
        for start, end in stretches:
            wanted = self._seen(letter[start:end])
            free = [at for at in self._occurrences(wanted) if all(at >= b or at + len(wanted) <= a for a, b in taken)]
            if not free:
                found.append(None)
                continue
            if len(free) > 1:
                before, after = self._seen(letter[:start])[::-1], self._seen(letter[end:])
                reached = taken[-1][1] if taken else 0
                fits = {at: self._fit(at, at + len(wanted), before, after) for at in free}
                free.sort(key=lambda at: (-fits[at], at < reached, at))
            taken.append((free[0], free[0] + len(wanted)))
            found.append(taken[-1])
        return found

    def narrowed(self, letter: str, whole: Replacement, part: Replacement, place: tuple[int, int]) -> tuple[int, int]:
        """Return where `part` stands of a stretch `whole` that was located at `place`."""
        return (
            place[0] + len(self._seen(letter[whole.start : part.start])),
            place[1] - len(self._seen(letter[part.end : whole.end])),
        )

    def _occurrences(self, wanted: str) -> list[int]:
        found = []
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            found.append(at)
            at = self._text.find(wanted, at + 1)
        return found

    def _fit(self, start: int, end: int, before: str, after: str) -> int:
        return _shared(reversed(self._text[:start]), before) + _shared(self._text[end:], after)


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """Return how many characters two texts have in common at the start."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))
