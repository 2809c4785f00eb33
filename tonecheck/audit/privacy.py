"""What of an archive may be shown: columns and names of files without personal data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from tonecheck.pseudonymising.finding import load_personal
from tonecheck.pseudonymising.replacing import pseudonymised, without_numbers_of_people

_CODE_LENGTH = 10
_NAMES_OF_LETTERS = ("id", "template", "duplicate_of")


def code(name: str) -> str:
    """Return a short code for the letter with the id `name`, by which its owner finds it again."""
    return hashlib.sha256(name.encode()).hexdigest()[:_CODE_LENGTH]


@lru_cache(maxsize=100_000)
def shown_id(name: str) -> str:
    """Return a letter's id; where it holds personal data, without those and with the letter's code."""
    hidden = pseudonymised(name.replace("_", " "))
    return name if hidden == name.replace("_", " ") else f"{hidden} #{code(name)}"


def shown_value(column: str, value: str) -> str:
    """Return a cell of a column without personal data.

    In columns that divide letters, such as departments (``data/personal.toml`` lists them), only numbers and addresses
    of people are hidden: a word with a capital is no person there.
    """
    plain = any(fnmatchcase(column.lower(), entry) for entry in load_personal()["columns"]["plain"])
    return (without_numbers_of_people if plain else pseudonymised)(value)


def shown_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a letter of a dataset with the ids in it as they may be shown."""
    return {**row, **{key: shown_id(row[key]) for key in _NAMES_OF_LETTERS if row.get(key)}}
