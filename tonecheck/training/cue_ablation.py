"""What the cues are worth: the model with them and without, ``python -m tonecheck.training.cue_ablation corpus``.

Both models learn from the same letters and are measured on the same ones; the interval is that of their difference,
drawn over whole letters. The encoder never sees cues and is taken from the shipped model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from tonecheck.classifying.artefact import load_model
from tonecheck.classifying.logits import Part
from tonecheck.classifying.parsing import LetterParser
from tonecheck.classifying.stack import cue_strengths
from tonecheck.cues.definitions import load_acts
from tonecheck.pipeline import load_pipeline
from tonecheck.resources import models_folder
from tonecheck.training import tone
from tonecheck.training.corpus import read_split
from tonecheck.training.examples import LooseExample, loose_examples
from tonecheck.training.prepared import Prepared, prepare
from tonecheck.training.resampling import bootstrap_difference, confusion, macro_f1
from tonecheck.training.unseen import opinions, split_contrasts
from tonecheck.types import TONES, UnitKind

_LABELS = [label.value for label in TONES]


@dataclass(frozen=True, slots=True)
class Splits:
    """What a model learns from and is measured on."""

    train: Sequence[Prepared]
    examples: Sequence[LooseExample]
    calibration: Sequence[Prepared]
    measured: Sequence[Prepared]

    def without_cues(self) -> Splits:
        """Return the same with no cue found anywhere."""
        return Splits(
            [_bare(letter) for letter in self.train],
            [replace(item, view=replace(item.view, cues=())) for item in self.examples],
            [_bare(letter) for letter in self.calibration],
            [_bare(letter) for letter in self.measured],
        )


def _bare(letter: Prepared) -> Prepared:
    views = tuple(replace(view, cues=()) for view in letter.parsed.views)
    return replace(letter, parsed=replace(letter.parsed, views=views))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one model makes of the measured letters, a row per letter."""

    tones: NDArray[np.float64]
    """Confusion of body sentences, shape (letters, 3, 3)."""
    acts: NDArray[np.float64]
    """Right, named and wanted acts, shape (letters, 3)."""


def outcome(splits: Splits, encoder: Sequence[Part], settings: tone.Settings) -> Outcome:
    """Train the n-grams and the stack, and judge the measured letters with them and the parts in `encoder`."""
    taught, apart = split_contrasts(splits.examples, settings.contrasts_apart)
    parts: list[Part] = [tone.fit_ngrams(splits.train, taught, settings), *encoder]
    by_letter = [opinions(part, splits.calibration, apart).letters for part in parts]
    stack, thresholds = tone.fit_stack(splits.calibration, by_letter, settings)
    codes = tuple(load_acts())
    tones, acts = [], []
    for letter in splits.measured:
        views = letter.parsed.views
        said = [part.logits(views) for part in parts]
        found = tone.scores_in_letter(stack, said, letter)
        counted = [unit.kind is not UnitKind.HEADING for unit in letter.parsed.toned]
        tones.append(
            confusion(
                [label for label, use in zip(letter.tones, counted, strict=True) if use],
                [score.label.value for score, use in zip(found, counted, strict=True) if use],
                _LABELS,
            )
        )
        table = stack.acts(said, cue_strengths(views, codes))
        named = [{code for code, value in zip(codes, row, strict=True) if value >= thresholds[code]} for row in table]
        right = sum(len(one & set(wanted)) for one, wanted in zip(named, letter.acts, strict=True))
        acts.append([right, sum(map(len, named)), sum(map(len, letter.acts))])
    return Outcome(np.asarray(tones), np.asarray(acts, dtype=float))


def micro_f1(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the F1 of right, named and wanted acts, shape (..., 3)."""
    return np.asarray(2 * counts[..., 0] / np.maximum(counts[..., 1] + counts[..., 2], 1))


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--split", default="dev")
def main(corpus: Path, split: str) -> None:
    """Print the figures with cues and without on a split of CORPUS."""
    parser, settings = LetterParser(load_pipeline()), tone.Settings(reads_syntax=True)
    train, calibration, measured = (
        prepare(read_split(corpus, name), parser) for name in ("train", "calibration", split)
    )
    splits = Splits(train, loose_examples(parser, corpus), calibration, measured)
    shipped = load_model(models_folder() / "tone")
    click.echo("| | with cues | without | difference |\n| --- | --- | --- | --- |")
    for name, encoder in (("n-grams", ()), ("n-grams and encoder", shipped.parts[1:])):
        rich, poor = (outcome(some, encoder, settings) for some in (splits, splits.without_cues()))
        for what, measure, first, second in (
            ("sentences, macro-F1", macro_f1, rich.tones, poor.tones),
            ("acts, micro-F1", micro_f1, rich.acts, poor.acts),
        ):
            with_cues, without = float(measure(first.sum(axis=0))), float(measure(second.sum(axis=0)))
            difference = bootstrap_difference(first, second, measure)
            click.echo(f"| {name}: {what} | {with_cues:.3f} | {without:.3f} | {difference} |")


if __name__ == "__main__":
    main()
