"""The facts in a text: numbers, dates, amounts and names; to see which got lost and which came in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from tonecheck.cues.definitions import load_classes, read_toml
from tonecheck.resources import data_folder

_GAP = re.compile(r"\[[^\]]*\]")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NO_CENTS = re.compile(r",(?:00|-+|–+)$")
_NUMBER = r"(?<![\w.,])\d+(?:[.,:/-]\d+)*(?:,-)?"
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[\"“‘(]\s*)$")
_POSSESSOR = re.compile(r"[’']s?$")
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, date, amount or name."""

    text: str
    """As it was written."""
    keys: frozenset[str]
    """What must be found elsewhere for it to stand there too, however it is written there."""


def find_facts(text: str) -> tuple[Fact, ...]:
    """Return the facts in `text` in order, each once; what stands between square brackets is still to be filled in."""
    said = _GAP.sub(" ", text)
    found = [*_counted(said), *_names(said)]
    return tuple({fact.keys: fact for _, fact in sorted(found, key=lambda pair: pair[0])}.values())


def absent(facts: tuple[Fact, ...], text: str) -> tuple[Fact, ...]:
    """Return those of `facts` that do not stand in `text`."""
    said = _GAP.sub(" ", text)
    present = {key for _, fact in _counted(said) for key in fact.keys}
    present |= {_name_key(word) for word in _WORD.findall(said)}
    return tuple(fact for fact in facts if not fact.keys <= present)


def _counted(text: str) -> list[tuple[int, Fact]]:
    found = []
    for match in _pattern().finditer(text):
        date, number, word = match.group("day"), match.group("number"), match.group("word")
        if date:
            key = f"date {int(date)} {_months()[match.group('month').lower()]}"
        else:
            key = f"number {_value(number) if number else _data()['numbers'][word.lower()]}"
        found.append((match.start(), Fact(match.group().strip(), frozenset({key}))))
    return found


def _value(number: str) -> str:
    number = _NO_CENTS.sub("", number)
    return number.replace(".", "") if _THOUSANDS.fullmatch(number) else number


def _names(text: str) -> list[tuple[int, Fact]]:
    polite = set(load_classes()["formal"])
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        # The capital at the start of a sentence says nothing.
        if _SENTENCE_START.search(text[: match.start()]):
            del words[0]
        if words and words[0].lower() not in polite:
            found.append((match.start(), Fact(" ".join(words), frozenset(map(_name_key, words)))))
    return found


def _name_key(word: str) -> str:
    """Return the key of a word in a name: capitals, and the *s* that marks a possessor, make no difference."""
    return f"name {_POSSESSOR.sub('', word.lower())}"


@cache
def _pattern() -> re.Pattern[str]:
    months, words = "|".join(_data()["months"]), "|".join(sorted(_data()["numbers"], key=len, reverse=True))
    return re.compile(
        rf"\b(?P<day>\d{{1,2}})\s+(?P<month>{months})\b"
        rf"|(?:€\s*)?(?P<number>{_NUMBER})(?:\s*(?:%|euro\b))?"
        rf"|\b(?P<word>{words})\b",
        re.IGNORECASE,
    )


@cache
def _months() -> dict[str, int]:
    return {name: number for number, name in enumerate(_data()["months"], start=1)}


@cache
def _data() -> dict[str, Any]:
    return read_toml(data_folder("counting.toml"))
