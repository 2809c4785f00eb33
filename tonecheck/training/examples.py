"""Training sentences that stand outside any letter: the examples of the acts, and contrasts.

The letters of the corpus avoid the guidelines' wordings on purpose; the examples make sure that the plain cases are
learned too. The contrasts of ``contrast.jsonl`` say nearly the same and do something else (Gardner et al. 2020,
*Evaluating Models' Local Decision Boundaries via Contrast Sets*). Both are in every fold: nothing is measured on them.
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
#: Such a sentence may stand anywhere in a letter.
_POSITIONS = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class LooseExample:
    """A labelled sentence without neighbours."""

    view: SentenceView
    acts: tuple[str, ...]
    tone: str


def loose_examples(parser: LetterParser, corpus: Path) -> list[LooseExample]:
    """Return the examples of all acts and cues, and the contrasts of the corpus in folder `corpus` if it has any."""
    sentences: list[tuple[str, tuple[str, ...], str]] = []
    for act in load_acts().values():
        texts = {act.example, *(text.split(" || ")[-1] for cue in act.cues for text in cue.examples)}
        sentences += [(text, (act.code,), act.tone.value) for text in sorted(texts)]
    if (corpus / CONTRAST_FILE).is_file():
        sentences += read_contrasts(corpus / CONTRAST_FILE)
    views = parser.parse_loose([text for text, _, _ in sentences])
    return [
        LooseExample(replace(view, position=position), acts, tone)
        for view, (_, acts, tone) in zip(views, sentences, strict=True)
        for position in _POSITIONS
    ]


def read_contrasts(path: Path) -> list[tuple[str, tuple[str, ...], str]]:
    """Return the sentences of a file of contrasts with their acts and tone.

    Raises
    ------
    KeyError, ValueError
        If a line is no sentence with text, acts and a known tone.
    """
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(raw["text"], tuple(raw["acts"]), Tone(raw["label"]).value) for raw in lines]
