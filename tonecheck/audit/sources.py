"""What letters an archive holds: files in folders, zip and tar archives and mailboxes, and rows of tables.

Items are found without opening letters, so that finding them is quick and whoever judges an item reads it.
"""

from __future__ import annotations

import csv
import json
import mailbox
import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tonecheck.errors import ReadError
from tonecheck.reading.reader import FORMATS, MAX_FILE_BYTES

TABLES = frozenset({".csv", ".jsonl"})
_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Item:
    """A letter of the archive, not read yet."""

    id: str
    """Its place in the archive, with ``/`` between folders and ``!`` before a member; unique and stable."""
    suffix: str
    """Which reader it needs, such as ``.docx``."""
    path: str
    """The file that holds it."""
    member: str = ""
    """Its name or number inside that file; empty if it is the file."""
    text: str | None = None
    """The letter itself where a table holds it."""
    incoming: str | None = None
    """The initiator's letter, where the archive has it."""
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that have a meaning; all others are metadata."""

    text: str = "text"
    id: str = "id"
    incoming: str = "incoming"


def find_items(archive: Path, columns: Columns, path_pattern: str = "") -> Iterator[Item]:
    """Yield the letters of `archive` in a fixed order.

    Parameters
    ----------
    archive
        A folder (read with all that is below it), a zip or tar file, a mailbox (``.mbox``), or a table (``.csv``,
        ``.jsonl``).
    columns
        Where a table has its letters.
    path_pattern
        Names for folders, such as ``{afdeling}/{jaar}/*``: what stands there is metadata.

    Raises
    ------
    ReadError
        If there is no such archive, or a container cannot be opened.
    """
    if not archive.exists():
        raise ReadError("not_found", source=str(archive))
    names = _path_names(path_pattern)
    if archive.is_dir():
        files = sorted(path for path in archive.rglob("*") if path.is_file() and not path.name.startswith("."))
        for path in files:
            yield from _named(_in_file(path, path.relative_to(archive).as_posix(), columns), names)
    else:
        yield from _named(_in_file(archive, archive.name, columns), names)


def _in_file(path: Path, name: str, columns: Columns) -> Iterator[Item]:
    lower = path.name.lower()
    try:
        if lower.endswith(".zip"):
            with zipfile.ZipFile(path) as opened:
                members = sorted(entry.filename for entry in opened.infolist() if not entry.is_dir())
            yield from (_member(path, name, member) for member in members)
        elif lower.endswith(_TARS):
            with tarfile.open(path) as tar:
                members = sorted(entry.name for entry in tar if entry.isfile())
            yield from (_member(path, name, member) for member in members)
        elif lower.endswith(".mbox"):
            count = len(mailbox.mbox(path, create=False))
            yield from (Item(f"{name}!{number:07d}", ".eml", str(path), f"{number}") for number in range(count))
        elif path.suffix.lower() in TABLES:
            yield from _rows(path, name, columns)
        else:
            yield Item(name, path.suffix.lower(), str(path))
    except (zipfile.BadZipFile, tarfile.TarError, OSError, UnicodeDecodeError, csv.Error, ValueError):
        # The container is one bad item: reading it again says what is wrong.
        yield Item(name, path.suffix.lower(), str(path))


def _member(path: Path, name: str, member: str) -> Item:
    return Item(f"{name}!{member}", PurePosixPath(member).suffix.lower(), str(path), member)


def _rows(path: Path, name: str, columns: Columns) -> Iterator[Item]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows: Iterable[Mapping[str, object]]
        rows = csv.DictReader(lines) if path.suffix.lower() == ".csv" else map(json.loads, filter(str.strip, lines))
        for number, row in enumerate(rows):
            if columns.text not in row:
                raise ReadError("no_column", source=str(path), column=columns.text, columns=", ".join(map(str, row)))
            known = {columns.text, columns.id, columns.incoming}
            yield Item(
                id=f"{name}!{row.get(columns.id) or number}",
                suffix=".txt",
                path=str(path),
                text=str(row[columns.text] or ""),
                incoming=str(row[columns.incoming]) if row.get(columns.incoming) else None,
                metadata={key: str(value) for key, value in row.items() if key not in known and value is not None},
            )


def _path_names(pattern: str) -> Sequence[str]:
    """Return the name that `pattern` gives to each folder, from the top; the empty string for none."""
    names = []
    for part in filter(None, pattern.split("/")):
        match = _PLACEHOLDER.fullmatch(part)
        names.append(match[1] if match else "")
    return names


def _named(items: Iterable[Item], names: Sequence[str]) -> Iterator[Item]:
    for item in items:
        folders = re.split(r"[/!]", item.id)[:-1]
        found = {name: folder for name, folder in zip(names, folders, strict=False) if name}
        yield Item(item.id, item.suffix, item.path, item.member, item.text, item.incoming, {**found, **item.metadata})


def content(item: Item) -> bytes:
    """Return the bytes of `item`.

    Raises
    ------
    ReadError
        If it cannot be read, is of no known format or is too large; nothing is unpacked beyond the limit.
    """
    if item.text is not None:
        return item.text.encode("utf-8", "replace")
    if item.suffix not in FORMATS:
        raise ReadError("unknown_format", source=item.id, formats=" ".join(sorted(FORMATS)))
    try:
        data = _taken_out(item)
    except (OSError, KeyError, RuntimeError, EOFError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise ReadError("unreadable", source=item.id, reason=type(error).__name__) from None
    if len(data) > MAX_FILE_BYTES:
        raise ReadError("too_large", source=item.id, limit=MAX_FILE_BYTES // 1024**2)
    return data


def _taken_out(item: Item) -> bytes:
    path = Path(item.path)
    limit = MAX_FILE_BYTES + 1
    if not item.member:
        with path.open("rb") as opened:
            return opened.read(limit)
    lower = path.name.lower()
    if lower.endswith(".zip"):
        with zipfile.ZipFile(path) as archive, archive.open(item.member) as member:
            return member.read(limit)
    if lower.endswith(".mbox"):
        return mailbox.mbox(path, create=False).get_bytes(int(item.member))  # type: ignore[arg-type]  # its keys are numbers
    with tarfile.open(path) as tar:
        extracted = tar.extractfile(item.member)
        if extracted is None:
            raise KeyError(item.member)
        return extracted.read(limit)
