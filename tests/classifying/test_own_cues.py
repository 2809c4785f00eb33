from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.classifying.model import SentenceJudgement
from tonecheck.classifying.own_cues import raised_by
from tonecheck.cues.definitions import load_acts
from tonecheck.cues.engine import CueHit
from tonecheck.types import Scores, Tone

ACTS = load_acts()


def test_cue_and_model_are_independent_witnesses() -> None:
    before = SentenceJudgement(Scores(0.2, 0.6, 0.2), {"blame": 0.5, "closing": 0.1})
    after = raised_by(before, [CueHit("blame", "own", 0, 3, 0.8)], ACTS)
    assert after.acts == {"blame": pytest.approx(0.9), "closing": 0.1}
    assert after.scores.to_dict() == pytest.approx({"dismissive": 0.8, "neutral": 0.15, "empathic": 0.05})


def test_a_model_that_is_surer_than_the_cue_keeps_its_word() -> None:
    scores = Scores(0.95, 0.05, 0.0)
    assert raised_by(SentenceJudgement(scores, {}), [CueHit("blame", "own", 0, 3, 0.8)], ACTS).scores == scores
    assert raised_by(SentenceJudgement(scores, {"x": 0.1}), [], ACTS) == SentenceJudgement(scores, {"x": 0.1})


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 1), st.sampled_from(["blame", "room"]))
def test_scores_stay_probabilities(one: float, share: float, strength: float, act: str) -> None:
    first, second = round(one, 4), round((1 - one) * share, 4)
    scores = Scores(first, second, round(1 - first - second, 4))
    after = raised_by(SentenceJudgement(scores, {}), [CueHit(act, "own", 0, 1, strength)], ACTS).scores
    values = after.to_dict()
    assert sum(values.values()) == pytest.approx(1)
    assert all(-1e-9 <= value <= 1 + 1e-9 for value in values.values())
    tone = Tone.DISMISSIVE if act == "blame" else Tone.EMPATHIC
    assert values[tone.value] >= min(strength, 1) - 2e-4
