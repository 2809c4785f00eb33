"""Bootstrap intervals and calibration of classification figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEED = 20261123
RESAMPLES = 2000
CALIBRATION_BINS = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95% interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} (95% {self.low:.3f}–{self.high:.3f})"


def confusion(gold: Sequence[str], found: Sequence[str], labels: Sequence[str]) -> NDArray[np.float64]:
    """Return counts of shape (labels, labels): rows are gold, columns found."""
    table = np.zeros((len(labels), len(labels)))
    place = {label: index for index, label in enumerate(labels)}
    for one, other in zip(gold, found, strict=True):
        table[place[one], place[other]] += 1
    return table


def macro_f1(tables: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the macro-F1 of confusion tables, shape (..., labels, labels); a label that is nowhere counts 0."""
    hits = np.diagonal(tables, axis1=-2, axis2=-1)
    totals = tables.sum(axis=-1) + tables.sum(axis=-2)
    return np.asarray((2 * hits / np.maximum(totals, 1)).mean(axis=-1))


def bootstrap_macro_f1(by_letter: Sequence[NDArray[np.float64]]) -> Interval:
    """Return macro-F1 with its percentile interval, drawing whole letters (Efron 1979): their sentences hang together.

    `by_letter` holds one confusion table per letter.
    """
    tables = np.asarray(by_letter)
    figures = macro_f1(_drawn_sums(tables))
    low, high = np.percentile(figures, [2.5, 97.5])
    return Interval(float(macro_f1(tables.sum(axis=0))), float(low), float(high))


def bootstrap_difference(
    first: NDArray[np.float64],
    second: NDArray[np.float64],
    measure: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> Interval:
    """Return how much better the first model is, with its interval; both are drawn on the same letters.

    `first` and `second` hold counts per letter, shape (letters, …); `measure` makes figures of summed counts.
    """
    differences = measure(_drawn_sums(first)) - measure(_drawn_sums(second))
    low, high = np.percentile(differences, [2.5, 97.5])
    value = measure(first.sum(axis=0)) - measure(second.sum(axis=0))
    return Interval(float(value), float(low), float(high))


def _drawn_sums(tables: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sums of `RESAMPLES` draws of letters with replacement, shape (draws, …)."""
    drawn = np.random.default_rng(SEED).integers(0, len(tables), size=(RESAMPLES, len(tables)))
    counts = np.asarray([np.bincount(row, minlength=len(tables)) for row in drawn])
    return np.asarray(np.tensordot(counts, tables, axes=1))


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Judgements with about the same probability: one point of a reliability diagram."""

    low: float
    high: float
    count: int
    certainty: float
    """Mean probability, 0 to 1."""
    right: float
    """Share that is right, 0 to 1; in a calibrated model it equals `certainty`."""


def reliability(certainties: Sequence[float], right: Sequence[bool]) -> tuple[ReliabilityBin, ...]:
    """Return the reliability diagram over bins of equal width; empty bins are left out."""
    values, hits = np.asarray(certainties, dtype=float), np.asarray(right, dtype=float)
    numbers = np.minimum((values * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    return tuple(
        ReliabilityBin(
            number / CALIBRATION_BINS,
            (number + 1) / CALIBRATION_BINS,
            int((numbers == number).sum()),
            float(values[numbers == number].mean()),
            float(hits[numbers == number].mean()),
        )
        for number in sorted(set(numbers.tolist()))
    )


def calibration_error(certainties: Sequence[float], right: Sequence[bool]) -> float:
    """Return the expected calibration error, 0 to 1, over bins of equal width (Naeini et al. 2015)."""
    bins = reliability(certainties, right)
    return sum(item.count * abs(item.right - item.certainty) for item in bins) / max(len(certainties), 1)
