from __future__ import annotations

import csv
import json
import mailbox
import shutil
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from tonecheck.training.corpus import read_letters

ROOT = Path(__file__).parents[2]
LETTERS = [letter.text for letter in list(read_letters(ROOT / "corpus" / "letters" / "a53.jsonl"))[:8]]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with letters in every kind of container, and some that cannot be read."""
    folder = tmp_path_factory.mktemp("archief")
    year = folder / "Groen" / "2023"
    year.mkdir(parents=True)
    (year / "een.txt").write_text(LETTERS[0], encoding="utf-8")
    (year / "twee.md").write_text(LETTERS[1], encoding="utf-8")
    shutil.copy(ROOT / "docs" / "examples" / "brief.docx", year / "drie.docx")
    (year / "kapot.docx").write_bytes(b"PK\x03\x04 no letter")
    (year / "leeg.txt").write_bytes(b"")
    (year / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "slecht.zip").write_bytes(b"PK\x03\x04 no archive")
    with zipfile.ZipFile(folder / "oud.zip", "w") as packed:
        packed.writestr("Wegen/vier.txt", LETTERS[2])
    with tarfile.open(folder / "ouder.tar.gz", "w:gz") as packed:
        packed.add(year / "een.txt", "vijf.txt")
    box = mailbox.mbox(folder / "post.mbox")
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Uw plan", "gemeente@example.org", "jan@example.org"
    mail.set_content(LETTERS[3])
    box.add(mail)
    box.close()
    with (folder / "zaken.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["id", "text", "afdeling", "incoming"])
        writer.writerow(["z1", LETTERS[4], "=Sport", "Wij willen graag een trapveldje maken."])
        writer.writerow(["z2", LETTERS[5], "Welzijn", ""])
    rows = [{"text": text, "jaar": 2020} for text in LETTERS[6:8]]
    (folder / "oud.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder
