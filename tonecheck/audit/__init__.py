r"""Auditing archives: many letters, judged once each, kept in a dataset of Parquet files or given back.

>>> from tonecheck.audit import Options, judge
>>> [row.label for row in judge(["Beste Noor,\n\nDank voor je bericht.\n"], Options(model="fast"))]
['neutral']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tonecheck.audit.asking import export, query
    from tonecheck.audit.dataset import Dataset
    from tonecheck.audit.library import judge, judge_bag, judge_frame, to_arrow
    from tonecheck.audit.results import Failure, Quote, Row
    from tonecheck.audit.running import Options, Progress, audit
    from tonecheck.audit.sources import Columns, Query

__all__ = [
    "Columns",
    "Dataset",
    "Failure",
    "Options",
    "Progress",
    "Query",
    "Quote",
    "Row",
    "audit",
    "export",
    "judge",
    "judge_bag",
    "judge_frame",
    "query",
    "to_arrow",
]
# Where each is; processes that only read letters need none of it.
_PLACES = {
    "asking": ("export", "query"),
    "dataset": ("Dataset",),
    "library": ("judge", "judge_bag", "judge_frame", "to_arrow"),
    "results": ("Failure", "Quote", "Row"),
    "running": ("Options", "Progress", "audit"),
    "sources": ("Columns", "Query"),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
