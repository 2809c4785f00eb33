"""Explanations: which acts are named, how sure, and with which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.classifying.features import SentenceView
from tonecheck.classifying.parsing import LetterParser
from tonecheck.cues.definitions import load_acts
from tonecheck.explaining import find_acts, put_into_words, whole_phrases
from tonecheck.pipeline import load_pipeline
from tonecheck.types import Tone

PARSER = LetterParser(load_pipeline())
THRESHOLDS = dict.fromkeys(load_acts(), 0.5)
SENTENCE = "Het onderhoud van de nieuwe plantenbakken nemen de bewoners op zich."


def view_of(text: str) -> SentenceView:
    return PARSER.parse_loose([text])[0]


def no_evidence(view: SentenceView, texts: Sequence[str]) -> list[Mapping[str, float]]:
    return [dict.fromkeys(load_acts(), 0.0) for _ in texts]


def test_an_act_over_its_threshold_is_named_for_sure() -> None:
    probabilities = dict.fromkeys(load_acts(), 0.1) | {"forced_participation": 0.8}
    view = view_of(SENTENCE)
    (found,) = find_acts(view, Tone.DISMISSIVE, probabilities, THRESHOLDS, load_acts(), no_evidence)
    act = put_into_words(found, view, 0, load_acts(), "nl")
    assert (found.code, act.sure) == ("forced_participation", True)
    assert act.explanation.startswith(load_acts()["forced_participation"].meaning["nl"])


@pytest.mark.parametrize(("lang", "words"), [("nl", "is niet zeker"), ("en", "is not certain")])
def test_the_likeliest_act_below_its_threshold_is_a_guess_and_says_so(lang: str, words: str) -> None:
    probabilities = dict.fromkeys(load_acts(), 0.1) | {"blame": 0.4, "room": 0.9}
    view = view_of(SENTENCE)
    (found,) = find_acts(view, Tone.DISMISSIVE, probabilities, THRESHOLDS, load_acts(), no_evidence)
    act = put_into_words(found, view, 0, load_acts(), lang)
    assert (found.code, act.sure) == ("blame", False)
    assert words in act.explanation
    assert load_acts()["blame"].meaning[lang] not in act.explanation


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("nieuwe plantenbakken", "de nieuwe plantenbakken"),
        ("nemen de", "nemen de bewoners"),
        ("bewoners", "bewoners op zich"),
    ],
)
def test_quoted_words_do_not_end_inside_a_small_phrase(part: str, whole: str) -> None:
    start = SENTENCE.index(part)
    first, last = whole_phrases(view_of(SENTENCE).doc, start, start + len(part))
    assert whole in SENTENCE[first:last]


@given(st.integers(0, len(SENTENCE) - 1), st.integers(1, 30))
def test_a_stretch_only_grows_and_stays_inside_its_sentence(start: int, length: int) -> None:
    end = min(start + length, len(SENTENCE))
    first, last = whole_phrases(view_of(SENTENCE).doc, start, end)
    assert 0 <= first <= start < end <= last <= len(SENTENCE)
