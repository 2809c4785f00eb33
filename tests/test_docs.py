"""The examples in the documentation run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DATA

ROOT = Path(__file__).parents[1]
PYTHON = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "developers.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_python_examples_for_developers(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert "dismissive" in done.stdout or "neutral" in done.stdout


def test_the_count_for_communications_teams(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "communicatie.md").read_text(encoding="utf-8")
    block = next(block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if "python -c" in block)
    (tmp_path / "antwoorden").mkdir()
    (tmp_path / "antwoorden" / "brief.docx").write_bytes((DATA / "formats" / "brief.docx").read_bytes())
    script = block.replace("tonecheck ", f"{sys.executable} -m tonecheck ").replace("python -c", f"{sys.executable} -c")
    done = subprocess.run(
        ["bash", "-ec", script], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "1"
