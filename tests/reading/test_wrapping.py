from __future__ import annotations

import pytest

from tonecheck.reading.wrapping import continues, list_marker, unwrap

LONG = "Deze regel is door de kantlijn afgebroken en gaat daarom gewoon"


@pytest.mark.parametrize(
    ("line", "following", "width", "expected"),
    [
        (LONG, "verder op de volgende regel.", 70, True),
        (LONG, "Verder op de volgende regel.", 70, True),
        (LONG, "Verder op de volgende regel.", 0, False),
        (LONG, "- een opsomming", 70, False),
        (LONG, "> een citaat", 70, False),
        ("P. Bakker", "afdeling Beheer", 70, False),
        ("Een korte regel.", "Nog een regel.", 70, False),
    ],
)
def test_continues(line: str, following: str, width: int, expected: bool) -> None:
    assert continues(line, following, width) is expected


@pytest.mark.parametrize(
    ("line", "length"),
    [
        ("- een", 2),
        ("•  een", 3),
        ("1. een", 3),
        ("a) een", 3),
        ("\uf0b7 een", 2),
        ("-een", 0),
        ("2026 is", 0),
        ("een", 0),
    ],
)
def test_list_marker(line: str, length: int) -> None:
    assert list_marker(line) == length


def test_unwrap_joins_only_what_the_margin_broke() -> None:
    text = (
        "Beste Jan,\n\nWij hebben uw plan voor een buurttuin besproken en wij vinden dat\n"
        "het past in de wijk, omdat er al lang om meer groen wordt gevraagd door\nde bewoners.\n\nGroet,\nNoor"
    )
    assert unwrap(text).split("\n") == [
        "Beste Jan,",
        "",
        "Wij hebben uw plan voor een buurttuin besproken en wij vinden dat het past in de wijk, "
        "omdat er al lang om meer groen wordt gevraagd door de bewoners.",
        "",
        "Groet,",
        "Noor",
    ]
