from __future__ import annotations

from pathlib import Path

import pytest

from tonecheck.analyser import load
from tonecheck.training.corpus import read_letters
from tonecheck.training.explanations import draw, explained, figures, report

LETTERS = Path(__file__).parents[2] / "corpus" / "letters"


def judged(explanation: str, *, right: tuple[bool, bool]) -> dict[str, object]:
    judges = {judge: {"right": one, "plain": True} for judge, one in zip(("first", "second"), right, strict=True)}
    return {"explanation": explanation, **judges}


def test_every_explanation_is_of_a_sentence_in_its_context() -> None:
    letters = list(read_letters(LETTERS / "a08.jsonl"))[:3]
    rows = explained(load(model="fast", suggest=False), letters)
    assert len(rows) > 5
    assert all(row["sentence"] in row["context"] and row["explanation"] for row in rows)
    assert {row["letter"] for row in rows} <= {letter.id for letter in letters}


def test_a_sample_is_balanced_over_acts_and_the_same_each_time() -> None:
    rows = [
        {"letter": f"a{number:02d}", "act": act, "sentence": str(number)}
        for act, count in (("blame", 30), ("room", 4))
        for number in range(count)
    ]
    sample = draw(rows, 8)
    assert sample == draw(rows, 8)
    assert [row["act"] for row in sample].count("room") == 4
    assert len(draw(rows, 500)) == len(rows)


def test_the_report_counts_what_both_judges_found_right() -> None:
    pytest.importorskip("textstat")
    plain = "Met deze zin sluit u de deur."
    rows = [judged(plain, right=(True, True)), judged(plain, right=(True, False))]
    text = report(rows)
    assert "| right | 1.00 | 0.50 | 0.50 | 0.50 | 0.00 |" in text
    assert "| plain | 1.00 | 1.00 | 1.00 | 1.00 | nan |" in text
    assert "2 explanations." in text
    assert "100% at 60 or more" in text


def test_one_judge_has_nobody_to_agree_with() -> None:
    rows = [{"first": {"right": yes, "plain": True}} for yes in (True, True, False, False)]
    assert figures(rows, ("right", "plain")).splitlines()[2:] == ["| right | 0.50 |", "| plain | 1.00 |"]
