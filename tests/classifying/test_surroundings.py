"""What the rest of a letter is like."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.classifying.surroundings import SURROUNDINGS, beside_surroundings, surroundings
from tonecheck.types import Scores

COLD, PLAIN, WARM = Scores(0.8, 0.15, 0.05), Scores(0.05, 0.9, 0.05), Scores(0.0, 0.1, 0.9)


def scores() -> st.SearchStrategy[Scores]:
    weights = st.tuples(*[st.integers(0, 1000)] * 3).filter(any)
    return weights.map(lambda three: Scores(*(round(weight / sum(three), 4) for weight in three)))


def test_a_sentence_is_no_part_of_its_own_surroundings() -> None:
    around = surroundings([COLD, PLAIN, PLAIN])
    assert around[0, 0] < around[1, 0]
    assert around[0, 2] < around[1, 2]
    assert np.allclose(around[1], around[2])
    assert np.allclose(surroundings([WARM, PLAIN, PLAIN])[0], around[0])


def test_a_warm_letter_surrounds_with_warmth() -> None:
    around = surroundings([PLAIN, *[WARM] * 20])
    assert around[0, 1] == pytest.approx(0.9, abs=0.15)
    assert around[0, 3] > 0


def test_few_sentences_say_less_than_many() -> None:
    few, many = surroundings([PLAIN, COLD]), surroundings([PLAIN, *[COLD] * 12])
    assert few[0, 0] < many[0, 0] < COLD.dismissive


def test_where_nothing_surrounds_a_letter_counts_as_common() -> None:
    assert np.allclose(surroundings([COLD]), surroundings([WARM]))
    assert surroundings([]).shape == (0, SURROUNDINGS)


@given(st.lists(scores(), max_size=12))
def test_they_are_finite_and_stand_beside_the_first_judgement(first: list[Scores]) -> None:
    rows = beside_surroundings(first, surroundings(first))
    assert rows.shape == (len(first), 3 + SURROUNDINGS)
    assert np.isfinite(rows).all()


@given(st.lists(scores(), min_size=2, max_size=8))
def test_the_order_of_the_others_does_not_matter(first: list[Scores]) -> None:
    forwards, backwards = surroundings(first), surroundings([first[0], *first[:0:-1]])
    assert np.allclose(forwards[0], backwards[0])
