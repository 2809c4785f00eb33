"""One dismissive sentence on a terminal, with what could be said instead, to choose from."""

from __future__ import annotations

import re

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tonecheck.messages import translate
from tonecheck.presenting.notes import act_names, remarks
from tonecheck.types import Letter, Sentence, Suggestion

_GAP = re.compile(r"\[[^\]]+\]")
_INDENT = (0, 0, 0, 4)
_CONTEXT = 160


def show_sentence(console: Console, letter: Letter, sentence: Sentence, number: int, total: int, lang: str) -> None:
    """Print a sentence in its context, what it does, and numbered suggestions with their gaps marked."""
    with console.capture() as captured:
        _show(console, letter, sentence, number, total, lang)
    # Lines are filled up with blanks, which nobody wants to copy.
    console.file.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _show(console: Console, letter: Letter, sentence: Sentence, number: int, total: int, lang: str) -> None:
    console.print()
    console.rule(Text(translate("rephrase.progress", lang, number=number, total=total)), align="left")
    if before := _before(letter, sentence):
        console.print(Text(before, style="dim"))
    console.print(Text(sentence.text, style="bold red"))
    if sentence.acts:
        tone = translate(f"tone.{sentence.label.value}", lang)
        console.print(Text(f"{tone}: {act_names(sentence, lang)}", style="bold"))
    for act in sentence.acts:
        console.print(Text(act.explanation))
    for place, suggestion in enumerate(sentence.suggestions, start=1):
        console.print(Padding(_suggestion(place, suggestion, lang), _INDENT))
    if not sentence.suggestions:
        console.print(Text(translate("rephrase.none", lang)))


def _before(letter: Letter, sentence: Sentence) -> str:
    place = letter.sentences.index(next(item for item in letter.sentences if item.start == sentence.start))
    before = " ".join(letter.sentences[place - 1].text.split()) if place else ""
    return before if len(before) <= _CONTEXT else f"… {before[-_CONTEXT:]}"


def _suggestion(place: int, suggestion: Suggestion, lang: str) -> Text:
    text = Text(f"{place}  ", style="bold")
    text.append(with_marked_gaps(suggestion.text))
    if said := remarks(suggestion, lang):
        text.append(f" ({'; '.join(said)})", style="not bold dim")
    return text


def with_marked_gaps(wording: str) -> Text:
    """Return a wording in which what is still to be filled in stands out."""
    text = Text(wording, style="not bold")
    text.highlight_regex(_GAP, "bold reverse")
    return text
