from __future__ import annotations

from pathlib import Path

from tonecheck import load
from tonecheck.training.corpus import read_letters
from tonecheck.training.evidence import Evidence, EvidenceResult, measure, read_evidence

CORPUS = Path(__file__).parents[2] / "corpus"


def test_the_sample_points_at_words_of_labelled_sentences() -> None:
    sample = read_evidence(CORPUS)
    assert len(sample) == 150
    letters = {letter.id: letter for letter in read_letters(CORPUS / "letters" / "a08.jsonl")}
    for item in sample:
        unit = letters[item.letter].units[item.unit]
        assert item.act in unit.acts
        text = letters[item.letter].text[unit.unit.start : unit.unit.end]
        assert item.words in " ".join(text.split()) or item.words in text


def test_only_acts_that_are_named_and_words_that_overlap_count() -> None:
    letters = list(read_letters(CORPUS / "letters" / "a08.jsonl"))
    analyser = load(model="fast", suggest=False)
    sample = read_evidence(CORPUS)
    whole = measure(analyser, letters, sample)
    assert 0 < whole.overlapping <= whole.named < whole.sample
    one = next(item for item in sample if measure(analyser, letters, [item]).overlapping)
    judgement = analyser.judge(
        next(letter.text for letter in letters if letter.id == one.letter),
        [unit.unit for letter in letters if letter.id == one.letter for unit in letter.units],
    )
    assert one.act in {finding.code for findings in judgement.findings for finding in findings}
    other = Evidence(one.letter, one.unit, "closing" if one.act != "closing" else "blame", one.words)
    assert measure(analyser, letters, [other]) == EvidenceResult(1, 0, 0, 0)
