"""Measure a tone model on labelled letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sklearn.metrics import f1_score, precision_recall_fscore_support

from tonecheck.analyser import Analyser
from tonecheck.training.corpus import LabelledLetter, LabelledUnit
from tonecheck.training.resampling import (
    Interval,
    ReliabilityBin,
    bootstrap_macro_f1,
    calibration_error,
    confusion,
    reliability,
)
from tonecheck.types import TONED_KINDS, TONES, Letter, Sentence, UnitKind

#: Headings are neutral in the guidelines, so measuring on them would flatter.
_MEASURED_KINDS = frozenset({UnitKind.BODY, UnitKind.LIST_ITEM})
_LABELS = [tone.value for tone in TONES]
ACT_MINIMUM = 5
"""Acts with fewer labelled sentences get no figure of their own."""


@dataclass(frozen=True, slots=True)
class Row:
    """Precision, recall and F1 of one label, and how often it stands in the data."""

    name: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How a second, blind annotator does against the same labels: no model can be expected to do better."""

    sentence_macro_f1: float
    act_micro_f1: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured."""

    letters: int
    sentences: int
    boundary_f1: float
    sentence_rows: tuple[Row, ...]
    sentence_macro_f1: Interval
    sentence_calibration_error: float
    sentence_reliability: tuple[ReliabilityBin, ...]
    letter_rows: tuple[Row, ...]
    letter_macro_f1: Interval
    act_rows: tuple[Row, ...]
    act_micro_f1: float
    field_accuracy: float | None
    """Share of replies with an incoming letter that land in the labelled field; None without such letters."""
    ceiling: Ceiling | None
    """None unless all letters were labelled twice."""


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A labelled body sentence beside what the model says of it."""

    letter: LabelledLetter
    unit: LabelledUnit
    found: Sentence | None
    """The sentence that the model found in its place; None counts as neutral."""

    @property
    def text(self) -> str:
        """The sentence as it stands in the letter."""
        return self.letter.text[self.unit.unit.start : self.unit.unit.end]

    @property
    def found_label(self) -> str:
        """The tone that the model gives."""
        return self.found.label.value if self.found else "neutral"

    @property
    def certainty(self) -> float:
        """The probability of that tone, 0 to 1."""
        return max(self.found.scores.to_dict().values()) if self.found else 1.0


def judged_sentences(letter: LabelledLetter, result: Letter) -> Iterator[JudgedSentence]:
    """Yield the labelled body sentences of `letter` with the found sentences that overlap them most."""
    for unit in letter.units:
        if unit.unit.kind in _MEASURED_KINDS:
            yield JudgedSentence(letter, unit, _best_overlap(result.sentences, unit.unit.start, unit.unit.end))


def evaluate(analyser: Analyser, letters: Sequence[LabelledLetter]) -> Evaluation:
    """Analyse the plain text of `letters` and compare with their labels.

    Sentences count as body sentences by their labelled kind (by the recognised one where the data has none). A labelled
    sentence is compared with the found one that overlaps it most.
    """
    gold_tones: list[str] = []
    found_tones: list[str] = []
    gold_letters, found_letters, tables = [], [], []
    certainties: list[float] = []
    gold_acts: list[set[str]] = []
    found_acts: list[set[str]] = []
    ends: list[tuple[int, int, int]] = []
    fields: list[bool] = []
    for letter in letters:
        result = analyser.analyse(letter.text, letter.incoming)
        gold_letters.append(letter.label.value)
        found_letters.append(result.label.value)
        if letter.incoming:
            fields.append((result.field.value if result.field else None) == letter.field)
        gold_ends = {unit.unit.end for unit in letter.units}
        found_ends = {sentence.end for sentence in result.sentences}
        ends.append((len(gold_ends & found_ends), len(gold_ends), len(found_ends)))
        first = len(gold_tones)
        for judged in judged_sentences(letter, result):
            gold_tones.append(judged.unit.label.value)
            found_tones.append(judged.found_label)
            certainties.append(judged.certainty)
            gold_acts.append(set(judged.unit.acts))
            found_acts.append(set(judged.found.named_acts) if judged.found else set())
        tables.append(confusion(gold_tones[first:], found_tones[first:], _LABELS))
    right = [one == other for one, other in zip(gold_tones, found_tones, strict=True)]
    hits, wanted, made = (sum(column) for column in zip(*ends, strict=True))
    codes = sorted({code for acts in gold_acts for code in acts})
    return Evaluation(
        letters=len(letters),
        sentences=len(gold_tones),
        boundary_f1=2 * hits / (wanted + made),
        sentence_rows=_rows(gold_tones, found_tones, _LABELS),
        sentence_macro_f1=bootstrap_macro_f1(tables),
        sentence_calibration_error=calibration_error(certainties, right),
        sentence_reliability=reliability(certainties, right),
        letter_rows=_rows(gold_letters, found_letters, _LABELS),
        letter_macro_f1=bootstrap_macro_f1(
            [confusion([one], [other], _LABELS) for one, other in zip(gold_letters, found_letters, strict=True)]
        ),
        act_rows=tuple(row for code in codes if (row := _act_row(code, gold_acts, found_acts)).support >= ACT_MINIMUM),
        act_micro_f1=_micro_f1(gold_acts, found_acts),
        field_accuracy=sum(fields) / len(fields) if fields and any(letter.field for letter in letters) else None,
        ceiling=_ceiling(letters),
    )


