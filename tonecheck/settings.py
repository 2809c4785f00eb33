"""Settings: what there is to set, the file ``.tonecheck.toml``, and which value wins.

The file is looked for in the folder of the letters and upwards, as linters do. An option on the command line beats the
environment, which beats the file, which beats the default.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from tonecheck.errors import SettingsError, TonecheckError
from tonecheck.messages import LANGUAGES

FILE_NAME = ".tonecheck.toml"
ADDRESSES = ("auto", "u", "je")
ENVIRONMENT = {"TONECHECK_LANG": "lang"}


@dataclass(frozen=True, slots=True)
class Settings:
    """How tonecheck works for somebody."""

    lang: str = "nl"
    """Language of explanations."""
    model: str = "tone"
    """``tone``, ``fast`` or the folder of a model."""
    acts_off: tuple[str, ...] = ()
    """Codes of acts that are passed over."""
    threshold: float = 0.0
    """From 0 to 1: sentences whose tone is less sure count as neutral."""
    address: str = "auto"
    """How suggestions address the reader: ``u``, ``je``, or as the letter does (``auto``)."""
    cues: Path | None = None
    """Folder with cue files of one's own."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Phrases of one's own that perform an act, by act code."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """Settings, and where each of them comes from."""

    settings: Settings
    sources: Mapping[str, str]
    """By the setting's name: a file, an environment variable or an option; absent for defaults."""
    file: Path | None


def find_file(folder: Path) -> Path | None:
    """Return the nearest ``.tonecheck.toml`` in `folder` or above it."""
    folder = folder.resolve()
    return next((path for parent in (folder, *folder.parents) if (path := parent / FILE_NAME).is_file()), None)


def common_folder(files: Iterable[Path]) -> Path:
    """Return the deepest folder that holds all `files`; the current one if there are none."""
    parents = [file.resolve().parent for file in files]
    if not parents:
        return Path.cwd()
    first = parents[0]
    return next(folder for folder in (first, *first.parents) if all(p.is_relative_to(folder) for p in parents))


def configure(folder: Path, environment: Mapping[str, str], options: Mapping[str, Any]) -> Configuration:
    """Put together the settings for letters in `folder`.

    `options` holds the settings that were given by hand (None is not given).

    Raises
    ------
    SettingsError
        If the file has a mistake; the message names the file, the key and what would be right.
    """
    file = find_file(folder)
    if file and file.is_relative_to(Path.cwd()):
        file = file.relative_to(Path.cwd())
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    if file:
        values |= read_file(file)
        sources |= dict.fromkeys(values, str(file))
    for variable, name in ENVIRONMENT.items():
        if environment.get(variable) in LANGUAGES:
            values[name], sources[name] = environment[variable], variable
    for name, value in options.items():
        if value is not None:
            values[name], sources[name] = value, f"--{name.replace('_', '-')}"
    return Configuration(replace(Settings(), **values), sources, file)


def read_file(file: Path) -> dict[str, Any]:
    """Return the settings in `file`, checked, with paths made absolute.

    Raises
    ------
    SettingsError
        If the file has a mistake.
    """
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError("settings_file", file=file, reason=str(error)) from None
    return {key: _checked(file, key, value) for key, value in raw.items()}


def _checked(file: Path, key: str, value: Any) -> Any:
    names = [item.name for item in fields(Settings)]
    if key not in names:
        nearest = get_close_matches(key, names, n=1, cutoff=0.0)[0]
        raise SettingsError("settings_unknown", file=file, setting=key, nearest=nearest)
    fine, wanted = _RULES[key]
    if not fine(value):
        raise SettingsError("settings_value", file=file, setting=key, wanted=wanted)
    match key:
        case "acts_off":
            return tuple(_act_code(file, name) for name in value)
        case "words":
            return {_act_code(file, name): tuple(phrases) for name, phrases in value.items()}
        case "cues":
            if not (file.parent / value).is_dir():
                raise SettingsError("settings_folder", file=file, setting=key, folder=value)
            return file.parent / value
        case "model":
            return str(file.parent / value) if (file.parent / value).is_dir() else value
        case "threshold":
            return float(value)
        case _:
            return value


def _act_code(file: Path, name: str) -> str:
    from tonecheck.cues.definitions import find_act

    try:
        return find_act(name).code
    except TonecheckError as error:
        raise SettingsError("settings_act", file=file, **error.values) from None


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


#: For each setting what its value in the file must be, and how to say that.
_RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "lang": (lambda value: value in LANGUAGES, '"nl" / "en"'),
    "model": (lambda value: isinstance(value, str) and bool(value), '"tone" / "fast" / "…"'),
    "acts_off": (_texts, '["yes_but", "blame"]'),
    "threshold": (_number, "0.0 … 1.0"),
    "address": (lambda value: value in ADDRESSES, '"auto" / "u" / "je"'),
    "cues": (lambda value: isinstance(value, str) and bool(value), '"…"'),
    "words": (
        lambda value: isinstance(value, dict) and all(_texts(phrases) for phrases in value.values()),
        'deflection = ["…", "…"]',
    ),
}
