"""Measure a model on the challenge suites of the corpus: ``python -m tonecheck.training.challenge corpus``.

``pairs.jsonl`` holds minimal pairs: sentences that differ in a few words and in label (kind ``tone``), or that must not
differ in label (kind ``same``). ``ordinary.jsonl`` holds letters that answer no initiative: every sentence is neutral.
``challenge.jsonl`` holds minimal pairs of sentences, or of two sentences in a row, one of which performs an act and the
other does not or performs another.
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
    text, units = _as_letter(sentences)
    return [scores.label for scores in analyser.judge(text, units).scores]


def _as_letter(sentences: list[str]) -> tuple[str, list[Unit]]:
    text, units = "", []
    for sentence in sentences:
        units.append(Unit(len(text), len(text) + len(sentence), UnitKind.BODY))
        text += f"{sentence} "
    return text, units


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


def act_table(analyser: Analyser, cases: Iterable[dict[str, Any]]) -> str:
    """Return, per phenomenon, how often the last sentence of a case gets the right label and the right act.

    An act is right if it is named; where there is none to name, if none is named.
    """
    counts: Counter[str] = Counter()
    label_right: Counter[str] = Counter()
    act_right: Counter[str] = Counter()
    for case in cases:
        text, units = _as_letter(case["sentences"])
        judged = analyser.judge(text, units)
        named = {finding.code for finding in judged.findings[-1]}
        for key in (case["phenomenon"], "all"):
            counts[key] += 1
            label_right[key] += judged.labels[-1].value == case["label"]
            act_right[key] += case["act"] in named if case["act"] else not named
    lines = ["| challenge | cases | label right | act right |", "| --- | --- | --- | --- |"]
    for key in sorted(counts):
        shares = " | ".join(f"{right[key] / counts[key]:.3f}" for right in (label_right, act_right))
        lines.append(f"| {key} | {counts[key]} | {shares} |")
    return "\n".join(lines) + "\n"


def ordinary_table(analyser: Analyser, letters: Iterable[dict[str, Any]]) -> str:
    """Return how many sentences of ordinary letters get each label, in their letters and each alone."""
    inside: Counter[Tone] = Counter()
    alone: Counter[Tone] = Counter()
    for letter in letters:
        inside.update(letter_labels(analyser, letter["sentences"]))
        alone.update(sentence_label(analyser, sentence) for sentence in letter["sentences"])
    total = inside.total()
    lines = ["| ordinary sentences called | in the letter | share | alone | share |", "| --- | --- | --- | --- | --- |"]
    for tone in Tone:
        cells = (f"{found[tone]} | {found[tone] / total:.3f}" for found in (inside, alone))
        lines.append(f"| {tone.value} | {' | '.join(cells)} |")
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
    click.echo(act_table(analyser, read_lines(corpus / "challenge.jsonl")))
    click.echo(ordinary_table(analyser, read_lines(corpus / "ordinary.jsonl")), nl=False)


if __name__ == "__main__":
    main()
