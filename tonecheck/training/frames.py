"""How many dismissive sentences the frames fit: for those who write frames.

``python -m tonecheck.training.frames corpus --act no_need`` prints, for every sentence of the training letters that is
labelled with the act, what the frames of that act make of it, and how many they fit; ``--show without`` prints only
the sentences that no frame fits. Nothing is judged by the model here, only what the guard sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from tonecheck.cues.definitions import load_classes
from tonecheck.cues.matching import SentenceForms
from tonecheck.pipeline import load_pipeline
from tonecheck.rephrasing.facts import LetterFacts
from tonecheck.rephrasing.frames import load_frames
from tonecheck.rephrasing.framing import FrameMatcher
from tonecheck.rephrasing.guard import Guard
from tonecheck.rephrasing.rephraser import Rephraser
from tonecheck.training.corpus import read_split
from tonecheck.types import Tone

_FACTS = LetterFacts("u", "uw voorstel")


def _sentences(corpus: Path, split: str, act: str | None) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield the acts of every dismissive sentence with `act`, the sentence and its letter."""
    for letter in read_split(corpus, split):
        for labelled in letter.units:
            if labelled.label is Tone.DISMISSIVE and (act is None or act in labelled.acts):
                yield labelled.acts, letter.text[labelled.unit.start : labelled.unit.end], letter.text


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--split", default="train")
@click.option("--act", help="Only sentences with this act, and only its frames.")
@click.option("--every", default=1, help="Take one sentence in so many.")
@click.option("--show", type=click.Choice(["with", "without", "none"]), default="with")
def main(corpus: Path, split: str, act: str | None, every: int, show: str) -> None:
    """Print what frames make of dismissive sentences in CORPUS, and how many they fit."""
    frames = [frame for frame in load_frames() if act in (None, frame.act)]
    matchers = {frame.name: FrameMatcher(frame, load_classes()) for frame in frames}
    sentences = list(_sentences(corpus, split, act))[::every]
    rephraser, fitted = Rephraser(), 0
    docs = load_pipeline().analyse([" ".join(sentence.split()) for _, sentence, _ in sentences])
    for doc, (acts, _, letter) in zip(docs, sentences, strict=True):
        fitting = [name for name, matcher in matchers.items() if matcher.fill(doc, SentenceForms.of(doc)) is not None]
        fitted += bool(fitting)
        if show == "none" or bool(fitting) != (show == "with"):
            continue
        click.echo(f"\n{' '.join(acts)}: {doc.text}")
        guard = Guard(doc, letter)
        for candidate in rephraser.candidates(doc, acts, _FACTS) if fitting else ():
            name, _, kind = candidate.strategy.name.rpartition("_")
            if name in fitting:
                stopped = "" if guard.passes(candidate.text) else " [the guard stops this]"
                click.echo(f"    {name} ({kind}): {candidate.text}{stopped}")
    click.echo(f"\n{fitted} of {len(sentences)} sentences fit a frame ({fitted / max(len(sentences), 1):.0%}).")


if __name__ == "__main__":
    main()
