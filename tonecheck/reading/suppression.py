"""Comments in Markdown and HTML that ask tonecheck to pass over acts: ``<!-- tonecheck: negeer yes_but -->``.

The extraction drops comments, so they travel through it as words that no letter holds, and are then taken
out again. A comment in a paragraph or list item counts for that paragraph or item; one on its own, for the next.
"""

from __future__ import annotations

import re

from tonecheck.types import Suppression

#: What stands inside such a comment.
CONTENT = re.compile(r"\s*tonecheck\s*:\s*(?:negeer|ignore)\b\s*(?P<names>[^<>]*?)\s*", re.IGNORECASE)
_COMMENT = re.compile(rf"<!--{CONTENT.pattern}-->", re.IGNORECASE)
_MARKER = re.compile(r"[ \t]*\btcsuppress(?P<names>[0-9a-f]*)q\b[ \t]*")
_SEPARATOR = re.compile(r"[,;\s]+")
_LIST_ITEM = "- "


def marker(names: str) -> str:
    """Return the word that stands for a comment which names the acts `names`."""
    return f"tcsuppress{names.encode().hex()}q"


def mark_comments(text: str) -> str:
    """Put markers in the place of the comments in Markdown."""
    return _COMMENT.sub(lambda found: f" {marker(found['names'])} ", text)


def take_out(text: str) -> tuple[str, tuple[Suppression, ...]]:
    """Return `text` without its markers, and what each of them covers."""
    found: list[tuple[int, tuple[str, ...]]] = []
    clean = ""
    position = 0
    for match in _MARKER.finditer(text):
        clean += text[position : match.start()]
        names = bytes.fromhex(match["names"]).decode()
        found.append((len(clean), tuple(name for name in _SEPARATOR.split(names) if name)))
        position = match.end()
        if not clean or clean.endswith("\n"):
            # A line of its own leaves no empty line behind.
            position += len(text[position:]) - len(text[position:].lstrip("\n"))
        elif clean[-1].strip() and text[position : position + 1].strip():
            clean += " "
    clean = (clean + text[position:]).rstrip("\n")
    covered = (_covered(clean, place) for place, _ in found)
    return clean, tuple(Suppression(*span, names) for span, (_, names) in zip(covered, found, strict=True))


def _covered(text: str, place: int) -> tuple[int, int]:
    line_start = text.rfind("\n", 0, place) + 1
    line_end = _or_end(text.find("\n", place), text)
    if text.startswith(_LIST_ITEM, line_start):
        return line_start, line_end
    start = text.rfind("\n\n", 0, line_start)
    return (start + 2 if start >= 0 else 0), _or_end(text.find("\n\n", line_start), text)


def _or_end(position: int, text: str) -> int:
    return position if position >= 0 else len(text)
