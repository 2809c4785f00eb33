"""Whether explanations are right and plain: a sample for people to judge, and the figures of their judgements.

``python -m tonecheck.training.explanations draw corpus --split test > sample.jsonl`` draws explanations that the model
gives; two judges who did not make them add ``first`` and ``second``, each with ``right`` and ``plain``;
``python -m tonecheck.training.explanations report corpus/explanations.jsonl`` prints what they found, beside the
reading ease of the texts (Flesch 1948, in the Dutch version of Douma 1960, as textstat computes it).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from sklearn.metrics import cohen_kappa_score

from tonecheck.analyser import Analyser, load
from tonecheck.training.corpus import LabelledLetter, read_split
from tonecheck.training.resampling import SEED
from tonecheck.types import TONED_KINDS

_SIZE = 150
_CONTEXT = 2
_JUDGES = ("first", "second")
_QUESTIONS = ("right", "plain")
#: From this reading ease on a text counts as plain Dutch ("standaard" in Douma's table).
PLAIN_READING_EASE = 60.0


def explained(analyser: Analyser, letters: Iterable[LabelledLetter]) -> list[dict[str, Any]]:
    """Return every explanation that `analyser` gives of sentences in `letters`, with the sentences around it."""
    rows = []
    for labelled in letters:
        letter = analyser.analyse(labelled.text)
        sentences = [sentence for sentence in letter.sentences if sentence.kind in TONED_KINDS]
        for place, sentence in enumerate(sentences):
            around = sentences[max(place - _CONTEXT, 0) : place + _CONTEXT + 1]
            rows += [
                {
                    "letter": labelled.id,
                    "act": act.code,
                    "label": sentence.label.value,
                    "cue": act.cue,
                    "context": " ".join(other.text for other in around),
                    "sentence": sentence.text,
                    "explanation": act.explanation,
                }
                for act in sentence.acts
            ]
    return rows


def draw(rows: Sequence[dict[str, Any]], size: int) -> list[dict[str, Any]]:
    """Return a sample of `rows` in which every act has about the same share; the same each time."""
    order = random.Random(SEED)  # noqa: S311
    by_act: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_act.setdefault(row["act"], []).append(row)
    for own in by_act.values():
        order.shuffle(own)
    sample: list[dict[str, Any]] = []
    while len(sample) < size and any(by_act.values()):
        sample += [own.pop() for _, own in sorted(by_act.items()) if own]
    return sorted(sample[:size], key=lambda row: (row["letter"], row["sentence"], row["act"]))


def figures(rows: Sequence[dict[str, Any]], questions: Sequence[str]) -> str:
    """Return as Markdown how often each judge of `rows` said yes to each of `questions`, and how they agree.

    Where only the first has judged, there is nothing to agree with.
    """
    if not all(_JUDGES[1] in row for row in rows):
        alone = {name: sum(bool(row[_JUDGES[0]][name]) for row in rows) / len(rows) for name in questions}
        lines = [f"| {name} | {value:.2f} |" for name, value in alone.items()]
        return "\n".join(["| question | first judge |", "| --- | --- |", *lines]) + "\n"
    lines = [
        "| question | first judge | second judge | both | agreement | kappa |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for question in questions:
        first, second = ([bool(row[judge][question]) for row in rows] for judge in _JUDGES)
        both = [one and other for one, other in zip(first, second, strict=True)]
        same = [one == other for one, other in zip(first, second, strict=True)]
        shares = " | ".join(f"{sum(values) / len(rows):.2f}" for values in (first, second, both, same))
        kappa = cohen_kappa_score(first, second) if len({*first, *second}) > 1 else float("nan")
        lines.append(f"| {question} | {shares} | {kappa:.2f} |")
    return "\n".join(lines) + "\n"


def report(rows: Sequence[dict[str, Any]]) -> str:
    """Return the judges' figures and the reading ease of judged rows as Markdown."""
    from textstat import textstat

    textstat.set_lang("nl")
    ease = sorted(textstat.flesch_reading_ease(row["explanation"]) for row in rows)
    plain = sum(value >= PLAIN_READING_EASE for value in ease) / len(ease)
    return (
        f"{figures(rows, _QUESTIONS)}\n{len(rows)} explanations. Reading ease: median {ease[len(ease) // 2]:.0f}; "
        f"{plain:.0%} at {PLAIN_READING_EASE:.0f} or more.\n"
    )


@click.group()
def main() -> None:
    """Draw explanations for judging, or report what judges found."""


@main.command("draw")
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--split", "splits", multiple=True, default=("test",))
@click.option("--model")
@click.option("--size", default=_SIZE)
def draw_command(corpus: Path, splits: tuple[str, ...], model: str | None, size: int) -> None:
    """Print a sample of explanations of letters in CORPUS, one JSON object a line."""
    rows = explained(load(model=model, suggest=False), read_split(corpus, *splits))
    for row in draw(rows, size):
        click.echo(json.dumps(row, ensure_ascii=False))


@main.command("report")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
def report_command(file: Path) -> None:
    """Print the figures of the judged sample in FILE."""
    click.echo(report([json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]), nl=False)


if __name__ == "__main__":
    main()
