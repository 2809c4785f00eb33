"""Find the person who signs a letter and the telephone number that it gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tonecheck.rephrasing.wording import load_words
from tonecheck.types import Unit, UnitKind

_NAME = re.compile(
    r"^(?:(?:drs|mr|ir|dr|ing|prof)\. ?)*(?:(?:[A-ZÀ-Þ]\. ?)+|[A-ZÀ-Þ][\w’'-]* )"
    r"(?:(?:van|de|der|den|ter|ten|te|in|'t|’t|el|al|la|le) )*[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)*$"
)
_TELEPHONE = re.compile(r"(?<![\w.,/-])(?:\+31[ -]?\d|0\d)(?:[ -]?\d){8}(?!\d)|(?<![\w.,/-])14 ?0\d{2,3}(?!\d)")


def contact_person(text: str, units: Sequence[Unit]) -> str:
    """Return who signs the letter and a number to call, or the empty string if either is missing."""
    number = _TELEPHONE.search(text)
    if number is None:
        return ""
    for unit in units:
        if unit.kind is not UnitKind.SIGNATURE:
            continue
        for line in text[unit.start : unit.end].splitlines():
            name = line.strip(" ,")
            if _NAME.match(name) and not any(word.lower() in load_words()["no_names"] for word in name.split()):
                return f"{name} ({number.group()})"
    return ""
