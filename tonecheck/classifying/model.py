"""The tone model: parts that judge sentences, a stack that weighs them, and estimators for the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit

from tonecheck.classifying.features import SentenceView, normalised
from tonecheck.classifying.logits import Part, SentenceLogits
from tonecheck.classifying.surroundings import SURROUNDINGS, beside_surroundings, surroundings
from tonecheck.types import TONES, Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression


@dataclass(frozen=True, slots=True)
class Stack:
    """Weighs the parts' opinions; fitted on letters that the parts had not seen (Wolpert 1992)."""

    tone: LogisticRegression
    """Over the parts' tone log probabilities, side by side; classes are the tones."""
    in_letter: LogisticRegression
    """Over what `tone` says and what the rest of the letter is like: the final judgement."""
    lone_tone: LogisticRegression
    """The same for sentences without neighbours: where a letter does not speak along, silence is no sign of neutral."""
    act_coef: NDArray[np.float32]
    """Shape (acts, parts + 1): weights of the parts' log odds and of the strongest cue."""
    act_intercept: NDArray[np.float32]

    def first(self, opinions: Sequence[SentenceLogits]) -> list[Scores]:
        """Return the tone probabilities of sentences before the rest of their letter is looked at."""
        return probabilities(self.tone, np.hstack([opinion.tones for opinion in opinions]))

    def around(self, opinions: Sequence[SentenceLogits], lengths: Sequence[int]) -> NDArray[np.float64]:
        """Return what surrounds the sentences of letters that have so many, see `surroundings`."""
        first, ends = self.first(opinions), np.cumsum(lengths)
        letters = [first[end - length : end] for length, end in zip(lengths, ends, strict=True)]
        return np.concatenate([surroundings(letter) for letter in letters])

    def scores(
        self, opinions: Sequence[SentenceLogits], alone: Sequence[bool], around: NDArray[np.float64]
    ) -> list[Scores]:
        """Return the tone probabilities of sentences.

        `alone` says which have no neighbours, `around` what surrounds each, shape (sentences, 4).
        """
        beside = probabilities(self.in_letter, beside_surroundings(self.first(opinions), around))
        by_itself = probabilities(self.lone_tone, np.hstack([opinion.tones for opinion in opinions]))
        return [lone if is_alone else other for lone, other, is_alone in zip(by_itself, beside, alone, strict=True)]

    def acts(self, opinions: Sequence[SentenceLogits], cues: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of every act, shape (sentences, acts); `cues` has that shape too."""
        inputs = np.stack([*(opinion.acts for opinion in opinions), cues], axis=2)
        return np.asarray(expit((inputs * self.act_coef).sum(axis=2) + self.act_intercept), dtype=np.float64)


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
        around = self.stack.around(opinions, lengths)
        tones = self.stack.scores(opinions, [view.alone for view in views], around)
        return [
            SentenceJudgement(scores, dict(zip(self.act_codes, map(float, row), strict=True)), tuple(map(float, own)))
            for scores, row, own in zip(tones, acts, around, strict=True)
        ]

    def sentence_scores(self, views: Sequence[SentenceView], around: Sequence[float]) -> list[Scores]:
        """Return the tone probabilities of sentences that have the same `around` them."""
        if not views:
            return []
        return self.stack.scores(
            [part.logits(views) for part in self.parts],
            [view.alone for view in views],
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


def cue_strengths(views: Sequence[SentenceView], act_codes: Sequence[str]) -> NDArray[np.float64]:
    """Return the strength of the strongest cue per sentence and act, 0 where none fires."""
    strengths = np.zeros((len(views), len(act_codes)))
    columns = {code: column for column, code in enumerate(act_codes)}
    for row, view in enumerate(views):
        for hit in view.cues:
            column = columns[hit.act]
            strengths[row, column] = max(strengths[row, column], hit.strength)
    return strengths


def probabilities(estimator: LogisticRegression, rows: Any) -> list[Scores]:
    """Return the tone probabilities that `estimator` gives, rounded so that they do not differ in the last bit."""
    order = [list(estimator.classes_).index(tone.value) for tone in TONES]
    return [_rounded([float(row[index]) for index in order]) for row in estimator.predict_proba(rows)]


def _rounded(values: list[float]) -> Scores:
    """Round to four digits; the largest makes the sum 1."""
    rounded = [round(value, 4) for value in values]
    largest = rounded.index(max(rounded))
    rounded[largest] = round(1.0 - sum(value for index, value in enumerate(rounded) if index != largest), 4)
    return Scores(*rounded)
