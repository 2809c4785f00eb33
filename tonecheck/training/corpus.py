"""Read labelled letters: the corpus of tonecheck, or a file in its format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tonecheck.segmenting import segment
from tonecheck.types import Tone, Unit, UnitKind

#: What the `break` of a unit stands for in the letter's text.
BREAKS = {"space": " ", "line": "\n", "para": "\n\n"}


@dataclass(frozen=True, slots=True)
class SecondLabel:
    """The judgement of a second annotator."""

    label: Tone
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledUnit:
    """A unit with its place in the text and its settled labels."""

    unit: Unit
    label: Tone
    acts: tuple[str, ...]
    second: SecondLabel | None = None
    """What a second annotator made of it, blind; None where nobody did."""


@dataclass(frozen=True, slots=True)
class LabelledLetter:
    """A letter of the corpus."""

    id: str
    author: str
    domain: str
    style: str
    text: str
    units: tuple[LabelledUnit, ...]
    label: Tone
    incoming: str | None
    involved: bool | None
    field: str | None

    @property
    def plain_units(self) -> tuple[Unit, ...]:
        """Its units without their labels."""
        return tuple(labelled.unit for labelled in self.units)


def read_letters(path: Path) -> Iterator[LabelledLetter]:
    """Yield the letters of a ``.jsonl`` file, or of all such files in a folder in the order of their names.

    Units without a kind get the one that segmenting gives the place where they begin.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield _letter(json.loads(line))


def read_split(corpus: Path, *names: str) -> list[LabelledLetter]:
    """Return the letters of the named splits (``train``, ``dev``, ``test``) of the corpus in folder `corpus`."""
    authors = json.loads((corpus / "splits.json").read_text(encoding="utf-8"))
    wanted = {author for name in names for author in authors[name]}
    return [letter for letter in read_letters(corpus / "letters") if letter.author in wanted]


def _letter(raw: dict) -> LabelledLetter:  # type: ignore[type-arg]
    text = ""
    spans = []
    for unit in raw["units"]:
        spans.append((len(text), len(text) + len(unit["text"])))
        text += unit["text"] + BREAKS[unit["break"]]
    text = text.rstrip("\n ")
    kinds = None if all("kind" in unit for unit in raw["units"]) else segment(text)
    units = []
    for unit, (start, end) in zip(raw["units"], spans, strict=True):
        kind = _kind_at(kinds, start, end) if kinds is not None else UnitKind(unit["kind"])
        other = unit.get("second", unit) if "label_second" in raw else None
        second = SecondLabel(Tone(other["label"]), tuple(other["acts"])) if other else None
        units.append(LabelledUnit(Unit(start, end, kind), Tone(unit["label"]), tuple(unit["acts"]), second))
    return LabelledLetter(
        id=raw["id"],
        author=raw.get("author", "?"),
        domain=raw["domain"],
        style=raw["style"],
        text=text,
        units=tuple(units),
        label=Tone(raw["label"]),
        incoming=raw.get("incoming"),
        involved=raw.get("incoming_involved"),
        field=raw.get("field"),
    )


def _kind_at(units: tuple[Unit, ...], start: int, end: int) -> UnitKind:
    # A list item's unit begins after its bullet, so look for the first unit that overlaps.
    return next((unit.kind for unit in units if unit.end > start and unit.start < end), UnitKind.BODY)
