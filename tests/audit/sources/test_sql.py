from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit.conftest import LETTERS
from tonecheck.audit.sources import Columns, Query, content, find_items
from tonecheck.errors import ReadError

sqlalchemy = pytest.importorskip("sqlalchemy")


@pytest.fixture
def database(tmp_path: Path) -> str:
    with sqlite3.connect(tmp_path / "zaken.db") as connection:
        connection.execute("CREATE TABLE brieven (nr INTEGER, brief TEXT, vraag TEXT, dag TEXT)")
        rows = [(number, text, None, f"2024-0{number + 1}-01") for number, text in enumerate(LETTERS)]
        connection.executemany("INSERT INTO brieven VALUES (?, ?, ?, ?)", rows)
    connection.close()
    return f"sqlite:///{tmp_path}/zaken.db"


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, where PostgreSQL is installed."""
    if not shutil.which("initdb") or not shutil.which("pg_ctl"):
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    user = "nobody" if os.getuid() == 0 else None  # it refuses to run as root
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(folder / "data")

    def run(*command: str) -> None:
        subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    run("initdb", "-D", data, "-A", "trust", "-U", "proef", "--no-sync")
    run("pg_ctl", "-D", data, "-w", "-o", f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}", "start")
    yield f"postgresql://proef@127.0.0.1:{port}/postgres"
    run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


COLUMNS = Columns("brief", "nr", "vraag", "dag")


def test_rows_of_a_database_are_letters(database: str) -> None:
    items = list(find_items(Query(database, "select * from brieven where brief like '%e%' order by nr"), COLUMNS))
    assert [item.id for item in items] == [f"sql!{number}" for number in range(len(LETTERS))]
    assert content(items[3]).decode() == LETTERS[3]
    assert items[0].metadata == {"datum": "2024-01-01"}


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("delete from brieven", "geen antwoord|geen rijen"),
        ("drop table brieven", "geen antwoord|geen rijen"),
        ("selec", "geen antwoord.*selec"),
        ("select brief from brieven", "kolom 'nr'.*brief"),
        ("select nr, dag from brieven", "kolom 'brief'.*nr, dag"),
    ],
)
def test_a_question_that_gives_no_letters_says_why_and_changes_nothing(
    database: str, statement: str, message: str
) -> None:
    with pytest.raises(ReadError, match=message):
        list(find_items(Query(database, statement), COLUMNS))
    assert len(list(find_items(Query(database, "select * from brieven"), COLUMNS))) == len(LETTERS)


@pytest.mark.parametrize("url", ["geheim", "sqlite:///er/is/niets.db", "oracle+geen://jan:geheim@server/x"])
def test_a_wrong_address_is_told_without_its_password(url: str) -> None:
    with pytest.raises(ReadError) as caught:
        list(find_items(Query(url, "select 1"), COLUMNS))
    assert "geheim" not in caught.value.message()


def test_postgresql_gives_the_same(postgres: str) -> None:
    engine = sqlalchemy.create_engine(postgres.replace("postgresql", "postgresql+pg8000"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE brieven (nr int, brief text, dag date)")
        insert = sqlalchemy.text("INSERT INTO brieven VALUES (:nr, :brief, '2024-05-01')")
        connection.execute(insert, [{"nr": number, "brief": text} for number, text in enumerate(LETTERS * 30)])
    items = list(find_items(Query(postgres, "select * from brieven where brief like '%e%' order by nr"), COLUMNS))
    assert len(items) == len(LETTERS) * 30
    assert content(items[-1]).decode() == LETTERS[-1]
    assert items[0].metadata == {"datum": "2024-05-01"}
    for statement in ("delete from brieven returning nr, brief", "selec"):
        with pytest.raises(ReadError, match="geen antwoord"):
            list(find_items(Query(postgres, statement), COLUMNS))
    engine.dispose()
