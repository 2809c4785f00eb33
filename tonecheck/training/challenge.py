"""Measure a model on the challenge suites of the corpus: ``python -m tonecheck.training.challenge corpus``.

``pairs.jsonl`` holds minimal pairs: sentences that differ in a few words and in label (kind ``tone``), or that must not
differ in label (kind ``same``). ``ordinary.jsonl`` holds letters that answer no initiative: every sentence is neutral.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from tonecheck.analyser import Analyser, load
from tonecheck.types import Tone, Unit, UnitKind


def sentence_label(analyser: Analyser, text: str) -> Tone:
    """Return the tone of a sentence that stands alone."""
    return analyser.judge(text, [Unit(0, len(text), UnitKind.BODY)]).scores[0].label


def letter_labels(analyser: Analyser, sentences: list[str]) -> list[Tone]:
    """Return the tones of the sentences of one letter."""
    text, units = "", []
    for sentence in sentences:
        units.append(Unit(len(text), len(text) + len(sentence), UnitKind.BODY))
        text += f"{sentence} "
    return [scores.label for scores in analyser.judge(text, units).scores]


def pair_table(analyser: Analyser, pairs: Iterable[dict[str, Any]]) -> str:
    """Return, per phenomenon, how many pairs are right: both labels (``tone``), or the same one twice (``same``)."""
    counts: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        found = [sentence_label(analyser, pair[member]["text"]).value for member in ("first", "second")]
        if pair["kind"] == "tone":
            passed = found == [pair[member]["label"] for member in ("first", "second")]
        else:
            passed = found[0] == found[1]
        for key in ((pair["kind"], pair["phenomenon"]), (pair["kind"], "all")):
            counts[key] += 1
            right[key] += passed
    lines = ["| kind | phenomenon | pairs | right |", "| --- | --- | --- | --- |"]
    for key in sorted(counts):
        lines.append(f"| {key[0]} | {key[1]} | {counts[key]} | {right[key] / counts[key]:.3f} |")
    return "\n".join(lines) + "\n"


def ordinary_table(analyser: Analyser, letters: Iterable[dict[str, Any]]) -> str:
    """Return how many sentences of ordinary letters get each label."""
    counts = Counter(label.value for letter in letters for label in letter_labels(analyser, letter["sentences"]))
    total = sum(counts.values())
    lines = ["| ordinary sentences called | count | share |", "| --- | --- | --- |"]
    lines += [f"| {tone.value} | {counts[tone.value]} | {counts[tone.value] / total:.3f} |" for tone in Tone]
    return "\n".join(lines) + "\n"


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--model", help="fast, or the folder of a model")
def main(corpus: Path, model: str | None) -> None:
    """Print the figures of the challenge suites in CORPUS."""
    analyser = load(model=model, suggest=False)
    click.echo(f"{analyser.model_name}, {analyser.pipeline_name}\n")
    click.echo(pair_table(analyser, read_lines(corpus / "pairs.jsonl")))
    click.echo(ordinary_table(analyser, read_lines(corpus / "ordinary.jsonl")), nl=False)


if __name__ == "__main__":
    main()
