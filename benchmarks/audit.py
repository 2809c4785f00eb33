"""How fast an archive is audited, beside the plain spaCy pipeline on the same letters, and that killing loses nothing.

python -m benchmarks.audit --letters 500
python -m benchmarks.audit --letters 200 --kill 10
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import spacy

from tonecheck.audit.dataset import LETTERS, Dataset
from tonecheck.audit.running import Options, audit
from tonecheck.resources import models_folder
from tonecheck.training.corpus import read_letters

SEED = 20261126


def generated(folder: Path, count: int) -> list[str]:
    """Write letters of the corpus with other digits, half as text files and half as rows; return their texts."""
    chance = random.Random(SEED)
    originals = [
        letter.text for path in sorted(Path("corpus/letters").glob("*.jsonl")) for letter in read_letters(path)
    ]
    texts = [re.sub(r"\d", lambda _: str(chance.randrange(10)), chance.choice(originals)) for _ in range(count)]
    (folder / "los").mkdir(parents=True)
    for number, text in enumerate(texts[::2]):
        (folder / "los" / f"{number:06d}.txt").write_text(text, encoding="utf-8")
    rows = [json.dumps({"text": text}, ensure_ascii=False) for text in texts[1::2]]
    (folder / "tabel.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return texts


def speed(folder: Path, texts: list[str]) -> None:
    """Print letters per second of the plain pipeline and of an audit with each model, on one core."""
    nlp = spacy.load(models_folder() / "pipeline")
    start = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    plain = time.perf_counter() - start
    print("| | letters/s | ratio to plain spaCy |\n| --- | --- | --- |")
    print(f"| spaCy pipeline, plain | {len(texts) / plain:.1f} | 1.00 |")
    for model in ("fast", "tone"):
        start = time.perf_counter()
        audit(folder / "archief", folder / model, Options(model=model, jobs=1))
        seconds = time.perf_counter() - start
        print(f"| audit, model {model} | {len(texts) / seconds:.1f} | {plain / seconds:.2f} |")
    print(f"\n{len(texts)} letters; most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB.")


def kills(folder: Path, times: int) -> None:
    """Kill a run at random moments, finish it, and compare with one that nobody disturbed."""
    chance = random.Random(SEED)
    command = [sys.executable, "-m", "tonecheck", "audit", str(folder / "archief"), "--output", str(folder / "killed")]
    command += ["--model", "fast", "--jobs", "2"]
    for _ in range(times):
        run = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            run.wait(chance.uniform(4, 12))
        except subprocess.TimeoutExpired:
            run.kill()
        run.wait()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    audit(folder / "archief", folder / "whole", Options(model="fast"))
    same = Dataset(folder / "killed").table(LETTERS).equals(Dataset(folder / "whole").table(LETTERS))
    print(f"killed {times} times; the tables are {'equal' if same else 'DIFFERENT'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=500)
    parser.add_argument("--kill", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = generated(folder / "archief", arguments.letters)
        if arguments.kill:
            kills(folder, arguments.kill)
        else:
            speed(folder, texts)


if __name__ == "__main__":
    main()
