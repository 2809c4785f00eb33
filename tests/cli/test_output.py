from __future__ import annotations

from pathlib import Path

import pytest

from tonecheck.cli.output import write_aside
from tonecheck.errors import TonecheckError


def test_a_file_is_whole_or_untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "uit.txt"
    target.write_text("oud")

    def full(self: Path, destination: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(TonecheckError):
        write_aside(target, b"nieuw")
    assert target.read_text() == "oud"
    assert list(tmp_path.iterdir()) == [target]


def test_writing_replaces(tmp_path: Path) -> None:
    target = tmp_path / "uit.txt"
    write_aside(target, b"een")
    write_aside(target, b"twee")
    assert target.read_bytes() == b"twee"
    assert list(tmp_path.iterdir()) == [target]
