"""Whether suggestions are good Dutch, keep the meaning and would be sent: a sample for people to judge.

``python -m tonecheck.training.rephrasings draw corpus --split test > sample.jsonl`` draws suggestions for sentences
that are labelled dismissive; two judges who did not make them add ``first`` and ``second``, each with
``grammatical``, ``meaning`` and ``send``; ``python -m tonecheck.training.rephrasings report corpus/rephrasings.jsonl``
prints what they found.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from tonecheck.analyser import Analyser, load
from tonecheck.judging import Judgement
from tonecheck.training.corpus import LabelledLetter, read_split
from tonecheck.training.explanations import figures
from tonecheck.training.resampling import SEED
from tonecheck.types import Suggestion, Tone

_SIZE = 200
_CONTEXT = 2
_ENOUGH = 1.5
"""The sample is drawn from so many times its size, from letters in random order."""
QUESTIONS = ("grammatical", "meaning", "send")


def suggestions_of(
    analyser: Analyser, letter: LabelledLetter
) -> Iterator[tuple[int, tuple[str, ...], tuple[Suggestion, ...]]]:
    """Yield every unit of `letter` that is labelled dismissive, whatever the model thinks of it.

    With its index among the letter's units, its acts (the model's, or the annotators' where it names none) and its
    suggestions.
    """
    judged, places, acts = to_reword(analyser, letter)
    units = letter.plain_units
    for index, made in analyser.suggestions(letter.text, units, judged, acts).items():
        yield places[index], acts[index], made


def to_reword(
    analyser: Analyser, letter: LabelledLetter
) -> tuple[Judgement, dict[int, int], dict[int, tuple[str, ...]]]:
    """Judge `letter`, and return what was found, and the places and acts of the units that are labelled dismissive.

    Both by index among the toned units; a place is the index among the letter's units.
    """
    units = letter.plain_units
    by_start = {unit.start: index for index, unit in enumerate(units)}
    judged = analyser.judge(letter.text, units)
    places, acts = {}, {}
    for index, toned in enumerate(judged.parsed.toned):
        labelled = letter.units[by_start[toned.start]]
        if labelled.label is Tone.DISMISSIVE:
            called = judged.labels[index] is Tone.DISMISSIVE
            places[index] = by_start[toned.start]
            acts[index] = tuple(found.code for found in judged.findings[index]) if called else labelled.acts
    return judged, places, acts


def shown(analyser: Analyser, letters: Iterable[LabelledLetter]) -> list[dict[str, Any]]:
    """Return every suggestion that `analyser` makes in `letters`, with the sentences around the one it replaces."""
    rows = []
    for letter in letters:
        for place, acts, made in suggestions_of(analyser, letter):
            rows += [
                {
                    "letter": letter.id,
                    **context(letter, place),
                    "acts": list(acts),
                    "suggestion": item.text,
                    "strategy": item.strategy,
                    "generic": item.generic,
                }
                for item in made
            ]
    return rows


def context(letter: LabelledLetter, place: int) -> dict[str, str]:
    """Return the unit at `place`, and what stands before and after it, as judges see them."""
    texts = [" ".join(letter.text[item.unit.start : item.unit.end].split()) for item in letter.units]
    return {
        "before": " ".join(texts[max(place - _CONTEXT, 0) : place]),
        "sentence": texts[place],
        "after": " ".join(texts[place + 1 : place + 1 + _CONTEXT]),
    }


def draw(rows: Sequence[dict[str, Any]], size: int) -> list[dict[str, Any]]:
    """Return a random sample of `rows` in their order; the same each time."""
    chosen = random.Random(SEED).sample(range(len(rows)), min(size, len(rows)))  # noqa: S311
    return [rows[index] for index in sorted(chosen)]


@click.group()
def main() -> None:
    """Draw suggestions for judging, or report what judges found."""


@main.command("draw")
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--split", "splits", multiple=True, default=("test",))
@click.option("--model")
@click.option("--size", default=_SIZE)
def draw_command(corpus: Path, splits: tuple[str, ...], model: str | None, size: int) -> None:
    """Print a sample of suggestions for letters in CORPUS, one JSON object a line."""
    letters = list(read_split(corpus, *splits))
    random.Random(SEED).shuffle(letters)  # noqa: S311
    analyser, rows = load(model=model), []
    for letter in letters:
        rows += shown(analyser, [letter])
        if len(rows) >= _ENOUGH * size:
            break
    for row in draw(rows, size):
        click.echo(json.dumps(row, ensure_ascii=False))


@main.command("report")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
def report_command(file: Path) -> None:
    """Print the figures of the judged sample in FILE."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    click.echo(figures(rows, QUESTIONS), nl=False)
    click.echo(f"\n{len(rows)} suggestions, {sum(row['generic'] for row in rows)} of them generic.")


if __name__ == "__main__":
    main()
