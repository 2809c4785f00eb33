"""How likely an official would send a wording: a small logistic regression learned from judged wordings.

Its weights stand in ``data/ranking.toml`` and are written by `tonecheck.training.ranking`. It looks at how the wording
came about and at how it fits between its neighbours; it never hides what the guard lets through, it only orders.
"""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tonecheck.cues.definitions import read_toml
from tonecheck.rephrasing.guard import facts_not_in, gaps, without_gaps
from tonecheck.rephrasing.weighing import Weights, weights_of
from tonecheck.rephrasing.wording import load_words
from tonecheck.resources import data_folder

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
#: What a wording asks for where it gives no reason.
REASON_GAP = "[reden]"
#: Shares of the votes, and probabilities that places are filled rightly, between which weights differ.
_SHARES = (0.001, 0.1, 0.2, 0.4)
_SURE = (0.001, 0.5, 0.6, 0.8)
#: Shorter words say little of what a sentence is about.
_TELLING = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wording would stand."""

    sentence: str
    """What it replaces."""
    before: str
    """The sentence before, or the empty string."""
    after: str


@dataclass(frozen=True, slots=True)
class Origin:
    """How a wording came about."""

    act: str
    strategy: str
    kind: str
    form: str
    """``frame``, ``precedent`` (``in part``, ``with gaps`` or ``without places`` where not all places are filled;
    ``clause and precedent`` where a clause stays), ``own`` (takes something from the sentence) or ``general``.
    """
    rank: int
    """0 if it answers the surest act of the sentence, 1 if another."""
    asks_reason: bool = False
    """Whether a gap for the reason was put behind what the strategy says."""
    closeness: float = 0.0
    """How like the sentence its precedent is (see `tonecheck.rephrasing.recalling`)."""
    votes: float = 0.0
    """The share of that precedent among the closest known sentences."""
    sureness: float = 0.0
    """How sure it is that its places are filled rightly; 0 where none is."""

    @property
    def recalled(self) -> bool:
        """Whether it comes from a precedent."""
        return "precedent" in self.form


def features(text: str, origin: Origin, place: Place) -> dict[str, float]:
    """Return what is looked at, by name, each from about 0 to 1."""
    said, replaced = _words(without_gaps(text)), _words(place.sentence)
    words, sentence = _telling(said), _telling(replaced)
    around = _telling(_words(f"{place.before} {place.after}")) - sentence
    pointing = set(load_words()["ranking_pointing"])
    reason = not set(load_words()["reason_givers"]).isdisjoint(replaced)
    question = text.rstrip().endswith("?")
    form = f"{origin.form} with a reason" if origin.asks_reason else origin.form
    share, sure = bisect(_SHARES, origin.votes), bisect(_SURE, origin.sureness)
    result = {
        f"strategy={origin.strategy}": 1.0,
        f"family={origin.strategy.removesuffix(f'_{origin.kind}')}": 1.0,
        f"form={form}": 1.0,
        f"form={form} kind={origin.kind}": 1.0,
        f"act={origin.act} form={form}": 1.0,
        f"act={origin.act}": 1.0,
        f"act={origin.act} kind={origin.kind}": 1.0,
        "other act": float(origin.rank > 0),
        "closeness": max(origin.closeness, 0.0),
        "votes": origin.votes,
        f"votes={share} sureness={sure}": float(origin.recalled),
        f"votes={share} other act={origin.rank > 0}": float(origin.recalled),
        f"sureness={sure}": float(origin.recalled),
        "sureness": origin.sureness,
        "gaps": min(len(gaps(text)), 3) / 3,
        "kept": len(words & sentence) / max(len(sentence), 1),
        "kept nothing": float(not words & sentence),
        "lost facts": min(len(facts_not_in(text, place.sentence)), 3) / 3,
        "repeats neighbours": min(len(words & around), 3) / 3,
        "question": float(question),
        "question before others": float(question and bool(place.after)),
        "last": float(not place.after),
        "first": float(not place.before),
        "points": float(not pointing.isdisjoint(said) and (pointing & set(said)).isdisjoint(replaced)),
        "reason lost": float(reason and REASON_GAP not in text and len(words & sentence) < len(sentence) / 2),
        "short": float(len(set(said)) <= 7),
        "long": float(len(set(said)) >= 25),
        "long sentence": min(len(replaced), 40) / 40,
    }
    return {name: value for name, value in result.items() if value}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _telling(words: list[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) >= _TELLING)


@dataclass(frozen=True, slots=True)
class Ranking(Weights):
    """Tells how likely wordings are to be sent."""

    def expected(self, text: str, origin: Origin, place: Place) -> float:
        """Return the probability that an official would send `text` in `place`."""
        return self.weigh(features(text, origin, place))


@cache
def load_ranking(path: Path | None = None) -> Ranking:
    """Read the weights.

    Raises
    ------
    DataError
        If the file is no TOML.
    """
    return Ranking(*weights_of(read_toml(path or data_folder("ranking.toml"))))
