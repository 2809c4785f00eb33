"""Wordings that have not passed the guard yet, and how they are made from precedents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tonecheck.rephrasing.facts import LetterFacts
from tonecheck.rephrasing.guard import gaps
from tonecheck.rephrasing.precedents import filled
from tonecheck.rephrasing.ranking import REASON_GAP, Origin
from tonecheck.rephrasing.recalling import Recalled
from tonecheck.rephrasing.strategies import ANY_ACT, Strategy
from tonecheck.rephrasing.wording import as_text

_GENERATED = "generated"
#: What takes something from the sentence is shown if it is as likely to be sent as this: it leaves the official less to
#: do, and speaks of the same thing.
_ENOUGH = 0.33


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
    def leads(self) -> bool:
        """Whether it is shown though others may be likelier to be sent."""
        return not self.generic and self.expected >= _ENOUGH

    @property
    def preference(self) -> tuple[bool, bool, float, int]:
        """Sorts candidates, the one to try first in front."""
        return self.last_resort, not self.leads, -round(self.expected, 4), len(gaps(self.text))

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


def generated_candidates(wordings: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Return what a language model wrote, by kind, as candidates; what it promises, nobody has said yet."""
    return tuple(
        Candidate(text, Strategy("", _GENERATED, kind, (), {}, commits=True, examples=()))
        for kind, text in wordings.items()
    )


def from_precedents(recalled: Sequence[Recalled], acts: Sequence[str], facts: LetterFacts) -> list[Candidate]:
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


def beside_clause(clause: KeptClause, acts: Sequence[str], facts: LetterFacts) -> list[Candidate]:
    """Return wordings of the rest of a sentence with the clause that stays, which stands for the reason."""
    found: dict[str, Candidate] = {}
    for item in from_precedents(clause.recalled, acts, facts):
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
