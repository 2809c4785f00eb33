"""Word letters with ``&`` and hard hyphens: the extraction drops both, so they travel through it as something else."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

_BODY = "word/document.xml"
#: More is no letter; the extraction then says what is wrong.
_MAX_UNPACKED = 50 * 1024 * 1024
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d+)|#[xX]([0-9a-fA-F]+));")
_HARD_HYPHEN = re.compile(r"<w:noBreakHyphen\s*/>")
#: Characters for internal use, which no document holds, by what they stand for.
_STAND_INS = {"amp": "\ufdd0", "lt": "\ufdd1", "gt": "\ufdd2", "quot": "\ufdd3", "apos": "\ufdd4"}
_MEANT = str.maketrans({_STAND_INS[name]: char for name, char in zip(_STAND_INS, "&<>\"'", strict=True)})
_BY_CODE = {ord(char): name for name, char in zip(_STAND_INS, "&<>\"'", strict=True)}


def without_references(data: bytes) -> bytes:
    """Return a .docx for text extraction only, with stand-ins for references; `data` itself if there are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _unpacked(archive, archive.getinfo(_BODY)).decode("utf-8")
            if ("&" not in body and not _HARD_HYPHEN.search(body)) or "<!DOCTYPE" in body:
                return data  # a letter has no DOCTYPE; the extraction says what is wrong with it
            parts = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
            if sum(entry.file_size for entry in parts) > _MAX_UNPACKED:
                return data
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
                for entry in parts:
                    is_body = entry.filename == _BODY
                    copy.writestr(entry.filename, _replaced(body) if is_body else _unpacked(archive, entry))
            return stream.getvalue()
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error):
        return data  # damaged or protected: the extraction says which


def with_references(text: str) -> str:
    """Put the characters back that stand-ins were for."""
    return text.translate(_MEANT)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        data = stream.read(_MAX_UNPACKED + 1)
    if len(data) > _MAX_UNPACKED:
        raise ValueError(entry.filename)
    return data


def _replaced(body: str) -> str:
    return _HARD_HYPHEN.sub("<w:t>-</w:t>", _REFERENCE.sub(_stand_in, body))


def _stand_in(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    code = int(decimal or hexadecimal or "0", 16 if hexadecimal else 10)
    if name := name or _BY_CODE.get(code):
        return _STAND_INS[name]
    # Control characters stay as they are written; elsewhere they would be no XML.
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match.group()
