"""How well letters from one template are found, by how much of each letter its writer changed.

Sixty letters of the corpus are each sent to ten people: with other names and numbers, half of them with their sentences
in another order, and a share of the sentences replaced by sentences from other letters. Two letters that were made from
one original should be in one group, and no others. Then all letters of the corpus, which have nothing in common.

python -m benchmarks.duplicates
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tonecheck.audit.duplicates import signature, templates
from tonecheck.segmenting import segment
from tonecheck.training.corpus import read_letters
from tonecheck.types import TONED_KINDS, Letter, Scores, Sentence, Tone, UnitKind

SEED = 20261126
ORIGINALS, COPIES, MANY = 60, 10, 20_000
NAMES = ("Jan", "Noor", "Fatima de Wit", "Bas", "Youssef El Amrani", "Wilma", "Mohammed", "Sanne van den Berg")


def main() -> None:
    chance = random.Random(SEED)
    paths = sorted(Path("corpus/letters").glob("*.jsonl"))
    letters = [_sentences(letter.text) for path in paths for letter in read_letters(path)]
    letters = [sentences for sentences in letters if sentences]
    others = [sentence for sentences in letters for sentence in sentences]
    originals = chance.sample([sentences for sentences in letters if len(sentences) >= 6], ORIGINALS)
    print("| sentences replaced | pairs found rightly | of the pairs | letters in a group |\n| --- | --- | --- | --- |")
    for replaced in (0.0, 0.1, 0.2, 0.3):
        copies = {
            f"{number:03}-{copy}": signature(_letter(_copy(original, replaced, others, chance)))
            for number, original in enumerate(originals)
            for copy in range(COPIES)
        }
        groups = templates(copies.items())
        found, right = _pairs(groups.values()), _pairs((name[:3], first) for name, first in groups.items())
        all_pairs = ORIGINALS * COPIES * (COPIES - 1) // 2
        precision, recall = right / max(found, 1), right / all_pairs
        print(f"| {replaced:.0%} | {precision:.3f} | {recall:.3f} | {len(groups) / len(copies):.3f} |")
    alone = templates((f"{number}", signature(_letter(sentences))) for number, sentences in enumerate(letters))
    print(f"\n{len(alone)} of {len(letters)} letters of the corpus share a template.")
    many = [_letter(_copy(chance.choice(letters), 0.1, others, chance)) for _ in range(MANY)]
    start = time.process_time()
    copies = {f"{number}": signature(letter) for number, letter in enumerate(many)}
    print(f"A signature takes {(time.process_time() - start) / MANY * 1000:.2f} ms.")
    start = time.process_time()
    templates(copies.items())
    print(f"{MANY} letters grouped in {time.process_time() - start:.1f} s.")


def _sentences(text: str) -> list[str]:
    return [text[unit.start : unit.end] for unit in segment(text) if unit.kind in TONED_KINDS]


def _letter(sentences: Sequence[str]) -> Letter:
    made = tuple(Sentence(0, len(sentence), sentence, UnitKind.BODY) for sentence in sentences)
    return Letter("-", "", Tone.NEUTRAL, Scores(0.0, 1.0, 0.0), (), made, "", "", "nl")


def _copy(original: Sequence[str], replaced: float, others: Sequence[str], chance: random.Random) -> list[str]:
    made = [re.sub(r"\d", lambda _: str(chance.randrange(10)), sentence) for sentence in original]
    made = [re.sub(r"(?<=[a-z] )[A-Z][a-z]+", lambda _: chance.choice(NAMES), sentence) for sentence in made]
    for place in chance.sample(range(len(made)), round(len(made) * replaced)):
        made[place] = chance.choice(others)
    if chance.random() < 0.5:
        chance.shuffle(made)
    return made


def _pairs(labels: object) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())  # type: ignore[call-overload]


if __name__ == "__main__":
    main()
