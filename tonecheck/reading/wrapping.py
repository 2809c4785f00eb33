"""Telling a line break that only wraps a paragraph from one that ends something.

PDF, e-mail and hand-wrapped text break lines inside sentences. Both reading (which mends formats where the
break carries no meaning) and segmenting (which may not change a text file) ask here.
"""

from __future__ import annotations

import re

_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LIST_MARKER = re.compile(r"^\s*(?:[-–—•*·◦▪‣●○\uf0b7\uf0a7]|\(?\d{1,2}[.)]|\d{1,2}\.\d{1,2}\.?|\(?[a-z][.)])\s+\S")
_MINIMAL_WIDTH = 45
"""Lines shorter than this are short on purpose."""
_TOO_SHORT_TO_WRAP = 30
"""After a line this short even a lower-case line starts something of its own, such as a job title."""
_FULL = 0.78
"""A line this full, as a share of the text's width, was probably broken by the margin."""


def list_marker(line: str) -> int:
    """Return how many characters of `line` belong to a bullet or number with its blanks, or 0."""
    match = _LIST_MARKER.match(line)
    return match.end() - 1 if match else 0


def text_width(lines: list[str]) -> int:
    """Return the margin that the text seems to be wrapped at, or 0 if it is not wrapped.

    A text is taken to be wrapped when at least three lines come close to the longest one.
    """
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    if not lengths:
        return 0
    longest = max(lengths)
    if not _MINIMAL_WIDTH <= longest <= 160:
        return 0
    close = sum(length >= _FULL * longest for length in lengths)
    return longest if close >= 2 else 0


def continues(line: str, following: str, width: int) -> bool:
    """Tell whether `following` goes on with the paragraph of `line`.

    Parameters
    ----------
    line, following
        Two successive lines, neither of them blank.
    width
        What `text_width` said of the whole text.
    """
    line, following = line.strip(), following.strip()
    if list_marker(following) or following.startswith(">") or line.startswith(">"):
        return False
    open_end = not _ENDS_SENTENCE.search(line)
    if following[:1].islower() and open_end and len(line) >= _TOO_SHORT_TO_WRAP:
        return True
    return bool(width) and len(line) >= _FULL * width and len(line) >= _MINIMAL_WIDTH


def unwrap(text: str) -> str:
    """Join the lines that a margin broke, and leave the others as they are."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = text_width(lines)
    joined: list[str] = []
    previous = ""
    for line in lines:
        if previous and line.strip() and continues(previous, line, width):
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line)
        previous = line
    return "\n".join(joined)
