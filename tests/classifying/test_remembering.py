from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from tonecheck.classifying.remembering import RowMemory

VECTORIZER = CountVectorizer(analyzer="char", vocabulary=list("abcde"))
MEMORY = RowMemory(VECTORIZER.transform, 5)


@given(st.lists(st.text("abcxyz", max_size=4), max_size=6))
def test_rows_are_those_of_the_vectorizer_whatever_came_before(texts: list[str]) -> None:
    found = MEMORY.rows(texts)
    assert found.shape == (len(texts), 5)
    wanted = VECTORIZER.transform(texts).toarray() if texts else np.zeros((0, 5))
    np.testing.assert_array_equal(found.toarray(), wanted)


def test_what_was_seen_is_not_counted_again() -> None:
    asked: list[str] = []

    def transform(texts: list[str]) -> csr_matrix:
        asked.extend(texts)
        return csr_matrix(VECTORIZER.transform(texts))

    memory = RowMemory(transform, 5)
    memory.rows(["a", "b", "a"])
    memory.rows(["b", "c"])
    assert asked == ["a", "b", "c"]
