"""The dataset of an audit: a folder with a manifest and Parquet parts, each written aside and renamed.

``letters/`` and ``errors/`` hold one part per chunk; a part that stands there is whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonecheck.audit.results import Failure, Row
from tonecheck.errors import TonecheckError

if TYPE_CHECKING:
    import pyarrow

MANIFEST = "manifest.json"
LETTERS, ERRORS = "letters", "errors"
WITH_TEXT = "with_text"
"""Whether personal data are kept: a key of the manifest."""
_VERSION = 2


class Dataset:
    """A dataset on disk."""

    def __init__(self, folder: Path) -> None:
        """Point to `folder`; nothing is read or made yet."""
        self.folder = folder

    def open_for(self, description: Mapping[str, str]) -> None:
        """Make the dataset, or go on with one that was made in the same way.

        Raises
        ------
        TonecheckError
            If the folder holds something else, or was made with another model or other options.
        """
        wanted = {"version": _VERSION, **description}
        if (self.folder / MANIFEST).exists():
            found = self.manifest()
            changed = sorted(key for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key))
            if changed:
                raise TonecheckError("audit_other", output=self.folder, what=", ".join(changed))
            return
        if self.folder.exists() and any(self.folder.iterdir()):
            raise TonecheckError("audit_not_empty", output=self.folder)
        for name in (LETTERS, ERRORS):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        _write(self.folder / MANIFEST, (json.dumps(wanted, ensure_ascii=False, indent=2) + "\n").encode())

    def manifest(self) -> dict[str, Any]:
        """Return how the dataset was made.

        Raises
        ------
        TonecheckError
            If the folder is no dataset.
        """
        try:
            found: dict[str, Any] = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise TonecheckError("audit_no_dataset", output=self.folder) from None
        return found

    def with_text(self) -> bool:
        """Return whether the dataset was made to keep personal data."""
        return bool(self.manifest().get(WITH_TEXT) == str(True))

    def done(self) -> set[str]:
        """Return the ids of all letters that stand in the dataset, judged or failed."""
        return {name for table in (LETTERS, ERRORS) for name in self.table(table, ["id"])["id"].to_pylist()}

    def table(self, name: str, columns: Sequence[str] | None = None) -> pyarrow.Table:
        """Return all rows of ``letters`` or ``errors``, ordered by id."""
        import pyarrow
        from pyarrow import parquet

        self.manifest()
        schema = _schemas()[name]
        parts = [
            parquet.read_table(path, columns=list(columns) if columns else None)
            for path in sorted((self.folder / name).glob("*.parquet"))
        ]
        empty = schema.empty_table().select(list(columns)) if columns else schema.empty_table()
        table = pyarrow.concat_tables([empty, *parts])
        return table.sort_by("id") if "id" in table.column_names else table

    def add(self, part: str, rows: Sequence[Row], failures: Sequence[Failure]) -> None:
        """Write one chunk under the name `part`; its letters last, for they tell that the chunk is done."""
        import io

        from pyarrow import parquet

        tables: tuple[tuple[str, Sequence[Row] | Sequence[Failure]], ...] = ((ERRORS, failures), (LETTERS, rows))
        for name, found in tables:
            if not found:
                continue
            stream = io.BytesIO()
            parquet.write_table(as_table(found, name), stream, compression="zstd")
            _write(self.folder / name / f"{part}.parquet", stream.getvalue())


def as_table(found: Sequence[Row | Failure], *names: str) -> pyarrow.Table:
    """Return rows with the columns of the tables with these names; what a row lacks is null."""
    import pyarrow

    values = [asdict(item) for item in found]
    for value in values:
        if "metadata" in value:
            value["metadata"] = sorted(value["metadata"].items())
    fields = {field.name: field for name in names for field in _schemas()[name]}
    return pyarrow.Table.from_pylist(values, schema=pyarrow.schema(list(fields.values())))


def _schemas() -> dict[str, pyarrow.Schema]:
    import pyarrow as pa

    text, real, count = pa.string(), pa.float64(), pa.int32()
    letters = [
        ("id", text),
        ("label", text),
        ("dismissive", real),
        ("neutral", real),
        ("empathic", real),
        ("doubtful", pa.bool_()),
        ("sentences", count),
        ("dismissive_sentences", count),
        ("empathic_sentences", count),
        ("acts", pa.list_(text)),
        ("missing", pa.list_(text)),
        ("field", text),
        ("language", text),
        ("fingerprint", text),
        ("signature", pa.binary()),
        ("metadata", pa.map_(text, text)),
        ("quotes", pa.list_(pa.struct([("act", text), ("text", text), ("probability", real)]))),
    ]
    return {LETTERS: pa.schema(letters), ERRORS: pa.schema([("id", text), ("reason", text)])}


def _write(target: Path, data: bytes) -> None:
    aside = target.with_name(f".{target.name}.part")
    aside.write_bytes(data)
    aside.replace(target)
