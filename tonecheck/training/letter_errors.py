"""How often a model is wrong about letters: ``python -m tonecheck.training.letter_errors corpus > measured.toml``.

The counts stand in ``tonecheck/data/measured.toml``, from which the report on an archive corrects its shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tonecheck.analyser import SHIPPED_MODELS, Analyser, load
from tonecheck.training.corpus import LabelledLetter, read_split
from tonecheck.types import Tone

_MEASURED = (Tone.DISMISSIVE, Tone.EMPATHIC)


def letter_errors(analyser: Analyser, letters: Sequence[LabelledLetter]) -> dict[str, dict[str, int]]:
    """Return for dismissive and empathic how many letters are found, missed, called so wrongly, and rightly not."""
    pairs = [(letter.label, analyser.analyse(letter.text).label) for letter in letters]
    return {
        tone.value: {
            "found": sum(gold is tone and said is tone for gold, said in pairs),
            "missed": sum(gold is tone and said is not tone for gold, said in pairs),
            "wrongly": sum(gold is not tone and said is tone for gold, said in pairs),
            "rightly_not": sum(gold is not tone and said is not tone for gold, said in pairs),
        }
        for tone in _MEASURED
    }


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--split", default="test")
def main(corpus: Path, split: str) -> None:
    """Print the counts of the shipped models on a split of CORPUS."""
    letters = list(read_split(corpus, split))
    click.echo(f"# {__doc__.splitlines()[0]}\n# Split: {split}, {len(letters)} letters.")
    for model in SHIPPED_MODELS:
        analyser = load(model=model, suggest=False, evidence=False)
        for tone, counts in letter_errors(analyser, letters).items():
            click.echo(f'\n["{analyser.model_name.partition(" (")[0]}".{tone}]')
            for name, count in counts.items():
                click.echo(f"{name} = {count}")


if __name__ == "__main__":
    main()
