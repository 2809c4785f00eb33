"""Sentences to add to a letter that lacks a reason, an opening, a contact or acknowledgement, and where they go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tonecheck.cues.definitions import read_toml
from tonecheck.errors import DataError
from tonecheck.rephrasing.facts import LetterFacts
from tonecheck.rephrasing.guard import gaps
from tonecheck.rephrasing.wording import load_words
from tonecheck.resources import data_folder
from tonecheck.types import Addition, Missing, Sentence, Tone, UnitKind

ADDITIONS_FILE = "additions.toml"
_PLACES = ("first", "decision", "last")


def load_additions() -> dict[Missing, dict[str, Any]]:
    """Read ``data/additions.toml``: for each thing that may be missing its templates, place and examples.

    Raises
    ------
    DataError
        If something has no table of its own, or a table no known place or form of address.
    """
    raw = read_toml(data_folder(ADDITIONS_FILE))
    for what in Missing:
        table = raw.get(what.value)
        if table is None or table.get("place") not in _PLACES or not {"u", "je"} <= table.keys():
            raise DataError("data_file", file=ADDITIONS_FILE, mistake=f"[{what.value}] needs place, u and je")
    return {Missing(name): table for name, table in raw.items()}


def additions(missing: Sequence[Missing], sentences: Sequence[Sentence], facts: LetterFacts) -> tuple[Addition, ...]:
    """Return a sentence to add for everything in `missing`, in the order of their places in the letter.

    Without body sentences there is no place for any.
    """
    body = [sentence for sentence in sentences if sentence.kind is UnitKind.BODY]
    if not body:
        return ()
    dismissive = [sentence for sentence in body if sentence.label is Tone.DISMISSIVE]
    places = {"first": body[0].start, "decision": (dismissive or body)[-1].end, "last": body[-1].end}
    contact = facts.contact or load_words()["contact_gap"][0]
    made = []
    for what, table in load_additions().items():
        if what in missing:
            text = facts.template(table).format(initiative=facts.initiative, contact=contact)
            made.append(Addition(what, text, places[table["place"]], gaps(text), bool(table.get("commits", False))))
    return tuple(sorted(made, key=lambda addition: addition.at))
