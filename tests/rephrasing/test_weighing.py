"""Weights that stand in a file."""

from __future__ import annotations

from math import exp

import pytest

from tonecheck.rephrasing.weighing import Weights, weights_of


def test_weights_add_up() -> None:
    weights = Weights({"long": 2.0}, -1.0)
    assert weights.weigh({"long": 0.5, "unknown": 9.0}) == pytest.approx(0.5)
    assert weights.weigh({}) == pytest.approx(1 / (1 + exp(1.0)))


def test_numbers_of_a_file_are_read_as_they_stand() -> None:
    assert weights_of({"weights": {"long": 2}, "intercept": -1}) == ({"long": 2.0}, -1.0)
