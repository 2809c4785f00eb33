"""Choose how to write the changed copy of a letter by its format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tonecheck.errors import ReadError
from tonecheck.types import Replacement
from tonecheck.writing.changes import Rewritten

#: The formats in which sentences can be replaced.
REWRITABLE = (".docx", ".odt", ".txt", ".md", ".html", ".htm")


def rewrite(
    source: Path, letter: str, replacements: Sequence[Replacement], *, date: datetime | None = None
) -> Rewritten:
    """Return a copy of the letter in `source` in which `replacements` are made and the layout is kept.

    Parameters
    ----------
    source
        The letter, which stays as it is.
    letter
        Its text as `tonecheck.reading` gives it.
    replacements
        What to change in that text, in its order and without overlap.
    date
        The date of tracked changes in .docx.

    Raises
    ------
    ReadError
        If sentences cannot be replaced in this format, or the file cannot be opened for it.
    """
    suffix = source.suffix.lower()
    if suffix == ".docx":
        from tonecheck.writing.word import with_tracked_changes

        return with_tracked_changes(source, letter, replacements, date)
    if suffix in (".odt", ".html", ".htm"):
        from tonecheck.writing.markup import open_document, web_page

        return (open_document if suffix == ".odt" else web_page)(source, letter, replacements)
    if suffix in (".txt", ".md"):
        from tonecheck.writing.plain import markdown, text_file

        return (text_file if suffix == ".txt" else markdown)(source, letter, replacements)
    raise ReadError("cannot_rewrite", source=str(source), formats=" ".join(REWRITABLE))
