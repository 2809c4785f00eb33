from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score

from tonecheck.training.resampling import (
    bootstrap_difference,
    bootstrap_macro_f1,
    calibration_error,
    confusion,
    macro_f1,
    reliability,
)

LABELS = ["a", "b", "c"]


def test_macro_f1_is_that_of_scikit_learn() -> None:
    rng = np.random.default_rng(1)
    gold, found = rng.choice(LABELS, 60).tolist(), rng.choice(LABELS, 60).tolist()
    assert macro_f1(confusion(gold, found, LABELS)) == pytest.approx(f1_score(gold, found, average="macro"))


def test_the_interval_holds_the_figure_and_shrinks_with_more_letters() -> None:
    letters = [confusion("aabbcc", "aabbcb", LABELS), confusion("abc", "bbc", LABELS)] * 4
    few, many = bootstrap_macro_f1(letters), bootstrap_macro_f1(letters * 20)
    assert few.low <= few.value <= few.high
    assert few.value == pytest.approx(many.value)
    assert many.high - many.low < few.high - few.low
    assert str(few).startswith("0.")


def test_a_difference_is_drawn_on_the_same_letters() -> None:
    right, wrong = np.asarray([[[3.0, 0.0], [0.0, 3.0]]] * 8), np.asarray([[[2.0, 1.0], [1.0, 2.0]]] * 8)
    same = bootstrap_difference(right, right, macro_f1)
    assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)
    better = bootstrap_difference(right, wrong, macro_f1)
    assert better.value == pytest.approx(better.low) == pytest.approx(better.high) == pytest.approx(1 / 3)


def test_calibration_error() -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0.0)
    assert calibration_error([0.95, 0.95], [True, False]) == pytest.approx(0.45)


def test_reliability_counts_what_has_about_the_same_probability() -> None:
    low, high = reliability([0.42, 0.48, 0.97, 1.0], [True, False, True, True])
    assert (low.low, low.high, low.count, low.right) == (0.4, 0.5, 2, 0.5)
    assert low.certainty == pytest.approx(0.45)
    assert (high.low, high.high, high.count, high.right) == (0.9, 1.0, 2, 1.0)
