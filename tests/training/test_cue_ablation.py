from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tonecheck.classifying.parsing import LetterParser
from tonecheck.pipeline import load_pipeline
from tonecheck.training import tone
from tonecheck.training.corpus import read_letters
from tonecheck.training.cue_ablation import Splits, micro_f1, outcome
from tonecheck.training.prepared import prepare

LETTERS = Path(__file__).parents[2] / "corpus" / "letters"


def test_without_cues_nothing_is_found_and_everything_is_still_measured() -> None:
    parser = LetterParser(load_pipeline())
    train, calibration, measured = (
        prepare(read_letters(LETTERS / f"{code}.jsonl"), parser) for code in ("a09", "a10", "a13")
    )
    splits = Splits(train, [], calibration, measured)
    bare = splits.without_cues()
    assert any(view.cues for letter in splits.train for view in letter.parsed.views)
    assert not any(view.cues for letter in bare.train for view in letter.parsed.views)
    rich, poor = (outcome(some, (), tone.Settings(reads_syntax=True)) for some in (splits, bare))
    assert rich.tones.sum() == poor.tones.sum() > 50
    assert (rich.acts[:, 2] == poor.acts[:, 2]).all()
    assert (rich.acts[:, 1] != poor.acts[:, 1]).any()


def test_micro_f1() -> None:
    assert micro_f1(np.asarray([1.0, 2.0, 2.0])) == pytest.approx(0.5)
    assert micro_f1(np.zeros(3)) == 0.0
