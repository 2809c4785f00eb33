from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DATA
from tonecheck.reading import read_file

LETTER = DATA / "formats" / "brief.docx"
COMMAND = [sys.executable, "-m", "tonecheck", "rephrase", "brief.docx", "--model", "fast"]
STATE = ".brief.herschreven.docx.tonecheck.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "brief.docx").write_bytes(LETTER.read_bytes())
    return tmp_path


def rephrase(folder: Path, keys: str, *options: str) -> str:
    done = subprocess.run([*COMMAND, *options], cwd=folder, input=keys, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_choose_edit_skip_undo_stop_and_go_on(folder: Path) -> None:
    stopped = rephrase(folder, "1\no\nt\nb\nWij kijken   graag samen.\ns\n")
    assert "Zin 3 van" in stopped
    assert {path.name for path in folder.iterdir()} == {"brief.docx", STATE}
    # The end of the input is no reason to write: what was chosen is kept.
    kept = rephrase(folder, "o\no\nx\n")
    assert "Zin 1 van" not in kept
    assert "Enter = nieuwe brief maken" in kept
    assert "Dat kan hier niet." in kept
    assert {path.name for path in folder.iterdir()} == {"brief.docx", STATE}
    assert "Zinnen die zijn vervangen: 2" in rephrase(folder, "\n")
    text = read_file(folder / "brief.herschreven.docx").text
    assert "Wij kijken graag samen." in text
    assert "een sympathiek idee" not in text
    assert "hiermee als afgehandeld" in text
    assert not (folder / STATE).exists()
    assert (folder / "brief.docx").read_bytes() == LETTER.read_bytes()


def test_a_letter_that_changed_starts_anew(folder: Path) -> None:
    rephrase(folder, "1\n")
    state = (folder / STATE).read_text(encoding="utf-8")
    assert hashlib.sha256(LETTER.read_bytes()).hexdigest() in state
    (folder / STATE).write_text(state.replace(hashlib.sha256(LETTER.read_bytes()).hexdigest(), "0"), encoding="utf-8")
    assert "Zin 1 van" in rephrase(folder, "s\n")


def test_undoing_everything_leaves_no_state(folder: Path) -> None:
    rephrase(folder, "1\nt\nt\n")
    assert not (folder / STATE).exists()


def test_skipping_everything_writes_nothing(folder: Path) -> None:
    rephrase(folder, "o\n" * 4 + "\n")
    assert {path.name for path in folder.iterdir()} == {"brief.docx"}


def test_what_is_still_dismissive_is_said(folder: Path) -> None:
    said = rephrase(folder, "b\nEen leuk idee, maar daar gaat u als bewoner nu eenmaal niet over.\n")
    assert "nog afwijzend" in said


@pytest.mark.parametrize("output", ["brief.docx", "./brief.docx", "link.docx"])
def test_the_letter_itself_is_never_written(folder: Path, output: str) -> None:
    (folder / "link.docx").symlink_to("brief.docx")
    command = [*COMMAND, "--best", "--force", "--output", output]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert (folder / "brief.docx").read_bytes() == LETTER.read_bytes()


def test_force_replaces_an_older_copy(folder: Path) -> None:
    (folder / "nieuw.docx").write_bytes(b"oud")
    rephrase(folder, "", "--best", "--force", "--output", "nieuw.docx")
    assert "sympathiek" not in read_file(folder / "nieuw.docx").text
