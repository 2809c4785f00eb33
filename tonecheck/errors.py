"""The one family of errors that callers need to catch.

A message is addressed by key (see ``data/messages``), so that the command line can say it in the user's
language; ``str(error)`` gives it in Dutch.
"""

from __future__ import annotations

from tonecheck.messages import translate


class TonecheckError(Exception):
    """Something the user can act on; `key` names the message and `values` fill it in."""

    def __init__(self, key: str, **values: object) -> None:
        """Remember the message by key; it is put into words when it is shown."""
        self.key = key
        self.values = values
        super().__init__(key)

    def message(self, lang: str = "nl") -> str:
        """Return one clear sentence in `lang` (``nl`` or ``en``)."""
        return translate(f"error.{self.key}", lang, **self.values)

    def __str__(self) -> str:
        return self.message()


class ReadError(TonecheckError):
    """A document cannot be read, or holds nothing that can be checked."""


class ModelError(TonecheckError):
    """A model or pipeline is missing, damaged or made by another version."""


class SettingsError(TonecheckError):
    """A settings file, or what it points to, has a mistake."""


class DataError(TonecheckError):
    """A language data file (cues, strategies, anatomy) has a mistake."""
