"""Run the real command as a person would, in a copy of the folder ``files``.

A case is a folder with ``command`` (the arguments, one shell-like line), perhaps ``stdin``, and what must come out:
``stdout``, ``stderr`` and ``status``. Run ``python -m tests.acceptance.running`` to write the expectations anew after a
change that is meant to be seen, and read the difference before committing it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CASES = HERE / "cases"
FILES = HERE / "files"
FORMATS = HERE.parent / "data" / "formats"
BAD = HERE.parent / "data" / "bad"


@dataclass(frozen=True)
class Outcome:
    stdout: str
    stderr: str
    status: int
    files: tuple[str, ...]
    """What the command made or changed in its folder."""


def run(case: Path) -> Outcome:
    arguments = shlex.split((case / "command").read_text(encoding="utf-8"))
    stdin = (case / "stdin").read_bytes() if (case / "stdin").exists() else b""
    with tempfile.TemporaryDirectory() as folder:
        for source in (FILES, FORMATS, BAD):
            shutil.copytree(source, folder, dirs_exist_ok=True)
        before = _snapshot(Path(folder))
        kept = ("PATH", "SYSTEMROOT", "HOME", "VIRTUAL_ENV", "LANG")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        done = subprocess.run(
            [sys.executable, "-m", "tonecheck", *arguments],
            cwd=folder,
            input=stdin,
            capture_output=True,
            env={**environment, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
            timeout=120,
        )
        after = _snapshot(Path(folder))
    changed = sorted(name for name in after if after[name] != before.get(name)) + sorted(set(before) - set(after))
    return Outcome(done.stdout.decode(), done.stderr.decode(), done.returncode, tuple(changed))


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def expected(case: Path) -> Outcome:
    def read(name: str) -> str:
        path = case / name
        return path.read_bytes().decode() if path.exists() else ""

    return Outcome(read("stdout"), read("stderr"), int(read("status") or 0), tuple(read("files").split()))


def write_expectations() -> None:
    for case in sorted(CASES.iterdir()):
        outcome = run(case)
        contents = {
            "stdout": outcome.stdout,
            "stderr": outcome.stderr,
            "status": f"{outcome.status}\n" if outcome.status else "",
            "files": "".join(f"{name}\n" for name in outcome.files),
        }
        for name, content in contents.items():
            path = case / name
            if content:
                path.write_bytes(content.encode())
            else:
                path.unlink(missing_ok=True)


if __name__ == "__main__":
    write_expectations()
