"""What makes candidates: the request, the generator, and how it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tonecheck.errors import TonecheckError


@dataclass(frozen=True, slots=True)
class Request:
    """A dismissive sentence in its place, for which other wordings are wanted."""

    sentence: str
    before: str
    """The sentence before, or the empty string; so is the next one."""
    after: str
    acts: tuple[str, ...]
    """Codes of the acts that it performs, the surest first."""
    initiative: str
    address: str
    """``u`` or ``je``."""


class Generator(Protocol):
    """Makes candidates. They are shown only after the guard and the classifier have passed them."""

    @property
    def name(self) -> str:
        """What made the candidates, for reports."""
        ...

    def candidates(self, request: Request) -> Mapping[str, str]:
        """Return at most one wording of each kind: ``light``, ``warm`` and ``along``.

        Raises
        ------
        GeneratorError
            If there is no answer, or one that is of no use.
        """
        ...


class GeneratorError(TonecheckError):
    """A generator gave nothing that can be used; `broken` tells that asking again is of no use either."""

    def __init__(self, key: str, *, broken: bool, **values: object) -> None:
        """Remember the message by key, as every `TonecheckError` does."""
        super().__init__(key, **values)
        self.broken = broken


class UntilBroken:
    """A generator that is left alone after it broke down once: a pile of letters need not wait for every time-out."""

    def __init__(self, generator: Generator) -> None:
        self._generator = generator
        self._error: GeneratorError | None = None

    @property
    def name(self) -> str:
        """The name of the generator itself."""
        return self._generator.name

    def candidates(self, request: Request) -> Mapping[str, str]:
        """Ask the generator, or raise again what it raised when it broke down."""
        if self._error:
            raise self._error
        try:
            return self._generator.candidates(request)
        except GeneratorError as error:
            if error.broken:
                self._error = error
            raise
