"""Files that hold many letters: zip and tar archives, mailboxes and Maildirs; and taking a letter out of them.

Containers stay open from one letter to the next: a tar file is then unpacked once from front to back, and the list of
members of the others is read once.
"""

from __future__ import annotations

import lzma
import mailbox
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import IO, Any

from tonecheck.audit.sources.items import Item
from tonecheck.errors import ReadError
from tonecheck.reading.reader import FORMATS, MAX_FILE_BYTES

_MAILBOX, _TAR, _ZIP = ".mbox", ".tar", ".zip"
_TARS = (_TAR, ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_ENCRYPTED = 0x1
_ALWAYS_UNPACKED = 1024**3
_TIGHTEST = 100
"""A tar file may unpack to `_ALWAYS_UNPACKED` bytes, or to so many times its own size if that is more: letters shrink
to a tenth, and what shrinks further is there to keep us busy."""
#: What the libraries raise at a container or member that is not what it should be.
FAULTS: tuple[type[Exception], ...] = (
    *(OSError, EOFError, LookupError, ValueError, RuntimeError, zlib.error, lzma.LZMAError),
    *(zipfile.BadZipFile, tarfile.TarError, mailbox.Error),
)


def kind_of(path: Path) -> str | None:
    """Return which kind of container `path` is, or None."""
    if path.is_dir():
        return "maildir" if all((path / name).is_dir() for name in ("cur", "new")) else None
    lower = path.name.lower()
    return next((kind for kind in _FINDERS if lower.endswith(_TARS if kind == _TAR else kind)), None)


def members(path: Path, kind: str, name: str) -> Iterator[Item]:
    """Yield the letters in the container `path`, whose own place in the archive is `name`.

    Hidden files are left out. Where the container turns out to be damaged, the container itself is the last item.
    """
    try:
        yield from _FINDERS[kind](path, name)
    except FAULTS:
        yield Item(name, "", str(path), fault=ReadError("damaged", source=name, suffix=kind))


def _in_zip(path: Path, name: str) -> Iterator[Item]:
    with zipfile.ZipFile(path) as opened:
        # Of two members with one name the last counts, as for every program that unpacks.
        entries = {entry.filename: entry.flag_bits for entry in opened.infolist() if not entry.is_dir()}
    for member, flags in sorted(entries.items()):
        if item := _member(path, name, member):
            locked = ReadError("protected", source=item.id) if flags & _ENCRYPTED else None
            yield Item(item.id, item.suffix, item.path, member, fault=locked)


def _in_tar(path: Path, name: str) -> Iterator[Item]:
    most = max(_ALWAYS_UNPACKED, _TIGHTEST * path.stat().st_size)
    with tarfile.open(path) as opened:
        while (entry := opened.next()) is not None:
            opened.members.clear()  # type: ignore[attr-defined]  # else the whole list of members is kept
            # The next member is found by unpacking this one.
            if entry.offset_data + entry.size > most:
                yield Item(name, "", str(path), fault=ReadError("unpacks_too_large", source=name))
                return
            if entry.isfile() and (item := _member(path, name, entry.name)):
                yield Item(item.id, item.suffix, item.path, entry.name, span=(entry.offset_data, entry.size))


def _member(path: Path, name: str, member: str) -> Item | None:
    place = PurePosixPath(member)
    return None if place.name.startswith(".") else Item(f"{name}!{member}", place.suffix.lower(), str(path))


def _in_mailbox(path: Path, name: str) -> Iterator[Item]:
    box = mailbox.mbox(path, create=False)
    try:
        for number in range(len(box)):
            yield Item(f"{name}!{number:07d}", ".eml", str(path), f"{number}")
    finally:
        box.close()


def _in_maildir(path: Path, name: str) -> Iterator[Item]:
    box = mailbox.Maildir(path, create=False)
    # A key is what stays the same when somebody reads a message.
    for key in sorted(box.keys()):
        yield Item(f"{name}!{key}", ".eml", str(path), key)
    for folder in sorted(box.list_folders()):
        yield from _in_maildir(path / f".{folder}", f"{name}/{folder}")


_FINDERS: dict[str, Callable[[Path, str], Iterator[Item]]] = {
    _ZIP: _in_zip,
    _TAR: _in_tar,
    _MAILBOX: _in_mailbox,
    "maildir": _in_maildir,
}


def content(item: Item) -> bytes:
    """Return the bytes of `item`.

    Raises
    ------
    ReadError
        If it cannot be read, is of no known format or is too large; nothing is unpacked beyond the limit.
    """
    if item.fault is not None:
        raise item.fault
    if item.text is not None:
        return item.text.encode("utf-8", "replace")
    if item.suffix not in FORMATS:
        raise ReadError("unknown_format", source=item.id, formats=" ".join(sorted(FORMATS)))
    try:
        with _stream(item) as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except FAULTS as error:
        raise ReadError("unreadable", source=item.id, reason=type(error).__name__) from None
    if len(data) > MAX_FILE_BYTES:
        raise ReadError("too_large", source=item.id, limit=MAX_FILE_BYTES // 1024**2)
    return data


def _stream(item: Item) -> IO[bytes]:
    path = Path(item.path)
    if not item.member:
        return path.open("rb")
    kind = kind_of(path)
    opened = _opened(kind or "", item.path, path.stat().st_mtime_ns, os.getpid())
    if kind == _ZIP:
        stream: IO[bytes] = opened.open(item.member)
    elif kind == _TAR:
        entry = tarfile.TarInfo(item.member)
        entry.offset_data, entry.size = item.span
        stream = opened.extractfile(entry)
    else:
        stream = opened.get_file(int(item.member) if kind == _MAILBOX else item.member)
    return stream


@lru_cache(maxsize=2)
def _opened(kind: str, path: str, _changed: int, _process: int) -> Any:
    """Open a container, and keep it open; a process never uses one that its parent opened, for they share a place."""
    make: dict[str, Callable[[str], Any]] = {
        _ZIP: zipfile.ZipFile,
        _TAR: tarfile.open,
        _MAILBOX: partial(mailbox.mbox, create=False),
        "maildir": partial(mailbox.Maildir, create=False),
    }
    return make[kind](path)
