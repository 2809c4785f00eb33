"""Phenomena of language by which the errors of a model are counted, as they stand in ``data/phenomena.toml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from tonecheck.cues.definitions import load_classes, read_toml
from tonecheck.cues.matching import PatternMatcher, SentenceForms
from tonecheck.resources import data_folder


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """Something that a sentence can show, such as a contrast or an obligation."""

    name: str
    comment: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


def load_phenomena(path: Path | None = None) -> tuple[Phenomenon, ...]:
    """Read the phenomena from `path`, by default those that come with tonecheck."""
    raw = read_toml(path or data_folder("phenomena.toml"))["phenomenon"]
    return tuple(
        Phenomenon(
            item["name"], item["comment"], tuple(item["patterns"]), tuple(item["examples"]), tuple(item["counter"])
        )
        for item in raw
    )


class PhenomenonFinder:
    """Finds the phenomena that analysed sentences show."""

    def __init__(self, phenomena: Sequence[Phenomenon]) -> None:
        """Compile the patterns of `phenomena`."""
        classes = load_classes()
        self._matchers = {item.name: PatternMatcher(item.patterns, classes) for item in phenomena}

    def find(self, doc: Doc) -> tuple[str, ...]:
        """Return the names of the phenomena in the sentence `doc`, in the order of the file."""
        forms = SentenceForms.of(doc)
        return tuple(name for name, matcher in self._matchers.items() if matcher.matches(forms))
