"""Tables with a letter per row: CSV, JSON lines, Excel and Parquet. Rows are read one by one."""

from __future__ import annotations

import csv
import datetime
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tonecheck.audit.sources.items import DATE, Columns, Item
from tonecheck.errors import ReadError
from tonecheck.reading.reader import MAX_FILE_BYTES

#: A row: its name in the table, and its values by column; or what is wrong with it.
Row = tuple[str, Mapping[str, Any] | ReadError]

_DELIMITERS = ",;\t|"
_BATCH = 100
_BUFFER = 256 * 1024
_MAX_WORKBOOK = 1024**3
"""So much may a workbook unpack to, in bytes; Excel itself needs more memory for less."""


def is_table(path: Path) -> bool:
    """Tell whether `path` is called a table."""
    return path.suffix.lower() in _READERS


def letters(path: Path, name: str, columns: Columns) -> Iterator[Item]:
    """Yield the letters in the table `path`, whose own place in the archive is `name`.

    Where the table turns out to be damaged, or has no column with letters, the table itself is the last item. In a
    workbook, sheets without letters are passed over as long as there is one with them.
    """
    missing: ReadError | None = None
    some = False
    try:
        for row, values in rows(path, name):
            try:
                item = item_of(f"{name}!", row, values, columns)
            except ReadError as fault:
                missing = fault
                if path.suffix.lower() in _WITH_SHEETS:
                    continue
                if not some:
                    break
                item = Item(f"{name}!{row}", ".txt", "", fault=fault)
            some = True
            yield item
    except ReadError as fault:
        missing, some = fault, False
    if missing and not some:
        yield Item(name, "", str(path), fault=missing)


def rows(path: Path, name: str) -> Iterator[Row]:
    """Yield the rows of the table `path`.

    Raises
    ------
    ReadError
        If the table is damaged; rows before the damage are given.
    """
    try:
        yield from _READERS[path.suffix.lower()](path, name)
    except ReadError:
        raise
    except Exception:  # readers of Excel and Parquet raise what they like at a damaged file
        raise ReadError("damaged", source=name, suffix=path.suffix.lower()) from None


def item_of(prefix: str, row: str, values: Mapping[str, Any] | ReadError, columns: Columns) -> Item:
    """Return the letter in one row of a table.

    Raises
    ------
    ReadError
        If there is no column with letters.
    """
    if isinstance(values, ReadError):
        return Item(f"{prefix}{row}", ".txt", "", fault=values)
    if columns.text not in values:
        there = ", ".join(map(str, values))
        raise ReadError("no_column", source=prefix.rstrip("!"), column=columns.text, columns=there)
    known = {columns.text, columns.id, columns.incoming}
    return Item(
        id=f"{prefix}{plain(values.get(columns.id)) or row}",
        suffix=".txt",
        path="",
        text=str(values[columns.text] or ""),
        incoming=plain(values.get(columns.incoming)) or None,
        metadata=metadata_of(values, known, columns),
    )


def metadata_of(values: Mapping[str, Any], known: Iterable[str], columns: Columns) -> dict[str, str]:
    """Return what a row says about its letter, apart from the columns in `known`."""
    found = {key: plain(value) for key, value in values.items() if key not in set(known)}
    return {DATE if key == columns.date else key: value for key, value in found.items() if value}


def plain(value: Any) -> str:
    """Return a value of a table as text; moments become days, and what is not there the empty string."""
    if value is None or value != value:  # only NaN differs from itself
        return ""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # Excel and pandas make decimals of whole numbers
    return str(value).strip()


def _csv(path: Path, name: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_FILE_BYTES)  # a letter can be longer than the 128 kB of the module
    with path.open(encoding=_encoding(path), newline="") as lines:
        header = lines.readline()
        lines.seek(0)
        delimiter = max(_DELIMITERS, key=header.count)
        for number, values in enumerate(csv.DictReader(lines, delimiter=delimiter)):
            values.pop(None, None)  # cells beyond the last column
            yield str(number), values


def _encoding(path: Path) -> str:
    """Return UTF-8 if the whole file is that, else what Excel writes on Windows."""
    try:
        with path.open(encoding="utf-8-sig") as text:
            while text.read(1024**2):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _jsonl(path: Path, name: str) -> Iterator[Row]:
    with path.open("rb") as lines:
        number = 0
        for line in iter(partial(lines.readline, MAX_FILE_BYTES), b""):
            if not line.strip():
                continue
            try:
                values = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError):
                values = None
            fault = ReadError("damaged", source=f"{name}!{number}", suffix=path.suffix.lower())
            yield str(number), values if isinstance(values, dict) else fault
            number += 1


def _excel(path: Path, name: str) -> Iterator[Row]:
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > _MAX_WORKBOOK:
            raise ReadError("unpacks_too_large", source=name)
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs write wrong ones, and rows would be left out
            header: Sequence[str] = ()
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                if all(cell is None for cell in cells):
                    continue
                if header:
                    cells = (*cells, *[None] * (len(header) - len(cells)))
                    yield f"{sheet.title}!{number}", dict(zip(header, cells, strict=False))
                else:
                    header = [plain(cell) for cell in cells]
    finally:
        book.close()


def _parquet(path: Path, name: str) -> Iterator[Row]:
    from pyarrow import parquet

    # Without these two it would read all letters of a row group at once, and that can be the whole table.
    with parquet.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as opened:
        number = 0
        for batch in opened.iter_batches(batch_size=_BATCH, use_threads=False):
            for values in batch.to_pylist():
                yield str(number), values
                number += 1


_READERS: dict[str, Callable[[Path, str], Iterator[Row]]] = {
    ".csv": _csv,
    ".jsonl": _jsonl,
    ".parquet": _parquet,
    ".xlsx": _excel,
    ".xlsm": _excel,
}
_WITH_SHEETS = frozenset({".xlsx", ".xlsm"})
