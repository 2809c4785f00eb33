"""Choose strategies for a dismissive sentence, fill them in, and let through only what passes the guard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, permutations, product

from spacy.tokens import Doc

from tonecheck.cues.definitions import load_classes
from tonecheck.cues.matching import PatternMatcher, SentenceForms
from tonecheck.rephrasing.facts import LetterFacts
from tonecheck.rephrasing.frames import load_frames
from tonecheck.rephrasing.framing import FrameMatcher
from tonecheck.rephrasing.guard import Guard, gaps
from tonecheck.rephrasing.precedents import filled
from tonecheck.rephrasing.ranking import REASON_GAP, Origin, Place, load_ranking
from tonecheck.rephrasing.recalling import Recalled
from tonecheck.rephrasing.slots import Slots, sentence_slots
from tonecheck.rephrasing.strategies import ANY_ACT, FROM_LETTER, KINDS, Strategy, load_strategies
from tonecheck.rephrasing.wording import as_text, load_words
from tonecheck.types import Suggestion

_GENERATED = "generated"
_TIER = 12
_MAX_FILLED = 2
#: A second or third wording must be as likely to be sent as this.
_LIKELY = 0.65
#: What takes something from the sentence leaves the official less to do, so it may be so much less likely to be sent.
_TAKEN_OVER = 0.3
#: And so may what has a gap less.
_GAP = 0.02
#: What is worth less cannot be likely enough.
_LEAST_WORTH = _LIKELY - 5 * _GAP
#: The first sentence of a wording, if it tells something and holds no gap or other punctuation.
_FIRST_SENTENCE = re.compile(r"[^.?!:;\[\]]+\.(?=\s|$)")
#: Slots that hold clauses of the sentence.
_CLAUSES = {"kept", "whole", "conceded"}
#: Suggestions must differ in more words than this.
_NEARLY = 2

#: Tells which of some wordings would still be dismissive in the place of the sentence. What is taken over from it, the
#: second argument, must be clearly not dismissive.
StillDismissive = Callable[[Sequence[str], frozenset[str]], Sequence[bool]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A filled-in strategy that has not passed the guard yet."""

    text: str
    strategy: Strategy
    rank: int = 0
    """The place of the act that it answers among the acts of the sentence, the surest first."""
    asks_reason: bool = False
    """Whether a gap for the reason was put behind what the strategy says."""
    expected: float = 1.0
    """The probability that an official would send it (see `tonecheck.rephrasing.ranking`)."""
    recalled: Recalled | None = None
    """The precedent that it was taken over from."""
    keeps: bool = False
    """Whether a clause of the sentence stands beside the words of its precedent."""
    places: int = 0
    """How many places of its precedent are filled from the sentence."""

    @property
    def generated(self) -> bool:
        """Whether a language model wrote it."""
        return self.strategy.name == _GENERATED

    @property
    def generic(self) -> bool:
        """Whether it could stand in the place of any sentence with its act, or of its precedent."""
        taken = self.recalled is None or self.places > 0 or self.keeps
        return not self.generated and (self.strategy.generic or not taken)

    @property
    def last_resort(self) -> bool:
        """Whether it could stand in the place of any sentence at all."""
        return self.generic and self.strategy.act == ANY_ACT

    @property
    def preference(self) -> tuple[bool, float]:
        """Sorts candidates, the one to try first in front."""
        return self.last_resort, -self.worth

    @property
    def worth(self) -> float:
        """How likely it is to be sent, and how much it leaves the official to do."""
        return self.expected + (0.0 if self.generic else _TAKEN_OVER) - _GAP * len(gaps(self.text))

    @property
    def origin(self) -> Origin:
        """How it came about."""
        form = "frame" if self.strategy.paraphrases else "general" if self.generic else "own"
        closeness, votes, sureness = 0.0, 0.0, 0.0
        if self.recalled is not None:
            form = "clause and " * self.keeps + _precedent_form(self.places, len(self.strategy.slots()))
            closeness, votes = self.recalled.closeness, self.recalled.votes
            sureness = self.recalled.sureness(self.strategy.slots()) if self.places else 0.0
        return Origin(
            self.strategy.act,
            self.strategy.name,
            self.strategy.kind,
            form,
            self.rank,
            self.asks_reason,
            round(closeness, 3),
            round(votes, 3),
            round(sureness, 3),
        )


@dataclass(frozen=True, slots=True)
class KeptClause:
    """A clause of a sentence that may stay as it is."""

    text: str
    """As a sentence."""
    leads: bool
    """Whether it stands before the rest of its sentence."""
    recalled: Sequence[Recalled]
    """Precedents of the rest, the likeliest first."""


