"""The tone model: parts that judge sentences, a stack that weighs them, and estimators for the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tonecheck.classifying.encoder import EncoderPart, SentenceEncoder
from tonecheck.classifying.features import SentenceView, normalised
from tonecheck.classifying.logits import Part
from tonecheck.classifying.ngrams import NgramPart, SentenceFeatures
from tonecheck.classifying.stack import Stack, cue_strengths, probabilities
from tonecheck.classifying.surroundings import SURROUNDINGS, surroundings_by_letter
from tonecheck.types import Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix
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
class SentenceReader:
    """Turns sentences into rows that can be compared, as the parts of a model see them."""

    features: SentenceFeatures
    encoder: SentenceEncoder | None

    @property
    def encoder_digest(self) -> str | None:
        """What tells its encoder from others, or None if it has none."""
        return self.encoder.digest if self.encoder is not None else None

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector per sentence, shape (sentences, hidden); without an encoder, (sentences, 0)."""
        if self.encoder is None:
            return np.zeros((len(sentences), 0), dtype=np.float32)
        return self.encoder.encode(sentences)

    def count(self, sentences: Sequence[str]) -> csr_matrix:
        """Return the weighed n-grams of words and characters, one row per sentence."""
        return self.features.own_rows([normalised(sentence) for sentence in sentences])


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

    @property
    def reader(self) -> SentenceReader:
        """What compares sentences as its parts see them."""
        encoder = next((part.encoder for part in self.parts if isinstance(part, EncoderPart)), None)
        ngrams = next(part for part in self.parts if isinstance(part, NgramPart))
        return SentenceReader(ngrams.features, encoder)

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
