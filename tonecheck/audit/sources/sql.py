"""The rows that a database gives in answer to a question in SQL (SQLAlchemy); the database is only read."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonecheck.audit.sources.items import Columns, Item
from tonecheck.audit.sources.tables import item_of
from tonecheck.errors import ReadError

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

_BATCH = 100
_NAME = "sql"


@dataclass(frozen=True, slots=True)
class Query:
    """Letters in a database."""

    url: str
    """Such as ``sqlite:///zaken.db`` or ``postgresql://user@host/database`` (with pg8000 if no driver is named)."""
    statement: str
    """A select whose rows have a letter and an id each."""


def selected(query: Query, columns: Columns) -> Iterator[Item]:
    """Yield the letters that the database selects, fetched a hundred at a time.

    Raises
    ------
    ReadError
        If there is no such database, it gives no rows, or there is no column with letters or with ids; without ids
        nobody could tell after a break which letters were judged.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError
    from sqlalchemy.pool import NullPool

    try:
        url = _url(query.url)
        engine = create_engine(url, poolclass=NullPool, pool_logging_name=_NAME, **_options(url.get_backend_name()))
    except (ArgumentError, ImportError):
        raise ReadError("sql_url") from None  # without the address: it may hold a password
    # Closing the cursor of a question with a mistake in it fails too, which SQLAlchemy would print.
    logging.getLogger(f"{NullPool.__module__}.{NullPool.__name__}.{_NAME}").setLevel(logging.CRITICAL)
    try:
        with engine.connect() as connection:
            backend = url.get_backend_name()
            if backend == "sqlite":
                connection.exec_driver_sql("PRAGMA query_only = ON")
            elif backend == "postgresql":
                connection = connection.execution_options(postgresql_readonly=True)
            streaming = connection.execution_options(yield_per=_BATCH)
            result = streaming.exec_driver_sql(query.statement)
            if not result.returns_rows:
                raise ReadError("sql_no_rows")
            if columns.id not in result.keys():  # noqa: SIM118  # keys() is no dictionary's
                raise ReadError("sql_no_id", column=columns.id, columns=", ".join(result.keys()))
            for number, values in enumerate(result.mappings()):
                yield item_of(f"{_NAME}!", str(number), dict(values), columns)
    except SQLAlchemyError as error:
        source = url.render_as_string(hide_password=True)
        raise ReadError("sql_failed", source=source, reason=_reason(error)) from None


def _url(text: str) -> URL:
    from sqlalchemy.engine import make_url

    url = make_url(text)
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+pg8000")
    missing = url.get_backend_name() == "sqlite" and url.database and not Path(url.database).is_file()
    if missing:
        raise ReadError("not_found", source=url.database)
    return url


def _reason(error: Exception) -> str:
    """Return the first line of what the database said; pg8000 gives the parts of PostgreSQL's answer."""
    found = getattr(error, "orig", None) or error
    parts = found.args[0] if found.args else ""
    return str(parts.get("M", "?") if isinstance(parts, dict) else found).partition("\n")[0]


def _options(backend: str) -> dict[str, Any]:
    # Whoever hands out the work may go on in another thread, though never in two at a time.
    return {"connect_args": {"check_same_thread": False}} if backend == "sqlite" else {}
