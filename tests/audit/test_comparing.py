from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tonecheck.audit.comparing import compare_groups, compare_periods
from tonecheck.errors import TonecheckError
from tonecheck.presenting.audit_text import differences_text

pytest.importorskip("statsmodels")


def rows(name: str, value: str, dismissive: int, neutral: int) -> list[dict[str, Any]]:
    labels = ["dismissive"] * dismissive + ["neutral"] * neutral
    return [{"id": f"{value}{at}", "label": label, "metadata": [(name, value)]} for at, label in enumerate(labels)]


def by_tone(found: Sequence[Any], tone: str) -> Any:
    return next(item for item in found if item.tone == tone)


def test_a_large_difference_is_certain_and_a_small_one_is_not() -> None:
    found = compare_groups([*rows("afdeling", "a", 60, 40), *rows("afdeling", "b", 20, 80)], "afdeling")
    difference = by_tone(found, "dismissive")
    assert difference.value == pytest.approx(-0.4)
    assert difference.low < -0.4 < difference.high < 0
    assert difference.certain
    small = compare_groups([*rows("afdeling", "a", 6, 4), *rows("afdeling", "b", 5, 5)], "afdeling")
    assert not by_tone(small, "dismissive").certain


def test_newcombes_own_example() -> None:
    # Newcombe (1998), table II, row (a): 56/70 against 48/80 gives 0.2 (0.0524–0.3339).
    found = compare_groups([*rows("x", "a", 48, 32), *rows("x", "b", 56, 14)], "x")
    difference = by_tone(found, "dismissive")
    assert (difference.value, difference.low, difference.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)


def test_many_comparisons_make_each_less_certain() -> None:
    two = [*rows("x", "a", 30, 70), *rows("x", "b", 45, 55)]
    many = [row for at in range(8) for row in rows("x", f"c{at}", 38, 62)]
    assert (
        by_tone(compare_groups(two, "x"), "dismissive").adjusted
        < by_tone(compare_groups([*two, *many], "x"), "dismissive").adjusted
    )


def test_periods_and_chosen_groups() -> None:
    letters = [*rows("datum", "2023-11-02", 9, 1), *rows("datum", "2024-05-02", 1, 9)]
    found = by_tone(compare_periods(letters, "datum", "2024-03-01"), "dismissive")
    assert (found.first, found.second) == ("before", "since")
    assert "ervoor 90,0% (10 brieven), erna 10,0% (10 brieven)" in differences_text([found], "nl")
    assert {item.first for item in compare_groups(letters, "datum", ["2023-11-02", "2024-05-02"])} == {"2023-11-02"}


def test_one_group_cannot_be_compared() -> None:
    with pytest.raises(TonecheckError, match="afdeling"):
        compare_groups(rows("afdeling", "a", 1, 1), "afdeling")
