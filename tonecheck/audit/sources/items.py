"""A letter of an archive that was not read yet, and the names under which its metadata is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tonecheck.errors import ReadError

DATE = "datum"
"""The metadata that says when a letter was sent (ISO 8601; a month or year where no more is known)."""
TEMPLATE = "sjabloon"
"""The metadata that names the Word template of a letter."""


@dataclass(frozen=True, slots=True)
class Item:
    """A letter of the archive, not read yet."""

    id: str
    """Its place in the archive, with ``/`` between folders and ``!`` before a member; unique and stable."""
    suffix: str
    """Which reader it needs, such as ``.docx``."""
    path: str
    """The file that holds it, or the folder of a Maildir."""
    member: str = ""
    """Its name or number inside that file; empty if it is the file."""
    text: str | None = None
    """The letter itself where a table holds it."""
    incoming: str | None = None
    """The initiator's letter, where the archive has it."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    span: tuple[int, int] = (0, 0)
    """Where a member of a tar file starts once unpacked, and its size, in bytes."""
    fault: ReadError | None = None
    """Why there is nothing to read, where finding it told that already."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that have a meaning; all others are metadata."""

    text: str = "text"
    id: str = "id"
    incoming: str = "incoming"
    date: str = DATE
