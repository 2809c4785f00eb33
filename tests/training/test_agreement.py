from __future__ import annotations

import pytest

from tonecheck.training.agreement import DoubleLabel, describe, double_labels, measure


def test_unchanged_annotations_are_the_settled_ones_and_single_labels_do_not_count() -> None:
    unit = {"kind": "body", "label": "dismissive", "acts": ["blame"]}
    other = {**unit, "second": {"label": "neutral", "acts": []}}
    address = {"kind": "address", "label": "neutral", "acts": []}
    twice = {"label": "neutral", "label_second": "dismissive", "units": [unit, other, address]}
    sentences, letters = double_labels([twice, {"label": "neutral", "units": [unit]}])
    blame = frozenset({"blame"})
    assert sentences == [
        DoubleLabel("dismissive", "dismissive", "dismissive", blame, blame),
        DoubleLabel("dismissive", "neutral", "dismissive", blame, frozenset()),
    ]
    assert letters == [DoubleLabel("neutral", "dismissive", "neutral")]


def test_kappa_by_hand() -> None:
    # Agreement 3/4; by chance 1/2 * 3/4 + 1/2 * 1/4 = 1/2; kappa = (3/4 - 1/2) / (1 - 1/2).
    pairs = [("neutral", "neutral"), ("neutral", "neutral"), ("empathic", "empathic"), ("empathic", "neutral")]
    agreement = measure([DoubleLabel(author, second, author) for author, second in pairs])
    assert agreement.kappa == pytest.approx(0.5)
    assert agreement.kappa_by_label["empathic"] == pytest.approx(0.5)
    assert agreement.ceiling == 0.75
    assert "| count | 4 | 4 |" in describe(agreement, agreement)
