"""Divide a letter into units: one per sentence in running text, one per line elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from tonecheck.segmenting.anatomy import Anatomy, Block, find_blocks, load_anatomy
from tonecheck.segmenting.sentences import split_sentences
from tonecheck.types import Unit, UnitKind

_RUNNING_TEXT = frozenset({UnitKind.BODY, UnitKind.LIST_ITEM, UnitKind.APPEAL, UnitKind.QUOTED, UnitKind.DISCLAIMER})


def segment(text: str) -> tuple[Unit, ...]:
    """Return the units of a letter in order; they do not overlap and leave out only blanks and list markers.

    Parameters
    ----------
    text
        The letter. Any string will do; the empty string has no units.
    """
    anatomy = load_anatomy()
    return tuple(unit for block in find_blocks(text, anatomy) for unit in _units(text, block, anatomy))


def sentences_of(text: str) -> list[str]:
    """Return the sentences of running text, whatever its part in a letter would be."""
    return [text[start:end] for start, end in split_sentences(text, load_anatomy().abbreviations)]


def _units(text: str, block: Block, anatomy: Anatomy) -> Iterator[Unit]:
    if block.kind not in _RUNNING_TEXT:
        yield Unit(block.start, block.end, block.kind)
        return
    for start, end in split_sentences(text[block.start : block.end], anatomy.abbreviations):
        unit_start, unit_end = block.start + start, block.start + end
        yield Unit(unit_start, unit_end, _sentence_kind(text[unit_start:unit_end], block.kind, anatomy))


def _sentence_kind(sentence: str, kind: UnitKind, anatomy: Anatomy) -> UnitKind:
    if kind in (UnitKind.BODY, UnitKind.LIST_ITEM):
        for candidate in anatomy.sentences:
            if candidate.pattern.match(sentence):
                return candidate.kind
    return kind
