"""The stack of the tone model: weighs what the parts say of sentences, in the light of the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit

from tonecheck.classifying.features import SentenceView
from tonecheck.classifying.logits import SentenceLogits
from tonecheck.classifying.surroundings import beside_surroundings
from tonecheck.types import TONES, Scores, Tone

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.linear_model import LogisticRegression


@dataclass(frozen=True, slots=True)
class Stack:
    """Weighs the parts' opinions; fitted on letters that the parts had not seen (Wolpert 1992)."""

    tone: LogisticRegression
    """Over the parts' tone log probabilities, side by side; classes are the tones."""
    in_letter: LogisticRegression
    """Over what `tone` says, what the rest of the letter is like and the parts' strongest acts: the final judgement."""
    lone_tone: LogisticRegression
    """For sentences without neighbours, over the parts' log probabilities and strongest acts: where a letter does not
    speak along, silence is no sign of neutral."""
    act_coef: NDArray[np.float32]
    """Shape (acts, parts + 1): weights of the parts' log odds and of the strongest cue."""
    act_intercept: NDArray[np.float32]
    act_tones: tuple[Tone, ...]
    """The tone of every act."""

    def first(self, opinions: Sequence[SentenceLogits]) -> list[Scores]:
        """Return the tone probabilities of sentences before the rest of their letter is looked at."""
        return probabilities(self.tone, np.hstack([opinion.tones for opinion in opinions]))

    def letter_rows(
        self, opinions: Sequence[SentenceLogits], first: Sequence[Scores], around: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return what `in_letter` looks at, shape (sentences, 7 + 2 × parts)."""
        return np.hstack([beside_surroundings(first, around), strongest_acts(opinions, self.act_tones)])

    def scores(
        self,
        opinions: Sequence[SentenceLogits],
        alone: Sequence[bool],
        first: Sequence[Scores],
        around: NDArray[np.float64],
    ) -> list[Scores]:
        """Return the tone probabilities of sentences.

        `alone` says which have no neighbours, `first` is what `first` returns of them, and `around` what surrounds
        each, shape (sentences, 4).
        """
        beside = probabilities(self.in_letter, self.letter_rows(opinions, first, around))
        by_itself = probabilities(self.lone_tone, lone_rows(opinions, self.act_tones))
        return [lone if is_alone else other for lone, other, is_alone in zip(by_itself, beside, alone, strict=True)]

    def acts(self, opinions: Sequence[SentenceLogits], cues: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of every act, shape (sentences, acts); `cues` has that shape too."""
        inputs = np.stack([*(opinion.acts for opinion in opinions), cues], axis=2)
        return np.asarray(expit((inputs * self.act_coef).sum(axis=2) + self.act_intercept), dtype=np.float64)


def strongest_acts(opinions: Sequence[SentenceLogits], act_tones: Sequence[Tone]) -> NDArray[np.float64]:
    """Return, per part, the log odds of the likeliest dismissive act and of the likeliest empathic one.

    Shape (sentences, 2 × parts). A tone is what the acts make of it, and the parts know some acts better than the tone.
    """
    tones = np.asarray([tone.value for tone in act_tones])
    columns = [tones == tone.value for tone in (Tone.DISMISSIVE, Tone.EMPATHIC)]
    return np.column_stack([opinion.acts[:, own].max(axis=1) for opinion in opinions for own in columns])


def lone_rows(opinions: Sequence[SentenceLogits], act_tones: Sequence[Tone]) -> NDArray[np.float64]:
    """Return what is looked at in sentences without neighbours, shape (sentences, 5 × parts)."""
    return np.hstack([*(opinion.tones for opinion in opinions), strongest_acts(opinions, act_tones)])


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
