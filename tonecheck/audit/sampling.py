"""Letters for people to label, drawn from a dataset, and how far their labels and the tool's agree."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tonecheck.errors import TonecheckError
from tonecheck.types import TONES

ID, LABEL = "id", "label"
_DRAWS = 2_000
_SEED = 20261126
_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the labels of a person and those of the tool agree."""

    count: int
    """Letters that were labelled."""
    accuracy: float
    """Share of them with the same label, from 0 to 1."""
    kappa: Mapping[str, tuple[float, float, float]]
    """Cohen's kappa with a 95% bootstrap interval: for ``all`` three labels, and for each label or not."""


def sample(rows: Sequence[Mapping[str, Any]], size: int, seed: int = _SEED) -> list[str]:
    """Draw the ids of `size` letters, of each tone as large a share as in all `rows`; the same for the same `seed`.

    They come in random order, so that nobody can guess the tool's label from their place.
    """
    chance = random.Random(seed)  # noqa: S311
    ordered = sorted(rows, key=lambda row: row["id"])
    chance.shuffle(ordered)
    by_tone = sorted(ordered, key=lambda row: row["label"])
    # Every n-th letter of a list ordered by tone is a sample with the shares of the list.
    size = min(size, len(by_tone))
    chosen = [by_tone[int((number + 0.5) * len(by_tone) / size)]["id"] for number in range(size)]
    chance.shuffle(chosen)
    return chosen


def sample_sheet(ids: Sequence[str]) -> bytes:
    """Return a CSV with the `ids` and an empty column for the labels."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([ID, LABEL])
    writer.writerows([name, ""] for name in ids)
    return out.getvalue().encode("utf-8-sig")


def read_labels(sheet: Path, names: Mapping[str, str]) -> dict[str, str]:
    """Read the labels in a CSV by letter; lines without a label are left out.

    Parameters
    ----------
    sheet
        A CSV with the columns ``id`` and ``label``.
    names
        What people may call the labels, in lower case, with the labels that they mean.

    Raises
    ------
    TonecheckError
        If the file cannot be read, lacks a column, or has a label that is not one of `names`.
    """
    try:
        with sheet.open(encoding="utf-8-sig", newline="") as lines:
            text = lines.read()
        dialect = ";" if text.partition("\n")[0].count(";") else ","
        rows = list(csv.DictReader(io.StringIO(text), delimiter=dialect))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TonecheckError("audit_sheet", file=sheet, mistake=type(error).__name__) from None
    found = {}
    for number, row in enumerate(rows, start=2):
        if row.get(ID) is None or LABEL not in row:
            raise TonecheckError("audit_sheet", file=sheet, mistake=f"{ID}, {LABEL}")
        label = (row[LABEL] or "").strip().lower()
        if label and label not in names:
            raise TonecheckError("audit_sheet", file=sheet, mistake=f"{number}: {row[LABEL]}")
        if label:
            found[row[ID]] = names[label]
    return found


def agreement(labels: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> Agreement:
    """Compare people's `labels` by letter with those of the tool in `rows`.

    Raises
    ------
    TonecheckError
        If none of the letters stands in `rows`.
    """
    tool = {row["id"]: row["label"] for row in rows if row["id"] in labels}
    if not tool:
        raise TonecheckError("audit_no_labels")
    ids = sorted(tool)
    own, found = np.asarray([labels[name] for name in ids]), np.asarray([tool[name] for name in ids])
    kappa = {"all": _kappa(own, found)}
    kappa |= {tone.value: _kappa(own == tone.value, found == tone.value) for tone in TONES}
    return Agreement(len(ids), float(np.mean(own == found)), kappa)


def _kappa(own: NDArray[Any], found: NDArray[Any]) -> tuple[float, float, float]:
    """Return Cohen's kappa (1960) of two labellings, with the borders of its bootstrap interval."""
    labels, codes = np.unique(np.concatenate([own, found]), return_inverse=True)
    one, other = np.split(codes, 2)
    kinds = len(labels)
    table = np.bincount(one * kinds + other, minlength=kinds**2)
    # To draw letters again and to draw how many there are of each kind is the same.
    draws = np.random.default_rng(_SEED).multinomial(len(one), table / len(one), size=_DRAWS)
    low, high = np.quantile(_kappas(draws, kinds), [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return float(_kappas(table[None], kinds)[0]), float(low), float(high)


def _kappas(tables: NDArray[np.int64], kinds: int) -> NDArray[np.float64]:
    """Return kappa of each table, flat in a row; 1 where all letters have one label, for which it is not defined."""
    counts = tables.reshape(-1, kinds, kinds)
    total = counts.sum(axis=(1, 2))
    same = total * np.trace(counts, axis1=1, axis2=2)
    by_chance = (counts.sum(axis=1) * counts.sum(axis=2)).sum(axis=1)
    defined = by_chance < total**2
    return np.where(defined, (same - by_chance) / np.where(defined, total**2 - by_chance, 1), 1.0)
