"""Read letters in every format a Dutch office produces, offline and within limits.

The extraction itself is done by kreuzberg (Office, PDF, RTF, mail, Markdown) and html-text (web pages); this
module chooses, sets the limits, and turns what goes wrong into one clear sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tonecheck.errors import ReadError
from tonecheck.reading import extraction
from tonecheck.reading.extraction import Extract
from tonecheck.reading.references import with_references, without_references
from tonecheck.reading.suppression import mark_comments, take_out
from tonecheck.reading.wrapping import unwrap
from tonecheck.types import Document

#: No letter is larger; images in a .docx count too.
MAX_FILE_BYTES = 30 * 1024 * 1024
#: About 250 pages of text.
MAX_TEXT_CHARS = 500_000

_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Control characters that no text holds.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LOOKED_AT = 4096


def read_file(path: Path) -> Document:
    """Read the letter in `path`; the suffix tells the format.

    Raises
    ------
    ReadError
        If there is no such file, it is no letter in a known format, it is damaged, protected, too large or empty.
    """
    source = str(path)
    if path.is_dir():
        raise ReadError("folder", source=source)
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ReadError("too_large", source=source, limit=MAX_FILE_BYTES // 1024**2)
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError("not_found", source=source) from None
    except OSError as error:
        raise ReadError("unreadable", source=source, reason=error.strerror or "?") from None
    return read_bytes(data, path.suffix.lower(), source)


def read_bytes(data: bytes, suffix: str, source: str) -> Document:
    """Read the letter in `data`, a file's content whose name ends in `suffix` (such as ``.docx``).

    Raises
    ------
    ReadError
        As `read_file`.
    """
    if suffix not in FORMATS:
        raise ReadError("unknown_format", source=source, formats=" ".join(sorted(FORMATS)))
    if not data.strip():
        raise ReadError("empty", source=source)
    try:
        found = FORMATS[suffix](data).changed(_clean)
    except extraction.ProtectedError:
        raise ReadError("protected", source=source) from None
    except extraction.TooLargeError:
        raise ReadError("unpacks_too_large", source=source) from None
    except extraction.DamagedError:
        raise ReadError(_likely_fault(data, suffix), source=source, suffix=suffix) from None
    text = found.text
    if not text.strip():
        raise ReadError("no_text_pdf" if suffix == ".pdf" else "no_text", source=source)
    if len(text) > MAX_TEXT_CHARS:
        raise ReadError("too_much_text", source=source, limit=MAX_TEXT_CHARS)
    if suffix not in _WITH_COMMENTS:
        return Document(source, text, date=found.date, template=found.template)
    text, suppressions = take_out(text)
    return Document(source, text, suppressions)


def decode(data: bytes) -> str:
    """Decode a text file: by its byte order mark, else as UTF-8, else as Windows-1252.

    Raises
    ------
    extraction.DamagedError
        If it is none of these, so probably no text at all.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            candidates = [encoding]
            break
    else:
        candidates = ["utf-8", "cp1252"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _looks_binary(text):
            return text
    raise extraction.DamagedError


def _looks_binary(text: str) -> bool:
    return "\x00" in text or len(_CONTROLS.findall(text, 0, _LOOKED_AT)) > len(text[:_LOOKED_AT]) * 0.02


def _likely_fault(data: bytes, suffix: str) -> str:
    # An Office file with a password is an OLE container where a zip is expected.
    if suffix in (".docx", ".odt") and data.startswith(_OLE_MAGIC):
        return "protected"
    return "binary" if suffix in (".txt", ".md", ".html") else "damaged"


def _clean(text: str) -> str:
    r"""Bring line ends to ``\n`` and blank-like characters that break matching to plain blanks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\u2028", "\n")
    text = (
        text.replace("\u00a0", " ")
        .replace("\u202f", " ")
        .replace("\u00ad", "")
        .replace("\u200b", "")
        .removeprefix("\ufeff")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n")


def _plain(data: bytes) -> Extract:
    return Extract(decode(data))


def _unwrapped(text: str) -> str:
    return unwrap(_clean(text))


def _mail(kind: str) -> Callable[[bytes], Extract]:
    return lambda data: extraction.mail_body(data, kind).changed(_unwrapped)


def _structured(kind: str) -> Callable[[bytes], Extract]:
    return lambda data: extraction.structured_text(data, kind)


#: The formats that can be read: the suffix and the function that turns bytes into text.
FORMATS: dict[str, Callable[[bytes], Extract]] = {
    ".txt": _plain,
    ".md": lambda data: extraction.structured_text(mark_comments(decode(data)).encode(), "md"),
    ".docx": lambda data: extraction.structured_text(without_references(data), "docx").changed(with_references),
    ".odt": _structured("odt"),
    ".doc": lambda data: extraction.flat_text(data, "doc").changed(lambda text: text.replace("\t\t", "\n")),
    ".rtf": lambda data: extraction.flat_text(data, "rtf"),
    ".pdf": lambda data: extraction.flat_text(data, "pdf").changed(_unwrapped),
    ".html": extraction.html_text,
    ".htm": extraction.html_text,
    ".eml": _mail("eml"),
    ".msg": _mail("msg"),
}
_WITH_COMMENTS = frozenset({".md", ".html", ".htm"})
