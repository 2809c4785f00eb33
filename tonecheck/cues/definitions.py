"""Acts and their cues as they stand in ``data/acts``: one TOML file per act, checked on reading."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from tonecheck.cues.checking import ActFileCheck
from tonecheck.errors import DataError, TonecheckError
from tonecheck.resources import data_folder
from tonecheck.types import Tone

_TEXT_KEYS = ("name", "meaning", "why", "explanation")
_LIST_KEYS = ("patterns", "requires", "unless", "previous", "examples", "counter")


@dataclass(frozen=True, slots=True)
class CueDefinition:
    """A way to perform an act that can be pointed at."""

    name: str
    patterns: tuple[str, ...]
    """Patterns in the notation of `tonecheck.cues.notation`; any of them will do."""
    requires: tuple[str, ...]
    """Patterns of which at least one must match somewhere in the sentence."""
    unless: tuple[str, ...]
    """Patterns of which none may match in the sentence."""
    previous: tuple[str, ...]
    """Patterns of which at least one must match in the sentence before."""
    strength: float
    """How sure the cue is of its act, between 0 and 1."""
    anywhere: bool
    """True if the cue also counts in words that are quoted, reported or denied."""
    explanation: Mapping[str, str] | None
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActDefinition:
    """An act of the annotation guidelines, with what people are told about it."""

    code: str
    tone: Tone
    name: Mapping[str, str]
    """By language."""
    meaning: Mapping[str, str]
    why: Mapping[str, str]
    """Why it hurts, or why it helps."""
    explanation: Mapping[str, str]
    """One sentence about a sentence that performs the act; ``{words}`` stands for the evidence."""
    example: str
    source: str
    """Where it is argued that this hurts or helps."""
    cues: tuple[CueDefinition, ...]
    file: str


@cache
def load_acts(folder: Path | None = None) -> Mapping[str, ActDefinition]:
    """Read all acts in `folder` (by default the package's own), by code and in the order of their codes.

    Raises
    ------
    DataError
        If a file is not valid; the message names file, line and mistake.
    """
    folder = folder or data_folder("acts")
    acts = [_act(path, load_classes()) for path in sorted(folder.glob("*.toml"))]
    return {act.code: act for act in acts}


def find_act(name: str) -> ActDefinition:
    """Return the act that `name` means: its code or its name in any language, however it is spelled.

    Raises
    ------
    TonecheckError
        If there is no such act; the message gives the nearest name.
    """
    names = {
        _plain(known): act
        for act in load_acts().values()
        for known in (act.code, *(act.name[lang] for lang in act.name))
    }
    if (wanted := _plain(name)) in names:
        return names[wanted]
    nearest = get_close_matches(wanted, names, n=1, cutoff=0.0)[0]
    raise TonecheckError("no_act", name=name, nearest=names[nearest].code)


def _plain(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


@cache
def load_classes(path: Path | None = None) -> Mapping[str, tuple[str, ...]]:
    """Read the word classes that patterns name with ``@``."""
    raw = tomllib.loads((path or data_folder("classes.toml")).read_text(encoding="utf-8"))
    return {name: tuple(entry["words"]) for name, entry in raw.items()}


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; a mistake in it becomes a `DataError` that names the place."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError("data_file", file=path.name, mistake=str(error)) from None


def _act(path: Path, classes: Mapping[str, tuple[str, ...]]) -> ActDefinition:
    raw = read_toml(path)
    ActFileCheck(path, path.read_text(encoding="utf-8"), classes).check(raw)
    return ActDefinition(
        code=raw["code"],
        tone=Tone(raw["tone"]),
        example=raw["example"],
        source=raw["source"],
        cues=tuple(cue_definition(entry) for entry in raw.get("cue", ())),
        file=path.name,
        **{key: raw[key] for key in _TEXT_KEYS},
    )


def cue_definition(raw: Mapping[str, Any]) -> CueDefinition:
    """Return the cue that an entry of a cue file describes."""
    return CueDefinition(
        name=raw["name"],
        strength=float(raw["strength"]),
        anywhere=raw.get("anywhere", False),
        explanation=raw.get("explanation"),
        **{key: tuple(raw.get(key, ())) for key in _LIST_KEYS},
    )
