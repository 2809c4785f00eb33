"""Compare models by cross-validation over authors: ``python -m tonecheck.training.selection``.

Prints macro-F1 of sentences and letters and micro-F1 of acts, for what the model looks at, one step richer each time.
Only the training split is used. With ``--encoder-weights`` the encoder is compared too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from tonecheck.classifying.features import SentenceView
from tonecheck.classifying.logits import Part, SentenceLogits
from tonecheck.classifying.model import ToneModel
from tonecheck.classifying.ngrams import NgramPart, SentenceFeatures
from tonecheck.classifying.parsing import LetterParser
from tonecheck.classifying.stack import cue_strengths
from tonecheck.cues.definitions import load_acts
from tonecheck.pipeline import load_pipeline
from tonecheck.training import tone
from tonecheck.training.corpus import read_split
from tonecheck.training.examples import LooseExample, loose_examples
from tonecheck.training.prepared import Prepared, prepare
from tonecheck.training.unseen import FitPart, PartTraining, held_out
from tonecheck.types import TONES, UnitKind

#: What the model looks at, in the order in which it is added.
BLOCKS = ("words and characters", "cues and syntax", "neighbours and position")
#: Probabilities from which on a cascade leaves a sentence to the n-grams.
CLEAR = (0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class FewerFeatures:
    """`SentenceFeatures` of which only the first `count` of `BLOCKS` are not zero."""

    whole: SentenceFeatures
    count: int

    def transform(self, views: Sequence[SentenceView], texts: Sequence[str] | None = None) -> csr_matrix:
        """Return a matrix of the same shape as that of `SentenceFeatures`."""
        matrix = self.whole.transform(views, texts)
        return csr_matrix(matrix.multiply(self._kept()))

    def _kept(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        own = len(self.whole.words.vocabulary_) + len(self.whole.characters.vocabulary_)
        beside = len(self.whole.previous.vocabulary_) + len(self.whole.following.vocabulary_)
        block = [0] * own + [2] * beside
        block += [2 if name.startswith("position") else 1 for name in self.whole.symbols.feature_names_]
        return (np.asarray(block) < self.count).astype(float)


def figures(
    letters: Sequence[Prepared], opinions: Sequence[Sequence[SentenceLogits]], settings: tone.Settings
) -> dict[str, float]:
    """Return macro-F1 of body sentences and of letters, and micro-F1 of acts, from held-out opinions.

    Stack, thresholds and letter model are fitted on the other authors too.
    """
    groups = [letter.letter.author for letter in letters]
    folds = GroupKFold(n_splits=min(settings.folds, len(set(groups))))
    gold, found, hits, total = [], [], 0, 0
    rows: list[Any] = [None] * len(letters)
    codes = tuple(load_acts())
    for seen, unseen in folds.split(letters, groups=groups):
        stack, thresholds = tone.fit_stack(
            [letters[i] for i in seen], [[part[i] for i in seen] for part in opinions], settings
        )
        model: Any = ToneModel((), stack, codes, thresholds, None, None, None, "")
        for i in unseen:
            letter, own = letters[i], [part[i] for part in opinions]
            rows[i] = tone.letter_rows([letter], model, [[opinion] for opinion in own])[0]
            acts = stack.acts(own, cue_strengths(letter.parsed.views, codes))
            for unit, label, wanted, score, row in zip(
                letter.parsed.toned,
                letter.tones,
                letter.acts,
                tone.scores_in_letter(stack, own, letter),
                acts,
                strict=True,
            ):
                if unit.kind is UnitKind.HEADING:
                    continue
                gold.append(label)
                found.append(score.label.value)
                named = {code for code, p in zip(codes, row, strict=True) if p >= thresholds[code]}
                hits += len(named & set(wanted))
                total += len(named) + len(wanted)
    labels = [item.letter.label.value for item in letters]
    letters_found = cross_val_predict(
        tone.letter_estimator(settings), np.asarray(rows), labels, groups=groups, cv=folds
    )
    by_label = f1_score(gold, found, labels=[label.value for label in TONES], average=None)
    return {
        "sentences": float(by_label.mean()),
        **{label.value: float(value) for label, value in zip(TONES, by_label, strict=True)},
        "letters": float(f1_score(labels, letters_found, average="macro")),
        "acts": 2 * hits / total if total else 0.0,
    }


def cascade(
    letters: Sequence[Prepared],
    cheap: Sequence[SentenceLogits],
    whole: Sequence[Sequence[SentenceLogits]],
    settings: tone.Settings,
    sure: float,
) -> tuple[float, float]:
    """Return macro-F1 of body sentences, and the share of them passed on, if the cheap part decides the clear cases.

    A sentence is passed on to the stack of the `whole` parts where the highest probability from `cheap` alone is
    under `sure`.
    """
    groups = [letter.letter.author for letter in letters]
    gold, found, passed = [], [], 0
    for seen, unseen in GroupKFold(n_splits=min(settings.folds, len(set(groups)))).split(letters, groups=groups):
        some = [letters[i] for i in seen]
        first, _ = tone.fit_stack(some, [[cheap[i] for i in seen]], settings)
        second, _ = tone.fit_stack(some, [[part[i] for i in seen] for part in whole], settings)
        for i in unseen:
            judged = zip(
                letters[i].parsed.toned,
                letters[i].tones,
                tone.scores_in_letter(first, [cheap[i]], letters[i]),
                tone.scores_in_letter(second, [part[i] for part in whole], letters[i]),
                strict=True,
            )
            for unit, label, quick, slow in judged:
                if unit.kind is UnitKind.HEADING:
                    continue
                clear = max(quick.to_dict().values()) >= sure
                gold.append(label)
                found.append((quick if clear else slow).label.value)
                passed += not clear
    return float(f1_score(gold, found, average="macro")), passed / max(len(gold), 1)


def compare(
    letters: Sequence[Prepared],
    examples: Sequence[LooseExample],
    encoder: PartTraining | None,
    frozen: FitPart | None = None,
) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the name of each model and its figures."""
    settings = tone.Settings(reads_syntax=True)
    opinions: list[SentenceLogits] = []
    for count in range(1, len(BLOCKS) + 1):

        def fit(some: Sequence[Prepared], more: Sequence[LooseExample], count: int = count) -> Part:
            def fewer(features: SentenceFeatures) -> Any:
                return FewerFeatures(features, count)

            part: NgramPart = tone.fit_ngrams(some, more, settings, fewer)
            return part

        opinions = held_out(fit, letters, examples, settings.folds).letters
        yield " + ".join(BLOCKS[:count]), figures(letters, [opinions], settings)
    if frozen:
        vectors = held_out(frozen, letters, examples, settings.folds).letters
        yield "encoder, frozen", figures(letters, [vectors], settings)
    if encoder:
        encoded = held_out(encoder.held_out, letters, examples, settings.encoder_folds).letters
        yield "encoder, fine-tuned", figures(letters, [encoded], settings)
        yield "all, stacked", figures(letters, [opinions, encoded], settings)
        for sure in CLEAR:
            score, passed = cascade(letters, opinions, [opinions, encoded], settings, sure)
            yield f"cascade: encoder asked under {sure}, for {passed:.0%}", {"sentences": score}


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"))
@click.option("--encoder-weights", type=click.Path(path_type=Path, exists=True))
def main(corpus: Path, encoder_weights: Path | None) -> None:
    """Compare models on the training split of CORPUS."""
    parser = LetterParser(load_pipeline())
    letters = prepare(read_split(corpus, "train"), parser)
    encoder = frozen = None
    if encoder_weights:
        from tonecheck.training.encoder import EncoderTrainer
        from tonecheck.training.finetuning import FineTuning
        from tonecheck.training.frozen import FrozenTrainer

        sentences = [view.text for letter in letters for view in letter.parsed.views]
        trainer = EncoderTrainer.from_file(encoder_weights, sentences, FineTuning())
        encoder = PartTraining(trainer.held_out_part, trainer.held_out_part)
        frozen = FrozenTrainer(trainer).held_out_part
    columns = ("sentences", *(label.value for label in TONES), "letters", "acts")
    click.echo(f"| model | {' | '.join(columns)} |\n|{' --- |' * (len(columns) + 1)}")
    for name, values in compare(letters, loose_examples(parser, corpus), encoder, frozen):
        cells = (f"{values[column]:.3f}" if column in values else "" for column in columns)
        click.echo(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
