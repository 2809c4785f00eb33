"""How often corrected shares are right about archives with a known mix: ``python -m benchmarks.prevalence``.

The letters of the test split are judged once; neither model was trained on them. Then archives with a known mix of
tones are made of them, a hundred times each, in three ways:

- small: the model's errors are measured on a random half of the letters, and the archive is made of the other half, no
  letter twice;
- large: errors are measured on as many letters as the split has, and the archive has a thousand, all drawn at random
  with repetition, so that the letters of the archive are of the same kind as those of the measurement;
- other: as large, but the archive's thousand letters repeat those of one half only (about 110 different letters, as if
  they were templates), and errors are measured on the other half: really other letters, and few.

The corrected share's 95% interval covers the truth or not; the interval without correction (Wilson) stands beside it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tonecheck.analyser import SHIPPED_MODELS, load
from tonecheck.audit.summing import corrected, effective_size, share
from tonecheck.training.corpus import read_split

SEED = 20261126
MIXES = (0.1, 0.3, 0.5)
WAYS = {"small": 50, "large": 1000, "other": 1000}
TONES = ("dismissive", "empathic")
COLUMNS = ("model", "tone", "true share", "archive", "letters", "covered", "uncorrected", "mean width", "mean error")
Pair = tuple[str, str]


def errors_of(pairs: Sequence[Pair], tone: str) -> dict[str, int]:
    """Count as `tonecheck.training.letter_errors` does, from pairs of the true and the found tone."""
    return {
        "found": sum(gold == tone == said for gold, said in pairs),
        "missed": sum(gold == tone != said for gold, said in pairs),
        "wrongly": sum(gold != tone == said for gold, said in pairs),
        "rightly_not": sum(tone not in (gold, said) for gold, said in pairs),
    }


def measured(pairs: Sequence[Pair], tone: str, mix: float, way: str, draws: int) -> tuple[int, int, float, float]:
    """Return how many intervals cover the truth, corrected and not, and the corrected ones' mean width and error."""
    random = np.random.default_rng(SEED)
    size = WAYS[way]
    right = plain = 0
    widths, errors = [], []
    for _ in range(draws):
        order = random.permutation(len(pairs))
        half = [pairs[place] for place in order[: len(pairs) // 2]]
        rest = [pairs[place] for place in order[len(pairs) // 2 :]]
        if way == "large":
            half, rest = [pairs[place] for place in random.integers(len(pairs), size=len(pairs))], list(pairs)
        sides = [[pair for pair in rest if (pair[0] == tone) is here] for here in (True, False)]
        drawn = [
            (here, place)
            for here, count in ((True, round(mix * size)), (False, size - round(mix * size)))
            for place in random.choice(len(sides[not here]), count, replace=way != "small")
        ]
        archive = [sides[not here][place] for here, place in drawn]
        found = share(sum(said == tone for _, said in archive), len(archive))
        # Letters that come back are known by their template in a real archive.
        better = corrected(found, errors_of(half, tone), effective_size(drawn) if way == "other" else None)
        right += better.low <= mix <= better.high
        plain += found.low <= mix <= found.high
        widths.append(better.high - better.low)
        errors.append(better.value - mix)
    return right, plain, float(np.mean(widths)), float(np.mean(errors))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=100)
    draws = parser.parse_args().draws
    letters = list(read_split(Path("corpus"), "test"))
    print(f"{len(letters)} letters, {draws} draws each.\n\n| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}")
    for model in SHIPPED_MODELS:
        analyser = load(model=model, suggest=False, evidence=False)
        pairs = [(letter.label.value, analyser.analyse(letter.text).label.value) for letter in letters]
        for way, size in WAYS.items():
            for tone in TONES:
                for mix in MIXES:
                    right, plain, width, error = measured(pairs, tone, mix, way, draws)
                    cells = (model, tone, f"{mix:.0%}", way, size, right, plain, f"{width:.2f}", f"{error:+.3f}")
                    print(f"| {' | '.join(map(str, cells))} |")


if __name__ == "__main__":
    main()
