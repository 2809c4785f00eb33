from __future__ import annotations

from pathlib import Path

import pytest

from tonecheck.analyser import Analyser
from tonecheck.cues.definitions import load_acts
from tonecheck.errors import DataError
from tonecheck.practising.exercises import load_exercises
from tonecheck.practising.feedback import Coach
from tonecheck.types import Tone

EXERCISES = load_exercises()


def test_there_are_forty_about_every_dismissive_act() -> None:
    assert len(EXERCISES) == 40
    assert len({exercise.name for exercise in EXERCISES}) == 40
    assert len({exercise.sentence for exercise in EXERCISES}) == 40
    dismissive = {act.code for act in load_acts().values() if act.tone is Tone.DISMISSIVE}
    assert {exercise.act for exercise in EXERCISES} == dismissive
    assert {exercise.act for exercise in EXERCISES[: len(dismissive)]} == dismissive, "the acts take turns"


def test_the_analyser_agrees_that_the_sentence_and_only_that_is_dismissive(analyser: Analyser) -> None:
    """Models differ, so one in twenty may be judged otherwise."""
    agreed = with_alternatives = 0
    for exercise in EXERCISES:
        letter = analyser.analyse(exercise.letter)
        found = [item for item in letter.sentences if item.label is Tone.DISMISSIVE]
        agreed += [item.text for item in found] == [exercise.sentence] and exercise.act in [
            act.code for act in found[0].acts
        ]
        with_alternatives += bool(Coach(analyser).alternatives(exercise))
    assert agreed >= 38
    assert with_alternatives >= 38


@pytest.mark.parametrize(
    "content",
    [
        'act = "onbekend"\n',
        'act = "blame"\n[[exercise]]\nname = "x"\nletter = "Dag."\n',
        'act = "blame"\n[[exercise]]\nname = "x"\nletter = "Dag."\nsentence = "Nee."\n',
        'act = "blame"\n[[exercise]]\nname = "x"\nletter = "Nee. Nee."\nsentence = "Nee."\n',
        "act = ",
    ],
)
def test_mistakes_are_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "blame.toml").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"blame\.toml"):
        load_exercises(tmp_path)
