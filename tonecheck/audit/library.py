"""The audit as functions: over any iterable, over Dask bags, and over data frames of pandas and Dask.

What `tonecheck.audit.running.audit` keeps in a dataset, these give back; nothing is written. A letter is a text, or a
mapping whose keys are those of `Options.columns`; what else stands in it becomes metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from tonecheck.audit.dataset import ERRORS, LETTERS, as_table
from tonecheck.audit.results import Failure, Row
from tonecheck.audit.running import Options, judge_chunk
from tonecheck.audit.sources import Columns, Item
from tonecheck.audit.sources.tables import item_of
from tonecheck.errors import ReadError

if TYPE_CHECKING:
    import pyarrow

_DEFAULT = Options()


def judge(letters: Iterable[str | Mapping[str, Any]], options: Options = _DEFAULT) -> Iterator[Row | Failure]:
    """Judge letters one chunk after the other in this process, and yield what is found in each, in order.

    A letter without a text, or one that cannot be judged, gives a `Failure` and the rest goes on. Letters without an id
    are called by their number, from 1. Models are loaded once per process.
    """
    waiting = enumerate(letters, start=1)
    while chunk := list(islice(waiting, options.chunk)):
        items = [_item(number, letter, options.columns) for number, letter in chunk]
        # While they are judged, letters go by their number: two of them may have the same id.
        numbered = [replace(item, id=str(at)) for at, item in enumerate(items)]
        _, rows, failures = judge_chunk(numbered, options)
        results: list[Row | Failure] = [*rows, *failures]
        found = {result.id: result for result in results}
        yield from (replace(found[str(at)], id=item.id) for at, item in enumerate(items))


def to_arrow(found: Iterable[Row | Failure]) -> pyarrow.Table:
    """Return what `judge` gave as one table: the columns of `Row`, and ``reason`` for what could not be judged."""
    return as_table(list(found), LETTERS, ERRORS)


def judge_bag(bag: Any, options: Options = _DEFAULT) -> Any:
    """Return the `dask.bag.Bag` of what `judge` finds in the letters of another one; nothing is computed yet."""
    return bag.map_partitions(_judged, options)


def judge_frame(frame: Any, options: Options = _DEFAULT) -> Any:
    """Return a data frame with what is found in the letters of `frame`, with the same index: of pandas, or of Dask.

    The columns are those of `to_arrow`. For a Dask data frame nothing is computed yet.
    """
    if hasattr(frame, "map_partitions"):
        return frame.map_partitions(_judged_frame, options, meta=to_arrow([]).to_pandas())
    return _judged_frame(frame, options)


def _judged(letters: Iterable[str | Mapping[str, Any]], options: Options) -> list[Row | Failure]:
    return list(judge(letters, options))


def _judged_frame(frame: Any, options: Options) -> Any:
    found = to_arrow(judge(frame.to_dict("records"), options)).to_pandas()
    return found.set_axis(frame.index, axis="index")


def _item(number: int, letter: str | Mapping[str, Any], columns: Columns) -> Item:
    values = {columns.text: letter} if isinstance(letter, str) else letter
    try:
        return item_of("", str(number), values, columns)
    except ReadError as fault:
        return Item(str(number), ".txt", "", fault=fault)
