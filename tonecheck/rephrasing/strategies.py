"""Rephrasing strategies as they stand in ``data/strategies``: one TOML file per dismissive act."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from tonecheck.cues.definitions import read_toml
from tonecheck.errors import DataError
from tonecheck.resources import data_folder

#: Kinds that a file has texts for. What opens a way (``along``) is a light text with the opening of its file behind it.
WRITTEN_KINDS = ("light", "warm")
KINDS = (*WRITTEN_KINDS, "along")
_LIGHT = "light"
#: What a template may name between braces.
SLOTS = frozenset(
    {
        "initiative",
        "contact",
        "decides",
        "topic",
        "matter",
        "rule",
        "elsewhere",
        "existing",
        "figure",
        "kept",
        "conceded",
    }
    | {"plain", "whole", "needless", "refused", "claim", "request", "asked", "declined"}
    | {"Initiative", "Topic", "Rule", "Elsewhere", "Declined"}
)
#: Slots that are filled from the letter, or with a gap; a template with no others could stand in any letter.
FROM_LETTER = frozenset({"initiative", "Initiative", "contact"})
#: The file with strategies that suit every act.
ANY_ACT = "any"
_SLOT = re.compile(r"\{(\w+)\}")
_KEYS = {"name", "kind", "when", "text", "commits", "example", "acts"}


@dataclass(frozen=True, slots=True)
class StrategyExample:
    """A sentence, with what the strategy must make of it."""

    sentence: str
    suggestion: str
    letter: str
    """Sentences that stand before it, for slots that are filled from the letter."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """One way to say a sentence differently."""

    act: str
    name: str
    kind: str
    """``light`` keeps closest to the sentence, ``warm`` adds recognition, ``along`` opens a way."""
    when: tuple[str, ...]
    """Cue patterns of which one must match the sentence; none means always."""
    text: Mapping[str, str]
    """The template by form of address (``u`` and ``je``)."""
    commits: bool
    """Whether it promises something that the official must be able to keep."""
    examples: tuple[StrategyExample, ...]
    acts: frozenset[str] = frozenset()
    """Acts that a strategy for any act is for; none means all."""
    paraphrases: bool = False
    """Whether it says what one way to build a sentence says, so that it suits no other sentence."""

    def slots(self) -> frozenset[str]:
        """Return the slots that the template names."""
        return frozenset(_SLOT.findall(self.text.get("u", "")))

    @property
    def generic(self) -> bool:
        """Whether it could stand in the place of any sentence with its act: the last resort."""
        return not self.paraphrases and self.slots() <= FROM_LETTER


def opened(strategy: Strategy, opening: Mapping[str, str]) -> Strategy:
    """Return `strategy` with what opens a way behind it; that commits, for only the official knows whether it is so."""
    return replace(
        strategy,
        name=f"{strategy.name.removesuffix(f'_{strategy.kind}')}_along",
        kind="along",
        text={address: f"{text} {opening[address]}" for address, text in strategy.text.items()},
        commits=True,
        examples=(),
    )


def templates(raw: str | list[str]) -> Mapping[str, str]:
    """Return the templates for *u* and *je*; one will do for both if it addresses nobody."""
    formal, informal = (raw, raw) if isinstance(raw, str) else raw
    return {"u": formal, "je": informal}


def paraphrases(path: Path, raw: Mapping[str, Any], commits: Set[str]) -> tuple[Strategy, ...]:
    """Return the strategies of an entry that suits its own sentences only, one for each kind that it has a text for."""
    return tuple(
        Strategy(
            act=path.stem,
            name=f"{raw['name']}_{kind}",
            kind=kind,
            when=(),
            text=templates(raw[kind]),
            commits=kind in commits,
            examples=(),
            paraphrases=True,
        )
        for kind in KINDS
        if kind in raw
    )


def slots_of(strategies: Iterable[Strategy]) -> list[str]:
    """Return the slots that any of `strategies` names, in alphabetical order."""
    return sorted(frozenset[str]().union(*(strategy.slots() for strategy in strategies)))


def read_act_file(path: Path) -> dict[str, Any]:
    """Read a file about one act, which has that act's name and an opening.

    Raises
    ------
    DataError
        If it is no TOML, is about another act or has no opening.
    """
    raw = read_toml(path)
    if raw.get("act") != path.stem:
        raise DataError("data_file", file=path.name, mistake=f"act '{raw.get('act')}' differs from the file's name")
    if "opening" not in raw:
        raise DataError("data_file", file=path.name, mistake="'opening' is missing")
    return raw


def checked_entry(
    path: Path, what: str, raw: Mapping[str, Any], *, known: Set[str], required: Set[str]
) -> Callable[[str], DataError]:
    """Check the keys of an entry of the file at `path`, and return what makes an error of any other mistake in it.

    Raises
    ------
    DataError
        If the entry has a key that is not among `known`, or lacks one that is `required`.
    """

    def mistake(text: str) -> DataError:
        return DataError("data_file", file=path.name, mistake=f"{what} '{raw.get('name', '?')}': {text}")

    if unknown := sorted(set(raw) - known):
        raise mistake(f"unknown key '{unknown[0]}'")
    if absent := sorted(required - set(raw)):
        raise mistake(f"'{absent[0]}' is missing")
    return mistake


@cache
def load_strategies(folder: Path | None = None) -> Mapping[str, tuple[Strategy, ...]]:
    """Read all strategies by act, and under `ANY_ACT` those that suit every act.

    Raises
    ------
    DataError
        If a file is not valid; the message names file and mistake.
    """
    result = {}
    for path in sorted((folder or data_folder("strategies")).glob("*.toml")):
        raw = read_act_file(path)
        own = [_strategy(path.stem, entry, path) for entry in raw.get("strategy", ())]
        opening = templates(raw["opening"])
        result[path.stem] = (*own, *(opened(strategy, opening) for strategy in own if strategy.kind == _LIGHT))
    return result


def _strategy(act: str, raw: dict[str, Any], path: Path) -> Strategy:
    mistake = checked_entry(path, "strategy", raw, known=_KEYS, required={"name", "kind", "text", "example"})
    if raw["kind"] not in WRITTEN_KINDS:
        raise mistake(f"kind must be one of {', '.join(WRITTEN_KINDS)}")
    if set(raw["text"]) != {"u", "je"}:
        raise mistake("'text' needs a template for u and one for je")
    for template in raw["text"].values():
        if strange := sorted(set(_SLOT.findall(template)) - SLOTS):
            raise mistake(f"unknown slot '{strange[0]}'")
    return Strategy(
        act=act,
        name=raw["name"],
        kind=raw["kind"],
        when=tuple(raw.get("when", ())),
        text=raw["text"],
        commits=bool(raw.get("commits", False)),
        examples=tuple(
            StrategyExample(entry["sentence"], entry["suggestion"], entry.get("letter", "")) for entry in raw["example"]
        ),
        acts=frozenset(raw.get("acts", ())),
    )
