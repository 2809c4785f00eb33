from __future__ import annotations

from pathlib import Path

import pytest

from tonecheck.errors import SettingsError
from tonecheck.practising.exercises import load_exercises
from tonecheck.practising.progress import Record, choose, read_progress, to_json, with_try

EXERCISES = load_exercises()


def test_it_survives_a_file(tmp_path: Path) -> None:
    file = tmp_path / "voortgang.json"
    assert read_progress(file) == {}
    progress = with_try(with_try({}, EXERCISES[0], solved=False), EXERCISES[1], solved=True)
    file.write_bytes(to_json(progress))
    assert read_progress(file) == progress


def test_what_went_well_once_stays_so() -> None:
    progress = with_try(with_try({}, EXERCISES[0], solved=True), EXERCISES[0], solved=False)
    assert progress == {EXERCISES[0].name: Record(2, True)}


def test_new_ones_come_first_then_what_did_not_go_well_then_all_again() -> None:
    some = EXERCISES[:3]
    progress = with_try(with_try({}, some[0], solved=True), some[1], solved=False)
    assert choose(some, progress, 5) == [some[2], some[1], some[0]]
    assert choose(some, {}, 2) == [*some[:2]]
    everything = {exercise.name: Record(1, True) for exercise in some} | {some[0].name: Record(2, True)}
    assert choose(some, everything, 3) == [some[1], some[2], some[0]]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "null",
        '{"version": 2, "exercises": {}}',
        '{"version": 1, "exercises": []}',
        '{"version": 1, "exercises": {"a": {"tries": "1", "solved": true}}}',
        '{"version": 1, "exercises": {"a": {"tries": -1, "solved": true}}}',
        '{"version": 1, "exercises": {"a": {"tries": 1}}}',
        "[" * 100_000,
        "\xff",
    ],
)
def test_a_damaged_file_is_one_clear_error(content: str, tmp_path: Path) -> None:
    file = tmp_path / "voortgang.json"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingsError, match="--progress"):
        read_progress(file)
