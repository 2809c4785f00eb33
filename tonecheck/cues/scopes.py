"""Words that are not the official's own assertion: quoted, reported, or denied.

A cue in such words does not count. Quotation marks are found here; what introduces reported and denied speech is
data (``data/scopes.toml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from tonecheck.cues.definitions import read_toml
from tonecheck.cues.matching import PatternMatcher, SentenceForms
from tonecheck.resources import data_folder

_OPENING = {"„": "”“\"'’", "“": '”"', "‘": "’'", "«": "»", '"': '"', "'": "'"}
_MAX_QUOTED_TOKENS = 60


@cache
def load_scopes(path: Path | None = None) -> tuple[dict[str, Any], ...]:
    """Read the scope definitions: name, patterns, ends, examples, counter."""
    return tuple(read_toml(path or data_folder("scopes.toml"))["scope"])


class ScopeFinder:
    """Finds the tokens of a sentence that are not asserted by its writer."""

    def __init__(self, classes: Mapping[str, tuple[str, ...]]) -> None:
        """Compile the scope patterns."""
        self._scopes = [
            (PatternMatcher(scope["patterns"], classes), frozenset(scope["ends"])) for scope in load_scopes()
        ]

    def not_asserted(self, doc: Doc, sentence: SentenceForms) -> frozenset[int]:
        """Return the indices of tokens inside quotations and in the scope of reporting or denying words."""
        hidden = set(_quoted(doc))
        for matcher, ends in self._scopes:
            for _, end in matcher.find(sentence):
                for token in doc[end:]:
                    if token.lower_ in ends:
                        break
                    hidden.add(token.i)
        return frozenset(hidden)


def _quoted(doc: Doc) -> list[int]:
    quoted: list[int] = []
    index = 0
    while index < len(doc):
        closing = _OPENING.get(doc[index].text)
        # An apostrophe as in 's-Hertogenbosch opens nothing.
        if closing and (index == 0 or doc[index - 1].whitespace_ or doc[index - 1].is_punct):
            window = range(index + 1, min(index + _MAX_QUOTED_TOKENS, len(doc)))
            end = next((i for i in window if doc[i].text in closing), None)
            if end is not None:
                quoted.extend(range(index, end + 1))
                index = end
        index += 1
    return quoted
