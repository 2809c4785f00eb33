"""What share of an archive has which tone, with intervals, by group, and corrected for the model's errors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tonecheck.cues.definitions import read_toml
from tonecheck.resources import data_folder

MEASURED_FILE = "measured.toml"
_DRAWS = 20_000
_SEED = 20261126
_LEVEL = 0.95
_MOST_PERIODS = 36


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some letters."""

    count: int
    total: int
    low: float
    """Of a 95% interval, from 0 to 1."""
    high: float

    @property
    def value(self) -> float:
        """From 0 to 1; 0 of no letters."""
        return self.count / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Corrected:
    """A share as it would be if the model made no errors, with its 95% interval."""

    value: float
    low: float
    high: float


def share(count: int, total: int) -> Share:
    """Return a share with its Wilson (1927) interval."""
    from scipy.stats import binomtest

    if not total:
        return Share(0, 0, 0.0, 1.0)
    interval = binomtest(count, total).proportion_ci(_LEVEL, method="wilson")
    return Share(count, total, float(interval.low), float(interval.high))


def tone_shares(labels: Iterable[str]) -> dict[str, Share]:
    """Return the share of each tone among letters with these `labels`."""
    counts = Counter(labels)
    return {tone: share(counts[tone], counts.total()) for tone in ("dismissive", "neutral", "empathic")}


def labels_by(rows: Iterable[Mapping[str, Any]], name: str) -> dict[str, list[str]]:
    """Return the letters' labels for every value of the metadata `name`; letters without it are left out."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        value = dict(row["metadata"]).get(name)
        if value is not None:
            groups.setdefault(value, []).append(row["label"])
    return groups


def by_group(rows: Iterable[Mapping[str, Any]], name: str) -> dict[str, dict[str, Share]]:
    """Return the shares for every value of the metadata `name`; letters without it are left out."""
    return {value: tone_shares(labels) for value, labels in sorted(labels_by(rows, name).items())}


def by_period(rows: Sequence[Mapping[str, Any]], name: str) -> dict[str, dict[str, Share]]:
    """Return the shares over time, by the metadata `name`: dates of the form 2024-03-01, 2024-03 or 2024.

    Periods are months; quarters (``2024-K2``) if there are more than `_MOST_PERIODS` months; years if there are still
    more, or if no letter has a month. Letters without such a date are left out.
    """
    labels = labels_by(rows, name)
    for period in (_month, _quarter, _year):
        groups: dict[str, list[str]] = {}
        for value, own in labels.items():
            if named := period(value):
                groups.setdefault(named, []).extend(own)
        if groups and (len(groups) <= _MOST_PERIODS or period is _year):
            break
    return {value: tone_shares(own) for value, own in sorted(groups.items())}


def _month(value: str) -> str | None:
    return value[:7] if re.match(r"\d{4}-\d\d", value) else None


def _quarter(value: str) -> str | None:
    return f"{value[:4]}-K{(int(value[5:7]) + 2) // 3}" if _month(value) else None


def _year(value: str) -> str | None:
    return value[:4] if re.match(r"\d{4}(-|$)", value) else None


def letters_with(rows: Sequence[Mapping[str, Any]], column: str) -> dict[str, Share]:
    """Return for everything in the lists of `column` the share of letters that have it, the most frequent first."""
    counts = Counter(name for row in rows for name in set(row[column]))
    return {
        name: share(count, len(rows)) for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    }


def effective_size(groups: Iterable[Hashable]) -> float:
    """Return how many independent letters some letters are worth, of which those with the same group say the same.

    From Kish (1965, *Survey Sampling*): a thousand letters from ten templates tell what ten letters tell.
    """
    sizes = np.asarray([*Counter(groups).values()], dtype=float)
    return float(sizes.sum() ** 2 / (sizes**2).sum()) if len(sizes) else 0.0


def corrected(found: Share, errors: Mapping[str, int], size: float | None = None) -> Corrected:
    """Correct a share for the model's errors, measured on other letters (Rogan & Gladen 1978).

    The interval holds the chance in the archive and in the measurement: each proportion is drawn from its Jeffreys
    posterior, and the corrected share computed for every draw.

    Parameters
    ----------
    found
        The share that the model found.
    errors
        How many letters with the tone were ``found`` and ``missed`` in the measurement, and how many without it were
        called so ``wrongly`` or ``rightly_not``.
    size
        How many independent letters the share is of (see `effective_size`); all of them by default.
    """
    random = np.random.default_rng(_SEED)
    size = found.total if size is None else size

    def draws(yes: float, no: float) -> Any:
        return random.beta(yes + 0.5, no + 0.5, _DRAWS)

    apparent = draws(found.value * size, (1 - found.value) * size)
    sensitivity = draws(errors["found"], errors["missed"])
    false_positive = draws(errors["wrongly"], errors["rightly_not"])
    values = np.clip((apparent - false_positive) / np.maximum(sensitivity - false_positive, 1e-3), 0.0, 1.0)
    low, middle, high = np.quantile(values, [(1 - _LEVEL) / 2, 0.5, (1 + _LEVEL) / 2])
    return Corrected(float(middle), float(low), float(high))


def measured_errors(model: str) -> Mapping[str, Mapping[str, int]]:
    """Return the measured errors of the model with this name and version, by tone; none if it was not measured."""
    found: Mapping[str, Mapping[str, int]] = read_toml(data_folder(MEASURED_FILE)).get(model.partition(" (")[0], {})
    return found
