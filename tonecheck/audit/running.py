"""Judge the letters of an archive in chunks, on several processors, and keep what is done.

A chunk is named after its letters, so that the same archive gives the same parts whatever the number of workers; a run
that was broken off goes on with the chunks that are not there yet, and new letters are added to what is there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tonecheck.audit.dataset import Dataset
from tonecheck.audit.results import Failure, Row, judge_items
from tonecheck.audit.sources import Columns, Item, Query, Side, find_items

if TYPE_CHECKING:
    from tonecheck.analyser import Analyser

CHUNK = 50
"""So many letters are judged before their part is written."""


@dataclass(frozen=True, slots=True)
class Options:
    """How an archive is audited."""

    columns: Columns = field(default_factory=Columns)
    path_pattern: str = ""
    metadata: Path | None = None
    """A table with metadata, joined on ids or file names."""
    model: str = "tone"
    pipeline: str | None = None
    lang: str = "nl"
    jobs: int = -1
    """Processes; -1 for one per processor."""
    chunk: int = CHUNK


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    done: int
    """Letters judged or failed in this run."""
    total: int
    """Letters to do in this run."""
    failed: int
    dismissive: int
    unmatched: tuple[str, ...] = ()
    """Rows of the table with metadata that no letter of the archive had; told at the end."""


def audit(
    archive: Path | Query,
    output: Path,
    options: Options = Options(),
    tell: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """Judge every letter of `archive` that the dataset `output` does not hold yet.

    Calls `tell` after every chunk. The letters are not kept, only what is found in them.

    Raises
    ------
    TonecheckError
        If the archive cannot be opened, or `output` is something else or was made with another model.
    """
    from joblib import Parallel, delayed

    dataset = Dataset(output)
    dataset.open_for(_description(options))
    known = dataset.done()
    side = Side(options.metadata, options.columns) if options.metadata else None
    found = find_items(archive, options.columns, options.path_pattern, side)
    items = [item for item in found if item.id not in known]
    progress = Progress(0, len(items), 0, 0, tuple(side.unmatched()) if side else ())
    tell(progress)
    chunks = list(_chunks(items, options.chunk))
    if not chunks:
        return progress
    judged: Iterator[tuple[str, list[Row], list[Failure]]] = Parallel(
        n_jobs=min(options.jobs, len(chunks)) if options.jobs > 0 else options.jobs,
        return_as="generator_unordered",
        pre_dispatch="2*n_jobs",
    )(delayed(_judge)(chunk, options.model, options.pipeline, options.lang) for chunk in chunks)
    for part, rows, failures in judged:
        dataset.add(part, rows, failures)
        progress = replace(
            progress,
            done=progress.done + len(rows) + len(failures),
            failed=progress.failed + len(failures),
            dismissive=progress.dismissive + sum(row.label == "dismissive" for row in rows),
        )
        tell(progress)
    return progress


def _description(options: Options) -> dict[str, str]:
    analyser = _analyser(options.model, options.pipeline, options.lang)
    return {"model": analyser.model_name, "pipeline": analyser.pipeline_name, "path_pattern": options.path_pattern}


def _chunks(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk


def _judge(items: Sequence[Item], model: str, pipeline: str | None, lang: str) -> tuple[str, list[Row], list[Failure]]:
    analyser = _analyser(model, pipeline, lang)

    rows, failures = judge_items(items, analyser.analyse, lang)
    return _name(items), rows, failures


def _name(items: Sequence[Item]) -> str:
    return hashlib.sha256("\n".join(item.id for item in items).encode()).hexdigest()[:24]


@lru_cache(maxsize=1)
def _analyser(model: str, pipeline: str | None, lang: str) -> Analyser:
    """Load once per process what judges letters: without suggestions, and without looking for the words."""
    from tonecheck.analyser import load

    return load(model=model, pipeline=pipeline, lang=lang, suggest=False, evidence=False)
