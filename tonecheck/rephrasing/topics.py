"""What a sentence is about: the noun phrases that a suggestion may name as its topic."""

from __future__ import annotations

from itertools import pairwise

from simplemma import is_known, lemmatize
from spacy.tokens import Doc, Token

from tonecheck.rephrasing.facts import LetterFacts
from tonecheck.rephrasing.phrases import Phrase, base_phrase
from tonecheck.rephrasing.wording import RephrasingWords, load_words

_MAX_TOPICS = 2
_TRUSTED = 4.0
#: A phrase with *de*, *het* or *uw* needs less.
_TRUSTED_IF_DEFINITE = 3.0
_MIN_STEM = 5
_COMPOUND = 9
_MIN_NOUN = 3
_SUBJECTS = ("nsubj", "nsubj:pass")


def usable(phrase: Phrase, words: RephrasingWords) -> bool:
    """Tell whether a phrase can stand in another sentence: not too loose, and without words that sting."""
    first = phrase.doc[phrase.start]
    loose = first.lower_ in words["loose_determiners"] and not pointed(phrase, words)
    loose = loose or phrase.head.lower_ in ("u", "ik", "je", "jij", "wij", "we")
    return not loose and not any(
        token.lower_ in words["loaded"] or token.lemma_.lower() in words["loaded"]
        for token in phrase.doc[phrase.start : phrase.end]
    )


def pointed(phrase: Phrase, words: RephrasingWords) -> bool:
    """Tell whether it points to what the letter is about, as its sentence does: *dit onderwerp*, *die plagronde*."""
    first = phrase.doc[phrase.start]
    return first.lower_ in words["pointers"] and first.pos_ == "DET" and phrase.start + 1 < phrase.end


def sound(phrase: Phrase) -> bool:
    """Tell whether a phrase is what it seems: no verb taken for a noun, and no noun without its article."""
    inner = phrase.doc[phrase.start : phrase.end]
    if any(token.pos_ == "AUX" or _inflected_verb(token) for token in inner):
        return False
    if any(one.pos_ == "NOUN" and two.pos_ == "NOUN" for one, two in pairwise(inner)):
        return False
    bare = inner[0].pos_ not in ("DET", "NUM", "PRON") and not phrase.plural and phrase.head.pos_ == "NOUN"
    return not (bare and phrase.head.i > phrase.start)


def matter(phrase: Phrase, facts: LetterFacts, words: RephrasingWords) -> str:
    """Return a topic as something that both sides know, or the empty string: *het zwembad* for *een zwembad*.

    Only such a topic can stand where a wording speaks of it as a thing: *uw ervaring met het zwembad*.
    """
    first = phrase.doc[phrase.start]
    known = _recurs(phrase.head.lemma_.lower(), facts)
    opens = phrase.preposition in words["about_prepositions"] or phrase.start <= 1
    sure = first.lower_ in words["sure_determiners"] and first.lower_ != "geen"
    if first.lower_ in ("dit", "deze") or (sure and (known or opens)):
        return phrase.text
    if first.lower_ in words["pointers"] or (phrase.plural and first.pos_ not in ("DET", "NUM")):
        return phrase.text if known else ""
    unmodified = first.i == phrase.head.i and not phrase.plural and first.pos_ == "NOUN"
    if unmodified and (phrase.preposition in words["about_prepositions"] or first.i == 0):
        # Without an article it names what has no number: "over geluid", "Toezicht op straat is …".
        return phrase.text
    if first.lower_ in ("een", "geen") and known and not phrase.plural:
        article = facts.articles.get(phrase.head.lemma_.lower(), "")
        adjectives = phrase.doc[phrase.start + 1 : phrase.head.i]
        if article and all(token.lower_.endswith("e") for token in adjectives):
            return f"{article} {phrase.doc[phrase.start + 1 : phrase.end].text}"
    return ""


def _inflected_verb(token: Token) -> bool:
    """Tell whether a dictionary knows a word only as a form of a verb, whatever the tagger says: *bent*, *haalt*."""
    if token.pos_ not in ("NOUN", "PROPN") or token.text[:1].isupper() or token.lower_.endswith("n"):
        return False
    if token.i and token.doc[token.i - 1].pos_ == "DET":
        return False  # "het bad" is no form of "bidden"
    lemma = str(lemmatize(token.lower_, lang="nl"))
    return lemma != token.lower_ and lemma.endswith(("en", "zijn"))


def topics(doc: Doc, phrases: list[Phrase], facts: LetterFacts, words: RephrasingWords) -> list[Phrase]:
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
        near = phrase.doc[phrase.start].lower_ in ("dit", "deze")
        known = pointed(phrase, words) and (near or _recurs(phrase.head.lemma_.lower(), facts))
        if phrase.has_lemma(words["people"], words["rules"], words["places"]):
            continue
        if phrase.has_lemma(words["no_topics"]) and not (known and phrase.has_lemma(words["matters"])):
            continue
        if (
            phrase.head.lower_ in words["pronouns"]
            or _is_verb(phrase)
            or _is_name(phrase)
            or _bare(phrase)
            or _compared(phrase, words)
            or not sound(phrase)
        ):
            continue
        recurs = _recurs(phrase.head.lemma_.lower(), facts)
        trusted = _trust(phrase, verb, words)
        vague = not phrase.preposition and phrase.doc[phrase.start].lower_ == "een" and phrase.end - phrase.start < 3
        definite = phrase.doc[phrase.start].lower_ in words["sure_determiners"]
        enough = _TRUSTED_IF_DEFINITE if definite and not phrase.preposition else _TRUSTED
        if not recurs and not known and (vague or trusted < enough):
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


def _is_verb(phrase: Phrase) -> bool:
    """Tell whether its head is a verb that the tagger takes for a noun: *de intercommunale haalt*."""
    head = phrase.head.lower_
    return len(head) < _MIN_NOUN or (head.endswith("t") and str(lemmatize(head, lang="nl")).endswith("en"))


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
    elif phrase.has_lemma(words["initiatives"]):
        links = words["initiative_links"]
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


def as_topic(phrase: Phrase, words: RephrasingWords) -> str:
    """Return the words for a topic: *een bankje* for *geen bankje*."""
    first = phrase.doc[phrase.start]
    if first.lower_ != "geen":
        return phrase.text
    rest = phrase.doc[phrase.start + 1 : phrase.end].text
    return rest if phrase.plural else f"een {rest}"
