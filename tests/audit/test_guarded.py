"""Documents are read in a process that can be killed; here it really is."""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tonecheck.audit.guarded import GuardedReader, Limits
from tonecheck.audit.sources import Item
from tonecheck.errors import ReadError

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "brief.docx"


@pytest.fixture(scope="module")
def reader() -> Iterator[GuardedReader]:
    reader = GuardedReader()
    yield reader
    reader.close()


def item(path: Path, member: str = "") -> Item:
    return Item(path.name, Path(member or path.name).suffix, str(path), member)


def test_it_reads_what_the_reader_reads(reader: GuardedReader, tmp_path: Path) -> None:
    from tonecheck.reading import read_file

    whole = read_file(EXAMPLE).text
    assert reader.read(item(EXAMPLE)).text == whole
    with zipfile.ZipFile(tmp_path / "oud.zip", "w") as packed:
        packed.write(EXAMPLE, "map/brief.docx")
    assert reader.read(item(tmp_path / "oud.zip", "map/brief.docx")).text == whole


def test_a_damaged_document_has_its_reason_and_the_next_is_read(reader: GuardedReader, tmp_path: Path) -> None:
    (tmp_path / "kapot.docx").write_bytes(b"PK\x03\x04 no letter")
    with pytest.raises(ReadError, match=r"kapot\.docx"):
        reader.read(item(tmp_path / "kapot.docx"))
    assert reader.read(item(EXAMPLE))


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are made otherwise")
def test_reading_that_never_ends_is_killed_and_the_next_document_read(tmp_path: Path) -> None:
    import os

    reader = GuardedReader(Limits(seconds=3))
    assert reader.read(item(EXAMPLE))
    os.mkfifo(tmp_path / "eindeloos.pdf")
    with pytest.raises(ReadError, match="3 seconden"):
        reader.read(item(tmp_path / "eindeloos.pdf"))
    shutil.copy(EXAMPLE, tmp_path / "daarna.docx")
    assert reader.read(item(tmp_path / "daarna.docx"))
    reader.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is not limited")
def test_a_process_without_memory_is_no_end_of_the_run(tmp_path: Path) -> None:
    reader = GuardedReader(Limits(mebibytes=64))
    for _ in range(2):
        with pytest.raises(ReadError, match=r"brief\.docx"):
            reader.read(item(EXAMPLE))
    reader.close()
