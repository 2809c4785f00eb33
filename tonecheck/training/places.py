"""Learn which phrase fills a place of a precedent: ``python -m tonecheck.training.places``.

It prints the weights for ``data/places.toml``, learned from the marked sentences in ``data/precedents``: each is filled
by what the others of its precedent show. On standard error stands how often that is right for sentences left out.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from tonecheck.pipeline import LinguisticPipeline, load_pipeline
from tonecheck.rephrasing.places import candidates, features, marked_phrase, role_of
from tonecheck.rephrasing.precedents import Precedent, load_precedents
from tonecheck.rephrasing.recalling import MOST_ROLES

_C = 0.3
_FOLDS = 5
#: Chosen so that about four in five filled places are right.
LEAST = 0.5
_LEAST_WEIGHT = 0.1


@dataclass(slots=True)
class _Offers:
    """All phrases for all places of all sentences."""

    looked_at: list[dict[str, float]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    """The number of the place that a phrase is offered for."""
    filled: list[bool] = field(default_factory=list)
    """By place, whether anything fills it."""
    fold: list[int] = field(default_factory=list)
    """By place."""


def offers(precedents: Sequence[Precedent], pipeline: LinguisticPipeline) -> _Offers:
    """Return what may fill every place of every known sentence, by what the other sentences show."""
    found = _Offers()
    for precedent in precedents:
        docs = pipeline.analyse([sentence.text for sentence in precedent.sentences])
        marked = [
            {place: marked_phrase(doc, *span) for place, span in sentence.places.items()}
            for doc, sentence in zip(docs, precedent.sentences, strict=True)
        ]
        places = sorted({place for own in marked for place in own})
        roles = [{place: role_of(phrase) for place, phrase in own.items() if phrase} for own in marked]
        for index, doc in enumerate(docs):
            if not marked[index]:
                continue
            phrases = candidates(doc)
            for place in places:
                known = [own[place] for at, own in enumerate(roles) if at != index and place in own][:MOST_ROLES]
                gold = marked[index].get(place)
                for number, phrase in enumerate(phrases):
                    found.looked_at.append(features(place, phrase, known, number, len(phrases)))
                    found.right.append(
                        gold is not None
                        and gold.start <= phrase.head.i < gold.end
                        and abs(phrase.start - gold.start) <= 1
                    )
                    found.asked.append(len(found.filled))
                found.filled.append(gold is not None)
                found.fold.append(zlib.crc32(doc.text.encode()) % _FOLDS)
    return found


def _estimator() -> Pipeline:
    return make_pipeline(DictVectorizer(), LogisticRegression(C=_C, max_iter=3000))


def _report(found: _Offers) -> str:
    asked, right = np.asarray(found.asked), np.asarray(found.right)
    fold = np.asarray(found.fold)[asked]
    guessed: NDArray[np.float64] = np.zeros(len(right))
    for part in range(_FOLDS):
        seen, unseen = np.where(fold != part)[0], np.where(fold == part)[0]
        fitted = _estimator().fit([found.looked_at[at] for at in seen], right[seen])
        guessed[unseen] = fitted.predict_proba([found.looked_at[at] for at in unseen])[:, 1]
    lines = []
    for least in (0.4, LEAST, 0.6, 0.7):
        best: dict[int, int] = {}
        for at, place in enumerate(asked):
            if guessed[at] >= least and (place not in best or guessed[at] > guessed[best[place]]):
                best[int(place)] = at
        good = sum(bool(right[at]) for at in best.values())
        lines.append(f"From {least} on: {good / max(len(best), 1):.1%} right, of all {good / sum(found.filled):.1%}.")
    return f"{sum(found.filled)} places filled of {len(found.filled)}.\n" + "\n".join(lines)


@click.command()
def main() -> None:
    """Print the weights."""
    found = offers(load_precedents(), load_pipeline())
    click.echo(_report(found), err=True)
    vectorizer, fitted = (step for _, step in _estimator().fit(found.looked_at, found.right).steps)
    click.echo(
        "# Learned by tonecheck.training.places from the marked sentences of precedents: which phrase fills a place."
    )
    click.echo(
        f"intercept = {fitted.intercept_[0]:.3f}\n# A phrase fills a place from this probability on.\nleast = {LEAST}"
    )
    click.echo("\n[weights]")
    for name, weight in sorted(zip(vectorizer.feature_names_, fitted.coef_[0], strict=True)):
        if abs(weight) >= _LEAST_WEIGHT:
            click.echo(f"{json.dumps(name, ensure_ascii=False)} = {weight:.2f}")


if __name__ == "__main__":
    main()
