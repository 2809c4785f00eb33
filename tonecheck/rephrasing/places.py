"""Find, in a new sentence, the phrases that do there what marked phrases do in known sentences.

How likely a noun phrase fills a place is told by a small logistic regression over what it has in common with the
phrases that filled the place before. Its weights stand in ``data/places.toml`` and are written by
`tonecheck.training.places`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from functools import cache

from spacy.tokens import Doc

from tonecheck.cues.definitions import read_toml
from tonecheck.rephrasing.phrases import Phrase, whole_phrase
from tonecheck.rephrasing.topics import sound, usable
from tonecheck.rephrasing.weighing import Weights, weights_of
from tonecheck.rephrasing.wording import RephrasingWords, load_words, tidied, without_needles
from tonecheck.resources import data_folder

_SUBJECTS = ("nsubj", "nsubj:pass")
_OBJECTS = ("obj", "iobj")
#: Word lists that tell what a phrase names; a place of some kind is seldom filled by a phrase of another.
_KINDS = ("people", "deciders", "rules", "places", "no_places", "no_topics")
_LONG = 6
_MANY = 6
_LATE = 3


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun phrase does in its sentence."""

    preposition: str
    relation: str
    """``subject``, ``object``, ``predicate`` or another relation of Universal Dependencies."""
    governor: str
    """The lemma of the word that it belongs to."""
    head: str
    """Its lemma."""
    central: bool
    """Whether its governor, or the phrase itself, is the core of the sentence."""
    opens: bool
    """Whether it stands before the core."""
    plural: bool
    people: bool
    """Whether it names people or bodies."""


_ROLE_FIELDS = tuple(field.name for field in fields(Role))
KnownRoles = Mapping[str, Sequence[Role]]
"""By place the roles of the phrases that filled it in the known sentences of one precedent."""


def role_of(phrase: Phrase) -> Role:
    """Return the role of `phrase` in its sentence."""
    words, head = load_words(), phrase.head
    relation = "subject" if head.dep_ in _SUBJECTS else "object" if head.dep_ in _OBJECTS else head.dep_
    core = next((token for token in phrase.doc if token.dep_ == "ROOT"), head)
    return Role(
        preposition=phrase.preposition,
        relation="predicate" if head.dep_ == "ROOT" else relation,
        governor=head.head.lemma_.lower(),
        head=head.lemma_.lower(),
        central=core in (head, head.head),
        opens=head.i < core.i,
        plural=phrase.plural,
        people=phrase.has_lemma(words["people"], words["deciders"]) or head.lower_.endswith(words["people_endings"]),
    )


