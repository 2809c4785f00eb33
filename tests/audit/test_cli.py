from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.audit.conftest import LETTERS
from tonecheck.cli.main import cli

pytest.importorskip("pyarrow")


def test_a_database_and_a_table_beside_it_are_audited_and_asked(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "zaken.db") as connection:
        connection.execute("CREATE TABLE brieven (id INTEGER, text TEXT, verzonden TEXT)")
        rows = [(1, LETTERS[0], "3 april 2024"), (2, LETTERS[1], "onbekend"), (3, "", "2024-05-01")]
        connection.executemany("INSERT INTO brieven VALUES (?, ?, ?)", rows)
    connection.close()
    (tmp_path / "zij.csv").write_text("id,team\n1,Groen\n9,Wegen\n", encoding="utf-8")
    database, output = f"sqlite:///{tmp_path}/zaken.db", str(tmp_path / "uit")
    options = ["--output", output, "--metadata", str(tmp_path / "zij.csv"), "--date-column", "verzonden"]
    options += ["--model", "fast", "--jobs", "1"]
    done = CliRunner().invoke(cli, ["audit", "--sql", database, "select * from brieven", *options])
    assert done.exit_code == 0, done.output
    assert "1 rijen horen bij geen enkele brief: 9" in done.output
    assert "2 brieven beoordeeld" in done.output
    question = "select id, meta_datum, meta_datum_onleesbaar, meta_team from letters order by id"
    asked = CliRunner().invoke(cli, ["audit", "query", output, question])
    assert asked.output.splitlines()[1:] == ["sql!1\t2024-04-03\t\tGroen", "sql!2\t\tonbekend\t"]


@pytest.mark.parametrize("given", [[], ["archief", "--sql", "sqlite:///x.db", "select 1"]])
def test_there_is_one_source(tmp_path: Path, given: list[str]) -> None:
    done = CliRunner().invoke(cli, ["audit", "run", *given, "--output", str(tmp_path / "uit")])
    assert done.exit_code != 0
    assert not (tmp_path / "uit").exists()


def test_help_of_the_group_is_still_its_own() -> None:
    assert "export" in CliRunner().invoke(cli, ["audit", "--help"]).output
