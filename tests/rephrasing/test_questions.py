"""What is taken for granted becomes a question."""

from __future__ import annotations

import pytest

from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.questions import request


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "Wij rekenen erop dat elk huishouden een uur bij de hekken staat.",
            "Zou elk huishouden een uur bij de hekken willen staan?",
        ),
        (
            "Het college rekent erop dat de vrijwilligers de dagbesteding in de stad komen versterken.",
            "Zouden de vrijwilligers de dagbesteding in de stad willen komen versterken?",
        ),
        (
            "Wij gaan ervan uit dat u de aannemer het werk laat doen.",
            "Zou u de aannemer het werk willen laten doen?",
        ),
        ("De koks doen na afloop ook de gangen.", None),
        ("U stelt met uw buren een rooster op.", "Zou u met uw buren een rooster willen opstellen?"),
        ("Het graf van uw familie moet u wel zelf bijhouden.", "Zou u het graf van uw familie willen bijhouden?"),
        ("Bewoners dienen het pad sneeuwvrij te houden.", "Zouden bewoners het pad sneeuwvrij willen houden?"),
        (
            "Wij rekenen erop dat u iemand zoekt die met een ketel overweg kan.",
            "Zou u iemand willen zoeken die met een ketel overweg kan?",
        ),
        ("Van de leden verwachten wij dat zij de lijnen trekken.", "Zouden de leden de lijnen willen trekken?"),
        ("Wij verwachten dat zij de lijnen trekken.", None),
        ("U krijgt deze maand de overeenkomst thuis.", None),
        ("U hebt de lijnen vorig jaar getrokken.", None),
        ("Het college neemt daarover een besluit.", None),
        ("Wij zien dat u de lijnen trekt.", None),
        ("U legt het pad niet zelf aan.", None),
    ],
)
def test_request(sentence: str, question: str | None, pipeline: LinguisticPipeline) -> None:
    assert request(pipeline.analyse([sentence])[0]) == question
