from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.classifying.encoder import MAX_TOKENS, SentenceEncoder, load_encoder
from tonecheck.resources import models_folder


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return load_encoder(models_folder() / "tone" / "encoder")


def test_a_sentence_has_one_vector_whatever_stands_beside_it(encoder: SentenceEncoder) -> None:
    alone = encoder.encode(["U gaat hier niet over."])
    together = encoder.encode(["Wij komen graag langs.", "U gaat hier niet over.", "", "U gaat hier niet over."])
    assert alone.shape == (1, encoder.hidden)
    np.testing.assert_array_equal(together[1], alone[0])
    np.testing.assert_array_equal(together[3], alone[0])
    assert not together[2].any()


def test_a_batch_a_neighbour_and_the_memory_change_nothing_to_the_last_bit() -> None:
    sentences = [f"{opening} {rest}" for opening in ("Wij", "U", "De raad") for rest in ("gaat hier over.", "komt.")]
    whole = load_encoder(models_folder() / "tone" / "encoder")
    together, again = whole.encode(sentences), whole.encode(sentences)
    alone = load_encoder(models_folder() / "tone" / "encoder")
    np.testing.assert_array_equal(together, np.concatenate([alone.encode([sentence]) for sentence in sentences]))
    np.testing.assert_array_equal(together, again)


def test_like_sentences_lie_near_each_other(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(
        ["U gaat hier niet over.", "Hier gaat u niet over.", "Het paspoort ligt klaar bij de balie."]
    )
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    assert unit[0] @ unit[1] > unit[0] @ unit[2]


def test_dutch_can_be_spelled(encoder: SentenceEncoder) -> None:
    unknown = encoder.token_ids("\U0001f469")[-2]
    for sentence in ("Coördinatie van 't Hof, ’s-Hertogenbosch: € 1.250,- (art. 3:4, lid 2)!", "ĳsvrĳ; drieëntwintig"):
        assert unknown not in encoder.token_ids(sentence)


@given(st.text())
def test_any_text_has_a_vector(encoder: SentenceEncoder, text: str) -> None:
    assert len(encoder.token_ids(text)) <= MAX_TOKENS
    assert np.isfinite(encoder.encode([text])).all()


def test_long_sentences_are_cut(encoder: SentenceEncoder) -> None:
    ids = encoder.token_ids("woord " * 500)
    assert len(ids) == MAX_TOKENS
    assert ids[-1] == encoder.token_ids("woord")[-1]


def test_the_encoder_does_not_see_which_number_stands_there(encoder: SentenceEncoder) -> None:
    first, second = "Op 3 mei 2019 betaalt u € 1.250,-.", "Op 17 mei 2023 betaalt u € 18.400,-."
    assert encoder.token_ids(first) == encoder.token_ids(second)
    assert encoder.token_ids("Op 3 mei belt u.") != encoder.token_ids("Op 3 mei belt u niet.")
