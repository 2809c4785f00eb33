"""Which phrases fill the places of a precedent."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.places import (
    KnownRoles,
    PlaceFiller,
    Role,
    candidates,
    features,
    load_filler,
    marked_phrase,
    role_of,
)
from tonecheck.rephrasing.precedents import known_sentence

MARKED = (
    "Over {onderwerp: de inrichting van de berm} beslist {beslisser: de raad}.",
    "Over {onderwerp: het pad} beslist {beslisser: het college} en niet de buurt.",
    "Het is {beslisser: het college} dat over {onderwerp: de drempel} gaat.",
)


@pytest.fixture(scope="module")
def known(pipeline: LinguisticPipeline) -> KnownRoles:
    roles: dict[str, list[Role]] = {}
    for sentence in map(known_sentence, MARKED):
        (doc,) = pipeline.analyse([sentence.text])
        for place, span in sentence.places.items():
            phrase = marked_phrase(doc, *span)
            assert phrase is not None
            roles.setdefault(place, []).append(role_of(phrase))
    return roles


def test_what_does_the_same_fills_the_place(pipeline: LinguisticPipeline, known: KnownRoles) -> None:
    (doc,) = pipeline.analyse(["Over de kleur van de lantaarns beslist de gemeenteraad."])
    found = load_filler().fill(candidates(doc), known)
    assert {place: filling.text for place, filling in found.items()} == {
        "onderwerp": "de kleur van de lantaarns",
        "beslisser": "de gemeenteraad",
    }
    assert all(load_filler().least <= filling.probability < 1 for filling in found.values())


@pytest.mark.parametrize("sentence", ["Dat kan niet.", "Dat kinderen hier spelen, is nu eenmaal zo.", "Zo is het."])
def test_nothing_is_forced_into_a_place(pipeline: LinguisticPipeline, known: KnownRoles, sentence: str) -> None:
    (doc,) = pipeline.analyse([sentence])
    assert "kinderen" not in " ".join(filling.text for filling in load_filler().fill(candidates(doc), known).values())


def test_a_phrase_fills_one_place_only(pipeline: LinguisticPipeline, known: KnownRoles) -> None:
    (doc,) = pipeline.analyse(["Over de drempel beslist niemand."])
    eager = PlaceFiller({}, 5.0, 0.5)
    assert [filling.text for filling in eager.fill(candidates(doc), known).values()] == ["de drempel"]


def test_features_see_what_is_shared(pipeline: LinguisticPipeline, known: KnownRoles) -> None:
    (doc,) = pipeline.analyse(["Over het pad beslist het college."])
    first, *_ = candidates(doc)
    found = features("onderwerp", first, known["onderwerp"], 0, 2)
    assert found["likest"] == 1.0
    assert found["has head"] == 1.0
    assert "shares head" in found
    assert "likest" not in features("onderwerp", first, [], 0, 2)


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=120))
def test_any_text_can_be_looked_through(pipeline: LinguisticPipeline, known: KnownRoles, text: str) -> None:
    (doc,) = pipeline.analyse([text])
    for filling in load_filler().fill(candidates(doc), known).values():
        assert filling.text
    for number, phrase in enumerate(candidates(doc)):
        found = features("onderwerp", phrase, known["onderwerp"], number, 3)
        assert all(0 < value <= 1 for value in found.values())
