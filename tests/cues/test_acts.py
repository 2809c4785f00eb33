"""Every cue runs its own examples and counter-examples through the real pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from tonecheck.classifying.parsing import LetterParser
from tonecheck.cues.definitions import CueDefinition, load_acts, load_classes
from tonecheck.cues.engine import CueEngine
from tonecheck.messages import LANGUAGES
from tonecheck.pipeline import LinguisticPipeline
from tonecheck.presenting.json_report import schema
from tonecheck.training.corpus import read_split
from tonecheck.training.cue_precision import ENOUGH, LEAST_PRECISION, cue_records
from tonecheck.training.prepared import prepare
from tonecheck.types import Tone

CORPUS = Path(__file__).parents[2] / "corpus"
ACTS = load_acts()
CUES = [(act.code, cue) for act in ACTS.values() for cue in act.cues]

#: Examples that are known to fail, by cue and sentence. Mending one makes its test fail until it is taken out here.
KNOWN_FAILURES: set[tuple[str, str]] = set()


@pytest.fixture(scope="module")
def engine() -> CueEngine:
    return CueEngine()


def fires(cue: CueDefinition, text: str, engine: CueEngine, pipeline: LinguisticPipeline) -> bool:
    *before, sentence = text.split(" || ")
    docs = pipeline.analyse([*before, sentence])
    return any(hit.cue == cue.name for hit in engine.find(docs[-1], docs[0] if before else None))


@pytest.mark.parametrize(("code", "cue"), CUES, ids=[f"{code}-{cue.name}" for code, cue in CUES])
def test_examples_fire_and_counter_examples_do_not(
    code: str, cue: CueDefinition, engine: CueEngine, pipeline: LinguisticPipeline
) -> None:
    wrong = {(cue.name, text) for text in cue.examples if not fires(cue, text, engine, pipeline)}
    wrong |= {(cue.name, text) for text in cue.counter if fires(cue, text, engine, pipeline)}
    assert wrong == {item for item in KNOWN_FAILURES if item[0] == cue.name}


def test_the_acts_are_those_of_the_guidelines() -> None:
    assert set(ACTS) == set(schema()["$defs"]["act"]["properties"]["code"]["enum"])
    assert sum(act.tone is Tone.DISMISSIVE for act in ACTS.values()) == 11


def test_cue_names_are_unique() -> None:
    names = [cue.name for _, cue in CUES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("code", "cue"), CUES, ids=[cue.name for _, cue in CUES])
def test_cues_have_examples_enough(code: str, cue: CueDefinition) -> None:
    assert len(cue.examples) >= 3
    assert len(cue.counter) >= 2


@pytest.mark.parametrize("code", ACTS)
def test_explanations_name_the_words(code: str) -> None:
    for lang in LANGUAGES:
        assert ACTS[code].explanation[lang].count("{words}") == 1
        assert all(getattr(ACTS[code], text)[lang] for text in ("name", "meaning", "why"))


def test_evidence_lies_in_the_sentence(engine: CueEngine, pipeline: LinguisticPipeline) -> None:
    text = "Op zich een sympathiek idee, maar het bestemmingsplan laat dit niet toe."
    hit = next(hit for hit in engine.find(pipeline.analyse([text])[0]) if hit.act == "yes_but")
    assert text[hit.start : hit.end] == "sympathiek idee, maar"


@pytest.mark.parametrize(
    "text",
    [
        "U schrijft dat er volgens ons geen behoefte bestaat aan een bankje.",
        "U heeft het gevoel dat wij 'er niet op zitten te wachten'.",
        "Wij willen niet zeggen dat er geen behoefte is aan een bankje.",
    ],
)
def test_reported_quoted_and_denied_words_are_not_said(
    text: str, engine: CueEngine, pipeline: LinguisticPipeline
) -> None:
    assert [hit for hit in engine.find(pipeline.analyse([text])[0]) if ACTS[hit.act].tone is Tone.DISMISSIVE] == []


def test_word_classes_are_lower_case() -> None:
    assert [word for words in load_classes().values() for word in words if word != word.lower()] == []


def test_no_cue_is_mostly_wrong_on_the_training_letters(pipeline: LinguisticPipeline) -> None:
    letters = prepare(read_split(CORPUS, "train"), LetterParser(pipeline))
    records = list(cue_records(letters))
    assert sum(record.fired for record in records) > 300
    for record in records:
        if record.fired >= ENOUGH:
            assert record.precision is not None
            assert record.precision >= LEAST_PRECISION, record
