"""``tonecheck train`` and ``tonecheck evaluate``: for those who label letters of their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.cli.localised import LocalisedCommand, interface_language
from tonecheck.errors import TonecheckError

if TYPE_CHECKING:
    from tonecheck.training.corpus import LabelledLetter


@click.command("train", cls=LocalisedCommand, help="train")
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"), help="corpus")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="out")
@click.option("--split", "splits", multiple=True, default=("train",), help="splits")
@click.option("--pipeline", help="pipeline")
def train(corpus: Path, out: Path, splits: tuple[str, ...], pipeline: str | None) -> int:
    """Train the tone model and save it."""
    from rich.console import Console
    from rich.progress import track

    from tonecheck.classifying.artefact import save_model
    from tonecheck.classifying.parsing import LetterParser
    from tonecheck.pipeline import load_pipeline
    from tonecheck.training import tone

    letters = _letters(corpus, splits)
    parser = LetterParser(load_pipeline(pipeline))
    prepared = tone.prepare(track(letters, "", console=Console(stderr=True)), parser)
    try:
        model = tone.train(prepared, tone.act_examples(parser), tone.Settings())
    except ValueError as error:
        raise TonecheckError("train_failed", reason=error) from None
    save_model(model, out, name=tone.MODEL_NAME, version=tone.MODEL_VERSION)
    return 0


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
