"""What the rest of a letter is like: a doubtful sentence is more often dismissive in a letter that dismisses elsewhere.

Judging sentences first by themselves and then again in the light of the others is collective classification with one
step (Sen et al. 2008, *Collective Classification in Network Data*; the iterative algorithm of Neville & Jensen 2000).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tonecheck.types import Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

SURROUNDINGS = 4
"""So many numbers describe them."""
_SMALLEST = 1e-4


def surroundings(first: Sequence[Scores]) -> NDArray[np.float64]:
    """Return what surrounds each sentence of one letter, given the first judgement of all of them.

    The means over the other sentences of the probabilities of dismissive and empathic, and of their log odds against
    neutral; shape (sentences, 4), zeros where there is no other sentence.
    """
    if len(first) < 2:
        return np.zeros((len(first), SURROUNDINGS))
    table = _table(first)
    logs = np.log(table)
    told = np.column_stack([table[:, 0], table[:, 2], logs[:, 0] - logs[:, 1], logs[:, 2] - logs[:, 1]])
    return np.asarray((told.sum(axis=0) - told) / (len(first) - 1))


def beside_surroundings(first: Sequence[Scores], around: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log probabilities of the first judgement beside what surrounds each sentence."""
    return np.hstack([np.log(_table(first)), around])


def _table(scores: Sequence[Scores]) -> NDArray[np.float64]:
    values = [[score.dismissive, score.neutral, score.empathic] for score in scores]
    return np.asarray(np.maximum(np.asarray(values).reshape(-1, 3), _SMALLEST))
