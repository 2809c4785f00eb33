"""Cues of one's own: a municipality's phrases, from a folder of cue files or from the settings.

A cue file names an act of tonecheck and holds cues in the form of the package's own; examples are welcome, and checked
by ``tonecheck cues``, but not required::

    act = "deflection"

    [[cue]]
    name = "front_office"
    patterns = ["terecht .. bij .. klantplein"]
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tonecheck.cues.checking import ActFileCheck
from tonecheck.cues.definitions import (
    ActDefinition,
    CueDefinition,
    cue_definition,
    find_act,
    load_acts,
    load_classes,
    read_toml,
)
from tonecheck.errors import SettingsError, TonecheckError

#: How sure a cue of one's own is of its act when it does not say so.
DEFAULT_STRENGTH = 0.9
_TOKEN = re.compile(r"[\w'’-]+|[^\w\s]")


def own_acts(folder: Path | None, words: Mapping[str, tuple[str, ...]]) -> Mapping[str, ActDefinition]:
    """Return the acts that have cues of one's own, with those cues only.

    Raises
    ------
    DataError, SettingsError
        If a file has a mistake, or the folder holds no cue file.
    """
    found: dict[str, list[CueDefinition]] = {}
    for code, phrases in words.items():
        found.setdefault(code, []).extend(_phrase(phrase) for phrase in phrases)
    if folder is not None:
        files = sorted(file for file in folder.glob("*.toml") if not file.name.startswith("."))
        if not files:
            raise SettingsError("cues_empty", folder=folder)
        for file in files:
            code, cues = read_cue_file(file)
            found.setdefault(code, []).extend(cues)
    acts = load_acts()
    return {code: replace(acts[code], cues=tuple(cues)) for code, cues in found.items()}


def read_cue_file(file: Path) -> tuple[str, tuple[CueDefinition, ...]]:
    """Return the act that `file` is about, and its cues.

    Raises
    ------
    DataError
        If the file has a mistake; the message names file, line and mistake.
    """
    raw = read_toml(file)
    check = ActFileCheck(file, file.read_text(encoding="utf-8"), load_classes())
    check.check_own(raw)
    try:
        code = find_act(raw["act"]).code
    except TonecheckError as error:
        raise check.mistake(error.message("en").rstrip("."), None, "act") from None
    return code, tuple(cue_definition({"strength": DEFAULT_STRENGTH, **cue}) for cue in raw["cue"])


def _phrase(phrase: str) -> CueDefinition:
    """Return the cue that finds exactly `phrase`, in any inflection."""
    pattern = " ".join(_TOKEN.findall(phrase))
    return cue_definition({"name": phrase, "patterns": [pattern], "strength": DEFAULT_STRENGTH, "anywhere": False})
