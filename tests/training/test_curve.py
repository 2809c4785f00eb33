from __future__ import annotations

from pathlib import Path

from tonecheck.classifying.logits import Part
from tonecheck.classifying.parsing import LetterParser
from tonecheck.pipeline import load_pipeline
from tonecheck.training import tone
from tonecheck.training.corpus import read_letters
from tonecheck.training.curve import curve
from tonecheck.training.examples import LooseExample
from tonecheck.training.prepared import Prepared, prepare

LETTERS = Path(__file__).parents[2] / "corpus" / "letters"


def test_more_letters_make_a_better_model_and_no_letter_is_measured_with_its_author() -> None:
    parser = LetterParser(load_pipeline())
    few = [letter for code in ("a09", "a10", "a13") for letter in read_letters(LETTERS / f"{code}.jsonl")]
    letters = prepare(few, parser)
    trained_on: list[list[str]] = []

    def fit(some: list[Prepared], examples: list[LooseExample]) -> Part:
        trained_on.append([letter.letter.id for letter in some])
        return tone.fit_ngrams(some, examples, tone.Settings())

    points = list(curve(letters, [], fit, folds=3, shares=(0.25, 1.0)))
    assert [share for share, _, _ in points] == [0.25, 1.0]
    assert points[0][1] < points[1][1]
    assert points[0][2] < points[1][2]
    for small, large in zip(trained_on[:3], trained_on[3:], strict=True):
        assert set(small) < set(large)
        assert len({name.split("-")[0] for name in large}) == 2