def _ceiling(letters: Sequence[LabelledLetter]) -> Ceiling | None:
    units = [unit for letter in letters for unit in letter.units if unit.unit.kind in _MEASURED_KINDS]
    twice = [(unit, unit.second) for unit in units if unit.second is not None]
    if not twice or len(twice) < len(units):
        return None
    tones, seconds = [unit.label.value for unit, _ in twice], [second.label.value for _, second in twice]
    return Ceiling(
        float(f1_score(tones, seconds, labels=_LABELS, average="macro")),
        _micro_f1([set(unit.acts) for unit, _ in twice], [set(second.acts) for _, second in twice]),
    )


def _best_overlap(sentences: Sequence[Sentence], start: int, end: int) -> Sentence | None:
    def overlap(sentence: Sentence) -> int:
        return min(sentence.end, end) - max(sentence.start, start)

    best = max((s for s in sentences if s.kind in TONED_KINDS), key=overlap, default=None)
    return best if best is not None and overlap(best) > 0 else None


def _rows(gold: list[str], found: list[str], labels: list[str]) -> tuple[Row, ...]:
    columns = precision_recall_fscore_support(gold, found, labels=labels, zero_division=0)
    return tuple(
        Row(label, float(p), float(r), float(f), int(n)) for label, p, r, f, n in zip(labels, *columns, strict=True)
    )


def _act_row(code: str, gold: list[set[str]], found: list[set[str]]) -> Row:
    columns = precision_recall_fscore_support(
        [code in acts for acts in gold], [code in acts for acts in found], labels=[True], zero_division=0
    )
    precision, recall, f1, support = (float(column[0]) for column in columns)
    return Row(code, precision, recall, f1, int(support))


def _micro_f1(gold: list[set[str]], found: list[set[str]]) -> float:
    hits = sum(len(a & b) for a, b in zip(gold, found, strict=True))
    total = sum(map(len, gold)) + sum(map(len, found))
    return 2 * hits / total if total else 0.0


def describe(evaluation: Evaluation) -> str:
    """Return the figures as a Markdown text."""
    lines = [
        f"{evaluation.letters} letters, {evaluation.sentences} body sentences; "
        f"sentence boundaries F1 {evaluation.boundary_f1:.3f}",
        "",
        f"Sentences: macro-F1 {evaluation.sentence_macro_f1}; "
        f"calibration error {evaluation.sentence_calibration_error:.3f}",
        "",
        *_table(evaluation.sentence_rows),
        "",
        "| probability | sentences | mean | right |",
        "| --- | --- | --- | --- |",
        *(
            f"| {item.low:.1f}–{item.high:.1f} | {item.count} | {item.certainty:.2f} | {item.right:.2f} |"
            for item in evaluation.sentence_reliability
        ),
        "",
        f"Letters: macro-F1 {evaluation.letter_macro_f1}",
        "",
        *_table(evaluation.letter_rows),
        "",
        f"Acts: micro-F1 {evaluation.act_micro_f1:.3f} (acts with {ACT_MINIMUM} sentences or more below)",
        "",
        *_table(evaluation.act_rows),
    ]
    if evaluation.ceiling:
        share = evaluation.sentence_macro_f1.value / evaluation.ceiling.sentence_macro_f1
        lines += [
            "",
            f"A second annotator: sentences macro-F1 {evaluation.ceiling.sentence_macro_f1:.3f} "
            f"(the model reaches {share:.1%} of it), acts micro-F1 {evaluation.ceiling.act_micro_f1:.3f}",
        ]
    if evaluation.field_accuracy is not None:
        lines += ["", f"Field of the square: accuracy {evaluation.field_accuracy:.3f}"]
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[Row]) -> list[str]:
    lines = ["| label | precision | recall | F1 | count |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {r.name} | {r.precision:.2f} | {r.recall:.2f} | {r.f1:.2f} | {r.support} |" for r in rows]
    return lines
