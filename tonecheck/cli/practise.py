"""``tonecheck practise``: rewrite dismissive sentences, one at a time, and see what changes."""

from __future__ import annotations

import contextlib
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.cli.localised import LocalisedCommand
from tonecheck.errors import TonecheckError
from tonecheck.messages import LANGUAGES, translate

if TYPE_CHECKING:
    from tonecheck.practising.exercises import Exercise
    from tonecheck.practising.feedback import Coach, Feedback
    from tonecheck.settings import Settings

_MAX_WIDTH = 100
_MAX_CHARS = 2_000


@click.command("practise", cls=LocalisedCommand, help="practise", short_help="practise_short")
@click.option("--count", type=click.IntRange(1), default=5, help="practise_count")
@click.option("--progress", "file", type=click.Path(path_type=Path, dir_okay=False), help="practise_progress")
@click.option("--model", type=click.Path(), help="model")
@click.option("--lang", type=click.Choice(LANGUAGES), help="lang")
def practise(count: int, file: Path | None, model: str | None, lang: str | None) -> None:
    """Practise until COUNT sentences are done, the input ends or the user stops."""
    import os

    from tonecheck.settings import configure

    settings = configure(Path.cwd(), os.environ, {"model": model, "lang": lang}).settings
    lang = settings.lang
    from tonecheck.cli.output import write_aside
    from tonecheck.practising.exercises import load_exercises
    from tonecheck.practising.progress import choose, read_progress, to_json, with_try
    from tonecheck.presenting.practice_text import PracticeText

    exercises = load_exercises()
    file = _progress_file(file)
    progress = read_progress(file)
    chosen = choose(exercises, progress, count)
    text = PracticeText(lang, min(shutil.get_terminal_size((80, 24)).columns, _MAX_WIDTH))
    click.echo(text.opening(len(chosen), progress, len(exercises)))
    looked_at: list[tuple[Exercise, Feedback]] = []
    _prepare_terminal()
    coach = None
    for number, exercise in enumerate(chosen, start=1):
        click.echo(text.exercise(exercise, number, len(chosen)))
        if coach is None and _on_terminal():
            # Loading takes seconds, in which the first letter can be read.
            coach = _load_coach(settings)
        answer = _ask(translate("practise.prompt", lang))
        if answer is None or answer.casefold() == translate("practise.stop", lang):
            break
        coach = coach or _load_coach(settings)
        if answer:
            feedback = coach.look_at(exercise, answer)
            looked_at.append((exercise, feedback))
            progress = with_try(progress, exercise, solved=feedback.solved)
            write_aside(file, to_json(progress))
            click.echo(text.feedback(exercise, feedback))
        else:
            click.echo(translate("practise.skipped", lang))
        click.echo(text.alternatives(coach.alternatives(exercise)))
    click.echo(text.summary(looked_at, progress, len(exercises)))


def _progress_file(chosen: Path | None) -> Path:
    """Return where progress is kept; its folder exists, so that nobody finds out after writing a sentence."""
    from tonecheck.practising.progress import default_file

    file = chosen or default_file()
    try:
        if chosen is None:
            file.parent.mkdir(parents=True, exist_ok=True)
        file.parent.stat()
    except OSError as error:
        raise TonecheckError("output_unwritable", output=file, reason=error.strerror or "?") from None
    return file


def _load_coach(settings: Settings) -> Coach:
    from tonecheck.analyser import load
    from tonecheck.practising.feedback import Coach

    return Coach(load(settings=settings))


def _prepare_terminal() -> None:
    """Let strange keys do no harm, and the arrow keys work; can only be done before the first answer."""
    if _on_terminal():
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  # makes the arrow keys work in `input`
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]


def _ask(prompt: str) -> str | None:
    """Return one line that the user typed, without control characters, or None at the end of the input."""
    if _on_terminal():
        try:
            line = input(f"\n{prompt}")
        except EOFError:
            click.echo()
            return None
    else:
        # From a pipe nothing is shown while it is typed, so the transcript repeats it.
        raw = sys.stdin.buffer.readline() if sys.stdin is not None else b""
        line = raw.decode("utf-8", "replace").lstrip("\ufeff")
        shown = _clean(line)
        click.echo(f"\n{prompt}{shown}".rstrip())
        if not raw:
            return None
    return _clean(line)


def _on_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _clean(line: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in line).split())[:_MAX_CHARS]
