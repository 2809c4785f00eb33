"""Walking through an archive."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from tonecheck.audit.sources import containers, tables
from tonecheck.audit.sources.items import Columns, Item
from tonecheck.audit.sources.side import Side
from tonecheck.audit.sources.sql import Query, selected
from tonecheck.errors import ReadError

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def find_items(
    archive: Path | Query, columns: Columns, path_pattern: str = "", side: Side | None = None
) -> Iterator[Item]:
    """Yield the letters of `archive` in a fixed order.

    Parameters
    ----------
    archive
        A folder (read with all that is below it), a zip or tar file, a mailbox (``.mbox``) or Maildir, a table
        (``.csv``, ``.jsonl``, ``.xlsx``, ``.parquet``), or a question to a database.
    columns
        Where a table has its letters.
    path_pattern
        Names for folders, such as ``{afdeling}/{jaar}/*``: what stands there is metadata.
    side
        More metadata; columns and folders of the archive itself come first.

    Raises
    ------
    ReadError
        If there is no such archive, or it is one table or database without letters.
    """
    names = _path_names(path_pattern)
    for item in _found(archive, columns):
        given = {name: folder for name, folder in zip(names, _folders(item), strict=False) if name}
        beside = side.of(item.id) if side else {}
        yield replace(item, metadata={**beside, **given, **item.metadata})


def _folders(item: Item) -> Sequence[str]:
    """Return the folders that a letter is in, from the top; those inside a zip or tar file come last."""
    around, _, inside = item.id.partition("!")
    return [*around.split("/")[:-1], *(inside.split("/")[:-1] if item.text is None else ())]


def _found(archive: Path | Query, columns: Columns) -> Iterator[Item]:
    if isinstance(archive, Query):
        yield from _unique(selected(archive, columns))
        return
    if not archive.exists():
        raise ReadError("not_found", source=str(archive))
    if archive.is_dir() and containers.kind_of(archive) is None:
        for path, name in _files(archive, ""):
            yield from _in_file(path, name, columns)
        return
    for number, item in enumerate(_in_file(archive, archive.name, columns)):
        if number == 0 and item.fault is not None and item.id == archive.name:
            raise item.fault
        yield item


def _files(folder: Path, above: str) -> Iterator[tuple[Path, str]]:
    """Yield the files below `folder` with their places, sorted; hidden ones and linked folders are left out."""
    with os.scandir(folder) as opened:
        entries = sorted((entry for entry in opened if not entry.name.startswith(".")), key=lambda entry: entry.name)
    for entry in entries:
        path, name = Path(entry.path), f"{above}{entry.name}"
        if entry.is_dir(follow_symlinks=False) and containers.kind_of(path) is None:
            yield from _files(path, f"{name}/")
        elif entry.is_file() or entry.is_dir(follow_symlinks=False):
            yield path, name


def _in_file(path: Path, name: str, columns: Columns) -> Iterator[Item]:
    if kind := containers.kind_of(path):
        yield from _unique(containers.members(path, kind, name))
    elif tables.is_table(path):
        yield from _unique(tables.letters(path, name, columns))
    else:
        yield Item(name, path.suffix.lower(), str(path))


def _unique(items: Iterable[Item]) -> Iterator[Item]:
    """Give numbers to the later ones of items with the same id: rows of a table, members of a tar file."""
    seen: set[int] = set()
    times: dict[str, int] = {}
    for item in items:
        name = item.id
        while (key := _short(name)) in seen:
            times[item.id] = times.get(item.id, 1) + 1
            name = f"{item.id}#{times[item.id]}"
        seen.add(key)
        yield item if name == item.id else replace(item, id=name)


def _short(name: str) -> int:
    """Return 64 bits of a hash: they need far less memory than the name, and two names hardly ever share them."""
    return int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest())


def _path_names(pattern: str) -> Sequence[str]:
    """Return the name that `pattern` gives to each folder, from the top; the empty string for none."""
    names = []
    for part in filter(None, pattern.split("/")):
        match = _PLACEHOLDER.fullmatch(part)
        names.append(match[1] if match else "")
    return names
