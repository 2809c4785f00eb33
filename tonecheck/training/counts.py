"""Count the corpus for its data card: ``python -m tonecheck.training.counts corpus``."""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from pathlib import Path

from tonecheck.training.corpus import LabelledLetter, read_letters
from tonecheck.types import TONES, UnitKind

_COUNTED_KINDS = frozenset({UnitKind.BODY, UnitKind.LIST_ITEM})


def describe(corpus: Path) -> str:
    """Return the authors, letters, sentences, labels and acts of the corpus in folder `corpus` as Markdown tables."""
    letters = list(read_letters(corpus / "letters"))
    splits = json.loads((corpus / "splits.json").read_text(encoding="utf-8"))
    split_of = {author: split for split, authors in splits.items() for author in authors}
    personas = tomllib.loads((corpus / "authors.toml").read_text(encoding="utf-8"))
    lines = ["| author | persona | split | letters | body sentences |", "| --- | --- | --- | --- | --- |"]
    for author in sorted(personas):
        own = [letter for letter in letters if letter.author == author]
        persona = personas[author]["persona"]
        lines.append(f"| {author} | {persona} | {split_of[author]} | {len(own)} | {_sentences(own)} |")
    lines += ["", "| | letters | body sentences | dismissive | neutral | empathic |"]
    lines += ["| --- | --- | --- | --- | --- | --- |"]
    for split, authors in splits.items():
        lines.append(_split_row(split, [letter for letter in letters if letter.author in authors]))
    lines.append(_split_row("all", letters))
    lines += ["", "| act | sentences |", "| --- | --- |"]
    acts = Counter(act for letter in letters for unit in letter.units for act in unit.acts)
    lines += [f"| {act} | {count} |" for act, count in sorted(acts.items())]
    labels = Counter(letter.label.value for letter in letters)
    answering = [letter for letter in letters if letter.incoming]
    lines += [
        "",
        f"Letters: {', '.join(f'{labels[tone.value]} {tone.value}' for tone in TONES)}. "
        f"{len(answering)} have the letter that they answer; in {sum(not letter.involved for letter in answering)} of "
        "these the resident is not involved.",
    ]
    return "\n".join(lines) + "\n"


def _sentences(letters: list[LabelledLetter]) -> int:
    return sum(unit.unit.kind in _COUNTED_KINDS for letter in letters for unit in letter.units)


def _split_row(name: str, letters: list[LabelledLetter]) -> str:
    labels = Counter(unit.label for letter in letters for unit in letter.units if unit.unit.kind in _COUNTED_KINDS)
    cells = [name, str(len(letters)), str(_sentences(letters)), *(str(labels[tone]) for tone in TONES)]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(describe(Path(sys.argv[1])))
