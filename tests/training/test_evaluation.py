from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from tonecheck.analyser import Analyser
from tonecheck.training.corpus import LabelledLetter, SecondLabel, read_letters
from tonecheck.training.evaluation import describe, evaluate
from tonecheck.types import Tone, UnitKind

LETTERS = Path(__file__).parents[2] / "corpus" / "letters" / "a09.jsonl"
BODY = {UnitKind.BODY, UnitKind.LIST_ITEM}


@pytest.fixture(scope="module")
def letters() -> list[LabelledLetter]:
    return list(islice(read_letters(LETTERS), 3))


def test_body_sentences_are_counted_and_nothing_else(analyser: Analyser, letters: list[LabelledLetter]) -> None:
    result = evaluate(analyser, letters)
    assert (result.letters, result.sentences) == (3, sum(u.unit.kind in BODY for x in letters for u in x.units))
    assert sum(row.support for row in result.sentence_rows) == result.sentences
    assert sum(item.count for item in result.sentence_reliability) == result.sentences


def test_the_ceiling_is_what_a_second_annotator_reaches(analyser: Analyser, letters: list[LabelledLetter]) -> None:
    def relabelled(second: SecondLabel | None) -> list[LabelledLetter]:
        return [replace(x, units=tuple(replace(u, second=second) for u in x.units)) for x in letters]

    same = [replace(x, units=tuple(replace(u, second=SecondLabel(u.label, u.acts)) for u in x.units)) for x in letters]
    perfect = evaluate(analyser, same).ceiling
    assert perfect is not None
    assert (perfect.sentence_macro_f1, perfect.act_micro_f1) == (1.0, 1.0)
    lazy = evaluate(analyser, relabelled(SecondLabel(Tone.NEUTRAL, ())))
    assert lazy.ceiling is not None
    assert lazy.ceiling.sentence_macro_f1 < 0.4
    assert lazy.ceiling.act_micro_f1 == 0.0
    assert "A second annotator: sentences macro-F1 0." in describe(lazy)
    once = evaluate(analyser, relabelled(None))
    assert once.ceiling is None
    assert "second annotator" not in describe(once)
