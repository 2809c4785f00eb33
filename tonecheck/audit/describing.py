"""What is known about a letter besides its text: from its columns and folders, and from the file itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from tonecheck.audit.sources.items import DATE, TEMPLATE, Item
from tonecheck.segmenting.thread import quoted_mail
from tonecheck.types import Document

#: Metadata that tells the year and the month where no whole date is known.
YEARS, MONTHS = ("jaar", "year"), ("maand", "month")
UNREAD_DATE = "datum_onleesbaar"
"""A date that nobody could make sense of is kept under this name."""
_MAILS = frozenset({".eml", ".msg"})
_YEAR = re.compile(r"(19|20)\d\d")
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
_ISO = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?")
_WITHOUT_DASHES = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_LONGEST_DATE = 60


def described(item: Item, document: Document) -> Item:
    """Return `item` with what `document`, its letter as it was read, says about it.

    What the archive gave already stays: a file's date counts only where there is no other, and where it does not
    contradict the year of the letter's folder (a letter that was saved again later). A mail that quotes the one that it
    answers gives the initiator's letter.
    """
    metadata = dict(item.metadata)
    day = None
    if given := metadata.pop(DATE, None):
        day = iso_date(given)
        if day is None:
            metadata[UNREAD_DATE] = given
    known = _from_folders(metadata)
    if day is None and document.date and document.date.startswith(known or ""):
        day = document.date
    if day := day or known:
        metadata[DATE] = day
    if document.template:
        metadata.setdefault(TEMPLATE, document.template)
    incoming = item.incoming or (quoted_mail(document.text) if item.suffix in _MAILS else None)
    return replace(item, incoming=incoming, metadata=metadata)


@lru_cache(maxsize=4096)
def iso_date(text: str) -> str | None:
    """Return a date in ISO 8601 (``2026-03-16``), a month or year as ``2026-03`` or ``2026``; None if it is none.

    Days come before months, as in Dutch: 3-4-2026 is in April.
    """
    text = _WITHOUT_DASHES.sub(r"\1-\2-\3", text.strip())
    if len(text) > _LONGEST_DATE:
        return None
    if match := _ISO.fullmatch(text):
        try:
            date.fromisoformat(match[1] + "-01-01"[: 10 - len(match[1])])
        except ValueError:
            return None
        return match[1]
    from dateparser import parse

    found = parse(
        text,
        languages=["nl", "en"],
        settings={"DATE_ORDER": "DMY", "STRICT_PARSING": True, "PARSERS": ["absolute-time"]},
    )
    return found.date().isoformat() if found else None


def _from_folders(metadata: dict[str, str]) -> str | None:
    """Return the year, or the year and month, that stand in metadata of their own."""
    year = next((metadata[name] for name in YEARS if _YEAR.fullmatch(metadata.get(name, ""))), None)
    month = next((metadata[name] for name in MONTHS if _MONTH.fullmatch(metadata.get(name, ""))), None)
    return f"{year}-{int(month):02}" if year and month else year
