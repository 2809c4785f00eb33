from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from tonecheck.audit.report import report
from tonecheck.audit.running import Options, audit
from tonecheck.cli.main import cli

pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def dataset(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("report") / "dataset"
    audit(archive, output, Options(model="fast", jobs=1, path_pattern="{afdeling}/{jaar}"))
    return output


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_is_one_file_with_a_table_for_every_question(dataset: Path, lang: str) -> None:
    text = report(dataset, lang)
    page = html.fromstring(text)
    assert page.get("lang") == lang
    assert not page.xpath("//script | //link | //img")
    assert len(page.xpath("//table")) >= 5
    assert all(table.xpath(".//th[@scope='col']") for table in page.xpath("//table"))
    assert "{" not in page.find("body").text_content()


def test_dates_become_periods_however_many_there_are(tmp_path: Path) -> None:
    dates = [f"2024-{1 + day // 28:02}-{1 + day % 28:02}" for day in range(60)]
    lines = [f"{date},Beste Jan u gaat hier niet over en dat is nu eenmaal zo.,{date}" for date in dates]
    (tmp_path / "a.csv").write_text("id,text,datum\n" + "\n".join(lines) + "\n", encoding="utf-8")
    audit(tmp_path / "a.csv", tmp_path / "uit", Options(model="fast", jobs=1))
    page = html.fromstring(report(tmp_path / "uit", "nl"))
    assert page.xpath("//h2[text()='Verloop in de tijd']/following::table[1]//th[@scope='row']/text()") == [
        "2024-01",
        "2024-02",
        "2024-03",
    ]


def test_groups_are_escaped_and_letters_are_not_quoted(dataset: Path, archive: Path) -> None:
    text = report(dataset, "nl")
    assert "Naar afdeling" in text
    assert "zaken.csv!z1" in text
    letter = (archive / "Groen" / "2023" / "een.txt").read_text(encoding="utf-8")
    assert not any(line in text for line in letter.splitlines() if len(line) > 30)


def test_the_command_writes_the_report(dataset: Path, tmp_path: Path) -> None:
    target = tmp_path / "rapport.html"
    done = CliRunner().invoke(cli, ["audit", "report", str(dataset), "--output", str(target)])
    assert done.exit_code == 0
    assert done.output == f"Het rapport staat in {target}.\n"
    assert target.read_text(encoding="utf-8") == report(dataset, "nl")
