"""The guard: a suggestion may hold no fact that the letter does not hold, nor turn a decision round."""

from __future__ import annotations

import re

from simplemma import is_known
from spacy.tokens import Doc

from tonecheck.rephrasing.polarity import turns_decision
from tonecheck.rephrasing.wording import load_words

_GAP = re.compile(r"\[[^\]]+\]")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_NAME = re.compile(r"(?<=[\wé,;:)] )[A-ZÀ-Þ][\w’'-]+")
#: In *auto's*, *'s avonds* and *z'n* the mark quotes nothing.
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)|['’](?=[snt]\b)|(?<=[sxz])['’](?=\s)")
_WORD = re.compile(r"\w+(?:[-’']\w+)*")


class Guard:
    """What suggestions for one sentence of one letter must pass, apart from the classifier's judgement."""

    def __init__(self, sentence: Doc, letter_text: str) -> None:
        """Remember the `sentence` that suggestions replace and the letter that it stands in."""
        self._sentence = sentence
        self._letter = letter_text

    def passes(self, suggestion: str) -> bool:
        """Tell whether `suggestion` keeps to the facts of the letter and the decision of the sentence."""
        return (
            suggestion.strip() != self._sentence.text.strip()
            and not _cut_off(suggestion)
            and not brings_in_facts(suggestion, self._letter)
            and not turns_decision(suggestion, self._sentence)
        )


def _cut_off(suggestion: str) -> bool:
    """Tell whether a quotation or a bracket is opened and not closed, or the reverse."""
    pairs = (("‘", "’"), ("“", "”"), ("„", "”"), ("(", ")"), ("«", "»"))
    said = _APOSTROPHE.sub("", suggestion)
    return any(said.count(one) != said.count(two) for one, two in pairs) or any(said.count(mark) % 2 for mark in "'\"")


def gaps(suggestion: str) -> tuple[str, ...]:
    """Return what the official still has to fill in, in order and once each: ``("[reden]",)``."""
    return tuple(dict.fromkeys(_GAP.findall(suggestion)))


def without_gaps(suggestion: str) -> str:
    """Return what a suggestion says itself, without what the official still has to fill in."""
    return _GAP.sub("", suggestion)


def _names_as_common_words(said: str, letter_text: str) -> bool:
    """Tell whether a name of the letter stands in `said` without its capital; it may have opened a sentence."""
    names = {name.lower() for name in _NAME.findall(letter_text)}
    return any(
        word in names and word not in letter_text and not is_known(word, lang="nl") for word in set(_WORD.findall(said))
    )


def brings_in_facts(suggestion: str, letter_text: str) -> bool:
    """Tell whether a number, date, amount, name or legal reference in `suggestion` is not so in the letter."""
    said = without_gaps(suggestion)
    return bool(facts_not_in(letter_text, said)) or _names_as_common_words(said, letter_text)


def facts_not_in(source: str, said: str) -> frozenset[str]:
    """Return the numbers, dates, amounts, names and words for laws in `said` that are not so in `source`."""
    numbers = set(_NUMBER.findall(source))
    # Numerals, months, weekdays and words for laws are facts as much as digits are.
    factual, words = set(load_words()["factual"]), {word.lower() for word in _WORD.findall(source)}
    return frozenset(
        [number for number in _NUMBER.findall(said) if number not in numbers]
        + [name for name in _NAME.findall(said) if name not in source]
        + [word for word in map(str.lower, _WORD.findall(said)) if word in factual and word not in words]
    )
