"""The mail that a reply quotes below itself."""

from __future__ import annotations

from tonecheck.segmenting.anatomy import find_blocks, load_anatomy
from tonecheck.types import TONED_KINDS, UnitKind

_FEWEST_WORDS = 5
"""Less is a remark or a rest of headers, no letter."""


def quoted_mail(text: str) -> str | None:
    """Return the running text of the mail that `text` answers and quotes, without headers; None if there is none.

    Of a longer thread it is the newest mail only: what that one quotes in turn is left out.
    """
    anatomy = load_anatomy()
    quoted = [text[block.start : block.end] for block in find_blocks(text, anatomy) if block.kind is UnitKind.QUOTED]
    inner = "\n".join(line.lstrip("> ") if line.startswith(">") else line for line in quoted)
    running = [inner[block.start : block.end] for block in find_blocks(inner, anatomy) if block.kind in TONED_KINDS]
    found = "\n".join(line for line in running if not any(start.match(line) for start in anatomy.quote_starts))
    return found if len(found.split()) >= _FEWEST_WORDS else None
