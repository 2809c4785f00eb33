"""Every precedent as it stands in its file, and what is refused there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tonecheck.cues.definitions import load_acts
from tonecheck.cues.engine import CueEngine
from tonecheck.cues.matching import SentenceForms
from tonecheck.errors import DataError
from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.guard import brings_in_facts
from tonecheck.rephrasing.precedents import Precedent, filled, known_sentence, load_precedents
from tonecheck.rephrasing.strategies import KINDS
from tonecheck.segmenting.segmenter import sentences_of
from tonecheck.types import Tone

PRECEDENTS = load_precedents()
each_precedent = pytest.mark.parametrize("precedent", PRECEDENTS, ids=[item.name for item in PRECEDENTS])
ENGINE = CueEngine()


@each_precedent
def test_wordings(precedent: Precedent, pipeline: LinguisticPipeline) -> None:
    assert [strategy.kind for strategy in precedent.strategies] == list(KINDS)
    for strategy in precedent.strategies:
        formal, informal = strategy.text["u"], strategy.text["je"]
        assert set(re.findall(r"\{(\w+)\}", formal)) == set(re.findall(r"\{(\w+)\}", informal))
        assert not re.search(r"\b[Uu]w?\b", informal)
        assert not re.search(r"\b([Jj]e|[Jj]ij|[Jj]ouw?)\b", formal)
        assert strategy.commits == (strategy.kind == "along")
        for template in (formal, informal):
            text = filled(template, {})
            assert not brings_in_facts(text, ""), text
            for doc in pipeline.analyse(list(sentences_of(text))):
                found = ENGINE.find_in(doc, SentenceForms.of(doc), None)
                assert not [hit.cue for hit in found if load_acts()[hit.act].tone is Tone.DISMISSIVE], doc.text


@each_precedent
def test_its_wordings_differ(precedent: Precedent) -> None:
    texts = [set(strategy.text["u"].lower().split()) for strategy in precedent.strategies]
    assert all(len(one ^ other) > 2 for at, one in enumerate(texts) for other in texts[:at])


def test_names_are_unique_and_begin_with_their_act() -> None:
    assert len({item.name for item in PRECEDENTS}) == len(PRECEDENTS)
    assert all(item.name.startswith(f"{item.act}_") for item in PRECEDENTS)


def test_marks_become_places() -> None:
    known = known_sentence("Over {onderwerp: het pad} beslist {wie: de raad}.")
    assert known.text == "Over het pad beslist de raad."
    assert {place: known.text[start:end] for place, (start, end) in known.places.items()} == {
        "onderwerp": "het pad",
        "wie": "de raad",
    }


def test_a_place_without_words_becomes_a_gap() -> None:
    template = "{Onderwerp} komt er niet, omdat {eigen_reden} geldt."
    assert filled(template, {"Onderwerp": "Het pad"}) == "Het pad komt er niet, omdat [eigen reden] geldt."
    assert filled(template, {}) == "[Onderwerp] komt er niet, omdat [eigen reden] geldt."


@pytest.mark.parametrize(
    ("entry", "mistake"),
    [
        ('light = "x"\nwarm = "y"', "'sentences' is missing"),
        ('light = "x"\nsentences = ["a"]', "'warm' is missing"),
        ('light = "{pad}"\nwarm = "y"\nsentences = ["a"]', "no sentence has a place 'pad'"),
        ('light = "x"\nwarm = "y"\nsentences = ["a"]\nmooi = 1', "unknown key 'mooi'"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, entry: str, mistake: str) -> None:
    (tmp_path / "closing.toml").write_text(
        f'act = "closing"\nopening = "Wel [iets]."\n[[precedent]]\nname = "closing_x"\n{entry}', encoding="utf-8"
    )
    with pytest.raises(DataError) as raised:
        load_precedents(tmp_path)
    assert mistake in str(raised.value)
