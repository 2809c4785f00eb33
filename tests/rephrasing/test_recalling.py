"""Which precedents are recalled for a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.analyser import SHIPPED_MODELS
from tonecheck.classifying.artefact import load_model
from tonecheck.errors import DataError
from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.precedents import load_precedents
from tonecheck.rephrasing.recalling import Memory, distinct, known_roles, load_known, load_memory, save_known
from tonecheck.resources import models_folder

PRECEDENTS = load_precedents()
READERS = {name: load_model(models_folder() / name).reader for name in SHIPPED_MODELS}


@pytest.fixture(scope="module", params=SHIPPED_MODELS)
def memory(request: pytest.FixtureRequest) -> Memory:
    return load_memory(READERS[request.param])


def _recalled(memory: Memory, pipeline: LinguisticPipeline, sentence: str) -> list[str]:
    (doc,) = pipeline.analyse([sentence])
    return [item.precedent.name for item in memory.recall(doc, sentence)]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Op verdere brieven over het klimrek gaan wij niet meer in.", "closing_no_more_letters_about"),
        ("Voor vragen over de bomen moet u bij het waterschap zijn.", "deflection_questions_to_organisation"),
        ("Over de kleur van de bankjes beslist het college en niet de buurt.", "not_your_place_authority_decides"),
    ],
)
def test_new_sentences_recall_what_says_the_same(
    memory: Memory, pipeline: LinguisticPipeline, sentence: str, name: str
) -> None:
    assert name in _recalled(memory, pipeline, sentence)


def test_a_known_sentence_recalls_its_own_precedent(memory: Memory, pipeline: LinguisticPipeline) -> None:
    for precedent in PRECEDENTS[::10]:
        assert precedent.name in _recalled(memory, pipeline, precedent.sentences[0].text), precedent.name


def test_places_are_filled_from_the_sentence(memory: Memory, pipeline: LinguisticPipeline) -> None:
    sentence = "Over de kleur van de bankjes beslist het college en niet de buurt."
    (doc,) = pipeline.analyse([sentence])
    values = {item.precedent.name: item.values for item in memory.recall(doc, sentence)}
    assert values["not_your_place_authority_decides"]["onderwerp"] == "de kleur van de bankjes"


def test_votes_are_shares(memory: Memory, pipeline: LinguisticPipeline) -> None:
    (doc,) = pipeline.analyse(["Dat is nu eenmaal zo."])
    votes = [item.votes for item in memory.recall(doc, doc.text)]
    assert votes == sorted(votes, reverse=True)
    assert 0 < sum(votes) <= 1.001


@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=120))
def test_any_text_recalls_something(memory: Memory, pipeline: LinguisticPipeline, text: str) -> None:
    assert _recalled(memory, pipeline, text)


def test_what_is_stored_is_of_these_sentences_and_this_encoder() -> None:
    reader = READERS["tone"]
    vectors = load_known(PRECEDENTS, reader).vectors
    assert vectors is not None
    some = slice(None, None, 500)
    fresh = reader.encode(distinct(PRECEDENTS)[some])
    assert np.abs(vectors[some] - fresh).max() < np.abs(fresh).max() / 50


def test_other_precedents_are_refused(tmp_path: Path, pipeline: LinguisticPipeline) -> None:
    some, path = PRECEDENTS[:2], tmp_path / "known.npz"
    roles = [known_roles(item, pipeline.analyse([one.text for one in item.sentences])) for item in some]
    save_known(path, some, READERS["tone"], roles)
    assert load_known(some, READERS["tone"], path).roles == roles
    assert load_known(some, READERS["fast"], path).vectors is None
    with pytest.raises(DataError, match="other precedents"):
        load_known(PRECEDENTS[:3], READERS["tone"], path)
    path.write_bytes(b"no archive")
    with pytest.raises(DataError):
        load_known(some, READERS["tone"], path)
