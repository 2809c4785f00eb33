"""Acts that somebody waved away: in this sentence, always, or by a comment in the text.

What is waved away "here" is remembered by a hash of the act, the sentence and the one before it, without its place: so
the memory holds no text, survives edits elsewhere, and ends when the sentence or what leads up to it changes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tonecheck.errors import SettingsError
from tonecheck.types import Ignored

FILE_NAME = ".tonecheck.ignored.json"
_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Waivers:
    """What is waved away, whatever the letter."""

    always: frozenset[str] = frozenset()
    """Codes of acts."""
    here: frozenset[str] = frozenset()
    """Fingerprints of sentences with an act."""


def fingerprint(act: str, sentence: str, previous: str) -> str:
    """Return the hash by which an act in a sentence is remembered; blanks and capitals make no difference."""
    parts = (act, *(" ".join(text.lower().split()) for text in (sentence, previous)))
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:_DIGITS]


def waived(
    acts: Sequence[str], sentence: str, previous: str, waivers: Waivers, in_text: Sequence[str] | None
) -> dict[str, str]:
    """Return which of `acts` are passed over and why: ``here``, ``always`` or ``in_text``.

    `in_text` holds the codes that comments in the text pass over in this sentence; an empty sequence means all acts,
    None no comment.
    """
    reasons = {}
    for act in acts:
        if act in waivers.always:
            reasons[act] = "always"
        elif in_text is not None and (not in_text or act in in_text):
            reasons[act] = "in_text"
        elif fingerprint(act, sentence, previous) in waivers.here:
            reasons[act] = "here"
    return reasons


def count(reasons: Sequence[str]) -> Ignored:
    """Count what was passed over, by reason."""
    return Ignored(**Counter(reasons))


def read_waivers(folder: Path) -> Waivers:
    """Return what is waved away for letters in `folder`; nothing if nobody did.

    Raises
    ------
    SettingsError
        If the file with the memory is damaged.
    """
    file = folder / FILE_NAME
    try:
        raw: Any = json.loads(file.read_text(encoding="utf-8"))
        return Waivers(frozenset(map(str, raw["always"])), frozenset(map(str, raw["here"])))
    except FileNotFoundError:
        return Waivers()
    except (OSError, ValueError, KeyError, TypeError):
        raise SettingsError("waivers_damaged", file=file) from None


def to_json(waivers: Waivers) -> bytes:
    """Return `waivers` as the content of the file that `read_waivers` reads."""
    content = {"always": sorted(waivers.always), "here": sorted(waivers.here)}
    return (json.dumps(content, indent=1) + "\n").encode()
