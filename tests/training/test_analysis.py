from __future__ import annotations

from tonecheck.pipeline import load_pipeline
from tonecheck.training.analysis import confusion_table, group_table, groups
from tonecheck.training.corpus import LabelledLetter, LabelledUnit
from tonecheck.training.evaluation import JudgedSentence
from tonecheck.types import Act, Scores, Sentence, Tone, Unit, UnitKind

TEXT = "Dat kan niet, want de kabels liggen er."


def judged(wanted: Tone, found: Scores, acts: tuple[str, ...] = (), found_acts: tuple[str, ...] = ()) -> JudgedSentence:
    unit = LabelledUnit(Unit(0, len(TEXT), UnitKind.BODY), wanted, acts)
    letter = LabelledLetter("x-01", "x", "groen", "b1", TEXT, (unit,), Tone.NEUTRAL, None, None, None)
    named = tuple(Act(code, 0, 3, "Daarom.") for code in found_acts)
    sentence = Sentence(0, len(TEXT), TEXT, UnitKind.BODY, found.label, found, named)
    return JudgedSentence(letter, unit, sentence)


def test_groups_count_what_is_right_wrongly_given_and_missed() -> None:
    sentences = [judged(Tone.NEUTRAL, Scores(0.1, 0.8, 0.1))] * 17
    sentences += [judged(Tone.NEUTRAL, Scores(0.7, 0.2, 0.1))] * 3
    sentences += [judged(Tone.EMPATHIC, Scores(0.1, 0.6, 0.3))] * 5
    lines = group_table(groups(sentences, load_pipeline())).splitlines()
    for row in ("domain | groen", "phenomenon | negation", "phenomenon | reason", "sentence | 8-14 words"):
        assert f"| {row} | 25 | 0.68 | 3 | 0 | 0 | 5 |" in lines
    # Three and five sentences are too few for rows of their own.
    assert [line for line in lines if "probability" in line] == [
        "| probability | 0.8-0.95 | 17 | 1.00 | 0 | 0 | 0 | 0 |"
    ]


def test_acts_taken_for_others_are_counted() -> None:
    doubtful = Scores(0.5, 0.3, 0.2)
    sentences = [judged(Tone.DISMISSIVE, doubtful, ("rule_wall", "closing"), ("no_need", "closing"))] * 3
    sentences += [judged(Tone.DISMISSIVE, doubtful, ("blame",))] * 2
    sentences += [judged(Tone.NEUTRAL, doubtful, (), ("yes_but",))] * 2
    assert confusion_table(sentences).splitlines()[2:] == [
        "| rule_wall | no_need | 3 |",
        "| blame | none | 2 |",
        "| none | yes_but | 2 |",
    ]
