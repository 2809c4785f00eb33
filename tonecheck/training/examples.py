"""Training sentences that stand outside any letter: the examples of the acts, and contrasts.

The letters of the corpus avoid the guidelines' wordings on purpose; the examples make sure that the plain cases are
learned too, and are in every fold. The contrasts of ``contrast.jsonl`` say nearly the same and do something else
(Gardner et al. 2020, *Evaluating Models' Local Decision Boundaries via Contrast Sets*). In cross-validation a group of
contrasts stays together, so that what is said of it unseen teaches the stack how to judge sentences that stand alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from tonecheck.classifying.features import SentenceView
from tonecheck.classifying.parsing import LetterParser
from tonecheck.cues.definitions import load_acts
from tonecheck.types import Tone

CONTRAST_FILE = "contrast.jsonl"
#: A sentence without neighbours may stand anywhere in a letter: each is put in one of these places.
_POSITIONS = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class LooseExample:
    """A labelled sentence without neighbours, or with one before it."""

    view: SentenceView
    acts: tuple[str, ...]
    tone: str
    group: str = ""
    """Contrasts of one group differ in a few words; empty for what is always trained on."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A sentence of the contrasts."""

    text: str
    acts: tuple[str, ...]
    tone: str
    group: str
    before: str = ""
    """The sentence that stands before it, if any."""


def loose_examples(parser: LetterParser, corpus: Path) -> list[LooseExample]:
    """Return the examples of all acts and cues, and the contrasts of the corpus in folder `corpus` if it has any."""
    sentences: list[Contrast] = []
    for act in load_acts().values():
        texts = {act.example, *(text.split(" || ")[-1] for cue in act.cues for text in cue.examples)}
        sentences += [Contrast(text, (act.code,), act.tone.value, "") for text in sorted(texts)]
    if (corpus / CONTRAST_FILE).is_file():
        sentences += read_contrasts(corpus / CONTRAST_FILE)
    views = parser.parse_loose([sentence.text for sentence in sentences], [sentence.before for sentence in sentences])
    return [
        LooseExample(
            view if view.previous else replace(view, position=_POSITIONS[index % len(_POSITIONS)]),
            sentence.acts,
            sentence.tone,
            sentence.group,
        )
        for index, (view, sentence) in enumerate(zip(views, sentences, strict=True))
    ]


def read_contrasts(path: Path) -> list[Contrast]:
    """Return the sentences of a file of contrasts; their ids begin with the group, as in ``c0012-3``.

    Raises
    ------
    KeyError, ValueError
        If a line is no sentence with id, text, acts and a known tone.
    """
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Contrast(
            raw["text"],
            tuple(raw["acts"]),
            Tone(raw["label"]).value,
            raw["id"].partition("-")[0],
            raw.get("before", ""),
        )
        for raw in lines
    ]
