"""Ask the dataset of an audit: its table in other formats, and questions in SQL."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonecheck.audit.dataset import ERRORS, LETTERS, Dataset
from tonecheck.audit.duplicates import with_groups
from tonecheck.audit.privacy import code, shown_row
from tonecheck.errors import TonecheckError

if TYPE_CHECKING:
    import pyarrow

EXPORTS = (".csv", ".parquet", ".xlsx")
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def flat(dataset: Dataset, *, hide_ids: bool) -> pyarrow.Table:
    """Return the letters with metadata as columns of their own, and lists as words separated by blanks.

    The columns ``duplicate_of`` and ``template`` say which letters belong together. With `hide_ids` there are no
    personal data in ids either; ``code`` then says which letter it is (see `tonecheck.audit.privacy`).
    """
    import pyarrow

    found = with_groups(dataset.table(LETTERS).to_pylist())
    rows = [{"code": code(row["id"]), **(shown_row(row) if hide_ids else row)} for row in found]
    names = sorted({name for row in rows for name, _ in row["metadata"]})
    for row in rows:
        given = dict(row.pop("metadata"))
        row["quotes"] = " | ".join(quote["text"] for quote in row["quotes"])
        row |= {key: " ".join(row[key]) for key in ("acts", "missing")}
        row |= {f"meta_{name}": given.get(name) for name in names}
    nested = ["metadata", "quotes", "signature"]
    return pyarrow.Table.from_pylist(rows) if rows else dataset.table(LETTERS).drop_columns(nested)


def export(folder: Path, target: Path) -> int:
    """Write the letters of a dataset to `target`, whose suffix tells the format; return how many there are.

    Ids are without personal data, unless the dataset was made with them.

    Raises
    ------
    TonecheckError
        If there is no such dataset, or the format is not one of `EXPORTS`.
    """
    from tonecheck.cli.output import write_aside

    suffix = target.suffix.lower()
    if suffix not in EXPORTS:
        raise TonecheckError("audit_format", output=target, formats=" ".join(EXPORTS))
    dataset = Dataset(folder)
    table = flat(dataset, hide_ids=not dataset.with_text())
    write_aside(target, {".csv": _csv, ".parquet": _parquet, ".xlsx": _xlsx}[suffix](table))
    return int(table.num_rows)


def query(folder: Path, question: str) -> str:
    """Answer a question in SQL about the tables ``letters`` and ``errors``, as tab-separated text.

    The question can neither read nor write any file. Ids are those of the archive, so that a letter can be found by its
    ``code``.

    Raises
    ------
    TonecheckError
        If there is no such dataset, or the question is no SQL that can be answered.
    """
    import duckdb

    dataset = Dataset(folder)
    letters, errors = flat(dataset, hide_ids=False), dataset.table(ERRORS)
    connection = duckdb.connect()
    connection.register("letters", letters)
    connection.register("errors", errors)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    try:
        found = connection.execute(question)
    except duckdb.Error as error:
        raise TonecheckError("audit_sql", reason=str(error).splitlines()[0]) from None
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([column[0] for column in found.description or ()])
    writer.writerows(found.fetchall())
    return out.getvalue()


def _csv(table: pyarrow.Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows([_harmless(value) for value in row.values()] for row in table.to_pylist())
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: Any) -> Any:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) else value


def _parquet(table: pyarrow.Table) -> bytes:
    from pyarrow import parquet

    stream = io.BytesIO()
    parquet.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def _xlsx(table: pyarrow.Table) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("letters")
    sheet.append(table.column_names)
    for row in table.to_pylist():
        sheet.append([_harmless(value) for value in row.values()])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
