"""The wheel holds all that the program needs: built, installed into an empty environment, run from an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = "Beste Jan,\n\nDe inrichting van de straat is een taak van de gemeente en niet van bewoners.\n\nGroet,\nNoor\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_models_and_language_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "models/tone/encoder/encoder.onnx",
        "models/fast/manifest.json",
        "models/pipeline/meta.json",
        "data/acts/yes_but.toml",
        "py.typed",
    ):
        assert f"tonecheck/{name}" in names
    assert not any(name.startswith(("tests/", "corpus/")) for name in names)


def test_a_letter_is_checked_from_an_empty_folder_in_an_environment_of_its_own(wheel: Path, tmp_path: Path) -> None:
    environment, work = tmp_path / "venv", tmp_path / "leeg"
    work.mkdir()
    venv.create(environment, with_pip=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    subprocess.run(
        [str(python), "-m", "pip", "install", "-q", str(wheel)], check=True, capture_output=True, timeout=900
    )
    variables = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(scripts / "tonecheck"), "check", "--text", TEXT, "--format", "json"],
        cwd=work,
        env=variables,
        capture_output=True,
        check=True,
        timeout=120,
    )
    letter = json.loads(done.stdout)["letters"][0]
    assert letter["text"] == TEXT.strip("\n")
    assert [sentence["label"] for sentence in letter["sentences"]][1] == "dismissive"
    assert letter["sentences"][1]["suggestions"]
    assert list(work.iterdir()) == []
