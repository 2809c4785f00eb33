from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tonecheck.classifying.logits import Part, SentenceLogits
from tonecheck.classifying.parsing import LetterParser
from tonecheck.pipeline import load_pipeline
from tonecheck.training.corpus import read_letters
from tonecheck.training.examples import CONTRAST_FILE, LooseExample, loose_examples
from tonecheck.training.prepared import Prepared, prepare
from tonecheck.training.tone import (
    DEFAULT_ACT_THRESHOLD,
    Settings,
    best_threshold,
    fit_lone,
    fit_ngrams,
    fit_stack,
    letter_estimator,
    without_scaler,
)
from tonecheck.training.unseen import alone_tones, held_out, opinions, split_contrasts

CORPUS = Path(__file__).parents[2] / "corpus"


def test_folding_the_scaler_in_changes_no_answer() -> None:
    rng = np.random.default_rng(3)
    rows = rng.normal([0, 5, -2], [1, 10, 0.1], (60, 3))
    labels = np.where(rows[:, 0] > 0, "neutral", np.where(rows[:, 1] > 5, "empathic", "dismissive"))
    fitted = letter_estimator(Settings()).fit(rows, labels)
    wanted = fitted.predict_proba(rows)
    np.testing.assert_allclose(without_scaler(fitted).predict_proba(rows), wanted)


def test_thresholds_follow_plenty_of_data_and_keep_near_the_default_with_little() -> None:
    probabilities = np.asarray([0.05, 0.31, 0.34, 0.36] * 200)
    present = np.asarray([False, False, True, True] * 200)
    assert best_threshold(probabilities, present) < 0.36
    assert best_threshold(probabilities[:4], present[:4]) == pytest.approx(DEFAULT_ACT_THRESHOLD, abs=0.03)


def few_contrasts(parser: LetterParser, folder: Path, lines: int) -> list[LooseExample]:
    text = (CORPUS / CONTRAST_FILE).read_text(encoding="utf-8")
    (folder / CONTRAST_FILE).write_text("".join(text.splitlines(keepends=True)[:lines]), encoding="utf-8")
    return loose_examples(parser, folder)


def test_no_contrast_is_judged_by_a_part_that_saw_its_group(tmp_path: Path) -> None:
    parser = LetterParser(load_pipeline())
    letters = prepare(
        [letter for code in ("a09", "a10", "a13") for letter in read_letters(CORPUS / "letters" / f"{code}.jsonl")],
        parser,
    )
    examples = few_contrasts(parser, tmp_path, 90)
    groups = {item.group for item in examples if item.group}
    seen: list[set[str]] = []

    def fit(some: list[Prepared], more: list[LooseExample]) -> Part:
        seen.append({item.group for item in more})
        return fit_ngrams(some, more, Settings())

    unseen = held_out(fit, letters, examples, 3)
    assert len(unseen.letters) == len(letters)
    assert len(unseen.alone.tones) == len(alone_tones(letters, [item for item in examples if item.group])) > 400
    assert all("" in part for part in seen)
    assert sorted(group for part in seen for group in groups - part) == sorted(groups)


def test_sentences_alone_have_a_judge_of_their_own(tmp_path: Path) -> None:
    parser = LetterParser(load_pipeline())
    letters = prepare(read_letters(CORPUS / "letters" / "a09.jsonl"), parser)
    settings = Settings()
    examples = [item for item in few_contrasts(parser, tmp_path, 200) if item.group]
    part = fit_ngrams(letters, [], settings)
    taught, apart = split_contrasts(examples, 4)
    assert {item.group for item in taught}.isdisjoint(item.group for item in apart)
    assert fit_lone([opinions(part, [], apart[:1])], alone_tones([], apart[:1]), 1, settings) is None
    # Where neutral sentences are rare, a sentence is less likely to be one; sentences beside others are not concerned.
    few_neutral = [item for item in examples if item.tone != "neutral" or item.group.endswith("0")]
    doubtful = SentenceLogits(np.log([[0.4, 0.5, 0.1]] * 2), np.zeros((2, 18)))
    judged = []
    for contrasts in (examples, few_neutral):
        lone = fit_lone([opinions(part, [], contrasts)], alone_tones([], contrasts), len(contrasts), settings)
        stack, _ = fit_stack(letters, [[part.logits(letter.parsed.views) for letter in letters]], settings, lone)
        judged.append(stack.scores([doubtful], [False, True], stack.first([doubtful]), np.zeros((2, 4))))
    (beside, alone), (beside_few, alone_few) = judged
    assert alone_few.neutral < alone.neutral
    assert beside_few == beside
