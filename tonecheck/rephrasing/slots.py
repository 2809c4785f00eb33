"""What a sentence offers to its rephrasings, by slot: its topic, who decides, where to turn, its clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from types import MappingProxyType

from simplemma import is_known
from spacy.tokens import Doc

from tonecheck.rephrasing.clauses import Clause, Role, clauses
from tonecheck.rephrasing.facts import LetterFacts
from tonecheck.rephrasing.phrases import Phrase, base_phrase, noun_phrases
from tonecheck.rephrasing.questions import request
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

_MAX_TOPICS = 2
_TRUSTED = 4.0
_MIN_STEM = 5
_COMPOUND = 9
_MIN_NOUN = 3
_MAX_LIST = 22
_SUBJECTS = ("nsubj", "nsubj:pass")


def sentence_slots(doc: Doc, facts: LetterFacts) -> Slots:
    """Return what can be filled in from one sentence; slots that nothing fills are left out."""
    words = load_words()
    phrases = [phrase for phrase in noun_phrases(doc) if _usable(phrase, words)]
    slots: dict[str, tuple[str, ...]] = {
        "initiative": (facts.initiative,),
        "contact": (facts.contact or words["contact_gap"][0],),
        "decides": (_decides(doc, words),),
        **_clause_slots(doc, words),
    }
    slots["topic"] = tuple(_as_topic(phrase, words) for phrase in _topics(doc, phrases, facts, words))
    bases = [
        phrase for at in range(len(doc)) if (phrase := base_phrase(doc, at)) is not None and _definite(phrase, words)
    ]
    sent_to = (
        [phrase for phrase in map(partial(base_phrase, doc), range(len(doc))) if phrase and _sent_to(phrase, words)]
        if any(token.lemma_.lower() in words["sending"] or token.lower_ in words["sending"] for token in doc)
        else []
    )
    named = [phrase for phrase in bases if phrase.has_lemma(words["places"])]
    slots["rule"] = _texts(phrase for phrase in bases if phrase.has_lemma(words["rules"]))
    slots["elsewhere"] = _texts((*named, *sent_to))
    slots["existing"] = _existing(doc, phrases, words)
    # "Van 80 km/u is niets terug te vinden" does not say that it is about 80 km/u.
    denied = any(token.lower_ in words["denials"] for token in doc)
    slots["figure"] = () if denied else _texts(phrase for phrase in phrases if _counts(phrase, words))
    needless = [phrase for phrase in phrases if _needless(phrase, words)]
    slots["needless"] = _texts(needless[:1]) if denied else ()
    slots["request"] = tuple(filter(None, [request(doc)]))
    capitals = {
        name.capitalize(): tuple(capitalised(value) for value in slots[name])
        for name in ("initiative", "topic", "rule", "elsewhere")
    }
    return MappingProxyType({name: values for name, values in {**slots, **capitals}.items() if values})


def _clause_slots(doc: Doc, words: RephrasingWords) -> dict[str, tuple[str, ...]]:
    whole = doc.text.strip()
    parts = clauses(doc)
    split = [part for part in parts if part.text != whole.rstrip(".!?")]
    fit = [part for part in split if not _loaded(part.text, words)]
    kept = [
        part.text
        for part in fit
        if part.role is not Role.CONCEDED and not _leans_back(part, doc, words) and not _about_people(part, doc, words)
    ]
    plain = softened(without_needles(whole, words)).rstrip(".!")
    # A sentence with a reason needs no other, and one of several clauses would give its reason for the last only.
    alone = len(parts) == 1 and not split and not whole.endswith("?")
    reasoned = any(token.lower_ in words["reason_givers"] for token in doc)
    loaded = whole.endswith("?") or _loaded(whole, words)
    return {
        "plain": (plain,) if alone and not reasoned else (),
        "whole": () if loaded or plain.lower() == whole.rstrip(".!").lower() else (f"{plain}.",),
        "kept": tuple(
            as_sentence(softened(without_needles(text, words))) for text in sorted(kept, key=len, reverse=True)
        ),
        "conceded": tuple(
            as_sentence(without_needles(part.text, words)) for part in fit if part.role is Role.CONCEDED
        ),
    }


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


def _usable(phrase: Phrase, words: RephrasingWords) -> bool:
    first = phrase.doc[phrase.start]
    return first.lower_ not in words["loose_determiners"] and not any(
        token.lower_ in words["loaded"] or token.lemma_.lower() in words["loaded"]
        for token in phrase.doc[phrase.start : phrase.end]
    )


def _topics(doc: Doc, phrases: list[Phrase], facts: LetterFacts, words: RephrasingWords) -> list[Phrase]:
    """Return what the sentence is about, the surest first.

    A phrase in front or behind *over* is trusted, an indefinite one or one elsewhere only if the letter speaks of it
    again, which leaves out comparisons and most sayings.
    """
    verb = next(
        (token.i for token in doc if token.pos_ in ("AUX", "VERB") and token.morph.get("VerbForm", []) == ["Fin"]),
        len(doc),
    )
    weighed = []
    for phrase in map(_what_is_talked_about, phrases):
        if phrase.has_lemma(words["no_topics"], words["people"], words["rules"], words["places"]):
            continue
        if phrase.head.lower_ in words["pronouns"] or len(phrase.head) < _MIN_NOUN or _is_name(phrase) or _bare(phrase) or _compared(phrase, words):
            continue
        recurs = _recurs(phrase.head.lemma_.lower(), facts)
        trusted = _trust(phrase, verb, words)
        vague = not phrase.preposition and phrase.doc[phrase.start].lower_ == "een"
        if not recurs and (vague or trusted < _TRUSTED):
            continue
        weight = trusted + 1.5 * recurs + 0.3 * min(phrase.end - phrase.start, 6)
        weight -= phrase.has_lemma(words["initiatives"])
        weighed.append((-weight, phrase.start, phrase))
    return [phrase for *_, phrase in sorted(weighed, key=lambda item: item[:2])][:_MAX_TOPICS]


def _recurs(noun: str, facts: LetterFacts) -> bool:
    """Tell whether the letter speaks of it elsewhere, also in a compound: *drempel* and *verkeersdrempel*."""
    if facts.nouns.get(noun, 0) > 1:
        return True
    return len(noun) >= _MIN_STEM and any(
        noun in other or (len(other) >= _MIN_STEM and other in noun) for other in facts.nouns if other != noun
    )


def _trust(phrase: Phrase, verb: int, words: RephrasingWords) -> float:
    early = phrase.start < verb
    first = phrase.doc[phrase.start].lower_
    definite = first in words["sure_determiners"]
    if phrase.preposition in words["about_prepositions"]:
        return 4.0 + early
    opens = early and phrase.start <= 1
    if phrase.preposition in words["topic_prepositions"]:
        return 4.0 if opens else 2.5 + (definite or first == "een")
    if phrase.preposition:
        return 3.0 if opens and phrase.preposition in words["opening_prepositions"] else 0.5
    if opens:
        return 4.0
    subject = phrase.head.dep_ in _SUBJECTS
    named = definite or (subject and (first == "een" or phrase.start + 1 == phrase.end))
    return (2.0 if subject or phrase.head.dep_ == "obj" else 1.0) + named


def _is_name(phrase: Phrase) -> bool:
    """Tell whether its head is a name; the first word of a sentence is one only if no dictionary knows it."""
    head = phrase.head
    return head.pos_ == "PROPN" and (head.i > 0 or not is_known(head.lower_, lang="nl"))


def _compared(phrase: Phrase, words: RephrasingWords) -> bool:
    """Tell whether the phrase only says what something is or is like."""
    before = phrase.doc[phrase.start - 1].lower_ if phrase.start else ""
    if before in words["comparing"]:
        return True
    bare_predicate = phrase.start > 0 and not phrase.preposition
    return bare_predicate and any(child.dep_ == "cop" for child in phrase.head.children)


def _what_is_talked_about(phrase: Phrase) -> Phrase:
    """Return *horeca* for *vragen omtrent horeca*, and *verwarming* for *geen geld voor verwarming*."""
    words = load_words()
    if phrase.has_lemma(words["talk"]):
        links = words["talk_links"]
    elif phrase.has_lemma(words["no_topics"]):
        links = words["inner_links"]
    else:
        return phrase
    at = next((token.i for token in phrase.doc[phrase.head.i + 1 : phrase.end] if token.lower_ in links), None)
    if at is None:
        return phrase
    base = base_phrase(phrase.doc, at + 1)
    return phrase if base is None else Phrase(phrase.doc, base.start, phrase.end, base.head)


def _bare(phrase: Phrase) -> bool:
    """Tell whether it is one word without a determiner that may be anything: *in het geding*, *sprake*, *krediet*."""
    words = load_words()
    if phrase.end - phrase.start > 1 or phrase.plural:
        return False
    if phrase.preposition:
        opens = phrase.start == 1 and phrase.preposition in words["topic_prepositions"]
        return not opens and phrase.preposition not in words["about_prepositions"]
    # A long word is a compound, which says what it is about: "horecalawaai".
    return phrase.head.dep_ not in _SUBJECTS or (phrase.start > 0 and len(phrase.head.text) < _COMPOUND)


def _as_topic(phrase: Phrase, words: RephrasingWords) -> str:
    first = phrase.doc[phrase.start]
    if first.lower_ != "geen":
        return phrase.text
    rest = phrase.doc[phrase.start + 1 : phrase.end].text
    return rest if phrase.plural else f"een {rest}"


def _definite(phrase: Phrase, words: RephrasingWords) -> bool:
    return phrase.doc[phrase.start].lower_ in words["definite"] or phrase.head.pos_ == "PROPN"


def _decides(doc: Doc, words: RephrasingWords) -> str:
    for start in range(len(doc) - 1):
        opens = doc[start].lower_ in words["definite"]
        pair = doc[start + 1].lower_ == "en" and start + 2 < len(doc)
        if pair and all(doc[at].lower_ in words["plain_deciders"] for at in (start, start + 2)):
            return f"{words['decide'][1]} {doc[start : start + 3].text.lower()}"
        phrase = base_phrase(doc, start) if opens else None
        if phrase is not None and phrase.has_lemma(words["deciders"]):
            return f"{words['decide'][phrase.plural]} {phrase.text}"
    we = any(token.lower_ in words["we"] for token in doc)
    return words["we_decide"][0] if we else words["somebody_decides"][0]


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
        if phrase.has_lemma(words["no_topics"], words["people"], words["deciders"]) or phrase.end - phrase.start < 2:
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
    added = any(token.lower_ in words["on_top"] for token in opening)
    wanted = len(opening) > 0 and opening[0].lower_ == "een" and phrase.preposition in words["needed_prepositions"]
    return (added or wanted) and not phrase.has_lemma(words["no_topics"], words["people"], words["idioms"])


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
