from __future__ import annotations

import pytest

from tonecheck.practising.facts import absent, find_facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Op 12 maart 2026 stuurde u 25 foto's.", ["12 maart", "2026", "25"]),
        ("Dat kost € 1.500,- of 30% minder, dus 1050 euro.", ["€ 1.500,-", "30%", "1050 euro"]),
        ("De N381 loopt langs Eesterwolde.", ["N381", "Eesterwolde"]),
        ("U schreef aan Samira El Idrissi van De Linde.", ["Samira El Idrissi", "De Linde"]),
        ("Samira Bakker belt. Morgen ook.", ["Bakker"]),
        ("Wij vinden dat U drie bomen mag planten, als Uw buren dat willen.", ["drie"]),
        ("Op [dag: 3 mei] belt [naam van Jan].", []),
        ("Voor Samira is dat anders.", ["Samira"]),
        ("Om 23.00 uur gaat het licht uit.", ["23.00"]),
        ("", []),
    ],
)
def test_facts_are_found(text: str, facts: list[str]) -> None:
    assert [fact.text for fact in find_facts(text)] == facts


@pytest.mark.parametrize(
    ("text", "elsewhere", "gone"),
    [
        ("Het kost € 1.500.", "U vraagt 1500 euro.", []),
        ("Het kost € 1.500,00.", "U vraagt € 1.500,-.", []),
        ("U plant 3 bomen.", "U plant drie bomen.", []),
        ("U plant vier bomen.", "U plant drie bomen.", ["vier"]),
        ("Op 12 maart belt u.", "Op 12 april belt u.", ["12 maart"]),
        ("Op 12 maart belt u.", "Met 12 mensen in maart.", ["12 maart"]),
        ("Wij bellen Jan de Wit.", "JAN DE WIT", []),
        ("Dat is Samira's plan van Fatima.", "Samira heeft een plan.", ["Fatima"]),
        ("Dat ligt aan de Linge.", "[naam van de Linge]", ["Linge"]),
    ],
)
def test_the_same_fact_may_be_written_otherwise(text: str, elsewhere: str, gone: list[str]) -> None:
    assert [fact.text for fact in absent(find_facts(text), elsewhere)] == gone
