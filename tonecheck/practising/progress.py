"""How far somebody is: which exercises were tried and which went well. It holds no text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tonecheck.errors import SettingsError
from tonecheck.practising.exercises import Exercise

FILE_NAME = "practice.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Record:
    """What came of one exercise so far."""

    tries: int = 0
    solved: bool = False


def default_file() -> Path:
    """Return where progress is kept when nobody says where: in the folder that the platform has for such data."""
    from platformdirs import user_data_path

    return user_data_path("tonecheck", appauthor=False) / FILE_NAME


def read_progress(file: Path) -> dict[str, Record]:
    """Return what was done so far, by the exercise's name; nothing if there is no file.

    Raises
    ------
    SettingsError
        If the file is damaged or of another kind.
    """
    try:
        raw: Any = json.loads(file.read_text(encoding="utf-8"))
        if raw["version"] != _VERSION:
            raise ValueError(raw["version"])
        return {name: _record(entry) for name, entry in raw["exercises"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SettingsError("progress_damaged", file=file) from None


def _record(entry: Any) -> Record:
    tries, solved = entry["tries"], entry["solved"]
    if type(tries) is not int or tries < 0 or type(solved) is not bool:
        raise ValueError(entry)
    return Record(tries, solved)


def to_json(progress: Mapping[str, Record]) -> bytes:
    """Return `progress` as the content of the file that `read_progress` reads."""
    exercises = {name: {"tries": record.tries, "solved": record.solved} for name, record in sorted(progress.items())}
    return (json.dumps({"version": _VERSION, "exercises": exercises}, indent=1, ensure_ascii=False) + "\n").encode()


def with_try(progress: Mapping[str, Record], exercise: Exercise, *, solved: bool) -> dict[str, Record]:
    """Return `progress` after one more try; what went well once stays so."""
    record = progress.get(exercise.name, Record())
    return {**progress, exercise.name: Record(record.tries + 1, record.solved or solved)}


def choose(exercises: Sequence[Exercise], progress: Mapping[str, Record], count: int) -> list[Exercise]:
    """Return the next `count` exercises: new ones first, then what did not go well yet, then all from the start."""

    def rank(exercise: Exercise) -> tuple[bool, int]:
        record = progress.get(exercise.name, Record())
        return record.solved, record.tries

    return sorted(exercises, key=rank)[:count]
