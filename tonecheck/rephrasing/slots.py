"""What a sentence offers to its rephrasings, by slot: its topic, who decides, where to turn, its clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from spacy.tokens import Doc

from tonecheck.rephrasing.clauses import Clause, Role, clauses
from tonecheck.rephrasing.facts import LetterFacts
from tonecheck.rephrasing.phrases import Phrase, base_phrase, noun_phrases, whole_phrase
from tonecheck.rephrasing.questions import request
from tonecheck.rephrasing.subclauses import claim
from tonecheck.rephrasing.topics import as_topic, matter, sound, topics, usable
from tonecheck.rephrasing.wording import (
    RephrasingWords,
    as_sentence,
    capitalised,
    load_words,
    softened,
    without_needles,
)

Slots = Mapping[str, tuple[str, ...]]
"""For each slot what may fill it, the best first."""

_MAX_LIST = 22
_TWO = 2
_SUBJECTS = ("nsubj", "nsubj:pass")


def sentence_slots(doc: Doc, facts: LetterFacts) -> Slots:
    """Return what can be filled in from one sentence; slots that nothing fills are left out."""
    words = load_words()
    phrases = [phrase for phrase in noun_phrases(doc) if usable(phrase, words)]
    slots: dict[str, tuple[str, ...]] = {
        "initiative": (facts.initiative,),
        "contact": (facts.contact or words["contact_gap"][0],),
        "decides": tuple(filter(None, [_decides(doc, words)])),
        **_clause_slots(doc, words),
    }
    about = topics(doc, phrases, facts, words)
    slots["topic"] = tuple(as_topic(phrase, words) for phrase in about)
    slots["matter"] = tuple(filter(None, (matter(phrase, facts, words) for phrase in about)))
    # "Kunstplan" behind "het" is half a phrase.
    starts = [at for at in range(len(doc)) if not at or doc[at - 1].pos_ != "DET"]
    bases = [phrase for at in starts if (phrase := base_phrase(doc, at)) is not None and _definite(phrase, words)]
    sent_to = (
        [phrase for phrase in map(partial(base_phrase, doc), range(len(doc))) if phrase and _sent_to(phrase, words)]
        if any(token.lemma_.lower() in words["sending"] or token.lower_ in words["sending"] for token in doc)
        else []
    )
    named = [phrase for phrase in bases if phrase.has_lemma(words["places"])]
    slots["rule"] = _texts(phrase for phrase in bases if phrase.has_lemma(words["rules"]))
    elsewhere = _texts((*named, *sent_to))
    # Whoever is sent to two places must not be left with one.
    slots["elsewhere"] = (f"{elsewhere[0]} {words['or'][0]} {elsewhere[1]}",) if len(elsewhere) == _TWO else elsewhere
    slots["existing"] = _existing(doc, phrases, words)
    # "Van 80 km/u is niets terug te vinden" does not say that it is about 80 km/u.
    denied = any(token.lower_ in words["denials"] for token in doc)
    slots["figure"] = () if denied else _texts(phrase for phrase in phrases if _counts(phrase, words))
    needless = [phrase for phrase in phrases if _needless(phrase, words)]
    slots["needless"] = _texts(needless[:1]) if denied else ()
    refused = _refused(doc, words)
    slots["refused"] = tuple(
        topic for topic in slots["topic"] if refused is not None and topic.startswith(refused.text)
    )
    declined = whole_phrase(doc, refused.start) if refused is not None and not refused.preposition else None
    slots["declined"] = _texts(
        [declined] if declined is not None and sound(declined) and usable(declined, words) else []
    )
    slots["claim"] = tuple(text for text in filter(None, [claim(doc)]) if not _loaded(text, words))
    slots["asked"] = _asked(doc, words)
    slots["request"] = tuple(filter(None, [request(doc)]))
    capitals = {
        name.capitalize(): tuple(capitalised(value) for value in slots[name])
        for name in ("initiative", "topic", "matter", "rule", "elsewhere", "declined")
    }
    return MappingProxyType({name: values for name, values in {**slots, **capitals}.items() if values})


def _clause_slots(doc: Doc, words: RephrasingWords) -> dict[str, tuple[str, ...]]:
    whole = doc.text.strip()
    parts = clauses(doc)
    split, fit = _split(doc, parts, words)
    kept = [text for text, _ in kept_clauses(doc)]
    plain = softened(without_needles(whole, words)).rstrip(".!")
    # A sentence with a reason needs no other, and one of several clauses would give its reason for the last only.
    alone = len(parts) == 1 and not split and not whole.endswith("?")
    reasoned = any(token.lower_ in words["reason_givers"] for token in doc)
    loaded = whole.endswith("?") or _loaded(whole, words)
    return {
        "plain": (plain,) if alone and not reasoned else (),
        "whole": () if loaded or plain.lower() == whole.rstrip(".!").lower() else (f"{plain}.",),
        "kept": tuple(kept),
        "conceded": tuple(as_sentence(without_needles(part.text, words)) for part in fit if part.role is Role.CONCEDED),
    }


def _split(doc: Doc, parts: Sequence[Clause], words: RephrasingWords) -> tuple[list[Clause], list[Clause]]:
    """Return the clauses that are not the whole sentence, and those of them without words that sting."""
    split = [part for part in parts if part.text != doc.text.strip().rstrip(".!?")]
    return split, [part for part in split if not _loaded(part.text, words)]


def kept_clauses(doc: Doc) -> list[tuple[str, Clause]]:
    """Return the clauses of a sentence that a wording may keep, as sentences, the longest first."""
    words = load_words()
    _, fit = _split(doc, clauses(doc), words)
    kept = [
        part
        for part in fit
        if part.role is not Role.CONCEDED and not _leans_back(part, doc, words) and not _about_people(part, doc, words)
    ]
    return [
        (as_sentence(softened(without_needles(part.text, words))), part)
        for part in sorted(kept, key=lambda part: len(part.text), reverse=True)
    ]


def _leans_back(part: Clause, doc: Doc, words: RephrasingWords) -> bool:
    """Tell whether a clause points to words that stand before it in the sentence, and would point nowhere alone."""
    first = next((token for token in doc if token.is_alpha), None)
    opening = part.text.split()[0].lower()
    if first is None or part.start <= first.i:
        return opening in words["no_openers"]
    said = {word.strip(".,").lower() for word in part.text.split()}
    return opening in words["pointing_back"] or bool(said & set(words["pointing_pronouns"]))


def _loaded(text: str, words: RephrasingWords) -> bool:
    return any(word.strip(".,;:!?()'‘’").lower() in words["loaded"] for word in text.split())


def _about_people(part: Clause, doc: Doc, words: RephrasingWords) -> bool:
    """Tell whether a clause says something of the reader or of people like them, which is seldom a plain fact."""
    subject = next((token for token in doc[part.start :] if token.dep_ in _SUBJECTS), None)
    if doc[part.start].pos_ == "NOUN" and doc[part.start].lower_.endswith(words["people_endings"]):
        return True
    if subject is None:
        return False
    phrase = Phrase(doc, subject.i, subject.i + 1, subject)
    return subject.lower_ in words["readers"] or (
        phrase.has_lemma(words["people"]) and not phrase.has_lemma(words["deciders"])
    )


def _asked(doc: Doc, words: RephrasingWords) -> tuple[str, ...]:
    """Return who should do something: the reader, or the people that the sentence speaks of."""
    reader = next((token.lower_ for token in doc if token.lower_ in words["asked_readers"]), "")
    if reader:
        return (words["asked_readers_called"][words["asked_readers"].index(reader)],)
    people = (phrase for at in range(len(doc)) if (phrase := base_phrase(doc, at)) is not None)
    return _texts(
        phrase
        for phrase in people
        if (phrase.has_lemma(words["people"]) or phrase.head.lower_.endswith(words["people_endings"]))
        and not phrase.has_lemma(words["deciders"])
        and usable(phrase, words)
    )[:1]


def _definite(phrase: Phrase, words: RephrasingWords) -> bool:
    return phrase.doc[phrase.start].lower_ in words["definite"] or phrase.head.pos_ == "PROPN"


def _decides(doc: Doc, words: RephrasingWords) -> str:
    """Return *beslist de raad* for a sentence that names the council, and the empty string where none is named."""
    for start in range(len(doc) - 1):
        opens = doc[start].lower_ in words["definite"]
        pair = doc[start + 1].lower_ == "en" and start + 2 < len(doc)
        if pair and all(doc[at].lower_ in words["plain_deciders"] for at in (start, start + 2)):
            return f"{words['decide'][1]} {doc[start : start + 3].text.lower()}"
        phrase = base_phrase(doc, start) if opens else None
        if phrase is not None and phrase.has_lemma(words["deciders"]):
            return f"{words['decide'][phrase.plural]} {phrase.text}"
    return ""


def _sent_to(phrase: Phrase, words: RephrasingWords) -> bool:
    return (
        phrase.preposition in words["sending_prepositions"]
        and not phrase.has_lemma(words["no_topics"], words["no_senders"])
        and (phrase.head.pos_ == "PROPN" or phrase.doc[phrase.start].pos_ == "DET")
        and phrase.doc[phrase.start].lower_ not in words["ours"]
    )


def _texts(phrases: Iterable[Phrase]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase.text for phrase in phrases))


def _existing(doc: Doc, phrases: list[Phrase], words: RephrasingWords) -> tuple[str, ...]:
    listed = _list_behind_with(doc, words)
    if listed:
        return (listed,)
    found = []
    for phrase in phrases:
        if (
            phrase.has_lemma(words["no_topics"], words["people"], words["deciders"])
            or phrase.end - phrase.start < 2
            or not sound(phrase)
        ):
            continue
        if phrase.preposition in words["having_prepositions"]:
            found.append(phrase)
        elif not phrase.preposition and phrase.doc[phrase.start].lower_ not in ("geen", "dit", "dat"):
            head = phrase.head
            there = {
                head.head.lemma_.lower(),
                *(child.lemma_.lower() for child in head.children if child.dep_ == "cop"),
            }
            if head.dep_ in (*_SUBJECTS, "obj", "ROOT") and (
                there & set(words["being_there"]) or any(token.lower_ == "er" for token in doc[:6])
            ):
                found.append(phrase)
    return tuple(phrase.text for phrase in found[:2])


def _list_behind_with(doc: Doc, words: RephrasingWords) -> str:
    """Return *de eettafel en de belcirkel* for *Met de eettafel en de belcirkel is het aanbod compleet*."""
    start = next((token.i for token in doc if token.is_alpha), 0)
    verb = next((token.i for token in doc if token.pos_ in ("AUX", "VERB")), len(doc))
    inner = doc[start + 1 : verb]
    if not inner or doc[start].lower_ not in words["having_prepositions"] or verb - start > _MAX_LIST:
        return ""
    plain = inner[-1].pos_ in ("NOUN", "PROPN", "NUM") and not _loaded(inner.text, words)
    unfit = words["having_blocks"]
    return inner.text if plain and inner[0].lower_ not in unfit and inner[-1].lower_ not in unfit else ""


def _needless(phrase: Phrase, words: RephrasingWords) -> bool:
    """Tell whether the phrase names what somebody asked for, as something that would come on top: *een extra bank*."""
    opening = phrase.doc[phrase.start : phrase.head.i]
    if len(opening) and opening[0].lower_ in words["sure_determiners"]:
        return False
    added = any(token.lower_ in words["on_top"] for token in opening)
    wanted = len(opening) > 0 and opening[0].lower_ == "een" and phrase.preposition in words["needed_prepositions"]
    if phrase.has_lemma(words["people"], words["idioms"], words["having_blocks"]):
        return False
    return added or (wanted and not phrase.has_lemma(words["no_topics"]))


def _refused(doc: Doc, words: RephrasingWords) -> Phrase | None:
    """Return what the sentence begins with and refuses, if it does: *Ontheffingen geven wij niet*."""
    first = next((token for token in doc if token.is_alpha), None)
    if first is None or (first.pos_ == "ADP" and first.lower_ not in words["topic_prepositions"]):
        return None
    base = base_phrase(doc, first.i) or (base_phrase(doc, first.i + 1) if first.pos_ == "ADP" else None)
    if base is None:
        return None
    clause = next((token.i for token in doc[base.end :] if token.text in ",;:"), len(doc))
    denied = any(token.lower_ in words["denials"] for token in doc[base.end : clause])
    return base if denied else None


def _counts(phrase: Phrase, words: RephrasingWords) -> bool:
    """Tell whether the phrase says how many: *zes bewoners op een straat van negentig deuren*."""
    opening = phrase.doc[phrase.start : phrase.start + 2]
    if opening[0].pos_ == "DET":
        opening = opening[1:]
    number = opening[0] if len(opening) else None
    return (
        number is not None
        and (number.is_digit or (number.pos_ == "NUM" and not number.lower_.startswith(("een", "één"))))
        and phrase.head.pos_ == "NOUN"
        and phrase.head.i > number.i
        and not phrase.has_lemma(words["no_topics"], words["months"])
    )
