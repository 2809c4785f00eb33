"""Whether the words that tonecheck points at are those that an annotator would point at.

``corpus/evidence.jsonl`` holds, for a sample of labelled sentences, the words that perform an act.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from tonecheck.analyser import Analyser, load
from tonecheck.training.corpus import LabelledLetter, read_letters

EVIDENCE_FILE = "evidence.jsonl"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a sentence that perform an act, according to an annotator."""

    letter: str
    """The letter's id."""
    unit: int
    """Which of the letter's units the sentence is, counted from 0."""
    act: str
    words: str


@dataclass(frozen=True, slots=True)
class EvidenceResult:
    """How often tonecheck points at the right words."""

    sample: int
    named: int
    """Acts of the sample that tonecheck names."""
    overlapping: int
    """Of these, acts whose evidence overlaps the annotator's."""
    by_cue: int
    """Of those named, acts that a cue found."""


def read_evidence(corpus: Path) -> list[Evidence]:
    """Return the sample of the corpus in folder `corpus`."""
    lines = (corpus / EVIDENCE_FILE).read_text(encoding="utf-8").splitlines()
    return [Evidence(**json.loads(line)) for line in lines if line]


def measure(analyser: Analyser, letters: Sequence[LabelledLetter], sample: Sequence[Evidence]) -> EvidenceResult:
    """Compare the evidence of `analyser` with `sample`, whose letters are among `letters`."""
    by_id = {letter.id: letter for letter in letters}
    judged = {
        name: analyser.judge(by_id[name].text, [unit.unit for unit in by_id[name].units])
        for name in sorted({item.letter for item in sample})
    }
    named = overlapping = by_cue = 0
    for item in sample:
        unit = by_id[item.letter].units[item.unit].unit
        judgement = judged[item.letter]
        place = [toned.start for toned in judgement.parsed.toned].index(unit.start)
        start = judgement.parsed.views[place].text.index(item.words)
        sure = [finding for finding in judgement.findings[place] if finding.sure]
        found = next((finding for finding in sure if finding.code == item.act), None)
        if found:
            named += 1
            by_cue += found.cue is not None
            overlapping += found.start < start + len(item.words) and start < found.end
    return EvidenceResult(len(sample), named, overlapping, by_cue)


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--model")
def main(corpus: Path, model: str | None) -> None:
    """Print the figures for the sample in CORPUS."""
    sample = read_evidence(corpus)
    authors = sorted({item.letter.partition("-")[0] for item in sample})
    letters = [letter for author in authors for letter in read_letters(corpus / "letters" / f"{author}.jsonl")]
    result = measure(load(model=model, suggest=False), letters, sample)
    share = result.overlapping / max(result.named, 1)
    click.echo(f"{result.sample} acts in the sample, {result.named} named, {result.by_cue} of these by a cue")
    click.echo(f"evidence overlaps the annotator's in {result.overlapping} of {result.named}: {share:.2f}")


if __name__ == "__main__":
    main()
