"""Personal data is found, by examples in the data and by rules that hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.pseudonymising.finding import find_personal_data, is_bsn, load_personal
from tonecheck.pseudonymising.replacing import pseudonymised

pytest.importorskip("schwifty")
KINDS = load_personal()["kind"]


@pytest.mark.parametrize("kind", KINDS, ids=[kind["name"] for kind in KINDS])
def test_examples(kind: dict[str, list[str]]) -> None:
    sentence, expected = kind["example"]
    assert pseudonymised(sentence) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Geachte mevrouw Van der Berg-Jansen,", "Geachte mevrouw [naam],"),
        ("De heer P.J. de Vries belt u op 3 mei 2024.", "De heer [naam] belt u op 3 mei 2024."),
        ("Fatima Yılmaz komt langs; R. in 't Veld ook.", "[naam] komt langs; [naam] ook."),
        ("Met vriendelijke groet,\nSamira El Khatib\nadviseur", "Met vriendelijke groet,\n[naam]\nadviseur"),
        ("U woont aan de Kerkstraat 12, 1234 AB.", "U woont aan de [adres], [postcode]."),
    ],
)
def test_names_and_addresses(text: str, expected: str) -> None:
    assert pseudonymised(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Helaas kan dat niet, want het budget van € 12.500 is op.",
        "Artikel 2:10 van de APV geldt van 2019-2026.",
        "Op 3 februari 2024 om 14.00 uur kwam het college bijeen.",
        "Daarover besluit de gemeenteraad in de Woonvisie 2030.",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert pseudonymised(text) == text


def test_the_eleven_test() -> None:
    assert is_bsn("111222333")
    assert not is_bsn("111222334")
    assert not is_bsn("000000000")
    assert pseudonymised("Het zijn er 111222334.") == "Het zijn er 111222334."


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    found = find_personal_data(text)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    pseudonymised(text)
