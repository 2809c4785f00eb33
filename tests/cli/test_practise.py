from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


def practise(
    tmp_path: Path, *arguments: str, typed: bytes, home: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    home = home or tmp_path
    environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "tonecheck", "practise", "--model", "fast", *arguments],
        input=typed,
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        check=False,
        timeout=120,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the folder is named by the platform")
def test_progress_is_kept_in_the_folder_of_the_platform_and_holds_no_text(tmp_path: Path) -> None:
    first = practise(tmp_path, "--count", "1", typed=b"Zullen we samen kijken wat er wel kan?\n")
    assert (first.returncode, first.stderr) == (0, b"")
    file = tmp_path / "data" / "tonecheck" / "practice.json"
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    kept = json.loads(file.read_text())
    assert list(kept["exercises"].values()) == [{"tries": 1, "solved": True}]
    assert "kijken" not in file.read_text()
    second = practise(tmp_path, "--count", "1", typed=b"stop\n")
    assert "1 van de 40" in second.stdout.decode()
    assert json.loads(file.read_text()) == kept


def test_a_folder_that_cannot_be_made_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("geen map")
    done = practise(tmp_path, typed=b"")
    assert done.returncode == 2
    assert done.stdout == b""
    assert len(done.stderr.decode().splitlines()) == 1


@pytest.mark.parametrize(
    "typed", [b"\xff\xfe\x00\x1b[31m rood en nog wat woorden erbij.\n", b"\n" * 3, b"geen einde", "é\r\n".encode()]
)
def test_strange_input_does_no_harm(tmp_path: Path, typed: bytes) -> None:
    done = practise(tmp_path, "--count", "3", "--progress", "p.json", typed=typed)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout


def test_the_settings_of_the_folder_count(tmp_path: Path) -> None:
    (tmp_path / ".tonecheck.toml").write_text('lang = "en"\n', encoding="utf-8")
    done = practise(tmp_path, "--count", "1", "--progress", "p.json", typed=b"stop\n")
    assert "Exercise 1 of 1" in done.stdout.decode()
    (tmp_path / ".tonecheck.toml").write_text('taal = "en"\n', encoding="utf-8")
    done = practise(tmp_path, typed=b"")
    assert done.returncode == 2
    assert ".tonecheck.toml" in done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_and_interrupted(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tonecheck", "oefenen", "--model", "fast", "--progress", "p.json"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
        # Tests that a shell runs in the background inherit that interrupts are ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(theirs)
    assert process.stdout is not None
    deadline = time.monotonic() + 300
    said = b""
    # What is typed before the question stands there may be thrown away.
    for number, answer in enumerate(
        (b"Zullen we samen kijken wat er wel kan in onze buurt?\n", b"Wilt u met ons meepraten?\n")
    ):
        while said.count(b"Uw zin:") <= number and (more := os.read(process.stdout.fileno(), 4096)):
            said += more
        os.write(ours, answer)
        while _tries(tmp_path / "p.json") <= number and time.monotonic() < deadline:
            time.sleep(0.1)
    # One interrupt may fall where Python cannot raise, such as in a finaliser; then people press Ctrl-C again.
    while process.poll() is None and time.monotonic() < deadline:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
    _, errors = process.communicate(timeout=10)
    os.close(ours)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert _tries(tmp_path / "p.json") == 2


def _tries(progress: Path) -> int:
    return len(json.loads(progress.read_text())["exercises"]) if progress.exists() else 0
