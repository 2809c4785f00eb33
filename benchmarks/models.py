"""What a letter costs: both tone models next to the plain shipped spaCy pipeline, over the same letters in one run.

Models are loaded anew for every round, since they remember the sentences that they have seen; loading is not counted.

python benchmarks/models.py
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import spacy

import tonecheck
from tonecheck.analyser import SHIPPED_MODELS
from tonecheck.resources import models_folder
from tonecheck.training.corpus import read_split

ROUNDS = 3
PLAIN = "spaCy pipeline, plain"


def main() -> None:
    letters = [letter.text for letter in read_split(Path("corpus"), "dev")]
    times: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        pipes = {PLAIN: spacy.load(models_folder() / "pipeline").pipe}
        for model in SHIPPED_MODELS:
            pipes[f"tonecheck, model {model}"] = tonecheck.load(model=model, suggest=False).pipe
        for name, pipe in pipes.items():
            list(pipe(["Beste Noor,\n\nDank voor je bericht.\n"]))
            start = time.perf_counter()
            list(pipe(letters))
            times.setdefault(name, []).append((time.perf_counter() - start) / len(letters))
    base = statistics.median(times[PLAIN])
    print(f"{len(letters)} letters, median of {ROUNDS} alternating rounds\n")
    print("| | ms a letter | ratio |\n| --- | --- | --- |")
    for name, seconds in times.items():
        print(f"| {name} | {1000 * statistics.median(seconds):.0f} | {statistics.median(seconds) / base:.1f} |")


if __name__ == "__main__":
    main()
