from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.errors import SettingsError
from tonecheck.types import Ignored
from tonecheck.waiving import FILE_NAME, Waivers, count, fingerprint, read_waivers, to_json, waived

SENTENCE, BEFORE = "U gaat hier niet over.", "Dank voor uw brief."


def test_each_reason_is_told_apart() -> None:
    waivers = Waivers(frozenset({"blame"}), frozenset({fingerprint("closing", SENTENCE, BEFORE)}))
    acts = ["blame", "closing", "yes_but", "no_need"]
    assert waived(acts, SENTENCE, BEFORE, waivers, ["yes_but"]) == {
        "blame": "always",
        "closing": "here",
        "yes_but": "in_text",
    }
    assert waived(acts, SENTENCE, BEFORE, Waivers(), None) == {}
    assert set(waived(acts, SENTENCE, BEFORE, Waivers(), [])) == set(acts)


def test_counting() -> None:
    assert count(["here", "always", "here"]) == Ignored(here=2, always=1)


def test_the_memory_of_a_sentence_depends_on_what_leads_up_to_it_and_not_on_layout() -> None:
    known = fingerprint("closing", SENTENCE, BEFORE)
    assert fingerprint("closing", "u  gaat hier\nniet over.", BEFORE) == known
    others = [("blame", SENTENCE, BEFORE), ("closing", SENTENCE, ""), ("closing", SENTENCE + "!", BEFORE)]
    assert all(fingerprint(*other) != known for other in others)


@given(st.sets(st.text(max_size=8)), st.sets(st.text(max_size=8)))
def test_what_is_remembered_comes_back(tmp_path_factory: pytest.TempPathFactory, one: set[str], two: set[str]) -> None:
    folder = tmp_path_factory.mktemp("waivers")
    waivers = Waivers(frozenset(one), frozenset(two))
    (folder / FILE_NAME).write_bytes(to_json(waivers))
    assert read_waivers(folder) == waivers


def test_nothing_is_waved_away_at_first(tmp_path: Path) -> None:
    assert read_waivers(tmp_path) == Waivers()


@pytest.mark.parametrize("content", ["{", "[]", '{"always": []}', '{"always": 1, "here": []}'])
def test_a_damaged_memory_is_said(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match="beschadigd"):
        read_waivers(tmp_path)
