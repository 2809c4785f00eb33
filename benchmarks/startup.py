"""How long the command takes to answer, as a ratio to starting Python: ``python benchmarks/startup.py``.

Each command is run several times, alternating with ``python -c pass``; the medians are compared.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 9
LETTER = Path(__file__).parents[1] / "docs" / "examples" / "brief.docx"
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "tonecheck --help": [sys.executable, "-m", "tonecheck", "--help"],
    "import spacy": [sys.executable, "-c", "import spacy"],
    "tonecheck check brief.docx": [sys.executable, "-m", "tonecheck", "check", str(LETTER)],
}


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for command in COMMANDS.values():
        seconds(command)  # warm the file cache
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            times[name].append(seconds(command))
    base = statistics.median(times["python -c pass"])
    print("| command | median | ratio to `python -c pass` |\n| --- | --- | --- |")
    for name, values in times.items():
        median = statistics.median(values)
        print(f"| `{name}` | {median * 1000:.0f} ms | {median / base:.1f} |")


if __name__ == "__main__":
    main()
