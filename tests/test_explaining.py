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
from tonecheck.presenting.notes import act_name
from tonecheck.types import Act, Tone

PARSER = LetterParser(load_pipeline())
THRESHOLDS = dict.fromkeys(load_acts(), 0.5)
SENTENCE = "Het onderhoud van de nieuwe plantenbakken nemen de bewoners op zich."


def view_of(text: str) -> SentenceView:
    return PARSER.parse_loose([text])[0]


def no_evidence(view: SentenceView, texts: Sequence[str]) -> list[Mapping[str, float]]:
    return [dict.fromkeys(load_acts(), 0.0) for _ in texts]


def explained(certainty: float, lang: str = "nl", **probabilities: float) -> Act:
    """Return the one act that is named in `SENTENCE`, given its probabilities."""
    table = dict.fromkeys(load_acts(), 0.1) | probabilities
    view = view_of(SENTENCE)
    (found,) = find_acts(view, Tone.DISMISSIVE, certainty, table, THRESHOLDS, load_acts(), no_evidence)
    return put_into_words(found, view, 0, load_acts(), lang)


def test_a_probable_act_is_named_without_reserve() -> None:
    act = explained(0.6, forced_participation=0.9)
    assert (act.code, act.sure, act.rival) == ("forced_participation", True, None)
    assert act.explanation.startswith(load_acts()["forced_participation"].meaning["nl"])


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "Waarschijnlijk gebeurt hier dit: u "), ("en", "This is probably what happens here: you ")],
)
def test_a_less_probable_act_is_called_likely(lang: str, words: str) -> None:
    act = explained(0.9, lang, forced_participation=0.6, blame=0.12)
    assert (act.code, act.sure, act.rival) == ("forced_participation", True, None)
    assert act.explanation.startswith(words)
    assert "verwijt" not in act.explanation


@pytest.mark.parametrize(("lang", "words"), [("nl", "(‘verwijt’)"), ("en", "(‘blame’)")])
def test_a_less_probable_act_is_named_with_its_rival(lang: str, words: str) -> None:
    act = explained(0.9, lang, forced_participation=0.6, blame=0.3)
    assert (act.code, act.sure, act.rival) == ("forced_participation", True, "blame")
    assert words in act.explanation


@pytest.mark.parametrize(("lang", "name"), [("nl", "onzeker"), ("en", "uncertain")])
@pytest.mark.parametrize(
    ("certainty", "blame", "said"),
    [
        (0.95, 0.4, {"nl": "komt waarschijnlijk afwijzend over", "en": "probably comes across as dismissive"}),
        (0.65, 0.6, {"nl": "twijfelt tonecheck", "en": "is in doubt"}),
    ],
    ids=["act too unlikely", "tone in doubt"],
)
def test_an_act_in_doubt_is_not_named(
    lang: str, name: str, certainty: float, blame: float, said: dict[str, str]
) -> None:
    act = explained(certainty, lang, blame=blame, room=0.99)
    assert (act.code, act.sure, act.rival) == ("blame", False, None)
    assert said[lang] in act.explanation
    assert load_acts()["blame"].meaning[lang] not in act.explanation
    assert act_name(act, lang) == name


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
