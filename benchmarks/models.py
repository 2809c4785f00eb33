"""What a letter costs: both tone models next to the plain shipped spaCy pipeline, over the same letters in one run.

python benchmarks/models.py
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import spacy

import tonecheck
from tonecheck.resources import models_folder
from tonecheck.training.corpus import read_split

ROUNDS = 3


def main() -> None:
    letters = [letter.text for letter in read_split(Path("corpus"), "dev")]
    plain = spacy.load(models_folder() / "pipeline")
    analysers = {name: tonecheck.load(model=name, suggest=False) for name in ("fast", "tone")}
    runs = {"spaCy pipeline, plain": lambda: list(plain.pipe(letters))}
    for name, analyser in analysers.items():
        runs[f"tonecheck, model {name}"] = lambda analyser=analyser: list(analyser.pipe(letters))
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - start) / len(letters))
    base = statistics.median(times["spaCy pipeline, plain"])
    print(f"{len(letters)} letters, median of {ROUNDS} alternating rounds\n")
    print("| | ms a letter | ratio |\n| --- | --- | --- |")
    for name, seconds in times.items():
        print(f"| {name} | {1000 * statistics.median(seconds):.0f} | {statistics.median(seconds) / base:.1f} |")


if __name__ == "__main__":
    main()
