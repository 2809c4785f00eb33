from __future__ import annotations

from pathlib import Path

import pytest

from tonecheck.classifying.parsing import LetterParser
from tonecheck.pipeline import load_pipeline
from tonecheck.training import selection, tone
from tonecheck.training.corpus import read_letters
from tonecheck.training.prepared import prepare
from tonecheck.training.unseen import held_out

LETTERS = Path(__file__).parents[2] / "corpus" / "letters"


def test_a_cascade_lies_between_its_cheap_part_and_the_whole() -> None:
    few = [letter for code in ("a09", "a10", "a13") for letter in read_letters(LETTERS / f"{code}.jsonl")]
    letters = prepare(few, LetterParser(load_pipeline()))
    settings = tone.Settings()
    rich = held_out(lambda some, more: tone.fit_ngrams(some, more, settings), letters, [], settings.folds).letters
    cheap = [tone.SentenceLogits(item.tones.round(), item.acts) for item in rich]
    none = selection.cascade(letters, cheap, [rich], settings, 0.0)
    every = selection.cascade(letters, cheap, [rich], settings, 1.01)
    some = selection.cascade(letters, cheap, [rich], settings, 0.8)
    assert (none[1], every[1]) == (0.0, 1.0)
    assert 0.0 < some[1] < 1.0
    assert every[0] == pytest.approx(selection.figures(letters, [rich], settings)["sentences"])
    assert none[0] == pytest.approx(selection.figures(letters, [cheap], settings)["sentences"])
