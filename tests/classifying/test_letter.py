from __future__ import annotations

import tomllib

import pytest

from tonecheck.classifying.letter import PresenceFinder, act_strengths, letter_features, missing_things
from tonecheck.classifying.square import place_in_square
from tonecheck.resources import data_folder
from tonecheck.types import Field, Missing, Scores, Tone

RAW = tomllib.loads(data_folder("missing.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", RAW)
def test_examples_show_it_and_counter_examples_do_not(name: str) -> None:
    finder = PresenceFinder()
    for key, expected in (("examples", True), ("counter", False)):
        for text in RAW[name][key]:
            shown, answers = finder.found_in(text)
            assert (answers if name == "answers_initiative" else Missing(name) in shown) is expected, text


def test_a_warm_act_in_a_dismissive_sentence_hardly_counts() -> None:
    strengths = act_strengths([Scores(0.9, 0.1, 0.0)], [{"appreciation": 0.8, "yes_but": 0.9}])
    assert strengths["appreciation"] == pytest.approx(0.08)
    assert strengths["yes_but"] == pytest.approx(0.9)


def test_missing_things() -> None:
    assert missing_things({}, frozenset()) == tuple(Missing)
    assert missing_things({"invitation": 0.9, "appreciation": 0.9}, frozenset({Missing.REASON, Missing.CONTACT})) == ()


def test_features_have_a_fixed_length_whatever_the_letter() -> None:
    lengths = {len(letter_features(scores, {}, ())) for scores in ([], [Scores(1, 0, 0)], [Scores(0, 1, 0)] * 50)}
    assert len(lengths) == 1


@pytest.mark.parametrize(
    ("label", "strengths", "involvement", "field"),
    [
        (Tone.DISMISSIVE, {}, 0.9, Field.PARTICIPATIEVERBOD),
        (Tone.NEUTRAL, {}, 0.9, Field.PARTICIPATIEVERBOD),
        (Tone.NEUTRAL, {"thinking_along": 0.9}, 0.9, Field.AMBTELIJKE_EMPATHIE),
        (Tone.EMPATHIC, {}, 0.9, Field.AMBTELIJKE_EMPATHIE),
        (Tone.DISMISSIVE, {"forced_participation": 0.9}, 0.1, Field.PARTICIPATIEGEBOD),
        (Tone.NEUTRAL, {}, 0.1, Field.PARALLELLE_VERWACHTINGEN),
        (Tone.EMPATHIC, {}, 0.1, None),
    ],
)
def test_the_square(label: Tone, strengths: dict[str, float], involvement: float, field: Field | None) -> None:
    for lang in ("nl", "en"):
        found, reason = place_in_square(label, strengths, involvement, lang)
        assert found is field
        assert reason
