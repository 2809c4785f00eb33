from __future__ import annotations

from dataclasses import replace

import pytest

from tests.test_analyser import LETTERS
from tonecheck.analyser import Analyser, load
from tonecheck.types import Replacement, Tone


@pytest.fixture(scope="module")
def fast() -> Analyser:
    return load(model="fast")


def test_rephrasing_gives_the_suggestions_of_the_letter(fast: Analyser) -> None:
    letter = fast.analyse(LETTERS[0])
    rephrasing = fast.rephrase(letter)
    assert rephrasing.letter is letter
    assert rephrasing.sentences == tuple(s for s in letter.sentences if s.label is Tone.DISMISSIVE)


@pytest.mark.parametrize("text", LETTERS)
def test_suggestions_that_are_absent_are_made(fast: Analyser, text: str) -> None:
    letter = fast.analyse(text)
    bare = replace(letter, sentences=tuple(replace(sentence, suggestions=()) for sentence in letter.sentences))
    assert fast.rephrase(bare).sentences == fast.rephrase(letter).sentences


def test_best_takes_the_first_suggestion_of_each_sentence_that_has_one(fast: Analyser) -> None:
    letter = fast.analyse("Beste Jan,\n\nU gaat hier niet over. Dank voor uw brief.\n")
    (sentence,) = fast.rephrase(letter).sentences
    assert fast.rephrase(letter).best() == (Replacement(sentence.start, sentence.end, sentence.suggestions[0].text),)
    without = replace(fast.rephrase(letter), sentences=(replace(sentence, suggestions=()),))
    assert without.best() == ()