def marked_phrase(doc: Doc, start: int, end: int) -> Phrase | None:
    """Return the phrase from character `start` to `end`, or None if no words stand there."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return Phrase(doc, span.start, span.end, span.root) if span is not None and len(span) else None


def candidates(doc: Doc) -> list[Phrase]:
    """Return the noun phrases of a sentence that may fill a place, each with what belongs to it."""
    words = load_words()
    found: list[Phrase] = []
    at = 0
    while at < len(doc):
        phrase = whole_phrase(doc, at)
        at = at + 1 if phrase is None else phrase.head.i + 1
        if phrase is not None and sound(phrase) and phrase.head.lower_ not in words["pronouns"]:
            found.append(replace(phrase, end=_with_its_name(doc, phrase)))
    return found


def _with_its_name(doc: Doc, phrase: Phrase) -> int:
    """Return the end of a phrase with what names it: *de Nota vastgoed 2008-2012*, *de drempel uit 2011*."""
    words, end = load_words(), phrase.end
    named = phrase.head.text[:1].isupper() or phrase.has_lemma(words["rules"])
    while end < len(doc):
        token, following = doc[end], doc[end + 1] if end + 1 < len(doc) else None
        number = token.text[:1].isdigit()
        plain = token.pos_ in ("NOUN", "PROPN") and not token.lower_.endswith("en")
        name = token.is_alpha and (token.text[:1].isupper() or (named and plain))
        dated = token.lower_ in ("uit", "van", "over") and following is not None and following.text[:1].isdigit()
        if not (dated or number or name) or (number and end == phrase.head.i + 1 and not named):
            break
        end += 2 if dated else 1
    if end + 1 < len(doc) and doc[end].lower_ == "en":
        # "De drempel en de twee borden" must not lose the boards.
        other = whole_phrase(doc, end + 1)
        if other is not None and other.head.dep_ == "conj" and phrase.start <= other.head.head.i < end:
            return _with_its_name(doc, replace(other, start=phrase.start))
    return end


def features(place: str, phrase: Phrase, known: Sequence[Role], number: int, of: int) -> dict[str, float]:
    """Return what speaks for or against `phrase`, the one with this `number` of so many, in a place, each 0 to 1."""
    words, role = load_words(), role_of(phrase)
    first = phrase.doc[phrase.start]
    article = (
        "definite"
        if first.lower_ in words["sure_determiners"]
        else "indefinite"
        if first.lower_ in ("een", "geen")
        else "other"
        if first.pos_ == "DET"
        else "none"
    )
    result = {"long": min(phrase.end - phrase.start, _LONG) / _LONG, "many": min(of, _MANY) / _MANY}
    if known:
        same = [[getattr(role, name) == getattr(other, name) for name in _ROLE_FIELDS] for other in known]
        result["likest"] = max(map(sum, same)) / len(_ROLE_FIELDS)
        for name, column in zip(_ROLE_FIELDS, zip(*same, strict=True), strict=True):
            result[f"shares {name}"] = sum(column) / len(column)
            result[f"has {name}"] = float(any(column))
        for name in ("relation", "governor", "opens"):
            result[f"has preposition and {name}"] = float(
                any(
                    other.preposition == role.preposition and getattr(other, name) == getattr(role, name)
                    for other in known
                )
            )
    own = [
        f"preposition={role.preposition}",
        f"relation={role.relation}",
        f"article={article}",
        f"number={min(number, _LATE)}",
        f"usable={usable(phrase, words)}",
        f"name={phrase.head.pos_ == 'PROPN'}",
        *(f"{name}={getattr(role, name)}" for name in ("people", "opens", "central", "plural")),
        *(kind for kind in _KINDS if phrase.has_lemma(words[kind])),
    ]
    result |= dict.fromkeys([*own, *(f"{place} {name}" for name in own), f"{place} head={role.head}"], 1.0)
    return {name: value for name, value in result.items() if value}


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills a place."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class PlaceFiller(Weights):
    """Tells which phrases fill places."""

    least: float
    """A phrase fills a place from this probability on."""

    def probability(self, place: str, phrase: Phrase, known: Sequence[Role], number: int, of: int) -> float:
        """Return how likely `phrase` fills `place`; see `features` for the parameters."""
        return self.weigh(features(place, phrase, known, number, of))

    def fill(self, phrases: Sequence[Phrase], known: KnownRoles) -> Mapping[str, Filling]:
        """Return what fills the places of a precedent, by place; a phrase fills one only, the likeliest first.

        `phrases` are the `candidates` of a sentence.
        """
        words = load_words()
        offers = sorted(
            (
                (-round(self.probability(place, phrase, roles, number, len(phrases)), 4), number, place, phrase)
                for place, roles in known.items()
                for number, phrase in enumerate(phrases)
            ),
            key=lambda offer: offer[:3],
        )
        fillings: dict[str, Filling] = {}
        used: set[int] = set()
        for unlikely, _, place, phrase in offers:
            within = set(range(phrase.start, phrase.end))
            if -unlikely < self.least:
                break
            if place not in fillings and not within & used and _fits(phrase, words):
                fillings[place] = Filling(tidied(without_needles(phrase.text, words)), -unlikely)
                used |= within
        return fillings


@cache
def load_filler() -> PlaceFiller:
    """Read the weights.

    Raises
    ------
    DataError
        If the file is no TOML.
    """
    raw = read_toml(data_folder("places.toml"))
    return PlaceFiller(*weights_of(raw), least=float(raw["least"]))


def _fits(phrase: Phrase, words: RephrasingWords) -> bool:
    """Tell whether a phrase can be taken over: without words that sting, and not with half of what belongs to it."""
    doc, first = phrase.doc, phrase.doc[phrase.start].lower_
    following = doc[phrase.end] if phrase.end < len(doc) else None
    before = doc[phrase.start - 1].lower_ if phrase.start else ""
    # "Dat kinderen hier oversteken" is a clause, and "geen bezwaar" denies what a wording would deny again.
    unfit = first == "geen" or (phrase.plural and first in ("dat", "dit"))
    # "Een kop" of coffee and "een rijk" aanbod are half of what they belong to; "hoe sympathiek" is a property.
    half = following is not None and (
        following.lower_ in words["relatives"]
        or following.pos_ in ("NOUN", "PROPN", "ADJ")
        or before in words["degrees"]
    )
    return usable(phrase, words) and not unfit and not half


def as_list(role: Role) -> list[str | bool]:
    """Return a role as plain values, to be stored."""
    return list(astuple(role))
