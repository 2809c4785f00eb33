"""The main job does not use the network and writes nothing but what was asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import DATA

GUARD = """
import socket, sys
def refuse(*args, **kwargs):
    raise SystemExit("network used")
socket.create_connection = refuse
socket.getaddrinfo = refuse
socket.gethostbyname = refuse
class Closed(socket.socket):
    # A library may ask whether the machine knows IPv6; nothing gets as far as an open socket.
    def __init__(self, *args, **kwargs):
        raise OSError("no sockets here")
socket.socket = Closed
sys.argv = ["tonecheck", *sys.argv[1:]]
from tonecheck.cli.main import main
main()
"""


def snapshot(*folders: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_sockets_blocked_and_nothing_written_outside_the_named_outputs(tmp_path: Path) -> None:
    home, work, temporary = (tmp_path / name for name in ("home", "work", "tmp"))
    for folder in (home, work, temporary):
        folder.mkdir()
    letter = work / "brief.docx"
    letter.write_bytes((DATA / "formats" / "brief.docx").read_bytes())
    package = Path(sys.modules["tonecheck"].__file__ or "").parent if "tonecheck" in sys.modules else DATA
    before = snapshot(home, work, temporary, package)
    environment = {
        **os.environ,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TMPDIR": str(temporary),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    arguments = ["check", "brief.docx", "--format", "html", "--output", "uit.html", "--comments", "uit.docx"]
    done = subprocess.run(
        [sys.executable, "-c", GUARD, *arguments],
        cwd=work,
        env=environment,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    after = snapshot(home, work, temporary, package)
    changed = {Path(name).name for name in after if after[name] != before.get(name)}
    assert changed == {"uit.html", "uit.docx"}
    assert set(before) <= set(after)
