"""How often each cue fires on labelled letters, and how often it is right: the table in ``docs/cues.md``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tonecheck.classifying.parsing import LetterParser
from tonecheck.cues.definitions import load_acts
from tonecheck.pipeline import load_pipeline
from tonecheck.training.corpus import read_split
from tonecheck.training.prepared import Prepared, prepare

#: A cue that is right less often does not ship, once it has fired often enough to tell.
LEAST_PRECISION = 0.7
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class CueRecord:
    """What became of one cue."""

    act: str
    cue: str
    fired: int
    """Sentences in which it fired."""
    act_right: int
    """Of these, sentences that have its act."""
    tone_right: int
    """Of these, sentences that have its act's tone."""

    @property
    def precision(self) -> float | None:
        """Share of sentences with the cue that have its act; None where it never fired."""
        return self.act_right / self.fired if self.fired else None

    @property
    def tone_precision(self) -> float | None:
        """Share of sentences with the cue that have its act's tone."""
        return self.tone_right / self.fired if self.fired else None


def cue_records(letters: Iterable[Prepared]) -> Iterator[CueRecord]:
    """Yield the record of every shipped cue on labelled letters, in the order of acts and cues."""
    acts = load_acts()
    fired: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for letter in letters:
        for view, tone, codes in zip(letter.parsed.views, letter.tones, letter.acts, strict=True):
            for hit in view.cues:
                fired[hit.act, hit.cue].append((hit.act in codes, tone == acts[hit.act].tone.value))
    for act in acts.values():
        for cue in act.cues:
            outcomes = fired[act.code, cue.name]
            right = (sum(found) for found in zip(*outcomes, strict=True)) if outcomes else (0, 0)
            yield CueRecord(act.code, cue.name, len(outcomes), *right)


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--split", default="train")
def main(corpus: Path, split: str) -> None:
    """Print the table for a split of CORPUS."""
    letters = prepare(read_split(corpus, split), LetterParser(load_pipeline()))
    click.echo("| act | cue | fires | has the act | has its tone |\n| --- | --- | --- | --- | --- |")
    for record in cue_records(letters):
        shares = (record.precision, record.tone_precision)
        cells = " | ".join("" if share is None else f"{share:.2f}" for share in shares)
        click.echo(f"| {record.act} | {record.cue} | {record.fired} | {cells} |")


if __name__ == "__main__":
    main()
