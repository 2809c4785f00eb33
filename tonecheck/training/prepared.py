"""Labelled letters after linguistic analysis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tonecheck.classifying.parsing import LetterParser, ParsedLetter
from tonecheck.training.corpus import LabelledLetter


@dataclass(frozen=True, slots=True)
class Prepared:
    """A labelled letter after linguistic analysis."""

    letter: LabelledLetter
    parsed: ParsedLetter
    tones: tuple[str, ...]
    acts: tuple[tuple[str, ...], ...]


def prepare(letters: Iterable[LabelledLetter], parser: LetterParser) -> list[Prepared]:
    """Analyse letters along their own segmentation, as the annotators saw them."""
    prepared = []
    for letter in letters:
        parsed = parser.parse(letter.text, [unit.unit for unit in letter.units])
        by_start = {unit.unit.start: unit for unit in letter.units}
        labelled = [by_start[unit.start] for unit in parsed.toned]
        prepared.append(
            Prepared(
                letter, parsed, tuple(unit.label.value for unit in labelled), tuple(unit.acts for unit in labelled)
            )
        )
    return prepared
