"""Rendering a report in the form asked for, and writing it without ever leaving half a file."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.errors import TonecheckError
from tonecheck.types import Letter

if TYPE_CHECKING:
    from tonecheck.analyser import Analyser

_PIPE_WIDTH = 80


def render(letters: Sequence[Letter], form: str, lang: str, colour: bool, analyser: Analyser) -> str:
    """Return the report on `letters` as text in the form asked for."""
    if form == "json":
        from tonecheck.presenting.json_report import to_json

        return to_json(letters, analyser.model_name, analyser.pipeline_name)
    if form == "html":
        from tonecheck.presenting.html_report import to_html

        return to_html(letters, lang=lang, model=analyser.model_name, pipeline=analyser.pipeline_name)
    if form == "sarif":
        from tonecheck.presenting.sarif import to_sarif

        return to_sarif(letters, lang)
    from tonecheck.presenting.terminal import to_terminal

    return to_terminal(letters, lang=lang, colour=colour, width=terminal_width())


def terminal_width() -> int:
    """Return how many columns there are to write on; in a pipe there are eighty."""
    return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns


def emit(text: str, output: Path | None) -> None:
    """Print `text`, or write it to `output` if that is given."""
    if output is None:
        click.echo(text, nl=False, color=True)
    else:
        write_aside(output, text.encode("utf-8"))


def write_aside(target: Path, data: bytes) -> None:
    """Write `data` beside `target` and rename it, so that `target` is whole or untouched.

    Raises
    ------
    TonecheckError
        If the file cannot be made.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        # mkstemp makes a private file; a report gets the permissions that any new file would get.
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise TonecheckError("output_unwritable", output=target, reason=error.strerror or "?") from None
