from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("spacy", "sklearn", "numpy", "scipy", "kreuzberg", "docx", "rich", "jinja2", "lxml")


@pytest.mark.parametrize("statement", ["import tonecheck", "import tonecheck.cli.main", "import tonecheck.types"])
def test_importing_is_cheap(statement: str) -> None:
    code = f"{statement}; import sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['tonecheck', '--help']\nfrom tonecheck.cli.main import main\n"
        f"try:\n    main()\nfinally:\n    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "check" in done.stdout
    assert done.stderr.strip() == "[]"
