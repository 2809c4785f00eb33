"""The cheap part of the tone model: n-grams, cues, syntax and neighbours under linear estimators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix, hstack

from tonecheck.classifying.features import SentenceView, normalised, symbols
from tonecheck.classifying.logits import SentenceLogits
from tonecheck.classifying.remembering import RowMemory
from tonecheck.types import TONES

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

#: How much the neighbours' words weigh beside the sentence's own.
NEIGHBOUR_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """The vectorizers that turn sentences into rows of one sparse matrix."""

    words: TfidfVectorizer
    characters: TfidfVectorizer
    previous: TfidfVectorizer
    following: TfidfVectorizer
    symbols: DictVectorizer
    reads_syntax: bool = True
    """Whether cues and syntax are among the symbols; without them no sentence needs to be parsed."""
    _memories: tuple[RowMemory, RowMemory, RowMemory] = field(init=False, repr=False, compare=False)
    """For sentences themselves, and as the one before and after another."""

    def __post_init__(self) -> None:
        """Make the memories."""
        sizes = [len(part.vocabulary_) for part in (self.words, self.characters, self.previous, self.following)]
        memories = (
            RowMemory(self.own_rows, sizes[0] + sizes[1]),
            RowMemory(self.previous.transform, sizes[2]),
            RowMemory(self.following.transform, sizes[3]),
        )
        object.__setattr__(self, "_memories", memories)

    def own_rows(self, texts: Sequence[str]) -> csr_matrix:
        """Return the n-grams of normalised sentences by themselves: words, then characters, each with length 1."""
        return csr_matrix(hstack([self.words.transform(texts), self.characters.transform(texts)]))

    def transform(self, views: Sequence[SentenceView], texts: Sequence[str] | None = None) -> csr_matrix:
        """Return a matrix of shape (len(views), features).

        `texts` may put other words in the sentences' places (to see what a word contributes); the rest of the
        view stays as it is.
        """
        own, previous, following = self._memories
        said = texts if texts is not None else [view.text for view in views]
        blocks = [
            own.rows([normalised(text) for text in said]),
            previous.rows([normalised(view.previous) for view in views]) * NEIGHBOUR_WEIGHT,
            following.rows([normalised(view.following) for view in views]) * NEIGHBOUR_WEIGHT,
            self.symbols.transform([symbols(view, syntax=self.reads_syntax) for view in views]),
        ]
        return csr_matrix(hstack(blocks))


@dataclass(frozen=True, slots=True)
class NgramPart:
    """Logistic regressions over `SentenceFeatures`."""

    features: SentenceFeatures
    tone: LogisticRegression
    """Classes are the tones."""
    act_coef: NDArray[np.float32]
    """Shape (acts, features): one binary logistic regression per act."""
    act_intercept: NDArray[np.float32]

    def logits(self, views: Sequence[SentenceView], texts: Sequence[str] | None = None) -> SentenceLogits:
        """See `tonecheck.classifying.logits.Part`."""
        matrix = self.features.transform(views, texts)
        order = [list(self.tone.classes_).index(tone.value) for tone in TONES]
        tones = self.tone.predict_log_proba(matrix)[:, order]
        return SentenceLogits(tones, np.asarray(matrix @ self.act_coef.T + self.act_intercept, dtype=np.float64))
