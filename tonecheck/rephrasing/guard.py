"""The guard: a suggestion may not bring in a fact that the letter does not hold."""

from __future__ import annotations

import re

_GAP = re.compile(r"\[[^\]]+\]")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_NAME = re.compile(r"(?<=[a-zé,;] )[A-ZÀ-Þ][\w’'-]+")


def gaps(suggestion: str) -> tuple[str, ...]:
    """Return what the official still has to fill in, in order and once each: ``("[reden]",)``."""
    return tuple(dict.fromkeys(_GAP.findall(suggestion)))


def brings_in_facts(suggestion: str, letter_text: str) -> bool:
    """Tell whether a number, date, amount or name in `suggestion` is absent from the letter."""
    said = _GAP.sub("", suggestion)
    numbers = set(_NUMBER.findall(letter_text))
    if any(number not in numbers for number in _NUMBER.findall(said)):
        return True
    return any(name not in letter_text for name in _NAME.findall(said))
