"""Precedents as they stand in ``data/precedents``: sentences that tell the reader the same, and what to say instead.

A frame recognises how a sentence is built; a precedent is recalled for a sentence that is like the ones it lists (see
`tonecheck.rephrasing.recalling`), however it is built. The method is that of example-based translation (Nagao 1984):
look up the most similar known sentence, take over its translation, and put what is new in its places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tonecheck.rephrasing.strategies import (
    KINDS,
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

_KEYS = {"name", "sentences", *KINDS}
_MARKED = re.compile(r"\{(\w+): ([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class KnownSentence:
    """A dismissive sentence that was reworded before."""

    text: str
    places: Mapping[str, tuple[int, int]]
    """Where in `text` the words stand that its wordings take over, by the place's name."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """Sentences that tell the same, with wordings for them."""

    act: str
    name: str
    sentences: tuple[KnownSentence, ...]
    strategies: tuple[Strategy, ...]
    """One a kind; their slots are places, and a place that a sentence lacks becomes a gap of the same name."""


def known_sentence(marked: str) -> KnownSentence:
    """Return a sentence without the marks of its places: ``Over {onderwerp: het pad} zwijgen wij.``."""
    text, places, position = "", {}, 0
    for found in _MARKED.finditer(marked):
        text += marked[position : found.start()]
        places[found[1]] = (len(text), len(text) + len(found[2]))
        text += found[2]
        position = found.end()
    return KnownSentence(text + marked[position:], places)


def filled(template: str, values: Mapping[str, str]) -> str:
    """Fill the places of `template`; those without a value become gaps: ``{onderwerp}`` becomes ``[onderwerp]``."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], f"[{found[1].replace('_', ' ')}]"), template)


@cache
def load_precedents(folder: Path | None = None) -> tuple[Precedent, ...]:
    """Read all precedents, those of one act together and in the order of its file.

    Raises
    ------
    DataError
        If a file is not valid; the message names file and mistake.
    """
    found: list[Precedent] = []
    for path in sorted((folder or data_folder("precedents")).glob("*.toml")):
        raw = read_act_file(path)
        opening = templates(raw["opening"])
        found += [_precedent(path, entry, opening) for entry in raw.get("precedent", ())]
    return tuple(found)


def _precedent(path: Path, raw: dict[str, Any], opening: Mapping[str, str]) -> Precedent:
    mistake = checked_entry(path, "precedent", raw, known=_KEYS, required={"name", "sentences", *WRITTEN_KINDS})
    sentences = tuple(map(known_sentence, raw["sentences"]))
    places = frozenset[str]().union(*(sentence.places for sentence in sentences))
    # What opens a way commits, for only the official knows whether it is so.
    strategies = paraphrases(path, raw, {*KINDS} - {*WRITTEN_KINDS})
    for slot in slots_of(strategies):
        if slot.lower() not in places:
            raise mistake(f"no sentence has a place '{slot}'")
    if KINDS[-1] not in raw:
        strategies = (*strategies, opened(strategies[0], opening))
    return Precedent(path.stem, raw["name"], sentences, strategies)
