"""What subclauses grant, tell and claim can stand alone."""

from __future__ import annotations

import pytest

from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.subclauses import claim, granted_in_front, told


@pytest.mark.parametrize(
    ("sentence", "granted"),
    [
        ("Hoe mooi de tekening van uw club ook is, het gebouw is er niet voor.", "de tekening van uw club is mooi"),
        ("Hoewel de tekening er goed uitziet, past zij niet.", "de tekening ziet er goed uit"),
        ("Hoe graag u dit ook wilt, het gaat niet.", None),
        ("Hoe lang dat duurt, weten wij niet.", None),
        ("De tekening is mooi, maar zij past niet.", None),
    ],
)
def test_granted_in_front(sentence: str, granted: str | None, pipeline: LinguisticPipeline) -> None:
    found = granted_in_front(pipeline.analyse([sentence])[0])
    assert (found and found[0]) == granted


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        (
            "Het is goed zich te realiseren dat stoepen uit dat soort opbrengsten worden betaald.",
            "stoepen worden uit dat soort opbrengsten betaald",
        ),
        ("Wij besluiten dat de stoepen worden betaald.", None),
    ],
)
def test_told(sentence: str, text: str | None, pipeline: LinguisticPipeline) -> None:
    found = told(pipeline.analyse([sentence])[0])
    assert (found and found[0]) == text


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Dat er na een natte winter wat modder ligt, hoort bij gras.", "er na een natte winter wat modder ligt"),
        ("Dat is zo.", None),
    ],
)
def test_claim(sentence: str, text: str | None, pipeline: LinguisticPipeline) -> None:
    assert claim(pipeline.analyse([sentence])[0]) == text
