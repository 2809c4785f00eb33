from __future__ import annotations

import io
import mailbox
import shutil
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.audit.conftest import LETTERS
from tonecheck.audit.sources import Columns, Item, content, find_items
from tonecheck.errors import ReadError
from tonecheck.reading.reader import MAX_FILE_BYTES, read_bytes

FORMATS = Path(__file__).parents[2] / "data" / "formats"


def found(archive: Path) -> dict[str, Item]:
    return {item.id: item for item in find_items(archive, Columns())}


def mail(text: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Uw plan", "gemeente@example.org", "jan@example.org"
    message.set_content(text)
    return message


def test_a_maildir_is_found_by_its_folders(tmp_path: Path) -> None:
    (tmp_path / "archief").mkdir()
    box = mailbox.Maildir(tmp_path / "archief" / "post")
    for text in LETTERS[:2]:
        box.add(mail(text))
    box.add_folder("Oud").add(mail(LETTERS[2]))
    items = found(tmp_path / "archief")
    assert [name.partition("!")[0] for name in items] == ["post", "post", "post/Oud"]
    texts = {read_bytes(content(item), item.suffix, item.id).text[:40] for item in items.values()}
    assert texts == {text[:40] for text in LETTERS[:3]}


def test_reading_a_message_does_not_change_its_id(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "post")
    box.add(mail(LETTERS[0]))
    before = list(found(tmp_path / "post"))
    [new] = (tmp_path / "post" / "new").iterdir()
    new.rename(tmp_path / "post" / "cur" / f"{new.name}:2,S")
    after = found(tmp_path / "post")
    assert list(after) == before
    assert LETTERS[0].split()[0].encode() in content(after[before[0]])


def test_piles_of_mail_are_read_as_letters(tmp_path: Path) -> None:
    for suffix in ("eml", "msg"):
        shutil.copy(FORMATS / f"brief.{suffix}", tmp_path)
    documents = [read_bytes(content(item), item.suffix, item.id) for item in found(tmp_path).values()]
    assert len({document.text.split("\n")[0] for document in documents}) == 1
    assert [document.date for document in documents] == ["2026-03-16", "2026-03-16"]


@pytest.mark.parametrize("suffix", ["tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_members_of_tar_files_are_taken_out_in_any_order(tmp_path: Path, suffix: str) -> None:
    with tarfile.open(tmp_path / f"a.{suffix}", f"w:{suffix[4:]}") as packed:
        for number, text in enumerate(LETTERS):
            (tmp_path / "brief.txt").write_text(text, encoding="utf-8")
            packed.add(tmp_path / "brief.txt", f"{number}/brief.txt")
        packed.add(tmp_path / "brief.txt", "0/brief.txt")
    items = found(tmp_path / f"a.{suffix}")
    assert len(items) == len(LETTERS) + 1
    for number, text in reversed(list(enumerate(LETTERS))):
        assert content(items[f"a.{suffix}!{number}/brief.txt"]).decode() == text
    assert content(items[f"a.{suffix}!0/brief.txt#2"]).decode() == LETTERS[-1]


def test_a_damaged_end_costs_no_more_than_itself(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as packed:
        for number in range(40):
            entry = tarfile.TarInfo(f"{number}.txt")
            data = f"{LETTERS[number % 8]} {number * 7919}".encode() * 3
            entry.size = len(data)
            packed.addfile(entry, io.BytesIO(data))
    whole = (tmp_path / "a.tar.gz").read_bytes()
    (tmp_path / "a.tar.gz").write_bytes(whole[: len(whole) // 2])
    items = list(find_items(tmp_path, Columns()))
    assert len(items) > 3
    assert items[-1].id == "a.tar.gz"
    with pytest.raises(ReadError, match=r"a\.tar\.gz.*beschadigd"):
        content(items[-1])
    assert content(items[0]).decode().startswith(LETTERS[0])


def test_a_tar_bomb_is_left_alone_and_letters_before_it_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonecheck.audit.sources.containers._ALWAYS_UNPACKED", 1024**2)
    with tarfile.open(tmp_path / "bom.tar.gz", "w:gz") as packed:
        for name, size in (("een.txt", 9), ("twee.txt", 20 * 1024**2), ("drie.txt", 9)):
            entry = tarfile.TarInfo(name)
            entry.size = size
            packed.addfile(entry, io.BytesIO(b"0" * size))
    items = list(find_items(tmp_path, Columns()))
    assert [item.id for item in items] == ["bom.tar.gz!een.txt", "bom.tar.gz"]
    with pytest.raises(ReadError, match="veel te groot"):
        content(items[-1])


def test_a_member_that_unpacks_too_large_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bom.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("groot.txt", b"0" * (MAX_FILE_BYTES + 2))
        packed.writestr("goed.txt", LETTERS[0])
        packed.writestr(".DS_Store", b"0")
    items = found(tmp_path)
    assert set(items) == {"bom.zip!groot.txt", "bom.zip!goed.txt"}
    assert content(items["bom.zip!goed.txt"]).decode() == LETTERS[0]
    with pytest.raises(ReadError, match="groter dan"):
        content(items["bom.zip!groot.txt"])


def test_an_archive_with_a_password_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "slot.zip", "w") as packed:
        packed.writestr("a.txt", "geheim")
    data = bytearray((tmp_path / "slot.zip").read_bytes())
    for start in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[start] |= 1  # marked as encrypted
    (tmp_path / "slot.zip").write_bytes(data)
    [item] = find_items(tmp_path, Columns())
    with pytest.raises(ReadError, match="wachtwoord"):
        content(item)
