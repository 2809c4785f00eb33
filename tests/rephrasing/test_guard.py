from __future__ import annotations

import pytest

from tonecheck.rephrasing.guard import brings_in_facts, facts_not_in, gaps

LETTER = "Beste Samira Bakker, uw plan van 3 mei kost € 1.250,- per jaar. De Provincie beslist."


@pytest.mark.parametrize(
    ("suggestion", "brings_in"),
    [
        ("Het kost € 1.250 per jaar.", False),
        ("Het kost € 1.350 per jaar.", True),
        ("Op 4 mei praten we verder.", True),
        ("Op [datum: 4 mei] praten we verder.", False),
        ("We bellen Samira graag.", False),
        ("We bellen Samira morgen.", True),
        ("We bellen Mohammed morgen.", True),
        ("Wij bellen samira graag.", True),
        ("De provincie beslist per jaar.", False),
        ("Dat kan. Zullen we samen kijken?", False),
    ],
)
def test_facts(suggestion: str, brings_in: bool) -> None:
    assert brings_in_facts(suggestion, LETTER) is brings_in


def test_gaps_are_named_once_and_in_order() -> None:
    assert gaps("Op [dag] om [tijd], of op [dag] later.") == ("[dag]", "[tijd]")


def test_facts_that_a_wording_leaves_out() -> None:
    assert facts_not_in("De aanleg duurt drie maanden.", LETTER) == {
        "3",
        "mei",
        "1.250",
        "Samira",
        "Bakker",
        "Provincie",
        "jaar",
    }
    assert facts_not_in(LETTER, "Uw plan van 3 mei kost € 1.250 per jaar.") == frozenset()
