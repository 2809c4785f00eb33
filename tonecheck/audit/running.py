"""Judge the letters of an archive in chunks, on several processors, and keep what is done.

A chunk is named after its letters, so that the same archive gives the same parts whatever the number of workers; a run
that was broken off goes on with the chunks that are not there yet, and new letters are added to what is there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonecheck.audit.dataset import WITH_TEXT, Dataset
from tonecheck.audit.guarded import GuardedReader, Limits
from tonecheck.audit.results import Failure, Row, judge_items
from tonecheck.audit.sources import Columns, Item, Query, Side, find_items
from tonecheck.errors import TonecheckError
from tonecheck.version import __version__

if TYPE_CHECKING:
    from tonecheck.analyser import Analyser
    from tonecheck.types import Letter

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
    scheduler: str = ""
    """Address of a Dask scheduler whose workers judge the letters, such as ``tcp://10.0.0.5:8786``; they must see the
    archive under the same path, and have tonecheck."""
    with_text: bool = False
    """Whether sentences and metadata are kept with the personal data in them."""
    limits: Limits = field(default_factory=Limits)
    """What reading one document may take."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    done: int
    """Letters judged or failed in this run."""
    total: int
    """Letters to do in this run."""
    failed: int
    dismissive: int
    empathic: int = 0
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
    dataset = Dataset(output)
    dataset.open_for(_description(options))
    known = dataset.done()
    side = Side(options.metadata, options.columns) if options.metadata else None

    def waiting() -> Iterator[Item]:
        found = find_items(archive, options.columns, options.path_pattern, side)
        return (item for item in found if item.id not in known)

    # Finding items is cheap, and an archive may hold more of them than memory: they are counted first.
    total = sum(1 for _ in waiting())
    progress = Progress(0, total, 0, 0, unmatched=tuple(side.unmatched()) if side else ())
    tell(progress)
    if not progress.total:
        return progress
    run = _on_dask if options.scheduler else _on_this_machine
    for part, rows, failures in run(_chunks(waiting(), options.chunk), options):
        dataset.add(part, rows, failures)
        progress = replace(
            progress,
            done=progress.done + len(rows) + len(failures),
            failed=progress.failed + len(failures),
            dismissive=progress.dismissive + sum(row.label == "dismissive" for row in rows),
            empathic=progress.empathic + sum(row.label == "empathic" for row in rows),
        )
        tell(progress)
    return progress


Judged = tuple[str, list[Row], list[Failure]]
"""The name of a part, and what stands in it."""


def _on_this_machine(chunks: Iterable[list[Item]], options: Options) -> Iterator[Judged]:
    from joblib import Parallel, delayed

    judged: Iterator[Judged] = Parallel(n_jobs=options.jobs, return_as="generator_unordered", pre_dispatch="2*n_jobs")(
        delayed(judge_chunk)(chunk, options) for chunk in chunks
    )
    return judged


def _on_dask(chunks: Iterable[list[Item]], options: Options) -> Iterator[Judged]:
    """Judge on the workers of a Dask cluster; a chunk whose worker dies is given to another."""
    from importlib import import_module

    distributed: Any = import_module("distributed")
    try:
        client = distributed.Client(options.scheduler)
    except OSError:
        raise TonecheckError("audit_scheduler", address=options.scheduler) from None
    with client:
        waiting = iter(chunks)
        at_once = 2 * max(sum(client.nthreads().values()), 1)

        def submitted(count: int) -> list[Any]:
            return [client.submit(judge_chunk, chunk, options, pure=False) for chunk in islice(waiting, count)]

        running = distributed.as_completed(submitted(at_once))
        for future in running:
            yield future.result()
            for another in submitted(1):
                running.add(another)


def _description(options: Options) -> dict[str, str]:
    analyser = _analyser(options.model, options.pipeline, options.lang)
    return {
        "model": analyser.model_name,
        "pipeline": analyser.pipeline_name,
        "path_pattern": options.path_pattern,
        WITH_TEXT: str(options.with_text),
        "tonecheck": __version__,
    }


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk


def judge_chunk(items: Sequence[Item], options: Options) -> Judged:
    """Read and judge letters with what this process has loaded for `options`; also return the name of their part."""
    analyser = _analyser(options.model, options.pipeline, options.lang)

    def analyse(pairs: Sequence[tuple[str, str | None]]) -> list[Letter]:
        return list(analyser.pipe_pairs(pairs, max(len(pairs), 1)))

    read = _reader(options.limits).read
    rows, failures = judge_items(items, read, analyse, options.lang, with_text=options.with_text)
    return _name(items), rows, failures


def _name(items: Sequence[Item]) -> str:
    return hashlib.sha256("\n".join(item.id for item in items).encode()).hexdigest()[:24]


@lru_cache(maxsize=1)
def _analyser(model: str, pipeline: str | None, lang: str) -> Analyser:
    """Load once per process what judges letters: without suggestions, and without looking for the words."""
    from tonecheck.analyser import load

    return load(model=model, pipeline=pipeline, lang=lang, suggest=False, evidence=False)


@lru_cache(maxsize=1)
def _reader(limits: Limits) -> GuardedReader:
    return GuardedReader(limits)
