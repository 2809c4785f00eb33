from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.types import Replacement
from tonecheck.writing.changes import replaced, tightened
from tonecheck.writing.visible import VisibleText

WORDS = st.lists(st.sampled_from(["a", "b", "kan", "niet."]), min_size=1, max_size=6).map(" ".join)


@pytest.mark.parametrize(
    ("old", "new", "from_word", "to_word"),
    [
        ("Dat kan hier niet.", "Dat kan hier wel.", "niet.", "wel."),
        ("Dat kan hier niet.", "Dat mag hier niet.", "kan", "mag"),
        ("Dat kan niet.", "Dat kan niet. Wij helpen u.", "niet.", "niet. Wij helpen u."),
        ("Dat kan echt niet.", "Dat kan niet.", "echt niet.", "niet."),
        ("Nee.", "Ja.", "Nee.", "Ja."),
    ],
)
def test_only_what_differs_changes(old: str, new: str, from_word: str, to_word: str) -> None:
    text = f"Beste Jan, {old} Groet"
    (part,) = tightened(text, [Replacement(11, 11 + len(old), new)])
    assert (text[part.start : part.end], part.text) == (from_word, to_word)


@settings(deadline=None)
@given(WORDS, WORDS, WORDS)
def test_tightening_never_changes_the_outcome(before: str, old: str, new: str) -> None:
    text = f"{before} {old} eind"
    start = len(before) + 1
    assert replaced(text, [Replacement(start, start + len(old), new)]) == f"{before} {new} eind"


def test_layout_of_words_that_stay_stays() -> None:
    assert replaced("Dat kan\nhier niet.", [Replacement(0, 18, "Dat kan hier wel.")]) == "Dat kan\nhier wel."


@settings(deadline=None)
@given(st.lists(st.sampled_from(["ab.", "b.", "a."]), min_size=1, max_size=8))
def test_repeated_sentences_are_told_apart_by_what_stands_around_them(sentences: list[str]) -> None:
    letter = " ".join(sentences)
    file = "  \u00ad\n".join(sentences)
    text = VisibleText((char, at) for at, char in enumerate(file))
    starts = [len(" ".join([*sentences[:number], ""])) for number in range(len(sentences))]
    spans = [(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True)]
    for number, sentence in enumerate(sentences):
        (place,) = text.locate(letter, [spans[number]])
        assert place is not None
        assert place[0] == len("".join(sentences[:number]))
        assert place[1] - place[0] == len(sentence)
    assert text.locate(letter, spans) == [text.locate(letter, [span])[0] for span in spans]


def test_what_is_not_there_is_not_found() -> None:
    text = VisibleText([("a", 0)])
    assert text.locate("b c", [(0, 1), (1, 2)]) == [None, None]
