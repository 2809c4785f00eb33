"""Learn which wordings officials would send: ``python -m tonecheck.training.ranking``.

``draw corpus --split calibration`` prints every wording that may be suggested, by sentence, for judges; they answer
``meaning`` and ``send`` for each by the brief in ``corpus/judging.md``. ``fit corpus/wordings.jsonl`` learns from their
answers, prints the weights for ``data/ranking.toml``, and on standard error how well they do on letters left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline

from tonecheck.analyser import Analyser, load
from tonecheck.rephrasing.frames import load_frames
from tonecheck.rephrasing.precedents import load_precedents
from tonecheck.rephrasing.ranking import Origin, Place, features
from tonecheck.rephrasing.strategies import Strategy, load_strategies
from tonecheck.suggesting import place_of
from tonecheck.training.corpus import LabelledLetter, read_split
from tonecheck.training.rephrasings import context, to_reword

_C = 0.3
_FOLDS = 5
#: Weights smaller than this change nothing that anybody sees.
_LEAST = 0.005


def wordings_of(analyser: Analyser, letter: LabelledLetter) -> Iterator[dict[str, Any]]:
    """Yield every sentence of `letter` that is labelled dismissive, with all wordings that may be suggested for it."""
    judged, places, acts = to_reword(analyser, letter)
    units = letter.plain_units
    for index, wordings in analyser.suggester.passing(letter.text, units, judged, acts, as_new=True).items():
        place = place_of(judged.parsed.views[index])
        yield {
            "letter": letter.id,
            "author": letter.author,
            **context(letter, places[index]),
            "previous": place.before,
            "following": place.after,
            "acts": list(acts[index]),
            "wordings": [{"text": item.text, **asdict(item.origin)} for item in wordings],
        }


def learned_from(rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, float]], NDArray[np.bool_], list[str]]:
    """Return, of all judged wordings in `rows`: what the ranking looks at, whether it would be sent, and its letter."""
    looked_at, sent, letters = [], [], []
    for row in rows:
        place = Place(row["sentence"], row["previous"], row["following"])
        for item in row["wordings"]:
            if "send" in item:
                origin = Origin(**{field.name: item[field.name] for field in fields(Origin) if field.name in item})
                looked_at.append(features(item["text"], origin, place))
                sent.append(item["send"])
                letters.append(row["letter"])
    return looked_at, np.asarray(sent), letters


def _strategies() -> list[Strategy]:
    """Return the strategies that there are now: some that were judged have gone since."""
    own = [strategy for strategies in load_strategies().values() for strategy in strategies]
    framed = [strategy for frame in load_frames() for strategy in frame.strategies]
    return [*own, *framed, *(strategy for precedent in load_precedents() for strategy in precedent.strategies)]


def estimator() -> Pipeline:
    """Return the unfitted estimator."""
    return make_pipeline(DictVectorizer(), LogisticRegression(C=_C, max_iter=5000))


@click.group()
def main() -> None:
    """Draw wordings for judging, or learn from what judges said."""


@main.command("draw")
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--split", "splits", multiple=True, default=("calibration", "dev"))
@click.option("--model")
def draw_command(corpus: Path, splits: tuple[str, ...], model: str | None) -> None:
    """Print the wordings for letters in CORPUS, one JSON object a sentence."""
    analyser = load(model=model)
    for letter in read_split(corpus, *splits):
        for row in wordings_of(analyser, letter):
            click.echo(json.dumps(row, ensure_ascii=False))


@main.command("fit")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
def fit_command(file: Path) -> None:
    """Print the weights learned from the judged wordings in FILE, as TOML."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    looked_at, sent, groups = learned_from(rows)
    guessed = np.zeros(len(sent))
    for seen, unseen in GroupKFold(_FOLDS).split(looked_at, sent, groups):
        fitted = estimator().fit([looked_at[i] for i in seen], sent[seen])
        guessed[unseen] = fitted.predict_proba([looked_at[i] for i in unseen])[:, 1]
    click.echo(f"{len(sent)} wordings of {len(rows)} sentences, {sent.mean():.1%} would be sent.", err=True)
    click.echo(
        f"On letters left out: AUC {roc_auc_score(sent, guessed):.3f}, log loss {log_loss(sent, guessed):.3f}"
        f" (of the share alone {log_loss(sent, np.full(len(sent), sent.mean())):.3f}).",
        err=True,
    )
    for least in (0.4, 0.5, 0.6, 0.7):
        shown = guessed >= least
        if not shown.any():
            continue
        click.echo(f"From {least} on: {shown.mean():.1%} of them, {sent[shown].mean():.1%} sent.", err=True)
    vectorizer, fitted = (step for _, step in estimator().fit(looked_at, sent).steps)
    names = _strategies()
    known = {f"strategy={one.name}" for one in names} | {
        f"family={one.name.removesuffix(f'_{one.kind}')}" for one in names
    }
    weights = [
        (name, weight)
        for name, weight in sorted(zip(vectorizer.feature_names_, fitted.coef_[0], strict=True))
        if not name.startswith(("strategy=", "family=")) or name in known
    ]
    click.echo(
        "# Learned by tonecheck.training.ranking from corpus/wordings.jsonl: what makes officials send a wording."
    )
    click.echo(f"intercept = {fitted.intercept_[0]:.3f}\n\n[weights]")
    for name, weight in weights:
        if abs(weight) >= _LEAST:
            click.echo(f"{json.dumps(name)} = {weight:.3f}")


if __name__ == "__main__":
    main()
