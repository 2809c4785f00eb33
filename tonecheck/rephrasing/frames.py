"""Frames as they stand in ``data/frames``: how a dismissive sentence is built, and what to say instead of it.

A strategy asks what a sentence is about; a frame recognises how it is made, and takes over what stands in its places:
*aan* ``<thing>`` *bestaat geen behoefte*. A linguist writes one without reading Python; every example is run by a test.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tonecheck.rephrasing.strategies import (
    FROM_LETTER,
    WRITTEN_KINDS,
    Strategy,
    checked_entry,
    opened,
    paraphrases,
    read_act_file,
    slots_of,
    templates,
)
from tonecheck.resources import data_folder

_KEYS = {"name", "patterns", "unless", "commits", "example", "counter", *WRITTEN_KINDS}
_EXAMPLE_KEYS = {"sentence", "letter", *WRITTEN_KINDS}


@dataclass(frozen=True, slots=True)
class FrameExample:
    """A sentence with what the frame must make of it."""

    sentence: str
    letter: str
    """Sentences that stand before it, for slots that are filled from the letter."""
    suggestions: Mapping[str, str]
    """By kind."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to build a dismissive sentence."""

    act: str
    name: str
    patterns: tuple[str, ...]
    """In the notation of `tonecheck.rephrasing.framing`."""
    unless: tuple[str, ...]
    """Cue patterns of which none may match anywhere in the sentence."""
    words: Mapping[str, tuple[str, ...]]
    """Word classes of its file, beside those of ``classes.toml``: *meeting* for ``@meeting``."""
    strategies: tuple[Strategy, ...]
    """What to say instead, one strategy a kind; the last opens a way behind the first."""
    examples: tuple[FrameExample, ...]
    counter: tuple[str, ...]
    """Sentences that it does not fit."""


@cache
def load_frames(folder: Path | None = None) -> tuple[Frame, ...]:
    """Read all frames, those of one act together and in the order of its file.

    Raises
    ------
    DataError
        If a file is not valid; the message names file and mistake.
    """
    frames: list[Frame] = []
    for path in sorted((folder or data_folder("frames")).glob("*.toml")):
        raw = read_act_file(path)
        words = {name: tuple(listed.split("|")) for name, listed in raw.get("words", {}).items()}
        opening = templates(raw["opening"])
        frames += [_frame(path, entry, words, opening) for entry in raw.get("frame", ())]
    return tuple(frames)


def _frame(path: Path, raw: dict[str, Any], words: Mapping[str, tuple[str, ...]], opening: Mapping[str, str]) -> Frame:
    mistake = checked_entry(path, "frame", raw, known=_KEYS, required={"name", "patterns", "example", "counter"})
    kinds = [kind for kind in WRITTEN_KINDS if kind in raw]
    if not kinds:
        raise mistake(f"says nothing: give one of {', '.join(WRITTEN_KINDS)}")
    for entry in raw["example"]:
        if strange := sorted(set(entry) - _EXAMPLE_KEYS):
            raise mistake(f"unknown key '{strange[0]}' in an example")
    commits = set(raw.get("commits", ()))
    if commits - set(kinds):
        raise mistake(f"'commits' must name some of {', '.join(kinds)}")
    places = captured_names(tuple(raw["patterns"]))
    strategies = paraphrases(path, raw, commits)
    for slot in slots_of(strategies):
        if slot not in FROM_LETTER and slot.partition("_")[0].lower() not in places:
            raise mistake(f"the patterns have no place '{slot}'")
    return Frame(
        act=path.stem,
        name=raw["name"],
        patterns=tuple(raw["patterns"]),
        unless=tuple(raw.get("unless", ())),
        words=words,
        strategies=(*strategies, opened(strategies[0], opening)),
        examples=tuple(
            FrameExample(
                entry["sentence"],
                entry.get("letter", ""),
                {kind: entry[kind] for kind in WRITTEN_KINDS if kind in entry},
            )
            for entry in raw["example"]
        ),
        counter=tuple(raw["counter"]),
    )


def captured_names(patterns: tuple[str, ...]) -> frozenset[str]:
    """Return the places that `patterns` name: ``{"thing"}`` for *aan <thing> bestaat geen behoefte*."""
    return frozenset(re.findall(r"<(\w+)(?::\w+)?>", " ".join(patterns)))
