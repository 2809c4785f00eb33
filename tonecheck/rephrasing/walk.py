"""A walk through the dismissive sentences of a letter: what was chosen so far, undo, and taking it up again later."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tonecheck.rephrasing.guard import gaps
from tonecheck.types import Replacement, Sentence

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to become of one sentence."""

    start: int
    """Where the sentence begins in the letter's text."""
    text: str | None
    """The new wording; None leaves the sentence as it is."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The sentences to go through and the choices made, the last one last."""

    sentences: tuple[Sentence, ...]
    choices: tuple[Choice, ...] = ()

    @property
    def current(self) -> Sentence | None:
        """The first sentence that nothing was chosen for; None when all are done."""
        done = {choice.start for choice in self.choices}
        return next((sentence for sentence in self.sentences if sentence.start not in done), None)

    def choose(self, text: str | None) -> Walk:
        """Return the walk after `text` was chosen for the current sentence; None passes it over."""
        if self.current is None:
            raise ValueError("every sentence has been done")
        return replace(self, choices=(*self.choices, Choice(self.current.start, text)))

    def undone(self) -> Walk:
        """Return the walk without its last choice."""
        return replace(self, choices=self.choices[:-1])

    def replacements(self) -> tuple[Replacement, ...]:
        """Return what is to change, in the order of the letter."""
        texts = {choice.start: choice.text for choice in self.choices}
        return tuple(
            Replacement(sentence.start, sentence.end, text)
            for sentence in self.sentences
            if (text := texts.get(sentence.start)) is not None and text != sentence.text
        )

    def to_json(self, digest: str) -> bytes:
        """Return the choices for a file that goes with the source whose SHA-256 is `digest`."""
        choices = [{"start": choice.start, "text": choice.text} for choice in self.choices]
        state = {"version": _VERSION, "source_sha256": digest, "choices": choices}
        return (json.dumps(state, ensure_ascii=False, indent=1) + "\n").encode()

    def resumed(self, data: bytes, digest: str) -> Walk | None:
        """Return the walk with the choices in `data`; None if these are of another source or cannot be read."""
        try:
            state: Any = json.loads(data)
            if (state["version"], state["source_sha256"]) != (_VERSION, digest):
                return None
            choices = [Choice(int(entry["start"]), entry["text"]) for entry in state["choices"]]
        except (ValueError, TypeError, KeyError):
            return None
        if any(not isinstance(choice.text, str | None) for choice in choices):
            return None
        # Another model may call other sentences dismissive.
        starts = {sentence.start for sentence in self.sentences}
        return replace(self, choices=tuple(choice for choice in choices if choice.start in starts))


def open_gaps(replacements: Sequence[Replacement]) -> tuple[str, ...]:
    """Return what is still to be filled in, in order and once each."""
    return tuple(dict.fromkeys(gap for item in replacements for gap in gaps(item.text)))
