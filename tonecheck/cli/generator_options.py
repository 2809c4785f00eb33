"""The options by which a command is given a language model to ask for candidates."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tonecheck.errors import TonecheckError

if TYPE_CHECKING:
    from tonecheck.generating.generator import Generator

#: A token for endpoints that want one stands in the environment, where `ps` and the shell's history do not show it.
KEY_VARIABLE = "TONECHECK_GENERATOR_KEY"
_SECONDS = click.FloatRange(1, 3600)
_Command = TypeVar("_Command", bound=Callable[..., Any])


def generator_options(command: _Command) -> _Command:
    """Give `command` the options; `make_generator` takes their values."""
    for option in (
        click.option("--generator-timeout", type=_SECONDS, default=60.0, metavar="SEC", help="generator_timeout"),
        click.option("--generator-allow", multiple=True, metavar="HOST", help="generator_allow"),
        click.option("--generator-model", metavar="NAAM", help="generator_model"),
        click.option("--generator", metavar="URL", help="generator"),
    ):
        command = option(command)
    return command


def make_generator(url: str | None, model: str | None, allow: tuple[str, ...], seconds: float) -> Generator | None:
    """Return the generator that the options ask for, which is none unless they name an address.

    Raises
    ------
    TonecheckError
        If they do not fit together, or the address is not allowed.
    """
    if url is None and model is None and not allow:
        return None
    if not url or not model:
        raise TonecheckError("generator_needs_both")
    import os

    from tonecheck.generating.endpoint import ChatEndpoint
    from tonecheck.generating.generator import UntilBroken

    key = os.environ.get(KEY_VARIABLE) or None
    return UntilBroken(ChatEndpoint(url, model, allow=allow, seconds=seconds, key=key))
