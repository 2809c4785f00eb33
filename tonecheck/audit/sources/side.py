"""Metadata in a table beside the archive, joined on the id or the file name of each letter."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from tonecheck.audit.sources.items import Columns
from tonecheck.audit.sources.tables import is_table, metadata_of, plain, rows
from tonecheck.errors import ReadError


class Side:
    """A table with metadata of letters (CSV, JSON lines, Excel or Parquet).

    It can be as long as the archive has letters, so it is kept in a database that SQLite puts on disk and removes.
    """

    def __init__(self, path: Path, columns: Columns) -> None:
        """Read the table.

        Raises
        ------
        ReadError
            If it cannot be read, or names a letter twice.
        """
        if not path.is_file():
            raise ReadError("not_found", source=str(path))
        if not is_table(path):
            raise ReadError("side_format", source=str(path))
        # Letters may be found in another thread than this one, though never in two at a time.
        self._rows = sqlite3.connect("", check_same_thread=False)
        self._rows.execute("CREATE TABLE side (name TEXT PRIMARY KEY, found TEXT, used INT DEFAULT 0) WITHOUT ROWID")
        for _, values in rows(path, str(path)):
            if isinstance(values, ReadError):
                raise values
            key = columns.id if columns.id in values else next(iter(values), "")
            name = plain(values.get(key)).replace("\\", "/")
            found = json.dumps(metadata_of(values, {key}, columns))
            try:
                self._rows.execute("INSERT INTO side (name, found) VALUES (?, ?)", (name, found))
            except sqlite3.IntegrityError:
                raise ReadError("side_twice", source=str(path), name=name) from None

    def of(self, letter: str) -> Mapping[str, str]:
        """Return what the table says about the letter with this id; nothing if it does not name it.

        A row names the letter by its whole id, else by its name in the table or container, else by its file name.
        """
        for name in dict.fromkeys((letter, letter.rpartition("!")[2], re.split(r"[/!]", letter)[-1])):
            row = self._rows.execute("UPDATE side SET used = 1 WHERE name = ? RETURNING found", (name,)).fetchone()
            if row:
                found: Mapping[str, str] = json.loads(row[0])
                return found
        return {}

    def unmatched(self) -> list[str]:
        """Return the names in the table that no letter had so far, sorted."""
        return [name for (name,) in self._rows.execute("SELECT name FROM side WHERE NOT used ORDER BY name")]
