"""The talk with the official about one sentence after another: choose, edit, skip, undo, stop."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from tonecheck.cli.output import terminal_width
from tonecheck.messages import translate
from tonecheck.presenting.sentence_choice import show_sentence
from tonecheck.types import Replacement, Sentence, Tone
from tonecheck.writing import replaced

if TYPE_CHECKING:
    from tonecheck.analyser import Analyser
    from tonecheck.rephrasing.walk import Walk
    from tonecheck.types import Letter

_ANSWER = re.compile(r"([a-z]?)\s*(\d*)")


class Dialogue:
    """Asks what is to become of each dismissive sentence, on a terminal or from lines on standard input.

    Parameters
    ----------
    analyser
        Judges what the official writes.
    letter
        The letter.
    lang
        The language to talk in.
    keep
        Is called after every choice, so that nothing is lost when the window is closed.
    """

    def __init__(self, analyser: Analyser, letter: Letter, lang: str, keep: Callable[[Walk], None]) -> None:
        self._analyser = analyser
        self._letter = letter
        self._lang = lang
        self._keep = keep
        self._console = Console(width=terminal_width(), highlight=False, markup=False, emoji=False)

    def run(self, walk: Walk) -> tuple[Walk, bool]:
        """Go on from `walk` until every sentence is done or the official stops; return it, and whether to write."""
        self._say("rephrase.start", total=len(walk.sentences))
        if self._letter.field_reason:
            self._console.print(Text(self._letter.field_reason))
        shown = None
        while True:
            sentence = walk.current
            if sentence is not None and sentence is not shown:
                place = walk.sentences.index(sentence) + 1
                show_sentence(self._console, self._letter, sentence, place, len(walk.sentences), self._lang)
            shown = sentence
            key, number = self._ask("rephrase.ask" if sentence else "rephrase.ask_finish")
            if key == "stop":
                return walk, False
            if key == "finish" and sentence is None:
                return walk, True
            if key == "undo":
                if not walk.choices:
                    self._say("rephrase.no_undo")
                walk = walk.undone()
            elif sentence is not None and key == "skip":
                walk = walk.choose(None)
            elif sentence is not None and key == "edit" and number <= len(sentence.suggestions):
                text = self._edited(sentence.suggestions[number - 1].text if number else sentence.text)
                if not text:
                    continue
                self._judge(sentence, text)
                walk = walk.choose(text)
            elif sentence is not None and key == "choose" and 1 <= number <= len(sentence.suggestions):
                walk = walk.choose(sentence.suggestions[number - 1].text)
            else:
                self._say("rephrase.unclear")
                continue
            self._keep(walk)

    def _say(self, key: str, **values: object) -> None:
        self._console.print(Text(translate(key, self._lang, **values)))

    def _ask(self, question: str) -> tuple[str, int]:
        """Return what to do, and the number with it or 0. The end of the input means stop."""
        try:
            answer = self._line(translate(question, self._lang))
        except click.Abort:
            self._console.print()
            return "stop", 0
        match = _ANSWER.fullmatch(answer.strip().lower())
        if not match:
            return "", 0
        letter, digits = match.groups()
        keys = {translate(f"rephrase.key_{key}", self._lang): key for key in ("edit", "skip", "undo", "stop")}
        key = keys.get(letter, "") if letter else ("choose" if digits else "finish")
        return key, int(digits or 0)

    def _line(self, question: str) -> str:
        answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=" ")
        if not sys.stdin.isatty():
            # Nobody pressed Enter on this screen.
            self._console.print()
        return answer

    def _edited(self, text: str) -> str:
        """Let the official change `text`, in an editor if one is set; return it as one line, empty if given up."""
        if not sys.stdin.isatty():
            edited = self._line_or_nothing()
        elif os.environ.get("VISUAL") or os.environ.get("EDITOR"):
            edited = click.edit(text, extension=".txt") or ""
        else:
            with _prefilled(text) as is_filled:
                if not is_filled:
                    self._console.print(Text(text))
                edited = self._line_or_nothing()
        return " ".join(edited.split())

    def _line_or_nothing(self) -> str:
        try:
            return self._line(translate("rephrase.ask_text", self._lang))
        except click.Abort:
            return ""

    def _judge(self, sentence: Sentence, text: str) -> None:
        """Say so if what the official wrote still comes across as dismissive."""
        change = Replacement(sentence.start, sentence.end, text)
        letter = self._analyser.analyse(replaced(self._letter.text, [change]))
        span = range(sentence.start, sentence.start + len(text))
        if any(item.label is Tone.DISMISSIVE and item.start in span for item in letter.sentences):
            self._say("rephrase.still_dismissive")


@contextmanager
def _prefilled(text: str) -> Iterator[bool]:
    """Put `text` on the line that is to be typed, where the system can; tell whether it did."""
    try:
        import readline
    except ImportError:  # Windows has none
        yield False
        return
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        yield True
    finally:
        readline.set_startup_hook()
