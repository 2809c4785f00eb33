from __future__ import annotations

import pytest

from tonecheck.rephrasing.contacts import contact_person
from tonecheck.segmenting import segment

LETTER = """Beste buren,

Dit is ons antwoord. Bel {number} met vragen.

Met vriendelijke groet,

{name}
gemeente Zandwijk
"""


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [
        ("Samira Bakker", "0343 56 56 00", "Samira Bakker (0343 56 56 00)"),
        ("J. van der Berg", "14 0343", "J. van der Berg (14 0343)"),
        ("Samira Bakker", "gerust", ""),
        ("Afdeling Groen", "0343 56 56 00", ""),
    ],
)
def test_contact_person(name: str, number: str, expected: str) -> None:
    text = LETTER.format(name=name, number=number)
    assert contact_person(text, segment(text)) == expected
