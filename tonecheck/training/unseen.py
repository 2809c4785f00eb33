"""What a part of the model says of sentences that it was not trained on: the stack learns from that alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.model_selection import GroupKFold

from tonecheck.classifying.features import SentenceView
from tonecheck.classifying.logits import Part, SentenceLogits
from tonecheck.training.examples import LooseExample
from tonecheck.training.prepared import Prepared
from tonecheck.types import UnitKind

#: Trains a part on letters and examples.
FitPart = Callable[[Sequence[Prepared], Sequence[LooseExample]], Part]


@dataclass(frozen=True, slots=True)
class PartTraining:
    """How a part is trained: to be asked about letters that it has not seen, and finally."""

    held_out: FitPart
    final: FitPart


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a part says of what it was not trained on."""

    letters: list[SentenceLogits]
    """One per letter: its sentences in their places."""
    alone: SentenceLogits
    """Sentences shown without neighbours, in the order of `alone_tones`."""


def alone_views(letters: Sequence[Prepared], contrasts: Sequence[LooseExample]) -> list[SentenceView]:
    """Return the body sentences of `letters` and the `contrasts` that have no neighbours, each as it stands alone."""
    views = [
        view
        for letter in letters
        for view, unit in zip(letter.parsed.views, letter.parsed.toned, strict=True)
        if unit.kind is not UnitKind.HEADING
    ]
    views += [item.view for item in contrasts if item.view.alone]
    return [replace(view, previous="", following="", position=0.0) for view in views]


def alone_tones(letters: Sequence[Prepared], contrasts: Sequence[LooseExample]) -> list[str]:
    """Return the tones of what `alone_views` returns."""
    tones = [
        tone
        for letter in letters
        for tone, unit in zip(letter.tones, letter.parsed.toned, strict=True)
        if unit.kind is not UnitKind.HEADING
    ]
    return tones + [item.tone for item in contrasts if item.view.alone]


def opinions(part: Part, letters: Sequence[Prepared], contrasts: Sequence[LooseExample]) -> Unseen:
    """Ask `part` about letters and contrasts that it was not trained on."""
    return Unseen(
        [part.logits(letter.parsed.views) for letter in letters], part.logits(alone_views(letters, contrasts))
    )


def split_contrasts(
    examples: Sequence[LooseExample], one_in: int, turn: int = 0
) -> tuple[list[LooseExample], list[LooseExample]]:
    """Return what is trained on, and one in so many groups of contrasts, which is kept apart."""
    groups = sorted({item.group for item in examples} - {""})
    apart = set(groups[turn::one_in])
    return (
        [item for item in examples if item.group not in apart],
        [item for item in examples if item.group in apart],
    )


def held_out(fit: FitPart, letters: Sequence[Prepared], examples: Sequence[LooseExample], folds: int) -> Unseen:
    """Return what a part says of every letter when it was trained on other authors, and on other contrasts.

    The results are in the order of `letters`, and of `alone_tones` of the letters and the contrasts among `examples`.
    """
    authors = [letter.letter.author for letter in letters]
    splitter = GroupKFold(n_splits=min(folds, len(set(authors))))
    count = splitter.get_n_splits()
    by_letter: dict[int, SentenceLogits] = {}
    alone: dict[int, SentenceLogits] = {}
    by_contrast: dict[str, SentenceLogits] = {}
    for fold, (seen, unseen) in enumerate(splitter.split(letters, groups=authors)):
        taught, apart = split_contrasts(examples, count, fold)
        part = fit([letters[index] for index in seen], taught)
        for index in unseen:
            by_letter[index] = part.logits(letters[index].parsed.views)
            alone[index] = part.logits(alone_views([letters[index]], []))
        by_contrast |= {item.view.text: part.logits(alone_views([], [item])) for item in apart if item.view.alone}
    order = range(len(letters))
    contrasts = [by_contrast[item.view.text] for item in examples if item.group and item.view.alone]
    return Unseen([by_letter[index] for index in order], _joined([*(alone[index] for index in order), *contrasts]))


def _joined(parts: Sequence[SentenceLogits]) -> SentenceLogits:
    return SentenceLogits(np.concatenate([part.tones for part in parts]), np.concatenate([part.acts for part in parts]))
