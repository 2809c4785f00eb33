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
_COMMON = (0.2, 0.2, -3.0, -3.0)
"""What surrounds sentences in a common letter."""
_COMMON_SENTENCES = 4
"""Common sentences count for so many, so that two cold sentences do not make a letter cold; by cross-validation."""


def surroundings(first: Sequence[Scores]) -> NDArray[np.float64]:
    """Return what surrounds each sentence of one letter, given the first judgement of all of them.

    The means over the other sentences, and a few common ones, of the probabilities of dismissive and empathic, and of
    their log odds against neutral; shape (sentences, 4).
    """
    table = _table(first)
    logs = np.log(table)
    told = np.column_stack([table[:, 0], table[:, 2], logs[:, 0] - logs[:, 1], logs[:, 2] - logs[:, 1]])
    common = _COMMON_SENTENCES * np.asarray(_COMMON)
    return np.asarray((told.sum(axis=0) - told + common) / (len(first) - 1 + _COMMON_SENTENCES))


def surroundings_by_letter(first: Sequence[Scores], lengths: Sequence[int]) -> NDArray[np.float64]:
    """Return the `surroundings` of the sentences of letters that have so many each."""
    ends = np.cumsum(lengths)
    return np.concatenate([surroundings(first[end - length : end]) for length, end in zip(lengths, ends, strict=True)])


def beside_surroundings(first: Sequence[Scores], around: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log probabilities of the first judgement beside what surrounds each sentence."""
    return np.hstack([np.log(_table(first)), around])


def _table(scores: Sequence[Scores]) -> NDArray[np.float64]:
    values = [[score.dismissive, score.neutral, score.empathic] for score in scores]
    return np.asarray(np.maximum(np.asarray(values).reshape(-1, 3), _SMALLEST))
