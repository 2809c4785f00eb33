"""What the ranking looks at, and how it weighs it."""

from __future__ import annotations

from math import exp
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.errors import DataError
from tonecheck.rephrasing.frames import load_frames
from tonecheck.rephrasing.precedents import load_precedents
from tonecheck.rephrasing.ranking import Origin, Place, Ranking, features, load_ranking
from tonecheck.rephrasing.strategies import KINDS, load_strategies

ORIGIN = Origin("no_need", "no_need_gap_light", "light", "general", 0)
PLACE = Place(
    "Aan een tweede speelplek bestaat op 3 mei geen behoefte, omdat er genoeg schommels staan.",
    "U vraagt om een speelplek met schommels en een klimrek.",
    "Wij wensen u een fijne zomer.",
)


def test_it_sees_what_is_kept_and_what_is_lost() -> None:
    kept = features("Een tweede speelplek komt er niet, want er staan genoeg schommels.", ORIGIN, PLACE)
    lost = features("Wij danken u.", ORIGIN, PLACE)
    assert kept["kept"] > 0.5
    assert "kept nothing" not in kept
    assert (lost["kept nothing"], lost["reason lost"]) == (1.0, 1.0)
    assert lost["lost facts"] > 0
    assert "reason lost" not in features("Dat kan niet, omdat [reden].", ORIGIN, PLACE)


def test_it_sees_how_a_wording_fits_between_its_neighbours() -> None:
    found = features("Wilt u een klimrek?", ORIGIN, PLACE)
    assert {"question", "question before others", "repeats neighbours"} <= found.keys()
    assert {"first", "last"}.isdisjoint(found)
    alone = features("Wilt u een klimrek?", ORIGIN, Place(PLACE.sentence, "", ""))
    assert {"first", "last", "question"} <= alone.keys()
    assert "question before others" not in alone


def test_it_sees_words_that_point_nowhere() -> None:
    assert "points" in features("Daarover beslist [wie].", ORIGIN, PLACE)
    assert "points" not in features("Daarover beslist [wie].", ORIGIN, Place("Daarover gaat u niet.", "", ""))


def test_weights_add_up() -> None:
    ranking = Ranking({"question": 2.0, "gaps": 3.0}, -1.0)
    assert ranking.expected("Kan het [wanneer]?", ORIGIN, PLACE) == pytest.approx(1 / (1 + exp(-2.0)))
    assert ranking.expected("Het kan.", ORIGIN, PLACE) == pytest.approx(1 / (1 + exp(1.0)))


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_has_an_expectation(text: str, sentence: str) -> None:
    assert 0 < load_ranking().expected(text, ORIGIN, Place(sentence, "", "")) < 1
    assert all(0 < value <= 1 for value in features(text, ORIGIN, Place(sentence, "", "")).values())


def _family(name: str) -> str:
    return name.rpartition("_")[0] if name.rpartition("_")[2] in KINDS else name


def test_weights_are_of_strategies_that_exist() -> None:
    own = {strategy.name for strategies in load_strategies().values() for strategy in strategies}
    named = own | {strategy.name for item in (*load_frames(), *load_precedents()) for strategy in item.strategies}
    families = {item.name for item in (*load_frames(), *load_precedents())} | named | {_family(name) for name in named}
    acts = set(load_strategies())
    for name in load_ranking().weights:
        what, _, value = name.partition("=")
        if what == "strategy":
            assert value in named, name
        elif what == "family":
            assert value in families, name
        elif what == "act":
            assert value.split()[0] in acts, name


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ranking.toml").write_text("intercept =", encoding="utf-8")
    with pytest.raises(DataError):
        load_ranking(tmp_path / "ranking.toml")
