"""How much more letters would help: ``python -m tonecheck.training.curve --corpus corpus``.

For every share of the training letters, a model is trained on that share of the letters of some authors and measured on
all letters of the others. What still rises at the end would rise further with more letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from tonecheck.classifying.parsing import LetterParser
from tonecheck.pipeline import load_pipeline
from tonecheck.training import tone
from tonecheck.training.corpus import read_split
from tonecheck.training.examples import LooseExample, loose_examples
from tonecheck.training.prepared import Prepared, prepare
from tonecheck.training.unseen import FitPart
from tonecheck.types import TONES, UnitKind

SHARES = (0.125, 0.25, 0.5, 0.75, 1.0)
_LABELS = [label.value for label in TONES]


def curve(
    letters: Sequence[Prepared],
    examples: Sequence[LooseExample],
    fit: FitPart,
    folds: int,
    shares: Sequence[float] = SHARES,
) -> Iterator[tuple[float, int, float]]:
    """Yield each share, the mean number of training sentences and macro-F1 of body sentences by unseen authors.

    The letters of a smaller share are among those of a larger one.
    """
    groups = [letter.letter.author for letter in letters]
    splits = list(GroupKFold(n_splits=min(folds, len(set(groups)))).split(letters, groups=groups))
    random = np.random.default_rng(tone.SEED)
    orders = [random.permutation(seen) for seen, _ in splits]
    for share in shares:
        gold: list[str] = []
        found: list[str] = []
        sizes = []
        for order, (_, unseen) in zip(orders, splits, strict=True):
            some = [letters[index] for index in order[: max(1, round(share * len(order)))]]
            sizes.append(sum(len(letter.tones) for letter in some))
            part = fit(some, examples)
            for index in unseen:
                counted = [unit.kind is not UnitKind.HEADING for unit in letters[index].parsed.toned]
                best = part.logits(letters[index].parsed.views).tones.argmax(axis=1)
                gold += [label for label, use in zip(letters[index].tones, counted, strict=True) if use]
                found += [_LABELS[place] for place, use in zip(best, counted, strict=True) if use]
        yield share, round(sum(sizes) / len(sizes)), float(f1_score(gold, found, labels=_LABELS, average="macro"))


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"))
@click.option("--encoder-weights", type=click.Path(path_type=Path, exists=True), help="also measure the encoder")
@click.option("--folds", type=click.IntRange(min=2), help="groups of authors that are left out in turn")
def main(corpus: Path, encoder_weights: Path | None, folds: int | None) -> None:
    """Print the learning curve on the training split of CORPUS."""
    parser = LetterParser(load_pipeline())
    letters = prepare(read_split(corpus, "train"), parser)
    examples, settings = loose_examples(parser, corpus), tone.Settings()
    fits: list[tuple[str, FitPart, int]] = [
        ("n-grams", lambda some, more: tone.fit_ngrams(some, more, settings), settings.folds)
    ]
    if encoder_weights:
        from tonecheck.training.encoder import EncoderTrainer
        from tonecheck.training.finetuning import FineTuning

        sentences = [view.text for letter in letters for view in letter.parsed.views]
        trainer = EncoderTrainer.from_file(encoder_weights, sentences, FineTuning())
        fits.append(("encoder, fine-tuned", trainer.held_out_part, settings.encoder_folds))
    click.echo("| part | share of the letters | training sentences | macro-F1 |\n| --- | --- | --- | --- |")
    for name, fit, own_folds in fits:
        for share, size, figure in curve(letters, examples, fit, folds or own_folds):
            click.echo(f"| {name} | {share:.3f} | {size} | {figure:.3f} |")


if __name__ == "__main__":
    main()
