"""What a suggestion may take from the letter: who is addressed how, what the initiative is, the facts of a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from spacy.tokens import Doc, Token

from tonecheck.cues.definitions import load_classes
from tonecheck.rephrasing.wording import load_words, to_several, to_single_writer

_PHRASE_POS = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN"})
_MAX_PHRASE_WORDS = 9
_MAX_ADJECTIVES = 1
_POSSESSIVES = ("uw", "je", "jouw", "jullie")


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Facts that hold for the whole letter."""

    address: str
    """``u`` or ``je``."""
    initiative: str
    """What the initiator came with, as the letter calls it: *uw plan voor een buurttuin*."""
    nouns: Mapping[str, int] = field(default_factory=dict)
    """How often the letter uses which noun: what it is about."""
    articles: Mapping[str, str] = field(default_factory=dict)
    """*de* or *het* for the nouns that the letter uses with one of them; the tagger's genders are too often wrong."""
    contact: str = ""
    """Name and telephone number of the person who signs, or the empty string: *Samira Bakker (0343 56 56 00)*."""
    plural: bool = False
    """Whether the letter is to several people whom it calls *jullie*."""
    single: bool = False
    """Whether the official writes as *ik* more than as *wij*."""

    def template(self, texts: Mapping[str, str]) -> str:
        """Return the template of `texts` (by form of address) as this letter speaks and addresses."""
        text = texts[self.address]
        text = to_several(text) if self.plural else text
        return to_single_writer(text) if self.single else text


def letter_facts(docs: Sequence[Doc], address: str = "auto", contact: str = "", subject: str = "") -> LetterFacts:
    """Gather the facts of a letter from its analysed sentences.

    `address` is ``u`` or ``je``, or ``auto`` for the form that the letter itself uses most; `subject` is its subject
    line.
    """
    classes = load_classes()
    said = Counter(token.lower_ for doc in docs for token in doc)
    informal = sum(said[word] for word in classes["informal"])
    formal = sum(said[word] for word in classes["formal"])
    own = "je" if informal > formal else "u"
    address = own if address == "auto" else address
    plural = address == "je" and 2 * said["jullie"] > informal
    possessive = "uw" if address == "u" else "jullie" if plural else "je"
    nouns = Counter(token.lemma_.lower() for doc in docs for token in doc if token.pos_ == "NOUN")
    phrases = [*_from_subject(subject), *(phrase for doc in docs for phrase in _initiatives(doc))]
    # The longest phrase says most; among equals the first.
    named = max(phrases, key=lambda phrase: len(phrase.split()), default="") or _called(docs, nouns)
    initiative = f"{possessive} {named.partition(' ')[2]}"
    articles = {
        token.lemma_.lower(): token.doc[token.left_edge.i].lower_
        for doc in docs
        for token in doc
        if token.pos_ == "NOUN" and "Sing" in token.morph.get("Number", []) and _has_article(token)
    }
    words = load_words()
    single = sum(said[word] for word in words["i_forms"]) > sum(said[word] for word in words["we_forms"])
    return LetterFacts(
        address, initiative, MappingProxyType(nouns), MappingProxyType(articles), contact, plural, single
    )


def _has_article(noun: Token) -> bool:
    return noun.doc[noun.left_edge.i].lower_ in ("de", "het") and noun.i - noun.left_edge.i <= _MAX_ADJECTIVES + 1


def _called(docs: Sequence[Doc], nouns: Mapping[str, int]) -> str:
    """Return what the letter must mean by what the initiator sent: by its own noun, or by what it says they did."""
    words = load_words()
    deeds = {token.lemma_.lower() for doc in docs for token in doc if token.pos_ == "VERB"}
    for noun, verb in zip(words["called"], words["called_by_verb"], strict=True):
        if nouns.get(noun) or verb in deeds:
            return f"uw {noun}"
    return load_classes()["default_initiative"][0]


def _from_subject(subject: str) -> list[str]:
    """Return *uw melding over geur* for *Betreft: uw melding over geur*, without a date that follows."""
    words = load_words()
    found = re.search(rf"\b(?:{'|'.join(_POSSESSIVES)})\b\s+(.+)", " ".join(subject.split()), re.IGNORECASE)
    if found is None:
        return []
    kept: list[str] = []
    for word in found[1].split():
        if word.lower() in words["subject_ends"] or any(character.isdigit() for character in word):
            break
        kept.append(word.rstrip(",.:;!?"))
        if kept[-1] != word or len(kept) > _MAX_PHRASE_WORDS:
            break
    if len(kept) > 1 and kept[1].lower() not in words["attaching"]:
        kept = kept[:1]
    while len(kept) > 1 and (kept[-1].lower() in words["attaching"] or kept[-1].lower() in words["determiners"]):
        kept.pop()
    fitting = bool(kept) and kept[0].lower().endswith(words["sent_in"])
    return [f"uw {kept[0].lower()} {' '.join(kept[1:])}".strip()] if fitting else []


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
