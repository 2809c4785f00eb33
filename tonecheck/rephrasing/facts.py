"""What a suggestion may take from the letter: who is addressed how, what the initiative is, the facts of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

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


def letter_facts(docs: Sequence[Doc], address: str = "auto") -> LetterFacts:
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
    return LetterFacts(address, initiative)


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


def sentence_slots(doc: Doc, facts: LetterFacts) -> dict[str, str]:
    """Return what can be filled in from one sentence, by slot name."""
    slots = {
        "initiative": facts.initiative,
        "Initiative": _capitalised(facts.initiative),
        "sentence": doc.text.strip(),
    }
    if fact := _clause_after_contrast(doc):
        slots["fact"] = fact
    for slot, class_name in (("rule", "rule"), ("elsewhere", "elsewhere")):
        if phrase := _noun_phrase(doc, class_name):
            slots[slot] = phrase
            slots[slot.capitalize()] = _capitalised(phrase)
    return slots


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _clause_after_contrast(doc: Doc) -> str | None:
    """Return the main clause after *maar* as a sentence of its own; Dutch keeps its word order there."""
    conjunctions = load_classes()["coordinating_contrast"]
    for token in doc:
        if token.lower_ in conjunctions and 0 < token.i < len(doc) - 3:
            clause = doc[token.i + 1 :]
            finite = [word for word in clause[:8] if word.morph.get("VerbForm", []) == ["Fin"]]
            # Word order of a main clause: the finite verb comes early, and something stands before it.
            if finite and finite[0].i > clause.start and not _subordinate(clause[0]):
                return _capitalised(clause.text.strip().rstrip(".!?;,") + ".")
    return None


def _subordinate(token: Token) -> bool:
    return token.pos_ == "SCONJ" or token.dep_ == "mark"


def _noun_phrase(doc: Doc, class_name: str) -> str | None:
    """Return the first definite noun phrase around a word of the class: *het geldende beleid*, not *geen beleid*."""
    classes = load_classes()
    words, definite = set(classes[class_name]), set(classes["definite"])
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or not ({token.lemma_.lower(), token.lower_} & words):
            continue
        start = token.i
        # Participles stand here too ("vastgestelde"), whatever the tagger calls them.
        while start > 0 and doc[start - 1].pos_ in ("ADJ", "VERB") and doc[start - 1].lower_.endswith(("e", "n")):
            start -= 1
        if start > 0 and doc[start - 1].lower_ in definite:
            phrase = doc[start - 1 : token.i + 1].text
            return phrase[0].lower() + phrase[1:]
    return None
