"""Put a neutral word in the place of personal data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from tonecheck.pseudonymising.finding import NAME, PersonalData, find_personal_data, load_personal

#: Numbers and addresses of people; what departments and topics are called is none.
_NUMBERS = frozenset({"email", "iban", "bsn", "phone", "postcode", "address"})


def pseudonymised(text: str, lang: str = "nl") -> str:
    """Return `text` with ``[naam]``, ``[adres]`` and the like for all personal data that is found in it."""
    return _replaced(text, find_personal_data(text), lang)


def without_numbers_of_people(text: str, lang: str = "nl") -> str:
    """Return `text` without numbers and addresses of people; names in it stay, as those of departments."""
    return _replaced(text, [found for found in find_personal_data(text) if found.kind in _NUMBERS], lang)


def _replaced(text: str, data: Sequence[PersonalData], lang: str) -> str:
    words = _stand_ins(lang)
    pieces, at = [], 0
    for found in data:
        pieces += [text[at : found.start], words[found.kind]]
        at = found.end
    return "".join([*pieces, text[at:]])


@lru_cache
def _stand_ins(lang: str) -> Mapping[str, str]:
    """Return what stands in for each kind of personal data."""
    personal = load_personal()
    words = {kind["name"]: kind["placeholder"][lang] for kind in personal["kind"]}
    return {**words, NAME: personal[NAME]["placeholder"][lang]}
