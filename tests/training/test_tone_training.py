from __future__ import annotations

import numpy as np
import pytest

from tonecheck.training.tone import DEFAULT_ACT_THRESHOLD, Settings, best_threshold, letter_estimator, without_scaler


def test_folding_the_scaler_in_changes_no_answer() -> None:
    rng = np.random.default_rng(3)
    rows = rng.normal([0, 5, -2], [1, 10, 0.1], (60, 3))
    labels = np.where(rows[:, 0] > 0, "neutral", np.where(rows[:, 1] > 5, "empathic", "dismissive"))
    fitted = letter_estimator(Settings()).fit(rows, labels)
    wanted = fitted.predict_proba(rows)
    np.testing.assert_allclose(without_scaler(fitted).predict_proba(rows), wanted)


def test_thresholds_follow_plenty_of_data_and_keep_near_the_default_with_little() -> None:
    probabilities = np.asarray([0.05, 0.12, 0.14, 0.16] * 200)
    present = np.asarray([False, False, True, True] * 200)
    assert best_threshold(probabilities, present) < 0.2
    assert best_threshold(probabilities[:4], present[:4]) == pytest.approx(DEFAULT_ACT_THRESHOLD, abs=0.03)
