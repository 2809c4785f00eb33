from __future__ import annotations

import numpy as np
import pytest

from tonecheck.analyser import SHIPPED_MODELS
from tonecheck.audit.summing import (
    by_group,
    by_period,
    corrected,
    effective_size,
    letters_with,
    measured_errors,
    share,
    tone_shares,
)
from tonecheck.classifying.artefact import load_model
from tonecheck.resources import models_folder

ERRORS = {"found": 90, "missed": 10, "wrongly": 5, "rightly_not": 95}


def test_the_interval_is_wilsons() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I: 15 of 148.
    found = share(15, 148)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0624, 0.1605)
    assert share(0, 0).value == 0.0


def test_shares_add_up_and_groups_keep_apart() -> None:
    rows = [
        {"label": label, "metadata": [("jaar", year)], "acts": acts}
        for label, year, acts in (
            ("dismissive", "2020", ["blame", "blame", "closing"]),
            ("neutral", "2020", []),
            ("empathic", "2021", ["room"]),
        )
    ]
    assert sum(found.count for found in tone_shares(row["label"] for row in rows).values()) == 3
    groups = by_group(rows, "jaar")
    assert groups["2020"]["dismissive"].total == 2
    assert groups["2021"]["empathic"].value == 1.0
    assert by_group(rows, "afdeling") == {}
    assert {name: found.count for name, found in letters_with(rows, "acts").items()} == {
        "blame": 1,
        "closing": 1,
        "room": 1,
    }


def dated(*dates: str) -> list[dict[str, object]]:
    return [{"label": "neutral", "metadata": [("datum", date)]} for date in dates]


def test_time_goes_by_months_or_by_longer_periods_where_there_are_many() -> None:
    assert list(by_period(dated("2024-03-02", "2024-03-31", "2024-02", "2023", "onbekend"), "datum")) == [
        "2024-02",
        "2024-03",
    ]
    four_years = dated(*(f"{year}-{month:02}-05" for year in range(2020, 2024) for month in range(1, 13)))
    quarters = by_period(four_years, "datum")
    assert list(quarters)[:5] == ["2020-K1", "2020-K2", "2020-K3", "2020-K4", "2021-K1"]
    assert quarters["2020-K1"]["neutral"].total == 3
    decades = dated(*(f"{year}-05-05" for year in range(1980, 2024)))
    assert list(by_period(decades, "datum"))[:2] == ["1980", "1981"]
    assert list(by_period(dated("2024", "2023"), "datum")) == ["2023", "2024"]
    assert by_period(dated("ooit"), "datum") == {}


def test_a_model_without_errors_needs_no_correction() -> None:
    perfect = {"found": 10_000, "missed": 0, "wrongly": 0, "rightly_not": 10_000}
    found = corrected(share(300, 1000), perfect)
    assert found.value == pytest.approx(0.3, abs=0.005)
    assert found == corrected(share(300, 1000), perfect)


@pytest.mark.parametrize("truth", [0.05, 0.2, 0.5, 0.8])
def test_corrected_intervals_cover_the_truth(truth: float) -> None:
    random = np.random.default_rng(7)
    covered = 0
    for _ in range(100):
        found = int(random.binomial(100, 0.9)), int(random.binomial(100, 0.05))
        errors = {"found": found[0], "missed": 100 - found[0], "wrongly": found[1], "rightly_not": 100 - found[1]}
        apparent = int(random.binomial(500, truth * 0.9 + (1 - truth) * 0.05))
        interval = corrected(share(apparent, 500), errors)
        covered += interval.low <= truth <= interval.high
    assert covered >= 90


def test_letters_from_one_template_count_as_one_where_that_is_all_there_is() -> None:
    assert effective_size(["a"] * 500) == 1.0
    assert effective_size(range(500)) == 500.0
    assert effective_size([*["a"] * 10, *range(10)]) == pytest.approx(400 / 110)
    assert effective_size([]) == 0.0
    errors = {"found": 90, "missed": 10, "wrongly": 5, "rightly_not": 95}
    few, many = corrected(share(300, 1000), errors, 20), corrected(share(300, 1000), errors)
    assert few.high - few.low > many.high - many.low


def test_the_shipped_models_were_measured() -> None:
    for name in SHIPPED_MODELS:
        errors = measured_errors(load_model(models_folder() / name).identity)
        assert set(errors) == {"dismissive", "empathic"}
        assert all(sum(counts.values()) >= 200 for counts in errors.values())
    assert not measured_errors("another 1.0")
