"""Agreement between annotators: Cohen's kappa, and the accuracy of one annotator against the settled labels.

``python -m tonecheck.training.agreement corpus`` prints the tables of the corpus' data card.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.metrics import accuracy_score, cohen_kappa_score

from tonecheck.types import TONES

_COUNTED_KINDS = frozenset({"body", "list_item"})
ACT_MINIMUM = 10
"""Acts that the annotators together gave to fewer sentences get no kappa of their own."""


@dataclass(frozen=True, slots=True)
class DoubleLabel:
    """One sentence or letter as its author, a second annotator who had not seen that, and the corpus label it."""

    author: str
    second: str
    settled: str
    author_acts: frozenset[str] = frozenset()
    second_acts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on a set of double labels. Kappas range from -1 to 1, 0 for chance, NaN where undefined."""

    count: int
    kappa: float
    kappa_by_label: dict[str, float]
    """One label against the rest."""
    kappa_by_act: dict[str, float]
    ceiling: float
    """Accuracy of the second annotator against the settled labels."""


def double_labels(raw_letters: Iterable[dict]) -> tuple[list[DoubleLabel], list[DoubleLabel]]:  # type: ignore[type-arg]
    """Return the double labels of sentences and of letters; letters that were labelled once are left out."""
    sentences, letters = [], []
    for raw in raw_letters:
        if "label_second" not in raw:
            continue
        letters.append(DoubleLabel(raw.get("label_author", raw["label"]), raw["label_second"], raw["label"]))
        for unit in raw["units"]:
            if unit["kind"] in _COUNTED_KINDS:
                author, second = unit.get("author", unit), unit.get("second", unit)
                sentences.append(
                    DoubleLabel(
                        author["label"],
                        second["label"],
                        unit["label"],
                        frozenset(author["acts"]),
                        frozenset(second["acts"]),
                    )
                )
    return sentences, letters


def measure(labels: Sequence[DoubleLabel]) -> Agreement:
    """Return the agreement on `labels` (at least one)."""
    author, second = [item.author for item in labels], [item.second for item in labels]
    acts = sorted(set().union(*(item.author_acts | item.second_acts for item in labels)))
    by_act = {
        act: _kappa([act in item.author_acts for item in labels], [act in item.second_acts for item in labels])
        for act in acts
        if sum(act in item.author_acts | item.second_acts for item in labels) >= ACT_MINIMUM
    }
    return Agreement(
        count=len(labels),
        kappa=_kappa(author, second),
        kappa_by_label={
            tone.value: _kappa([label == tone.value for label in author], [label == tone.value for label in second])
            for tone in TONES
        },
        kappa_by_act=by_act,
        ceiling=float(accuracy_score([item.settled for item in labels], second)),
    )


def _kappa(first: Sequence[str | bool], second: Sequence[str | bool]) -> float:
    # Undefined where both annotators use one and the same label only.
    return float(cohen_kappa_score(first, second)) if len({*first, *second}) > 1 else float("nan")


def describe(sentences: Agreement, letters: Agreement) -> str:
    """Return the agreement as a Markdown text."""
    lines = ["| | sentences | letters |", "| --- | --- | --- |", f"| count | {sentences.count} | {letters.count} |"]
    lines.append(f"| kappa, three labels | {sentences.kappa:.2f} | {letters.kappa:.2f} |")
    for label, kappa in sentences.kappa_by_label.items():
        lines.append(f"| kappa, {label} or not | {kappa:.2f} | {letters.kappa_by_label[label]:.2f} |")
    lines.append(f"| second annotator against the settled label | {sentences.ceiling:.2f} | {letters.ceiling:.2f} |")
    lines += ["", "| act | kappa |", "| --- | --- |"]
    lines += [f"| {act} | {kappa:.2f} |" for act, kappa in sentences.kappa_by_act.items()]
    return "\n".join(lines) + "\n"


def _raw_letters(corpus: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    for file in sorted((corpus / "letters").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


if __name__ == "__main__":
    found_sentences, found_letters = double_labels(_raw_letters(Path(sys.argv[1])))
    sys.stdout.write(describe(measure(found_sentences), measure(found_letters)))
