"""Write the bad files that tests read: damaged, protected, scanned, bombs. Run by hand after a change:

python tests/data/make_bad.py
"""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import docx
from msoffcrypto.format.ooxml import OOXMLFile
from pypdf import PdfWriter

HERE = Path(__file__).parent
BAD = HERE / "bad"
GOOD = HERE / "formats"


def main() -> None:
    noise = random.Random(1).randbytes(3000)
    (BAD / "leeg.txt").write_bytes(b"")
    (BAD / "blanco.txt").write_bytes(b" \n\t\n")
    (BAD / "binair.txt").write_bytes(noise)
    (BAD / "nep.docx").write_bytes(noise)
    (BAD / "nep.pdf").write_bytes(noise)
    (BAD / "nep.doc").write_bytes(noise)
    (BAD / "afgebroken.docx").write_bytes((GOOD / "brief.docx").read_bytes()[:20_000])
    (BAD / "foto.jpg").write_bytes(noise)
    docx.Document().save(BAD / "leeg.docx")
    scan = PdfWriter()
    scan.add_blank_page(595, 842)
    scan.write(BAD / "scan.pdf")
    locked = PdfWriter(clone_from=GOOD / "brief.pdf")
    locked.encrypt("geheim", algorithm="RC4-128")
    locked.write(BAD / "wachtwoord.pdf")
    with (GOOD / "brief.docx").open("rb") as plain, (BAD / "wachtwoord.docx").open("wb") as target:
        OOXMLFile(plain).encrypt("geheim", target)
    head = (
        b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>"
    )
    with (
        zipfile.ZipFile(GOOD / "brief.docx") as plain,
        zipfile.ZipFile(BAD / "zipbom.docx", "w", zipfile.ZIP_LZMA) as bomb,
    ):
        for name in plain.namelist():
            if name != "word/document.xml":
                bomb.writestr(name, plain.read(name), zipfile.ZIP_DEFLATED)
        bomb.writestr(
            "word/document.xml",
            head + b"a" * 300_000_000 + b"</w:t></w:r></w:p></w:body></w:document>",
            zipfile.ZIP_DEFLATED,
        )
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "hahahahaha">{entities}]>'
    with (
        zipfile.ZipFile(GOOD / "brief.docx") as plain,
        zipfile.ZipFile(BAD / "xmlbom.docx", "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for name in plain.namelist():
            if name != "word/document.xml":
                bomb.writestr(name, plain.read(name))
        body = head.decode().removeprefix('<?xml version="1.0"?>') + "&a11;</w:t></w:r></w:p></w:body></w:document>"
        bomb.writestr("word/document.xml", xml + body)


if __name__ == "__main__":
    main()
