"""Sentences to add to a letter: their examples, their places, and that they hold no facts."""

from __future__ import annotations

import pytest

import tonecheck
from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.additions import additions, load_additions
from tonecheck.rephrasing.facts import letter_facts
from tonecheck.rephrasing.guard import brings_in_facts
from tonecheck.types import Missing, Sentence, Tone, UnitKind

EXAMPLES = [(what, example) for what, table in load_additions().items() for example in table["example"]]


def sentences(*texts: tuple[str, UnitKind, Tone]) -> list[Sentence]:
    made, at = [], 0
    for text, kind, label in texts:
        made.append(Sentence(at, at + len(text), text, kind, label))
        at += len(text) + 1
    return made


@pytest.mark.parametrize(("what", "example"), EXAMPLES, ids=[what.value for what, _ in EXAMPLES])
def test_examples(what: Missing, example: dict[str, str], pipeline: LinguisticPipeline) -> None:
    facts = letter_facts(pipeline.analyse([example["letter"]]))
    (made,) = additions([what], sentences((example["letter"], UnitKind.BODY, Tone.NEUTRAL)), facts)
    assert made.text == example["text"]
    assert not brings_in_facts(made.text, example["letter"])


def test_everything_that_may_be_missing_has_a_sentence_in_its_place(pipeline: LinguisticPipeline) -> None:
    letter = sentences(
        ("Beste Jan,", UnitKind.SALUTATION, Tone.NEUTRAL),
        ("Uw plan is gelezen.", UnitKind.BODY, Tone.NEUTRAL),
        ("Dat kan nu eenmaal niet.", UnitKind.BODY, Tone.DISMISSIVE),
        ("U krijgt bericht.", UnitKind.BODY, Tone.NEUTRAL),
        ("Met vriendelijke groet,", UnitKind.CLOSING, Tone.NEUTRAL),
    )
    made = additions(list(Missing), letter, letter_facts(pipeline.analyse([letter[1].text])))
    assert [(item.missing, item.at) for item in made] == [
        (Missing.ACKNOWLEDGEMENT, letter[1].start),
        (Missing.REASON, letter[2].end),
        (Missing.OPENING, letter[3].end),
        (Missing.CONTACT, letter[3].end),
    ]
    assert [item.gaps for item in made] == [("[doel]",), ("[reden]",), (), ("[naam en telefoonnummer]",)]


def test_a_letter_without_a_body_gets_none(pipeline: LinguisticPipeline) -> None:
    letter = sentences(("Beste Jan,", UnitKind.SALUTATION, Tone.NEUTRAL))
    assert additions(list(Missing), letter, letter_facts(pipeline.analyse(["Beste Jan,"]))) == ()


def test_a_cold_letter_is_offered_what_it_lacks() -> None:
    analyser = tonecheck.load(model="fast")
    letter = analyser.analyse(
        "Beste mevrouw De Boer,\n\nUw voorstel voor een pluktuin wijzen wij af. Daar beginnen wij niet aan.\n\n"
        "Met vriendelijke groet,\nJan Smit"
    )
    made = analyser.rephrase(letter).additions
    assert {item.missing for item in made} == set(letter.missing) != set()
    assert all(0 <= item.at <= len(letter.text) for item in made)
