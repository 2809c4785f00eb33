"""The tone model: parts that judge sentences, a stack that weighs them, and estimators for the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tonecheck.classifying.features import SentenceView, normalised
from tonecheck.classifying.logits import Part
from tonecheck.classifying.stack import Stack, cue_strengths, probabilities
from tonecheck.classifying.surroundings import SURROUNDINGS, surroundings_by_letter
from tonecheck.types import Scores

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression


@dataclass(frozen=True, slots=True)
class SentenceJudgement:
    """What the model says of one sentence."""

    scores: Scores
    acts: dict[str, float]
    """Probability by act code."""
    around: tuple[float, ...] = (0.0,) * SURROUNDINGS
    """What surrounds it in its letter, see `tonecheck.classifying.surroundings`."""


@dataclass(frozen=True, slots=True)
class ToneModel:
    """Everything that is learned from the corpus."""

    parts: tuple[Part, ...]
    stack: Stack
    act_codes: tuple[str, ...]
    act_thresholds: dict[str, float]
    """From which probability on an act is named."""
    letter: LogisticRegression
    """Over the letter features of `tonecheck.classifying.letter`; classes are the tones."""
    incoming: TfidfVectorizer
    involved: LogisticRegression
    """Over the incoming letter's words; class 1 means that the initiator wants to do something."""
    identity: str
    reads_syntax: bool = True
    """Whether sentences must be parsed to be judged."""

    def judge(self, views: Sequence[SentenceView], lengths: Sequence[int]) -> list[SentenceJudgement]:
        """Return tone and acts of the sentences of letters that have so many each, in their places."""
        if not views:
            return []
        opinions = [part.logits(views) for part in self.parts]
        acts = self.stack.acts(opinions, cue_strengths(views, self.act_codes))
        first = self.stack.first(opinions)
        around = surroundings_by_letter(first, lengths)
        tones = self.stack.scores(opinions, [view.alone for view in views], first, around)
        return [
            SentenceJudgement(scores, dict(zip(self.act_codes, map(float, row), strict=True)), tuple(map(float, own)))
            for scores, row, own in zip(tones, acts, around, strict=True)
        ]

    def sentence_scores(self, views: Sequence[SentenceView], around: Sequence[float]) -> list[Scores]:
        """Return the tone probabilities of sentences that have the same `around` them."""
        if not views:
            return []
        opinions = [part.logits(views) for part in self.parts]
        return self.stack.scores(
            opinions,
            [view.alone for view in views],
            self.stack.first(opinions),
            np.tile(np.asarray(around), (len(views), 1)),
        )

    def act_log_odds(self, view: SentenceView, texts: Sequence[str]) -> list[dict[str, float]]:
        """Return, for each of `texts` in the place of one sentence, the log odds of every act by the best part alone.

        For leaving out words; rounded, so that processors agree on which words matter most.
        """
        rows = self.parts[-1].logits([view] * len(texts), texts).acts
        return [dict(zip(self.act_codes, (round(float(value), 2) for value in row), strict=True)) for row in rows]

    def letter_scores(self, features: Sequence[Sequence[float]]) -> list[Scores]:
        """Return the tone probabilities of letters, each with the features of `tonecheck.classifying.letter`."""
        return probabilities(self.letter, np.asarray(features)) if features else []

    def involvement(self, incoming: str) -> float:
        """Return the probability that the writer of `incoming` comes with an initiative of their own."""
        row = self.incoming.transform([normalised(incoming)])
        return float(self.involved.predict_proba(row)[0, 1])
