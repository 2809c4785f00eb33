"""Find personal data in Dutch text: numbers by pattern and check digits, names by capitals, titles and a dictionary.

Account and telephone numbers are checked by libraries (schwifty, phonenumbers); what they lack for the Netherlands
stands in ``data/personal.toml``. Names err on the side of too many: a place or a plan may be hidden, a person should
not be shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from tonecheck.cues.definitions import read_toml
from tonecheck.resources import data_folder

FILE = "personal.toml"
NAME = "name"
_BSN_DIGITS = 9
_MIN_NAME = 2
_TOKEN = re.compile(r"['’]t\b|[^\W\d_][\w’'-]*\.?|\d+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class PersonalData:
    """A stretch of text that says who somebody is."""

    start: int
    """Offset in code points, as is `end`."""
    end: int
    kind: str
    """Name of a kind in ``data/personal.toml``, or ``name``."""


def find_personal_data(text: str) -> tuple[PersonalData, ...]:
    """Return all personal data in `text`, in order and without overlaps."""
    found: list[PersonalData] = []
    for name, pattern, check in _kinds():
        for match in pattern.finditer(text):
            group = "own" if "own" in pattern.groupindex and match["own"] else 0
            start, end = match.span(group)
            if check(match[group]) and _free(found, start, end):
                found.append(PersonalData(start, end, name))
    for start, end in _names(text):
        if _free(found, start, end):
            found.append(PersonalData(start, end, NAME))
    return tuple(sorted(found, key=lambda item: item.start))


def is_bsn(digits: str) -> bool:
    """Tell whether nine digits pass the eleven-test of the *burgerservicenummer*."""
    numbers = [int(digit) for digit in digits if digit.isdigit()]
    if len(numbers) != _BSN_DIGITS or not any(numbers):
        return False
    weights = [*range(_BSN_DIGITS, 1, -1), -1]
    total: int = sum(weight * number for weight, number in zip(weights, numbers, strict=True))
    return total % 11 == 0


def _is_iban(text: str) -> bool:
    from schwifty import IBAN
    from schwifty.exceptions import SchwiftyException

    try:
        IBAN(text.replace(".", "").replace(" ", ""))
    except SchwiftyException:
        return False
    return True


def _is_phone(text: str) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(text, "NL")))
    except phonenumbers.NumberParseException:
        return False


_CHECKS: Mapping[str, Callable[[str], bool]] = {"eleven": is_bsn, "iban": _is_iban, "phone": _is_phone}


@cache
def load_personal() -> Mapping[str, Any]:
    """Read ``data/personal.toml``."""
    return read_toml(data_folder(FILE))


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...]:
    return tuple(
        (kind["name"], re.compile(kind["find"]), _CHECKS[kind["check"]] if "check" in kind else bool)
        for kind in load_personal()["kind"]
    )


def _free(found: list[PersonalData], start: int, end: int) -> bool:
    return all(end <= item.start or item.end <= start for item in found)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of names: words with a capital, with what stands between them (*Piet van der Berg*)."""
    words = load_personal()[NAME]
    links, titles = frozenset(words["links"]), frozenset(words["titles"])
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        before = tokens[at - 1][0] if at else ""
        titled = before.lower().rstrip(".") in titles
        if not _part_of_name(tokens[at][0], opens=_opens(text, tokens, at), titled=titled) and not (
            titled and tokens[at][0].lower() in links and _capital_follows(tokens, at, links)
        ):
            at += 1
            continue
        last = at
        ahead = at + 1
        while ahead < len(tokens) and (
            _part_of_name(tokens[ahead][0], opens=False, titled=True) or tokens[ahead][0].lower() in links
        ):
            if tokens[ahead][0].lower() not in links:
                last = ahead
            ahead += 1
        end = tokens[last].end()
        # A full stop belongs to initials only: "P. de Vries" but "bel Piet."
        if text[end - 1] == "." and end - tokens[last].start() > _MIN_NAME:
            end -= 1
        yield tokens[at].start(), end
        at = last + 1


def _part_of_name(word: str, *, opens: bool, titled: bool) -> bool:
    plain = word.rstrip(".")
    if not plain[:1].isupper():
        return False
    if len(plain) == 1:
        return word.endswith(".")
    lower = plain.lower()
    words = load_personal()[NAME]
    if plain.isupper() or lower in words["titles"] or _listed(lower, words["spared"]):
        return False
    if not opens or lower in words["first_names"]:
        return True
    return titled or not (_listed(lower, words["openers"]) or _is_word(lower))


def _listed(lower: str, entries: Sequence[str]) -> bool:
    """Tell whether a word is one of `entries`, in which a star stands for the rest of a word."""
    return any(fnmatchcase(lower, entry) for entry in entries)


def _is_word(lower: str) -> bool:
    from simplemma import is_known

    return bool(is_known(lower, lang="nl"))


def _opens(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Tell whether a sentence, line or quotation begins here."""
    if not at:
        return True
    before = tokens[at - 1][0]
    gap = text[tokens[at - 1].end() : tokens[at].start()]
    initials = len(before) == _MIN_NAME and before[0].isupper()
    return "\n" in gap or (before[-1] in ".!?:;•‘“\"('–-" and not initials)


def _capital_follows(tokens: list[re.Match[str]], at: int, links: frozenset[str]) -> bool:
    following = next((token[0] for token in tokens[at:] if token[0].lower() not in links), "")
    return following[:1].isupper()
