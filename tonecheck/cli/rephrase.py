"""``tonecheck rephrase``: go through a letter, choose better sentences, and write a new letter."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.cli.localised import LocalisedCommand
from tonecheck.errors import ReadError, TonecheckError
from tonecheck.messages import LANGUAGES, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.analyser import Analyser
    from tonecheck.types import Letter, Rephrasing, Replacement

_BESIDE = 30


@click.command("rephrase", cls=LocalisedCommand, help="rephrase", short_help="rephrase_short")
@click.argument("file", metavar="BRIEF", type=click.Path(path_type=Path))
@click.option("--best", is_flag=True, help="best")
@click.option("--output", type=click.Path(path_type=Path), help="rephrase_output")
@click.option("--force", is_flag=True, help="force")
@click.option("--in-reply-to", type=click.Path(path_type=Path), help="in_reply_to")
@click.option("--model", type=click.Path(), help="model")
@click.option("--lang", type=click.Choice(LANGUAGES), help="lang")
def rephrase(
    file: Path,
    best: bool,
    output: Path | None,
    force: bool,
    in_reply_to: Path | None,
    model: str | None,
    lang: str | None,
) -> None:
    """Rephrase the dismissive sentences of a letter."""
    import os

    from tonecheck.reading import read_file
    from tonecheck.settings import configure
    from tonecheck.waiving import read_waivers
    from tonecheck.writing import replaced

    found = configure(file.parent, os.environ, {"model": model, "lang": lang})
    lang = found.settings.lang
    to_file = output is not None or not best
    document = read_file(file)
    incoming = read_file(in_reply_to).text if in_reply_to else None
    target = output or file.with_name(f"{file.stem}.{translate('rephrase.suffix', lang)}{file.suffix}")
    if to_file:
        _check_target(file, in_reply_to, target, force=force)

    from tonecheck.analyser import load

    analyser = load(settings=found.settings, waivers=read_waivers(found.file.parent if found.file else file.parent))
    letter = analyser.analyse(document.text, incoming, source=document.source, suppressions=document.suppressions)
    if letter.language not in ("nl", "und"):
        click.echo(translate("warning.language", lang, source=letter.source, language=letter.language), err=True)
    if best:
        rephrasing = analyser.rephrase(letter)
        replacements = rephrasing.best()
        if not to_file:
            click.echo(replaced(letter.text, replacements))
            _say_gaps(replacements, lang, err=True)
        else:
            _write(file, letter, replacements, target, lang)
        _say_additions(rephrasing, lang, err=not to_file)
        return
    _walk(analyser, file, letter, target, lang)


def _check_target(file: Path, in_reply_to: Path | None, target: Path, *, force: bool) -> None:
    """Refuse what cannot or must not be written before anybody has chosen anything."""
    from tonecheck.writing import REWRITABLE

    if file.suffix.lower() not in REWRITABLE:
        raise ReadError("cannot_rewrite", source=str(file), formats=" ".join(REWRITABLE))
    for source in (file, in_reply_to):
        if source and target.exists() and target.samefile(source):
            raise TonecheckError("output_exists_as_input", output=target)
    if target.suffix.lower() != file.suffix.lower():
        raise TonecheckError("output_suffix", output=target, suffix=file.suffix)
    if target.exists() and not force:
        raise TonecheckError("output_exists", output=target)


def _walk(analyser: Analyser, file: Path, letter: Letter, target: Path, lang: str) -> None:
    import hashlib

    from tonecheck.cli.output import write_aside
    from tonecheck.cli.rephrase_dialogue import Dialogue
    from tonecheck.rephrasing.walk import Walk

    rephrasing = analyser.rephrase(letter)
    walk = Walk(rephrasing.sentences)
    if not walk.sentences:
        click.echo(translate("rephrase.nothing", lang))
        _say_additions(rephrasing, lang)
        return
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    state = target.with_name(f".{target.name}.tonecheck.json")

    def keep(walk: Walk) -> None:
        if walk.choices:
            write_aside(state, walk.to_json(digest))
        else:
            state.unlink(missing_ok=True)

    if state.exists():
        resumed = walk.resumed(state.read_bytes(), digest)
        click.echo(translate("rephrase.resumed" if resumed else "rephrase.changed", lang))
        walk = resumed or walk
    walk, finished = Dialogue(analyser, letter, lang, keep).run(walk)
    if not finished:
        click.echo(translate("rephrase.kept", lang) if walk.choices else translate("rephrase.stopped", lang))
        return
    _write(file, letter, walk.replacements(), target, lang)
    _say_additions(rephrasing, lang)
    state.unlink(missing_ok=True)


def _write(file: Path, letter: Letter, replacements: Sequence[Replacement], target: Path, lang: str) -> None:
    from datetime import UTC, datetime

    from tonecheck.cli.output import write_aside
    from tonecheck.writing import rewrite

    if not replacements:
        click.echo(translate("rephrase.nothing_chosen", lang))
        return
    # Word shows the date of a change as it stands, so it is the local one.
    result = rewrite(file, letter.text, replacements, date=datetime.now(UTC).astimezone())
    write_aside(target, result.data)
    done = len(replacements) - len(result.lost)
    click.echo(translate("rephrase.written", lang, output=target, number=done))
    if target.suffix.lower() == ".docx":
        click.echo(translate("rephrase.tracked", lang))
    _say_gaps(replacements, lang)
    for item in result.lost:
        sentence = letter.text[item.start : item.end]
        click.echo(translate("rephrase.lost", lang, sentence=sentence, text=item.text))


def _say_additions(rephrasing: Rephrasing, lang: str, *, err: bool = False) -> None:
    """Say what could be added to the letter, and where."""
    from tonecheck.types import Missing

    if not rephrasing.additions:
        return
    click.echo(f"\n{translate('rephrase.additions', lang)}", err=err)
    text = rephrasing.letter.text
    for addition in rephrasing.additions:
        before, after = " ".join(text[: addition.at].split()), " ".join(text[addition.at :].split())
        first = addition.missing is Missing.ACKNOWLEDGEMENT
        beside = f"{after[:_BESIDE]}…" if first else f"…{before[-_BESIDE:]}"
        place = translate("rephrase.add_before" if first else "rephrase.add_after", lang, words=beside)
        promise = f" ({translate('report.commits', lang)})" if addition.commits else ""
        click.echo(f"- {place} {addition.text}{promise}", err=err)


def _say_gaps(replacements: Sequence[Replacement], lang: str, *, err: bool = False) -> None:
    from tonecheck.rephrasing.walk import open_gaps

    if gaps := open_gaps(replacements):
        sys.stdout.flush()
        click.echo(translate("rephrase.gaps", lang, gaps=", ".join(gaps)), err=err)
