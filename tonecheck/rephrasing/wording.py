"""The words that rephrasing works with, and small repairs of wording: needles, capitals, closing punctuation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial

from tonecheck.cues.definitions import load_classes, read_toml
from tonecheck.resources import data_folder

RephrasingWords = Mapping[str, tuple[str, ...]]

_BLANKS = re.compile(r"\s+")
_SPACE_BEFORE = re.compile(r"\s+([,.;:?!])")
_DOUBLE_MARK = re.compile(r"([.?!])[.,]+")
_DOUBLE_COMMA = re.compile(r",\s*,")


@cache
def load_words() -> RephrasingWords:
    """Read the word lists of ``data/rephrasing.toml``."""
    return load_classes(data_folder("rephrasing.toml"))


def capitalised(text: str) -> str:
    """Return `text` with a capital in front, also behind an opening quotation mark or apostrophe."""
    for index, character in enumerate(text):
        if character.isalpha():
            # 's Ochtends and 't Wijkhuis take their capital in the second word.
            at = index + 2 if index and text[index - 1] in "'’" and text[index + 1 : index + 2] == " " else index
            return text[:at] + text[at : at + 1].upper() + text[at + 1 :]
        if character.isdigit():
            break
    return text


def tidied(text: str) -> str:
    """Return `text` with single blanks, and none before punctuation."""
    text = _SPACE_BEFORE.sub(r"\1", _BLANKS.sub(" ", text))
    return _DOUBLE_COMMA.sub(",", text).strip(" ,")


def as_sentence(text: str) -> str:
    """Return `text` as a sentence: a capital in front and one closing mark behind."""
    text = tidied(text).rstrip(",;:")
    return capitalised(text if text.endswith((".", "?", "!")) else f"{text}.")


@cache
def _needles(kind: str) -> re.Pattern[str]:
    words = sorted(load_words()[kind], key=len, reverse=True)
    # "Het is niet meer dan vanzelfsprekend dat …" needs its word.
    return re.compile(rf"(?<![\w-])(?<!dan )(?:{'|'.join(map(re.escape, words))})(?![\w-])(?! dat\b)\s*", re.IGNORECASE)


def without_needles(text: str, words: RephrasingWords) -> str:
    """Leave out the small words that sting (*nu eenmaal*, *uiteraard*), and put plain words for stiff ones.

    A word that opens the sentence stays: without it the word order would be wrong.
    """
    first, blank, rest = text.partition(" ")
    rest = _needles("needles").sub("", rest)
    text = f"{first}{blank}{rest}"
    for stiff, plain in zip(words["stiff"], words["plain_for_stiff"], strict=True):
        text = re.sub(rf"(?<![\w-]){stiff}(?![\w-])", plain, text)
    return tidied(text)


@cache
def _softer() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = read_toml(data_folder("softening.toml"))["rule"]
    return tuple((re.compile(rule["find"], re.IGNORECASE), rule["put"]) for rule in rules)


def softened(text: str) -> str:
    """Put the neutral wording of ``data/softening.toml`` for formulas that dismiss, and keep a capital in front."""
    for pattern, neutral in _softer():
        text = pattern.sub(neutral, text)
    return capitalised(tidied(text))


@cache
def _pairs(one: str, other: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    words = load_words()
    pairs = zip(words[one], words[other], strict=True)
    return tuple((re.compile(rf"(?<![\w{{-]){re.escape(own)}(?![\w}}-])", re.IGNORECASE), put) for own, put in pairs)


def to_several(text: str) -> str:
    """Address several people in a template for *je*: *Wil je met ons* → *Willen jullie met ons*."""
    return _replaced(text, _pairs("to_one", "to_several"))


def to_single_writer(text: str) -> str:
    """Let the official speak for themselves in a template: *Wij helpen u graag* → *Ik help u graag*."""
    return _replaced(text, _pairs("to_we", "to_i"))


def _replaced(text: str, pairs: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, put in pairs:
        text = pattern.sub(partial(_like_the_first, put), text)
    return text


def _like_the_first(more: str, found: re.Match[str]) -> str:
    return capitalised(more) if found[0][0].isupper() else more


def as_text(text: str) -> str:
    """Return a filled template without doubled marks or blanks."""
    return _DOUBLE_MARK.sub(r"\1", tidied(text))
