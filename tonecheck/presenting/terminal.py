"""The letter in its own layout on a terminal, with marks, reasons and suggestions."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tonecheck.messages import translate
from tonecheck.presenting.notes import (
    Note,
    act_names,
    certainty,
    counts,
    ignored,
    is_complete,
    is_judged,
    notes,
    remarks,
)
from tonecheck.types import Letter, Tone
from tonecheck.version import __version__

_STYLES = {Tone.DISMISSIVE: "bold red", Tone.EMPATHIC: "green", Tone.NEUTRAL: ""}
_MAX_WIDTH = 100


def to_terminal(letters: Sequence[Letter], *, lang: str, colour: bool, width: int) -> str:
    """Return the report on `letters` as text, with ANSI colours if `colour`, at most `width` columns wide."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        width=min(width, _MAX_WIDTH),
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for number, letter in enumerate(letters):
        if number:
            console.print()
        _print_letter(console, letter, lang, heading=len(letters) > 1)
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def _print_letter(console: Console, letter: Letter, lang: str, *, heading: bool) -> None:
    if heading:
        console.rule(Text(letter.source), align="left")
    noted = {note.sentence.start: note for note in notes(letter)}
    position = 0
    for line in letter.text.split("\n"):
        console.print(_line(letter, line, position, noted))
        # A wrapped sentence gets its note under its last line.
        ending = [note for note in noted.values() if position < note.sentence.end <= position + len(line)]
        for note in ending:
            console.print(Padding(_note(note, lang), (0, 0, 0, 4)))
        position += len(line) + 1
    _print_summary(console, letter, lang)


def _line(letter: Letter, line: str, position: int, noted: dict[int, Note]) -> Text:
    text = Text()
    done = position
    end = position + len(line)
    for note in noted.values():
        sentence = note.sentence
        start, stop = max(sentence.start, position), min(sentence.end, end)
        if start >= stop:
            continue
        text.append(letter.text[done:start])
        if sentence.start >= position:
            text.append(f"{note.mark} ", style=_STYLES[sentence.label])
        text.append(letter.text[start:stop], style=_STYLES[sentence.label])
        done = stop
    text.append(letter.text[done:end])
    return text


def _note(note: Note, lang: str) -> Text:
    sentence = note.sentence
    text = Text()
    tone = translate(f"tone.{sentence.label.value}", lang)
    text.append(f"{note.mark} {tone}: {act_names(sentence, lang)}", style=_STYLES[sentence.label])
    text.append(f" ({certainty(sentence.scores, sentence.label, lang)})", style="dim")
    for act in sentence.acts:
        text.append(f"\n{act.explanation}")
    for suggestion in sentence.suggestions:
        text.append(f"\n{translate('report.suggestion', lang)}: ", style="bold")
        text.append(suggestion.text, style="italic")
        if said := remarks(suggestion, lang):
            text.append(f" ({'; '.join(said)})", style="dim")
    return text


def _print_summary(console: Console, letter: Letter, lang: str) -> None:
    console.print()
    console.rule(Text(translate("report.summary", lang)), align="left")
    if not is_judged(letter):
        console.print(translate("report.no_sentences", lang), markup=False)
    else:
        label = Text(f"{translate('report.letter_tone', lang)}: ")
        label.append(translate(f"tone.{letter.label.value}", lang), style=_STYLES[letter.label])
        label.append(f" ({certainty(letter.scores, letter.label, lang)})")
        console.print(label)
        console.print(counts(letter, lang), markup=False)
        if waved_away := ignored(letter, lang):
            console.print(waved_away, markup=False)
        if letter.missing:
            console.print(f"{translate('report.missing', lang)}:", markup=False)
            for what in letter.missing:
                console.print(Padding(Text(f"- {translate(f'missing.{what.value}', lang)}"), (0, 0, 0, 2)))
        elif is_complete(letter):
            console.print(translate("report.nothing_missing", lang), markup=False)
        if letter.field_reason:
            console.print(f"{translate('report.square', lang)}: {letter.field_reason}", markup=False)
    console.print(translate("report.legend", lang), markup=False, style="dim")
    made_by = translate("report.made_by", lang, version=__version__, model=letter.model, pipeline=letter.pipeline)
    console.print(made_by, markup=False, style="dim")
