"""Choose the model's settings by cross-validation over authors: ``python -m tonecheck.training.selection``.

Prints macro-F1 of sentences and letters for each candidate. Only the training split is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click
import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from tonecheck.classifying.parsing import LetterParser
from tonecheck.pipeline import load_pipeline
from tonecheck.training import tone
from tonecheck.training.corpus import read_split
from tonecheck.types import UnitKind


def candidates() -> Iterator[tone.Settings]:
    """Yield the settings to compare, one change at a time."""
    base = tone.Settings()
    yield base
    for value in (1.0, 2.0, 8.0, 16.0):
        yield replace(base, tone_c=value)
    for value in (0.1, 0.3, 3.0):
        yield replace(base, letter_c=value)


def scores(
    letters: Sequence[tone.Prepared], examples: Sequence[tone.ActExample], settings: tone.Settings
) -> dict[str, float]:
    """Return cross-validated macro-F1 of body sentences and of letters, and micro-F1 of acts from the model alone."""
    held_out = tone.cross_validate(letters, examples, settings)
    gold, found, hits, total = [], [], 0, 0
    for item, result in zip(letters, held_out, strict=True):
        for unit, label, acts, score, probabilities in zip(
            item.parsed.toned, item.tones, item.acts, result.scores, result.acts, strict=True
        ):
            if unit.kind is UnitKind.HEADING:
                continue
            gold.append(label)
            found.append(score.label.value)
            named = {code for code, probability in probabilities.items() if probability >= 0.5}
            hits += len(named & set(acts))
            total += len(named) + len(acts)
    rows = np.asarray([result.letter_row for result in held_out])
    labels = [item.letter.label.value for item in letters]
    groups = [item.letter.author for item in letters]
    folds = GroupKFold(n_splits=min(settings.folds, len(set(groups))))
    estimator = tone.letter_estimator(settings)
    letters_found = cross_val_predict(estimator, rows, labels, groups=groups, cv=folds)
    return {
        "sentences": float(f1_score(gold, found, average="macro")),
        "letters": float(f1_score(labels, letters_found, average="macro")),
        "acts": 2 * hits / total if total else 0.0,
    }


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"))
def main(corpus: Path) -> None:
    """Compare settings on the training split of CORPUS."""
    parser = LetterParser(load_pipeline())
    letters = tone.prepare(read_split(corpus, "train"), parser)
    examples = tone.act_examples(parser)
    for settings in candidates():
        figures = ", ".join(f"{name} {value:.3f}" for name, value in scores(letters, examples, settings).items())
        click.echo(f"{figures}  {settings}")


if __name__ == "__main__":
    main()
