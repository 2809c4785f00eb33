"""``tonecheck check``: the main job."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tonecheck.cli.generator_options import generator_options, make_generator
from tonecheck.cli.localised import LocalisedCommand
from tonecheck.errors import ReadError, TonecheckError
from tonecheck.messages import LANGUAGES, translate
from tonecheck.types import Document, Letter, Tone

if TYPE_CHECKING:
    from tonecheck.analyser import Analyser
    from tonecheck.settings import Configuration
    from tonecheck.waiving import Waivers

_STDIN = "-"


@click.command("check", cls=LocalisedCommand, help="check", short_help="check_short")
@click.argument("files", nargs=-1, metavar="[BRIEF]...", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--text", help="text")
@click.option("--in-reply-to", type=click.Path(path_type=Path), help="in_reply_to")
@click.option("--format", "form", type=click.Choice(["text", "json", "html", "sarif"]), default="text", help="format")
@click.option("--output", type=click.Path(path_type=Path), help="output")
@click.option("--comments", type=click.Path(path_type=Path), help="comments")
@click.option("--fail-on", type=click.Choice(["dismissive", "dismissive-sentence"]), help="fail_on")
@click.option("--strict", is_flag=True, help="strict")
@click.option("--pipeline", help="pipeline")
@click.option("--model", type=click.Path(), help="model")
@click.option("--cues", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="MAP", help="cues")
@click.option("--threshold", type=click.FloatRange(0, 1), help="threshold")
@generator_options
@click.option("--lang", type=click.Choice(LANGUAGES), help="lang")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="color")
def check(
    files: tuple[Path, ...],
    text: str | None,
    in_reply_to: Path | None,
    form: str,
    output: Path | None,
    comments: Path | None,
    fail_on: str | None,
    strict: bool,
    pipeline: str | None,
    model: str | None,
    cues: Path | None,
    threshold: float | None,
    generator: str | None,
    generator_model: str | None,
    generator_allow: tuple[str, ...],
    generator_timeout: float,
    lang: str | None,
    color: str,
) -> int:
    """Check letters and return the exit status."""
    _check_options(files, text, in_reply_to, output, comments)
    asked = make_generator(generator, generator_model, generator_allow, generator_timeout)
    options = {"model": model, "cues": cues, "threshold": threshold, "lang": lang}
    configuration, waivers = _settings(files, options)
    lang = configuration.settings.lang
    incoming = _read_one(in_reply_to).text if in_reply_to else None
    documents, failed = _read_all(files, text, lang)
    letters: list[Letter] = []
    if documents:
        from tonecheck.analyser import load

        analyser = load(pipeline=pipeline, settings=configuration.settings, waivers=waivers, generator=asked)
        for document in documents:
            letter = _analyse(analyser, document, incoming, strict=strict, lang=lang)
            failed |= letter is None
            if letter is not None:
                letters.append(letter)
        if letters:
            from tonecheck.cli.output import emit, render

            rendered = render(letters, form, lang, _use_colour(color, output), analyser)
            emit(rendered, output)
            if comments:
                from tonecheck.cli.output import write_aside
                from tonecheck.presenting.word_comments import with_comments

                write_aside(comments, with_comments(files[0], letters[0], lang))
    if failed:
        return 2
    return int(_met(fail_on, letters))


def _settings(files: Sequence[Path], options: Mapping[str, Any]) -> tuple[Configuration, Waivers]:
    """Return the settings for `files`, and what was waved away for them."""
    import os

    from tonecheck.settings import common_folder, configure
    from tonecheck.waiving import read_waivers

    folder = common_folder(file for file in files if str(file) != _STDIN)
    found = configure(folder, os.environ, options)
    return found, read_waivers(found.file.parent if found.file else folder)


def _check_options(
    files: Sequence[Path], text: str | None, in_reply_to: Path | None, output: Path | None, comments: Path | None
) -> None:
    if in_reply_to and len(files) + (text is not None) > 1:
        raise TonecheckError("in_reply_needs_one")
    if comments and (len(files) != 1 or text is not None or files[0].suffix.lower() != ".docx"):
        raise TonecheckError("comments_need_docx")
    inputs = {file.resolve() for file in [*files, *([in_reply_to] if in_reply_to else [])]}
    for target in (output, comments):
        if target and target.resolve() in inputs:
            raise TonecheckError("output_exists_as_input", output=target)


def _read_one(path: Path) -> Document:
    from tonecheck.reading import read_bytes, read_file

    if str(path) == _STDIN:
        return read_bytes(sys.stdin.buffer.read(), ".txt", _STDIN)
    return read_file(path)


def _read_all(files: Sequence[Path], text: str | None, lang: str) -> tuple[list[Document], bool]:
    """Read what can be read; the rest is reported at once and does not stop the others."""
    from tonecheck.reading import read_bytes

    documents = []
    failed = False
    sources = list(files)
    if text is not None:
        documents.append(read_bytes(text.encode("utf-8", "replace"), ".txt", "--text"))
    elif not sources:
        if sys.stdin is None or sys.stdin.isatty():
            raise TonecheckError("no_input")
        sources = [Path(_STDIN)]
    for path in sources:
        try:
            documents.append(_read_one(path))
        except ReadError as error:
            click.echo(error.message(lang), err=True)
            failed = True
    return documents, failed


def _analyse(analyser: Analyser, document: Document, incoming: str | None, *, strict: bool, lang: str) -> Letter | None:
    try:
        letter = analyser.analyse(document.text, incoming, source=document.source, suppressions=document.suppressions)
    except TonecheckError as error:
        click.echo(f"{document.source}: {error.message(lang)}", err=True)
        return None
    except Exception as error:  # a fault of ours in one letter must not lose the others
        click.echo(translate("error.internal", lang, source=document.source, reason=type(error).__name__), err=True)
        return None
    for warning in letter.warnings:
        click.echo(warning, err=True)
    if letter.language in ("nl", "und"):
        return letter
    values = {"source": letter.source, "language": letter.language}
    if strict:
        click.echo(translate("error.not_dutch", lang, **values), err=True)
        return None
    warning = translate("warning.language", lang, **values)
    click.echo(warning, err=True)
    return replace(letter, warnings=(*letter.warnings, warning))


def _use_colour(choice: str, output: Path | None) -> bool:
    import os

    if choice == "auto":
        return output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return choice == "always"


def _met(fail_on: str | None, letters: Sequence[Letter]) -> bool:
    if fail_on == "dismissive":
        return any(letter.label is Tone.DISMISSIVE for letter in letters)
    if fail_on == "dismissive-sentence":
        return any(sentence.label is Tone.DISMISSIVE for letter in letters for sentence in letter.sentences)
    return False
