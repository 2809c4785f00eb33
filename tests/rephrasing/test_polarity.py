from __future__ import annotations

import pytest

from tests.rephrasing.independent import invented, turned
from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.polarity import turns_decision

REFUSAL = "Ontheffingen voor zaterdag geven wij niet af."


@pytest.mark.parametrize(
    ("suggestion", "expected"),
    [
        ("Ontheffingen voor zaterdag geven wij niet af, omdat [reden].", False),
        ("Ontheffingen voor zaterdag geven wij af.", True),
        ("Uw aanvraag is goedgekeurd.", True),
        ("Zullen we samen kijken of uw aanvraag kan worden goedgekeurd?", False),
        ("Bij ontheffingen voor zaterdag lopen wij aan tegen [regel of grens].", False),
    ],
)
def test_a_refusal_stays_a_refusal(suggestion: str, expected: bool, pipeline: LinguisticPipeline) -> None:
    assert turns_decision(suggestion, pipeline.analyse([REFUSAL])[0]) is expected


def test_the_independent_check_sees_what_is_invented() -> None:
    letter = "Beste Samira, op 3 mei vroeg u om een bank. Daar ligt een gasleiding."
    assert not invented("Er ligt een gasleiding. Daarom is ons antwoord op uw vraag [antwoord].", letter)
    assert invented("Er ligt een waterleiding.", letter) == ["waterleiding"]
    assert invented("Op 4 mei ligt daar een bank.", letter) == ["4"]
    assert "Mohammed" in invented("Dat zegt Mohammed ook.", letter)
    assert turned("Ontheffingen voor zaterdag geven wij af.", REFUSAL)
    assert not turned("Ontheffingen voor zaterdag geven wij niet af, omdat [reden].", REFUSAL)
