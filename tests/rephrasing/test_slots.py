from __future__ import annotations

import pytest

from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.facts import letter_facts
from tonecheck.rephrasing.slots import sentence_slots


@pytest.mark.parametrize(
    ("sentence", "slot", "value"),
    [
        ("Een leuk idee, maar de stoep is daar te smal.", "kept", "De stoep is daar te smal."),
        ("Een leuk idee, maar niet haalbaar.", "kept", None),
        (
            "De termijn is op 1 mei verstreken, dus daar beginnen wij niet aan.",
            "kept",
            "De termijn is op 1 mei verstreken.",
        ),
        ("Het bestemmingsplan laat dit niet toe.", "rule", "het bestemmingsplan"),
        ("Dit is beleid.", "rule", None),
        ("U moet bij de provincie zijn.", "elsewhere", "de provincie"),
        ("Aan de prioritering van velden kan niet worden getornd.", "topic", "de prioritering van velden"),
        ("Voor de vijver moet u zich wenden tot het waterschap.", "topic", "de vijver"),
        ("Dat is iets anders dan een tuintje.", "topic", None),
        ("Het besluit wordt genomen door de gemeenteraad.", "decides", "beslist de gemeenteraad"),
        ("Dat is een zaak van raad en college.", "decides", "beslissen raad en college"),
        ("Zo is het nu eenmaal.", "decides", None),
        (
            "Ontheffingen voor zaterdag geven wij nu eenmaal niet af.",
            "plain",
            "Ontheffingen voor zaterdag geven wij niet af",
        ),
    ],
)
def test_sentence_slots(sentence: str, slot: str, value: str | None, pipeline: LinguisticPipeline) -> None:
    docs = pipeline.analyse([sentence])
    assert (sentence_slots(docs[0], letter_facts(docs)).get(slot) or (None,))[0] == value


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "Wij rekenen erop dat elk huishouden aan de even kant een uur bij de hekken staat.",
            "Zou elk huishouden aan de even kant een uur bij de hekken willen staan?",
        ),
        (
            "Wat ik wel van de ouders verwacht, is dat zij de bestaande speeltuin netjes houden.",
            "Zouden de ouders de bestaande speeltuin netjes willen houden?",
        ),
        ("Wij betreuren dat het plan niet kan doorgaan.", None),
    ],
)
def test_what_is_taken_for_granted_becomes_a_question(
    sentence: str, question: str | None, pipeline: LinguisticPipeline
) -> None:
    docs = pipeline.analyse([sentence])
    assert (sentence_slots(docs[0], letter_facts(docs)).get("request") or (None,))[0] == question