@dataclass(frozen=True, slots=True)
class SentenceToReword:
    """A dismissive sentence in its letter."""

    doc: Doc
    acts: Sequence[str]
    """The surest first."""
    facts: LetterFacts
    place: Place
    letter_text: str
    """Where every fact in a suggestion must come from."""
    still_dismissive: StillDismissive
    """The classifier's judgement of wordings in this sentence's place."""
    recalled: Sequence[Recalled] = ()
    """Precedents, the likeliest first."""
    beside: Sequence[KeptClause] = ()
    """Clauses that may stay, each with the precedents of what the sentence says besides."""


def generated_candidates(wordings: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Return what a language model wrote, by kind, as candidates; what it promises, nobody has said yet."""
    return tuple(
        Candidate(text, Strategy("", _GENERATED, kind, (), {}, commits=True, examples=()))
        for kind, text in wordings.items()
    )


class Rephraser:
    """Makes suggestions."""

    def __init__(self) -> None:
        """Compile the conditions of all strategies; the frames of an act are compiled when it first occurs."""
        classes = load_classes()
        self._ranking = load_ranking()
        self._frames: dict[str, list[FrameMatcher]] = {}
        self._strategies = {
            act: [(strategy, PatternMatcher(strategy.when, classes)) for strategy in strategies]
            for act, strategies in load_strategies().items()
        }

    def candidates(
        self,
        doc: Doc,
        acts: Sequence[str],
        facts: LetterFacts,
        place: Place | None = None,
        recalled: Sequence[Recalled] = (),
        beside: Sequence[KeptClause] = (),
    ) -> list[Candidate]:
        """Fill in every strategy that fits a sentence; what is best tried first in `place` stands in front.

        A frame answers its own act only: it would miss the point of another.
        """
        place = place or Place(doc.text, "", "")
        return self._candidates(doc, acts, facts, place, sentence_slots(doc, facts), recalled, beside)

    def _candidates(
        self,
        doc: Doc,
        acts: Sequence[str],
        facts: LetterFacts,
        place: Place,
        slots: Slots,
        recalled: Sequence[Recalled],
        beside: Sequence[KeptClause],
    ) -> list[Candidate]:
        sentence = SentenceForms.of(doc)
        found: list[Candidate] = []
        for rank, act in enumerate(acts):
            for matcher in self._frames_of(act):
                filling = matcher.fill(doc, sentence)
                if filling is None:
                    continue
                values = {**{name: slots[name][0] for name in FROM_LETTER & slots.keys()}, **filling}
                for strategy in matcher.frame.strategies:
                    if strategy.slots() <= values.keys():
                        text = as_text(facts.template(strategy.text).format(**values))
                        found.append(Candidate(text, strategy, rank))
        for rank, act in enumerate((*acts, ANY_ACT)):
            for strategy, when in self._strategies.get(act, ()):
                if not strategy.slots() <= slots.keys() or (strategy.when and not when.matches(sentence)):
                    continue
                if strategy.acts and strategy.acts.isdisjoint(acts):
                    continue
                found += [Candidate(text, strategy, rank) for text in _filled(strategy, facts, slots)]
        found += _from_precedents(recalled, acts, facts)
        found += [more for clause in beside for more in _beside(clause, acts, facts)]
        found += [
            more
            for item in found
            if not item.generic and item.recalled is None and (more := _with_reason(item)) is not None
        ]
        rated = [replace(item, expected=self._ranking.expected(item.text, item.origin, place)) for item in found]
        return sorted(rated, key=lambda item: item.preference)

    def _frames_of(self, act: str) -> list[FrameMatcher]:
        if act not in self._frames:
            self._frames[act] = [FrameMatcher(frame, load_classes()) for frame in load_frames() if frame.act == act]
        return self._frames[act]

    def passing(self, asked: SentenceToReword, generated: Sequence[Candidate] = ()) -> Iterator[Candidate]:
        """Yield the candidates that the guard and the classifier let through, the best first.

        Those in `generated` come from elsewhere; who asked for them wants to see them, so they come first. The
        classifier is the slow part: it judges a few at a time, and only as many as somebody asks for.
        """
        guard = Guard(asked.doc, asked.letter_text)
        slots = sentence_slots(asked.doc, asked.facts)
        taken = frozenset(value for name in _CLAUSES & slots.keys() for value in slots[name])
        made = self._candidates(asked.doc, asked.acts, asked.facts, asked.place, slots, asked.recalled, asked.beside)
        for some in (generated, made):
            allowed = (item for item in some if guard.passes(item.text))
            while tier := list(islice(allowed, _TIER)):
                verdicts = asked.still_dismissive([item.text for item in tier], taken)
                yield from (item for item, dismissive in zip(tier, verdicts, strict=True) if not dismissive)

    def suggest(self, asked: SentenceToReword, generated: Sequence[Candidate] = ()) -> tuple[Suggestion, ...]:
        """Return up to three suggestions that differ in kind, the best first.

        A second or third that an official would rather not send is left out. For `generated` see `passing`.
        """
        chosen: dict[str, Candidate] = {}
        for candidate in self.passing(asked, generated):
            others = any(not item.last_resort for item in chosen.values())
            if chosen and (candidate.worth < _LEAST_WORTH or (candidate.last_resort and others)):
                break
            if chosen and candidate.expected < _LIKELY:
                continue
            if not _nearly_said(candidate, chosen.values()):
                chosen.setdefault(candidate.strategy.kind, candidate)
            if len(chosen) == len(KINDS):
                break
        return tuple(
            Suggestion(
                candidate.text,
                candidate.strategy.name,
                gaps(candidate.text),
                candidate.strategy.commits,
                generated=candidate.generated,
                generic=candidate.generic,
            )
            for candidate in sorted(chosen.values(), key=lambda item: -item.worth)
        )


def _from_precedents(recalled: Sequence[Recalled], acts: Sequence[str], facts: LetterFacts) -> list[Candidate]:
    """Return the wordings of `recalled`, with the words of the sentence in their places and with gaps."""
    found: dict[str, Candidate] = {}
    for item in recalled:
        act = item.precedent.act
        rank = acts.index(act) if act in acts else len(acts)
        for strategy in item.precedent.strategies:
            template = facts.template(strategy.text)
            for values in (item.values, {}):
                text = as_text(filled(template, values))
                places = len(strategy.slots() & values.keys())
                found.setdefault(text, Candidate(text, strategy, rank, recalled=item, places=places))
    return list(found.values())


def _beside(clause: KeptClause, acts: Sequence[str], facts: LetterFacts) -> list[Candidate]:
    """Return wordings of the rest of a sentence with the clause that stays, which stands for the reason."""
    found: dict[str, Candidate] = {}
    for item in _from_precedents(clause.recalled, acts, facts):
        # What is warm recognises something first, and leaves the clause no place.
        if item.strategy.kind != "warm":
            rest = item.text.replace(f", omdat {REASON_GAP}", "")
            text = f"{clause.text} {rest}" if clause.leads else f"{rest} {clause.text}"
            found.setdefault(text, replace(item, text=text, keeps=True))
    return list(found.values())


def _precedent_form(filled_places: int, places: int) -> str:
    if not places:
        return "precedent without places"
    return "precedent" if filled_places == places else "precedent in part" if filled_places else "precedent with gaps"


def _filled(strategy: Strategy, facts: LetterFacts, slots: Slots) -> list[str]:
    """Fill the template with everything that its slots offer, the best first; never twice with the same words."""
    names = sorted(strategy.slots())
    texts = []
    for values in product(*(slots[name] for name in names)):
        own = [value.lower() for name, value in zip(names, values, strict=True) if name not in FROM_LETTER]
        if any(one in other for one, other in permutations(own, 2)):
            continue
        filled = facts.template(strategy.text).format(**dict(zip(names, values, strict=True)))
        texts.append(as_text(filled))
    return list(dict.fromkeys(texts))[:_MAX_FILLED]


def _with_reason(candidate: Candidate) -> Candidate | None:
    """Put a gap for the reason behind the first sentence of a wording, if that refuses something and gives none."""
    first, words = _FIRST_SENTENCE.match(candidate.text), set(candidate.text.lower().rstrip(".").split())
    lists = load_words()
    if first is None or words & {*lists["reason_givers"], *lists["consequences"]}:
        return None
    if not set(load_classes()["negation"]) & set(first[0].lower().rstrip(".").split()):
        return None
    text = f"{first[0][:-1]}, omdat {REASON_GAP}.{candidate.text[first.end() :]}"
    return replace(candidate, text=text, asks_reason=True)


def _nearly_said(candidate: Candidate, chosen: Iterable[Candidate]) -> bool:
    """Tell whether the words are nearly those of a suggestion that was chosen already."""
    words = set(candidate.text.lower().split())
    return any(len(words ^ other) <= _NEARLY for other in (set(item.text.lower().split()) for item in chosen))
