"""What a suggestion may take from the letter: who is addressed how, what the initiative is, the facts of a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from spacy.tokens import Doc

from tonecheck.cues.definitions import load_classes

_PHRASE_POS = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN"})
_MAX_PHRASE_WORDS = 9
_POSSESSIVES = {"u": "uw", "je": "je"}


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Facts that hold for the whole letter."""

    address: str
    """``u`` or ``je``."""
    initiative: str
    """What the initiator came with, as the letter calls it: *uw plan voor een buurttuin*."""
    nouns: Mapping[str, int] = field(default_factory=dict)
    """How often the letter uses which noun: what it is about."""
    contact: str = ""
    """Name and telephone number of the person who signs, or the empty string: *Samira Bakker (0343 56 56 00)*."""


def letter_facts(docs: Sequence[Doc], address: str = "auto", contact: str = "") -> LetterFacts:
    """Gather the facts of a letter from its analysed sentences.

    `address` is ``u`` or ``je``, or ``auto`` for the form that the letter itself uses most.
    """
    classes = load_classes()
    informal = sum(token.lower_ in classes["informal"] for doc in docs for token in doc)
    formal = sum(token.lower_ in classes["formal"] for doc in docs for token in doc)
    own = "je" if informal > formal else "u"
    address = own if address == "auto" else address
    phrases = [_readdressed(phrase, address) for doc in docs for phrase in _initiatives(doc)]
    fallback = classes["default_initiative"][address == "je"]
    # The longest phrase says most; among equals the first.
    initiative = max(phrases, key=lambda phrase: len(phrase.split()), default=fallback)
    nouns = Counter(token.lemma_.lower() for doc in docs for token in doc if token.pos_ == "NOUN")
    return LetterFacts(address, initiative, MappingProxyType(nouns), contact)


def _readdressed(phrase: str, address: str) -> str:
    possessive, _, rest = phrase.partition(" ")
    if possessive not in _POSSESSIVES.values():
        return phrase
    return f"{_POSSESSIVES[address]} {rest}"


def _initiatives(doc: Doc) -> list[str]:
    classes = load_classes()
    possessives = set(classes["possessive"])
    nouns = set(classes["initiative"])
    found = []
    for token in doc[:-1]:
        if token.lower_ not in possessives:
            continue
        end = token.i + 1
        while end < len(doc) and doc[end].pos_ == "ADJ":
            end += 1
        if end < len(doc) and (doc[end].lemma_.lower() in nouns or doc[end].lower_ in nouns):
            end = _phrase_end(doc, end + 1)
            phrase = doc[token.i : end].text
            found.append(phrase[0].lower() + phrase[1:])
    return found


def _phrase_end(doc: Doc, end: int) -> int:
    """Go on through *voor een buurttuin aan de Lindelaan*, but not through *van 2 februari*."""
    if end >= len(doc) or doc[end].lower_ not in load_classes()["about"]:
        return end
    stop = end
    while stop < len(doc) and doc[stop].pos_ in _PHRASE_POS and stop - end < _MAX_PHRASE_WORDS:
        stop += 1
    if stop < len(doc) and doc[stop].pos_ == "NUM":
        return end
    while stop > end and doc[stop - 1].pos_ not in ("NOUN", "PROPN"):
        stop -= 1
    return stop
