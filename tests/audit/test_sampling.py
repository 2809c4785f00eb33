from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.audit.sampling import agreement, read_labels, sample, sample_sheet
from tonecheck.errors import TonecheckError

NAMES = {"afwijzend": "dismissive", "neutraal": "neutral", "empathisch": "empathic"}


def rows(**counts: int) -> list[dict[str, Any]]:
    return [{"id": f"{label}/{at}", "label": label} for label, count in sorted(counts.items()) for at in range(count)]


def test_the_sample_has_the_shares_of_the_archive_and_hides_the_labels() -> None:
    letters = rows(dismissive=100, neutral=300, empathic=100)
    chosen = sample(letters, 50)
    labels = {row["id"]: row["label"] for row in letters}
    assert Counter(labels[name] for name in chosen) == {"dismissive": 10, "neutral": 30, "empathic": 10}
    assert [labels[name] for name in chosen] != sorted(labels[name] for name in chosen)
    assert sample(letters[::-1], 50) == chosen
    assert sample(letters, 50, seed=1) != chosen


@given(st.integers(1, 30), st.integers(0, 30), st.integers(0, 30), st.integers(1, 100))
def test_no_letter_is_drawn_twice(one: int, two: int, three: int, size: int) -> None:
    letters = rows(dismissive=one, neutral=two, empathic=three)
    chosen = sample(letters, size)
    assert len(set(chosen)) == len(chosen) == min(size, len(letters))


def test_labels_are_read_back_from_the_sheet(tmp_path: Path) -> None:
    sheet = tmp_path / "labels.csv"
    sheet.write_bytes(sample_sheet(["a.txt", "b.txt", "c.txt"]))
    lines = sheet.read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["id,label", "a.txt,", "b.txt,", "c.txt,"]
    sheet.write_text("id;label\na.txt;Afwijzend\nb.txt;\nc.txt; neutraal \n", encoding="utf-8")
    assert read_labels(sheet, NAMES) == {"a.txt": "dismissive", "c.txt": "neutral"}


@pytest.mark.parametrize("text", ["naam\nx\n", "id,label\na,boos\n"])
def test_a_sheet_with_a_mistake_is_refused(text: str, tmp_path: Path) -> None:
    sheet = tmp_path / "labels.csv"
    sheet.write_text(text, encoding="utf-8")
    with pytest.raises(TonecheckError, match=r"labels\.csv"):
        read_labels(sheet, NAMES)


def test_agreement_is_kappa_with_a_margin() -> None:
    letters = rows(dismissive=20, neutral=20, empathic=20)
    labels = {row["id"]: row["label"] for row in letters}
    whole = agreement(labels, letters)
    assert (whole.count, whole.accuracy, whole.kappa["all"]) == (60, 1.0, (1.0, 1.0, 1.0))
    for name in [f"dismissive/{at}" for at in range(10)]:
        labels[name] = "neutral"
    part = agreement(labels, letters)
    assert part.kappa["all"][0] == pytest.approx(0.75)
    assert part.kappa["all"][1] < 0.75 < part.kappa["all"][2]
    assert part.kappa["empathic"][0] == 1.0
    with pytest.raises(TonecheckError):
        agreement({"elders.txt": "neutral"}, letters)
