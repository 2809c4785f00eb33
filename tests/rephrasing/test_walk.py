from __future__ import annotations

import pytest

from tonecheck.rephrasing.walk import Walk, open_gaps
from tonecheck.types import Replacement, Sentence, Tone, UnitKind

SENTENCES = tuple(Sentence(at, at + 4, f"Nee{at}", UnitKind.BODY, Tone.DISMISSIVE) for at in (0, 5))


def test_choices_are_made_and_undone_in_order() -> None:
    walk = Walk(SENTENCES).choose("Ja [reden].")
    assert walk.current == SENTENCES[1]
    assert walk.choose(None).current is None
    assert walk.choose(None).undone() == walk
    assert walk.undone() == Walk(SENTENCES)
    assert Walk(SENTENCES).undone() == Walk(SENTENCES)
    assert walk.choose(None).replacements() == (Replacement(0, 4, "Ja [reden]."),)


def test_what_stays_the_same_is_no_replacement() -> None:
    assert Walk(SENTENCES).choose("Nee0").replacements() == ()


def test_a_finished_walk_takes_no_more() -> None:
    with pytest.raises(ValueError, match="done"):
        Walk(()).choose("x")


def test_taking_it_up_again() -> None:
    walk = Walk(SENTENCES).choose("Ja.")
    assert Walk(SENTENCES).resumed(walk.to_json("d1"), "d1") == walk
    assert Walk(SENTENCES[1:]).resumed(walk.to_json("d1"), "d1") == Walk(SENTENCES[1:])


@pytest.mark.parametrize(
    "data",
    [
        Walk(SENTENCES).to_json("other"),
        b"",
        b"[]",
        b"\xff",
        b"{}",
        b'{"version": 1, "source_sha256": "d1", "choices": [{"start": 0, "text": 3}]}',
        b'{"version": 1, "source_sha256": "d1", "choices": 3}',
    ],
)
def test_what_belongs_to_another_letter_or_is_damaged_is_left(data: bytes) -> None:
    assert Walk(SENTENCES).resumed(data, "d1") is None


def test_gaps_are_named_once() -> None:
    made = [Replacement(0, 1, "[a] en [b]"), Replacement(2, 3, "[b], [c]")]
    assert open_gaps(made) == ("[a]", "[b]", "[c]")
