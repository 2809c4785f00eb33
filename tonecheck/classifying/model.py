"""The tone model: scikit-learn estimators over the features of a sentence, a letter and an incoming letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from scipy.special import expit

from tonecheck.classifying.features import SentenceView, normalised, symbols
from tonecheck.types import TONES, Scores

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

    def transform(self, views: Sequence[SentenceView], texts: Sequence[str] | None = None) -> csr_matrix:
        """Return a matrix of shape (len(views), features).

        `texts` may put other words in the sentences' places (to see what a word contributes); the rest of the
        view stays as it is.
        """
        own = [normalised(text) for text in (texts if texts is not None else [view.text for view in views])]
        blocks = [
            self.words.transform(own),
            self.characters.transform(own),
            self.previous.transform([normalised(view.previous) for view in views]) * NEIGHBOUR_WEIGHT,
            self.following.transform([normalised(view.following) for view in views]) * NEIGHBOUR_WEIGHT,
            self.symbols.transform([symbols(view) for view in views]),
        ]
        return csr_matrix(hstack(blocks))


@dataclass(frozen=True, slots=True)
class ToneModel:
    """Everything that is learned from the corpus."""

    features: SentenceFeatures
    tone: LogisticRegression
    """Over sentence features; classes are the tones."""
    act_codes: tuple[str, ...]
    act_coef: NDArray[np.float32]
    """Shape (acts, features): one binary logistic regression per act."""
    act_intercept: NDArray[np.float32]
    letter: LogisticRegression
    """Over the letter features of `tonecheck.classifying.letter`; classes are the tones."""
    incoming: TfidfVectorizer
    involved: LogisticRegression
    """Over the incoming letter's words; class 1 means that the initiator wants to do something."""
    identity: str

    def sentence_scores(self, matrix: csr_matrix) -> list[Scores]:
        """Return the tone probabilities of the sentences whose features are in `matrix`."""
        if not matrix.shape[0]:
            return []
        return _scores(self.tone, matrix)

    def act_scores(self, matrix: csr_matrix) -> NDArray[np.float64]:
        """Return the probability of every act, shape (sentences, acts), in the order of `act_codes`."""
        return np.asarray(expit(matrix @ self.act_coef.T + self.act_intercept), dtype=np.float64)

    def letter_scores(self, features: Sequence[float]) -> Scores:
        """Return the tone probabilities of a letter."""
        return _scores(self.letter, np.asarray([features]))[0]

    def involvement(self, incoming: str) -> float:
        """Return the probability that the writer of `incoming` comes with an initiative of their own."""
        row = self.incoming.transform([normalised(incoming)])
        return float(self.involved.predict_proba(row)[0, 1])


def _scores(estimator: LogisticRegression, rows: Any) -> list[Scores]:
    order = [list(estimator.classes_).index(tone.value) for tone in TONES]
    return [_rounded([float(row[index]) for index in order]) for row in estimator.predict_proba(rows)]


def _rounded(probabilities: list[float]) -> Scores:
    """Round to four digits, so that answers do not differ in the last bit; the largest makes the sum 1."""
    rounded = [round(value, 4) for value in probabilities]
    largest = rounded.index(max(rounded))
    rounded[largest] = round(1.0 - sum(value for index, value in enumerate(rounded) if index != largest), 4)
    return Scores(*rounded)
