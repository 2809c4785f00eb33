"""``tonecheck config``, ``tonecheck ignore`` and ``tonecheck cues``: what is set, waved away and added."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tonecheck.cli.localised import LocalisedCommand
from tonecheck.messages import LANGUAGES, translate

if TYPE_CHECKING:
    from tonecheck.waiving import Waivers

_LANG = click.option("--lang", type=click.Choice(LANGUAGES), help="lang")


@click.command("config", cls=LocalisedCommand, help="config", short_help="config_short")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=".", metavar="[MAP]")
@_LANG
def config(folder: Path, lang: str | None) -> None:
    """Show every setting for letters in FOLDER, with where it comes from."""
    from dataclasses import fields

    from tonecheck.settings import FILE_NAME, configure
    from tonecheck.waiving import read_waivers

    found = configure(folder, os.environ, {"lang": lang})
    lang = found.settings.lang
    for item in fields(found.settings):
        source = found.sources.get(item.name) or translate("config.default", lang)
        click.echo(f"{item.name} = {_shown(getattr(found.settings, item.name))}  # {source}")
    if not found.file:
        click.echo(translate("config.no_file", lang, name=FILE_NAME))
    waivers = read_waivers(_memory_folder(found.file, folder))
    if waivers.always or waivers.here:
        acts = ", ".join(sorted(waivers.always)) or "-"
        click.echo(translate("config.ignored", lang, acts=acts, here=len(waivers.here)))


def _shown(value: Any) -> str:
    import json

    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_shown(list(phrases))}" for key, phrases in value.items()) + "}"
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)


def _memory_folder(file: Path | None, folder: Path) -> Path:
    """Return where it is remembered what was waved away: beside the settings, else beside the letters."""
    return file.parent if file else folder.resolve()


@click.command("ignore", cls=LocalisedCommand, help="ignore", short_help="ignore_short")
@click.argument("letter", type=click.Path(path_type=Path), required=False, metavar="[BRIEF]")
@click.argument("number", type=int, required=False, metavar="[NUMMER]")
@click.option("--act", "name", help="ignore_act")
@click.option("--always", metavar="HANDELING", help="ignore_always")
@click.option("--undo", is_flag=True, help="ignore_undo")
@_LANG
def ignore(
    letter: Path | None, number: int | None, name: str | None, always: str | None, undo: bool, lang: str | None
) -> None:
    """Wave an act away: in one sentence of LETTER, or always."""
    from tonecheck.errors import SettingsError
    from tonecheck.settings import common_folder, configure
    from tonecheck.waiving import FILE_NAME, read_waivers, to_json

    if (always is None) == (letter is None) or (letter is not None and number is None):
        raise SettingsError("ignore_what")
    folder = common_folder([letter] if letter else [])
    found = configure(folder, os.environ, {"lang": lang})
    target = _memory_folder(found.file, folder)
    waivers = read_waivers(target)
    if always is not None:
        changed, done = _always(waivers, always, undo)
    else:
        assert letter is not None  # noqa: S101  # checked above
        assert number is not None  # noqa: S101
        changed, done = _here(waivers, letter, number, name, undo, found.settings)
    from tonecheck.cli.output import write_aside

    write_aside(target / FILE_NAME, to_json(changed))
    click.echo(translate(f"config.{'restored' if undo else 'waived'}", found.settings.lang, what=", ".join(done)))


def _always(waivers: Waivers, name: str, undo: bool) -> tuple[Waivers, list[str]]:
    from dataclasses import replace

    from tonecheck.cues.definitions import find_act

    code = find_act(name).code
    return replace(waivers, always=waivers.always - {code} if undo else waivers.always | {code}), [code]


def _here(
    waivers: Waivers, path: Path, number: int, name: str | None, undo: bool, settings: Any
) -> tuple[Waivers, list[str]]:
    """Wave away acts of the sentence that has `number` in the report on the letter when nothing is waved away."""
    from dataclasses import replace

    from tonecheck.analyser import load
    from tonecheck.cues.definitions import find_act
    from tonecheck.errors import SettingsError
    from tonecheck.presenting.notes import notes
    from tonecheck.reading import read_file
    from tonecheck.types import TONED_KINDS
    from tonecheck.waiving import Waivers, fingerprint

    document = read_file(path)
    # What is waved away "here" keeps its number, so that it can be called back by it.
    always = Waivers(always=waivers.always)
    analyser = load(settings=settings, waivers=always if undo else waivers, suggest=False)
    letter = analyser.analyse(document.text, source=document.source, suppressions=document.suppressions)
    note = next((note for note in notes(letter) if note.number == number), None)
    wanted = find_act(name).code if name else None
    codes = [act.code for act in note.sentence.acts if wanted in (None, act.code)] if note else []
    if note is None or not codes:
        raise SettingsError("ignore_none", source=document.source, number=number)
    toned = [sentence for sentence in letter.sentences if sentence.kind in TONED_KINDS]
    place = toned.index(note.sentence)
    previous = toned[place - 1].text if place else ""
    prints = {fingerprint(code, note.sentence.text, previous) for code in codes}
    return replace(waivers, here=waivers.here - prints if undo else waivers.here | prints), codes


@click.command("cues", cls=LocalisedCommand, help="cues_command", short_help="cues_short")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="MAP")
@_LANG
def cues(folder: Path, lang: str | None) -> int:
    """Run the examples and counter-examples of the cue files in FOLDER; status 1 if one is judged wrongly."""
    from tonecheck.cues.engine import CueEngine
    from tonecheck.cues.own import own_acts
    from tonecheck.pipeline import load_pipeline
    from tonecheck.settings import configure

    lang = configure(folder, os.environ, {"lang": lang}).settings.lang
    acts = own_acts(folder, {})
    engine, pipeline = CueEngine(acts), load_pipeline()
    wrong = 0
    for act in acts.values():
        for cue in act.cues:
            click.echo(f"{act.code}: {cue.name}")
            for sentences, should in ((cue.examples, True), (cue.counter, False)):
                for sentence, doc in zip(sentences, pipeline.analyse(sentences), strict=True):
                    fires = any((hit.act, hit.cue) == (act.code, cue.name) for hit in engine.find(doc))
                    wrong += fires is not should
                    if fires is not should:
                        key = "cue_silent" if should else "cue_fires"
                        click.echo(f"  {translate(f'config.{key}', lang, sentence=sentence)}")
    click.echo(translate("config.cues_done", lang, wrong=wrong))
    return int(wrong > 0)
