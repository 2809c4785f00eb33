"""``tonecheck train`` and ``tonecheck evaluate``: for those who label letters of their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.cli.localised import LocalisedCommand, interface_language
from tonecheck.errors import TonecheckError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.progress import Progress, TaskID

    from tonecheck.training.corpus import LabelledLetter
    from tonecheck.training.prepared import Prepared
    from tonecheck.training.unseen import PartTraining


@click.command("train", cls=LocalisedCommand, help="train")
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"), help="corpus")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="out")
@click.option("--split", "splits", multiple=True, default=("train",), help="splits")
@click.option("--calibration", help="calibration")
@click.option("--pipeline", help="pipeline")
@click.option("--encoder-weights", type=click.Path(path_type=Path, exists=True), help="encoder_weights")
def train(
    corpus: Path,
    out: Path,
    splits: tuple[str, ...],
    calibration: str | None,
    pipeline: str | None,
    encoder_weights: Path | None,
) -> int:
    """Train the tone model and save it; with an encoder if its weights are given."""
    from rich.console import Console
    from rich.progress import Progress

    from tonecheck.classifying.artefact import ENCODER_FOLDER, save_model
    from tonecheck.classifying.parsing import LetterParser
    from tonecheck.pipeline import load_pipeline
    from tonecheck.training import tone
    from tonecheck.training.examples import CONTRAST_FILE, loose_examples
    from tonecheck.training.prepared import prepare

    letters, judged = _letters(corpus, splits), _letters(corpus, (calibration,)) if calibration else []
    parser = LetterParser(load_pipeline(pipeline))
    try:
        examples = loose_examples(parser, corpus)
    except (ValueError, KeyError) as error:
        raise TonecheckError(
            "corpus", source=corpus / CONTRAST_FILE, reason=f"{type(error).__name__}: {error}"
        ) from None
    with Progress(console=Console(stderr=True)) as bar:
        prepared, prepared_judged = prepare(bar.track(letters), parser), prepare(judged, parser)
        encoder = _encoder_training(encoder_weights, prepared, out / ENCODER_FOLDER, bar) if encoder_weights else None
        try:
            model = tone.train(prepared, examples, tone.Settings(), encoder, prepared_judged)
        except ValueError as error:
            raise TonecheckError("train_failed", reason=error) from None
    save_model(model, out, name=tone.MODEL_NAME if encoder else tone.FAST_NAME, version=tone.MODEL_VERSION)
    return 0


def _encoder_training(weights: Path, letters: Sequence[Prepared], folder: Path, bar: Progress) -> PartTraining:
    try:
        from tonecheck.training.encoder import EncoderTrainer
    except ImportError as error:
        raise TonecheckError("train_failed", reason=f"{error}: pip install 'tonecheck[train]'") from None
    from tonecheck.training.finetuning import FineTuning
    from tonecheck.training.unseen import PartTraining

    sentences = [view.text for letter in letters for view in letter.parsed.views]
    try:
        trainer = EncoderTrainer.from_file(weights, sentences, FineTuning())
    except ValueError as error:
        raise TonecheckError("train_failed", reason=error) from None
    tasks: dict[str, TaskID] = {}
    told: dict[str, int] = {}

    def show(what: str, share: float) -> None:
        if what not in tasks:
            tasks[what] = bar.add_task(what, total=1.0)
        bar.update(tasks[what], completed=share)
        if not bar.console.is_terminal and int(share * 20) > told.get(what, 0):
            told[what] = int(share * 20)
            bar.console.print(f"{what}: {share:.0%}", highlight=False)

    trainer.progress = show
    return PartTraining(trainer.held_out_part, lambda some, more: trainer.train(some, more, folder))


@click.command("evaluate", cls=LocalisedCommand, help="evaluate")
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.option("--split", "splits", multiple=True, help="evaluate_split")
@click.option("--pipeline", help="pipeline")
@click.option("--model", type=click.Path(path_type=Path), help="model")
def evaluate(data: Path, splits: tuple[str, ...], pipeline: str | None, model: Path | None) -> int:
    """Print the figures of the tone model on DATA."""
    from tonecheck.analyser import load
    from tonecheck.training.evaluation import describe
    from tonecheck.training.evaluation import evaluate as measure

    letters = _letters(data, splits)
    analyser = load(pipeline=pipeline, model=model, lang=interface_language(), suggest=False)
    click.echo(f"{analyser.model_name}, {analyser.pipeline_name}")
    click.echo(describe(measure(analyser, letters)), nl=False)
    return 0


def _letters(path: Path, splits: tuple[str, ...]) -> list[LabelledLetter]:
    from tonecheck.training.corpus import read_letters, read_split

    try:
        letters = read_split(path, *splits) if splits else list(read_letters(path))
    except (OSError, ValueError, KeyError) as error:
        raise TonecheckError("corpus", source=path, reason=f"{type(error).__name__}: {error}") from None
    if not letters:
        raise TonecheckError("corpus", source=path, reason="0")
    return letters
