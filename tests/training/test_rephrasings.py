from __future__ import annotations

from pathlib import Path

import pytest

from tests.rephrasing.independent import invented, turned
from tonecheck.analyser import Analyser, load
from tonecheck.training.corpus import LabelledLetter, read_letters
from tonecheck.training.rephrasings import draw, shown, suggestions_of
from tonecheck.types import Tone

LETTERS = Path(__file__).parents[2] / "corpus" / "letters"


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return load(model="fast")


@pytest.fixture(scope="module")
def letters() -> list[LabelledLetter]:
    return [*list(read_letters(LETTERS / "a50.jsonl"))[:4], *list(read_letters(LETTERS / "a53.jsonl"))[:4]]


def test_every_labelled_sentence_is_rephrased_and_no_other(analyser: Analyser, letters: list[LabelledLetter]) -> None:
    for letter in letters:
        wanted = [index for index, item in enumerate(letter.units) if item.label is Tone.DISMISSIVE]
        assert sorted(place for place, _, _ in suggestions_of(analyser, letter)) == wanted


def test_no_suggestion_brings_in_a_fact_or_turns_a_decision(analyser: Analyser, letters: list[LabelledLetter]) -> None:
    texts = {letter.id: letter.text for letter in letters}
    rows = shown(analyser, letters)
    assert len(rows) > 20
    for row in rows:
        assert not invented(row["suggestion"], texts[row["letter"]])
        assert not turned(row["suggestion"], row["sentence"])


def test_the_sample_is_the_same_each_time_and_in_order() -> None:
    rows = [{"letter": f"a{number}", "number": number} for number in range(50)]
    sample = draw(rows, 10)
    assert sample == draw(rows, 10)
    assert [row["number"] for row in sample] == sorted(row["number"] for row in sample)
    assert draw(rows, 500) == rows
