r"""tonecheck reads municipal replies to people with an initiative, and says how they come across.

>>> import tonecheck
>>> letter = tonecheck.analyse("Beste Noor,\n\nDank voor je bericht.\n")
>>> letter.label.value
'neutral'

Importing tonecheck is cheap; spaCy and scikit-learn are loaded by the first call that needs them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from tonecheck.errors import DataError, ModelError, ReadError, TonecheckError
from tonecheck.types import (
    Act,
    Field,
    Letter,
    Missing,
    Rephrasing,
    Replacement,
    Scores,
    Sentence,
    Suggestion,
    Tone,
    UnitKind,
)
from tonecheck.version import __version__

if TYPE_CHECKING:
    from tonecheck.analyser import Analyser, load

__all__ = [
    "Act",
    "Analyser",
    "DataError",
    "Field",
    "Letter",
    "Missing",
    "ModelError",
    "ReadError",
    "Rephrasing",
    "Replacement",
    "Scores",
    "Sentence",
    "Suggestion",
    "Tone",
    "TonecheckError",
    "UnitKind",
    "__version__",
    "analyse",
    "load",
]


def analyse(text: str, in_reply_to: str | None = None) -> Letter:
    """Check one letter with the default pipeline and model, which are loaded once.

    Parameters
    ----------
    text
        The letter as plain text.
    in_reply_to
        The initiator's own letter; with it the reply gets a field of the square.
    """
    return _default_analyser().analyse(text, in_reply_to)


@cache
def _default_analyser() -> Analyser:
    from tonecheck.analyser import load

    return load()


def __getattr__(name: str) -> Any:
    # `load` and `Analyser` need spaCy, which takes a second to import; they are looked up when they are first used.
    if name in ("Analyser", "load"):
        from tonecheck import analyser

        return getattr(analyser, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
