"""How good suggestions are by figures, on the dismissive sentences of a split of the corpus or of a file.

python -m benchmarks.rephrasing --split calibration
python -m benchmarks.rephrasing FILE.jsonl
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import tonecheck
from tests.rephrasing.independent import invented, turned
from tonecheck.analyser import Analyser
from tonecheck.training.corpus import LabelledLetter, read_letters, read_split
from tonecheck.training.rephrasings import suggestions_of
from tonecheck.types import Letter, Tone


def count_sentences(analyser: Analyser, letter: LabelledLetter, counts: Counter[str], show: bool) -> None:
    """Rephrase the sentences that are labelled dismissive, whatever the model thinks of them."""
    for place, acts, suggestions in suggestions_of(analyser, letter):
        unit = letter.units[place].unit
        sentence = letter.text[unit.start : unit.end]
        counts["sentences"] += 1
        counts["with a suggestion"] += bool(suggestions)
        counts["with a rewrite"] += any(not item.generic for item in suggestions)
        counts["first is a rewrite"] += bool(suggestions) and not suggestions[0].generic
        for item in suggestions:
            strange = invented(item.text, letter.text)
            counts["suggestions"] += 1
            counts["with a gap"] += bool(item.gaps)
            counts["passing the facts check"] += not strange and not turned(item.text, sentence)
            if strange or turned(item.text, sentence):
                print(f"! {letter.id} {strange}: {sentence} → {item.text}")
        if show:
            print(f"\n{letter.id} {list(acts)}: {sentence}")
            for item in suggestions:
                print(f"  {item.strategy}{' (generic)' if item.generic else ''}: {item.text}")


def after_best(letter: Letter) -> tuple[str, dict[int, int]]:
    """Return the text with the first suggestion for every sentence, and where its other sentences went."""
    text, position, moved = "", 0, {}
    for sentence in letter.sentences:
        text += letter.text[position : sentence.start]
        position = sentence.end
        if sentence.suggestions:
            text += sentence.suggestions[0].text
        else:
            moved[sentence.start] = len(text)
            text += sentence.text
    return text + letter.text[position:], moved


def count_letters(analyser: Analyser, labelled: LabelledLetter, counts: Counter[str]) -> None:
    """Take the first suggestion each time in letters that the model calls dismissive, and judge them again."""
    before = analyser.analyse(labelled.text)
    text, moved = after_best(before)
    after = analyser.analyse(text)
    if before.label is Tone.DISMISSIVE:
        counts["letters"] += 1
        counts["no longer dismissive"] += after.label is not Tone.DISMISSIVE
    now = {sentence.start: sentence for sentence in after.sentences}
    for sentence in before.sentences:
        if sentence.start in moved and sentence.text.strip():
            there = now.get(moved[sentence.start])
            counts["other sentences"] += 1
            counts["unchanged"] += text.startswith(sentence.text, moved[sentence.start])
            counts["now called dismissive"] += (
                there is not None and there.label is Tone.DISMISSIVE and sentence.label is not Tone.DISMISSIVE
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--split", default="calibration")
    parser.add_argument("--model", default="tone")
    parser.add_argument("--every", type=int, default=1, help="take one letter in so many")
    parser.add_argument("--show", action="store_true", help="print every suggestion")
    arguments = parser.parse_args()
    letters = list(read_letters(arguments.file)) if arguments.file else read_split(Path("corpus"), arguments.split)
    analyser = tonecheck.load(model=arguments.model)
    counts: Counter[str] = Counter()
    start = time.perf_counter()
    for letter in letters[:: arguments.every]:
        if any(item.label is Tone.DISMISSIVE for item in letter.units):
            count_sentences(analyser, letter, counts, arguments.show)
            count_letters(analyser, letter, counts)
    seconds = time.perf_counter() - start
    print(f"\n{analyser.model_name}, {seconds:.0f} seconds\n\n| | of | share |\n| --- | --- | --- |")
    for what, whole in (
        ("with a suggestion", "sentences"),
        ("with a rewrite", "sentences"),
        ("first is a rewrite", "sentences"),
        ("passing the facts check", "suggestions"),
        ("with a gap", "suggestions"),
        ("no longer dismissive", "letters"),
        ("unchanged", "other sentences"),
        ("now called dismissive", "other sentences"),
    ):
        print(f"| {what} | {counts[whole]} {whole} | {counts[what] / max(counts[whole], 1):.1%} |")


if __name__ == "__main__":
    main()
