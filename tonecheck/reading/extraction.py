"""The extraction libraries, behind four small functions that speak in our three errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from tonecheck.reading.suppression import CONTENT, marker

if TYPE_CHECKING:
    from kreuzberg import ExtractionResult

_MIME_TYPES = {
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "pdf": "application/pdf",
    "md": "text/markdown",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
}
_MAIL_HEADER = re.compile(r"^(?:Subject|From|To|Cc|Bcc|Date|Reply-To|Attachments?):", re.IGNORECASE)
_LIST_ITEM_PREFIX = "- "
_EARLIEST = date(1970, 1, 2)
"""Where a program knows no date it writes the first of 1970, or something earlier still."""
_NO_TEMPLATE = re.compile(r"normal\w*(\.do[tc][xm]?)?", re.IGNORECASE)
"""The template of who chose none."""


class ExtractionError(Exception):
    """A document that cannot be turned into text."""


class DamagedError(ExtractionError):
    """The content is not what the format promises."""


class ProtectedError(ExtractionError):
    """The content is encrypted with a password."""


class TooLargeError(ExtractionError):
    """The content unpacks to more than a letter can be: probably a zip bomb."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What was found in a file."""

    text: str
    date: str | None = None
    """When the mail was sent or the document saved last, else made: ``2026-03-16``."""
    template: str | None = None
    """The Word template that it was made with."""

    def changed(self, change: Callable[[str], str]) -> Extract:
        """Return the same with another text."""
        return replace(self, text=change(self.text))


def structured_text(data: bytes, kind: str) -> Extract:
    """Return the text of a document whose structure is known, without running headers and footers.

    List items get a bullet, quotations ``>`` and table rows tabs, so that plain text carries what segmenting
    needs.
    """
    result = _extract(data, kind)
    structure: Any = result.document or {}
    nodes: list[dict[str, Any]] = structure.get("nodes", [])
    quoted = {child for node in nodes if node["content"]["node_type"] == "quote" for child in node.get("children", ())}
    blocks: list[str] = []
    previous = ""
    for index, node in enumerate(nodes):
        kind_of_node = node["content"]["node_type"]
        block = _block(node)
        if block is None:
            continue
        if index in quoted:
            block = "\n".join(f"> {line}" for line in block.split("\n"))
        tight = kind_of_node == previous == "list_item"
        blocks.append(("\n" if tight else "\n\n") + block)
        previous = kind_of_node
    return _with_properties("".join(blocks), result)


def _block(node: dict[str, Any]) -> str | None:
    content = node["content"]
    if node.get("content_layer", "body") != "body":
        return None
    match content["node_type"]:
        case "paragraph" | "heading":
            return str(content["text"])
        case "list_item":
            return _LIST_ITEM_PREFIX + str(content["text"]).replace("\n", " ")
        case "table":
            rows: dict[int, list[str]] = {}
            for cell in content["grid"]["cells"]:
                rows.setdefault(cell["row"], []).append(str(cell["content"]).replace("\n", " "))
            return "\n".join("\t".join(cells) for cells in rows.values())
        case _:
            return None


def flat_text(data: bytes, kind: str) -> Extract:
    """Return the text of a document as the library lays it out."""
    result = _extract(data, kind)
    return _with_properties(str(result.content), result)


def mail_body(data: bytes, kind: str) -> Extract:
    """Return the body of a mail message, without the header lines that the library puts before it."""
    return flat_text(data, kind).changed(_without_header)


def _without_header(text: str) -> str:
    lines = text.split("\n")
    while lines and (_MAIL_HEADER.match(lines[0]) or lines[0][:1] in " \t"):
        lines.pop(0)
    return "\n".join(lines)


def _with_properties(text: str, result: ExtractionResult) -> Extract:
    found: Mapping[str, Any] = result.metadata or {}
    template = str(found.get("template") or "").strip()
    return Extract(
        text,
        date=_day(str(found.get("modified_at") or "")) or _day(str(found.get("created_at") or "")),
        template=template if template and not _NO_TEMPLATE.fullmatch(template) else None,
    )


def _day(moment: str) -> str | None:
    """Return the day of a moment in ISO 8601 or as mail writes it (RFC 5322); None if it is neither."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            day = parse(moment).date()
        except (ValueError, TypeError, IndexError):
            continue
        return day.isoformat() if day >= _EARLIEST else None
    return None


def html_text(data: bytes) -> Extract:
    """Return the text of a web page, laid out in paragraphs and lines as a browser would."""
    from html_text import etree_to_text
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring
    from lxml_html_clean import Cleaner

    encoding = html_encoding(data)
    try:
        tree = document_fromstring(data, parser=HTMLParser(encoding=encoding, huge_tree=False, no_network=True))
    except (etree.LxmlError, ValueError):
        raise DamagedError from None
    for item in tree.iter("li"):
        holder = next((part for part in item.iter() if part.text and part.text.strip()), item)
        holder.text = _LIST_ITEM_PREFIX + (holder.text or "").lstrip()
    for quote in tree.iter("blockquote"):
        for part in [quote, *quote.iter("p", "div")]:
            if part.text and part.text.strip():
                part.text = "> " + part.text.lstrip()
    for comment in list(tree.iter(etree.Comment)):
        if found := CONTENT.fullmatch(comment.text or ""):
            comment.tail = f" {marker(found['names'])} {comment.tail or ''}"
    cleaner = Cleaner(scripts=True, javascript=True, style=True, comments=True, page_structure=False)
    return Extract(str(etree_to_text(cleaner.clean_html(tree))))


def html_encoding(data: bytes) -> str:
    """Return the encoding of a web page: what it declares, else UTF-8 if it is that, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:2048])
    if declared:
        return declared.group(1).decode("ascii")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _extract(data: bytes, kind: str) -> ExtractionResult:
    from kreuzberg import ExtractionConfig, KreuzbergError, extract_bytes_sync

    config = ExtractionConfig(
        use_cache=False, enable_quality_processing=False, include_document_structure=True, ocr=None
    )
    try:
        return extract_bytes_sync(data, _MIME_TYPES[kind], config=config)
    except KreuzbergError as error:
        reason = str(error).lower()
        if "password" in reason or "encrypted" in reason:
            raise ProtectedError from None
        if "limit" in reason:
            raise TooLargeError from None
        raise DamagedError from None
