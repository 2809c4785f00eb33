"""The exercises as they stand in ``data/practice``: short letters with one dismissive sentence each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tonecheck.cues.definitions import load_acts, read_toml
from tonecheck.errors import DataError
from tonecheck.resources import data_folder

_KEYS = frozenset({"name", "letter", "sentence"})


@dataclass(frozen=True, slots=True)
class Exercise:
    """A dismissive sentence in its letter."""

    name: str
    act: str
    """What the sentence does, before all."""
    letter: str
    sentence: str

    @property
    def start(self) -> int:
        """Where the sentence stands in the letter."""
        return self.letter.index(self.sentence)

    def with_answer(self, answer: str) -> str:
        """Return the letter with `answer` in the place of the sentence."""
        return self.letter[: self.start] + answer + self.letter[self.start + len(self.sentence) :]


@cache
def load_exercises(folder: Path | None = None) -> tuple[Exercise, ...]:
    """Read all exercises, in an order in which the acts take turns.

    Raises
    ------
    DataError
        If a file is not valid; the message names file and mistake.
    """
    by_act = [_read(path) for path in sorted((folder or data_folder("practice")).glob("*.toml"))]
    return tuple(exercise for turn in zip_longest(*by_act) for exercise in turn if exercise)


def _read(path: Path) -> list[Exercise]:
    raw = read_toml(path)
    act = str(raw.get("act"))
    if act not in load_acts():
        raise DataError("data_file", file=path.name, mistake=f"there is no act '{act}'")
    return [_exercise(path, act, entry) for entry in raw.get("exercise", ())]


def _exercise(path: Path, act: str, entry: dict[str, Any]) -> Exercise:
    if set(entry) != _KEYS:
        mistake = f"an exercise has {', '.join(sorted(_KEYS))}; '{entry.get('name', '?')}' does not"
        raise DataError("data_file", file=path.name, mistake=mistake)
    letter = entry["letter"].strip() + "\n"
    if letter.count(entry["sentence"]) != 1:
        raise DataError("data_file", file=path.name, mistake=f"'{entry['name']}' must hold its sentence exactly once")
    return Exercise(entry["name"], act, letter, entry["sentence"])
