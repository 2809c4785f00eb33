"""Whether groups of letters differ in tone: differences of shares, with intervals and a test that does not fish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from tonecheck.audit.summing import Share, labels_by, share
from tonecheck.errors import TonecheckError
from tonecheck.types import TONES

LEVEL = 0.95
#: What the two periods are called.
_BEFORE, _SINCE = "before", "since"


@dataclass(frozen=True, slots=True)
class Difference:
    """How the share of one tone differs between two groups of letters."""

    tone: str
    first: str
    """Name of a group, as is `second`."""
    second: str
    shares: tuple[Share, Share]
    value: float
    """Share in the second group minus that in the first, from -1 to 1."""
    low: float
    """Of a 95% interval, as is `high` (Newcombe 1998, method 10: from the Wilson intervals of both shares)."""
    high: float
    probability: float
    """Of a difference as large as this if there were none (Fisher's exact test)."""
    adjusted: float
    """That probability after Holm's (1979) correction for the number of comparisons."""

    @property
    def certain(self) -> bool:
        """Whether there is a difference, by the usual measure of 5% after correction."""
        return self.adjusted < 1 - LEVEL


def compare_groups(rows: Sequence[Mapping[str, Any]], name: str, wanted: Sequence[str] = ()) -> tuple[Difference, ...]:
    """Compare every two groups of letters by their metadata `name`, for each tone.

    Parameters
    ----------
    rows
        Letters of a dataset, as mappings with ``label`` and ``metadata``.
    wanted
        The groups to compare; all, if empty.

    Raises
    ------
    TonecheckError
        If fewer than two of the groups have letters.
    """
    groups = labels_by(rows, name)
    return _differences({value: groups[value] for value in groups if not wanted or value in wanted}, name)


def compare_periods(rows: Sequence[Mapping[str, Any]], name: str, moment: str) -> tuple[Difference, ...]:
    """Compare the letters before `moment` with those since then, for each tone.

    `name` is metadata that sorts as text does, as dates of the form 2024-03-01 and years do.

    Raises
    ------
    TonecheckError
        If one of the periods has no letters.
    """
    periods: dict[str, list[str]] = {_BEFORE: [], _SINCE: []}
    for value, labels in labels_by(rows, name).items():
        periods[_SINCE if value >= moment else _BEFORE] += labels
    return _differences({period: labels for period, labels in periods.items() if labels}, name)


def _differences(groups: Mapping[str, Sequence[str]], name: str) -> tuple[Difference, ...]:
    if len(groups) < 2:
        raise TonecheckError("audit_groups", name=name, found=", ".join(groups) or "-")
    from scipy.stats import fisher_exact
    from statsmodels.stats.multitest import multipletests
    from statsmodels.stats.proportion import confint_proportions_2indep

    plain = []
    for first, second in combinations(groups, 2):
        for tone in TONES:
            one, two = (share(list(groups[each]).count(tone.value), len(groups[each])) for each in (first, second))
            low, high = confint_proportions_2indep(
                two.count, two.total, one.count, one.total, method="newcomb", alpha=1 - LEVEL
            )
            table = [[one.count, one.total - one.count], [two.count, two.total - two.count]]
            probability = float(fisher_exact(table).pvalue)
            plain.append((tone.value, first, second, (one, two), two.value - one.value, low, high, probability))
    adjusted = multipletests([row[-1] for row in plain], method="holm")[1]
    return tuple(
        Difference(tone, first, second, shares, value, float(low), float(high), probability, float(corrected))
        for (tone, first, second, shares, value, low, high, probability), corrected in zip(plain, adjusted, strict=True)
    )
