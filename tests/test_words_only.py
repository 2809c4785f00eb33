"""Judging by words alone, as archives are judged, gives what judging with analyses gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.analyser import Analyser, load
from tonecheck.settings import Settings
from tonecheck.training.corpus import read_split

CORPUS = Path(__file__).parents[1] / "corpus"
LETTERS = [letter.text for letter in read_split(CORPUS, "dev")]


@pytest.fixture(scope="module")
def quick() -> Analyser:
    return load(model="fast", suggest=False, evidence=False)


@pytest.fixture(scope="module")
def thorough() -> Analyser:
    return load(model="fast", suggest=False)


def assert_same(quick: Analyser, thorough: Analyser, text: str) -> None:
    one, other = quick.analyse(text), thorough.analyse(text)
    assert (one.label, one.scores, one.missing) == (other.label, other.scores, other.missing)
    for left, right in zip(one.sentences, other.sentences, strict=True):
        assert (left.text, left.label, left.scores) == (right.text, right.label, right.scores)
        assert [(act.code, act.sure) for act in left.acts] == [(act.code, act.sure) for act in right.acts]


@pytest.mark.parametrize("text", LETTERS)
def test_letters_are_judged_alike(quick: Analyser, thorough: Analyser, text: str) -> None:
    assert_same(quick, thorough, text)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_judged_alike(quick: Analyser, thorough: Analyser, text: str) -> None:
    assert_same(quick, thorough, text)


def test_nothing_is_parsed_for_it(quick: Analyser) -> None:
    units = [sentence for sentence in quick.analyse(LETTERS[0]).sentences if sentence.acts]
    assert units
    assert all((act.start, act.end) == (unit.start, unit.end) for unit in units for act in unit.acts)


def test_words_of_ones_own_are_found_all_the_same() -> None:
    own = Settings(words={"closing": ("klaar is Kees",)})
    analyser = load(model="fast", suggest=False, evidence=False, settings=own)
    sentence = analyser.analyse("Beste Jan,\n\nWat ons betreft klaar is Kees.\n").sentences[1]
    assert [act.code for act in sentence.acts] == ["closing"]
