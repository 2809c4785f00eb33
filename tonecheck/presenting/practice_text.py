"""What somebody who practises sees: the letter, what their sentence does, and what went well."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tonecheck.cues.definitions import load_acts
from tonecheck.messages import translate
from tonecheck.practising.exercises import Exercise
from tonecheck.practising.facts import Fact, find_facts
from tonecheck.practising.feedback import Feedback
from tonecheck.practising.progress import Record
from tonecheck.presenting.notes import act_name
from tonecheck.types import Act, Suggestion

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class PracticeText:
    """Puts practising into words, in one language and for one width of the screen."""

    lang: str
    width: int

    def opening(self, count: int, progress: Mapping[str, Record], total: int) -> str:
        """Say what is going to happen, and how far somebody was."""
        lines = [self._fill(self._say("intro", count=count))]
        if progress:
            lines.append(self._fill(self._say("resumed", solved=_solved(progress), total=total)))
        return "\n".join(lines)

    def exercise(self, exercise: Exercise, number: int, count: int) -> str:
        """Show the letter with the dismissive sentence marked, and what that sentence does."""
        heading = f"{self._say('exercise', number=number, count=count)} "
        act = load_acts()[exercise.act]
        letter = exercise.with_answer(f"[-] {exercise.sentence}").rstrip().split("\n")
        question = self._say("question", act=act.name[self.lang], meaning=act.meaning[self.lang])
        lines = ["", heading.ljust(self.width, "─"), "", *map(self._indented, letter), "", self._fill(question)]
        return "\n".join(lines)

    def feedback(self, exercise: Exercise, feedback: Feedback) -> str:
        """Say what an answer does, what it no longer does, and which facts are gone or new."""
        if not feedback.judged:
            return self._fill(self._say("too_short"))
        said = [self._act("remaining", act) for act in feedback.remaining]
        said += [self._act("appeared", act) for act in feedback.appeared]
        if feedback.turned:
            said.append(self._say("turned"))
        if not said:
            said.append(self._say("solved"))
        if feedback.gained:
            names = "; ".join(act_name(act, self.lang) for act in feedback.gained)
            said.append(self._say("gained", acts=names))
        if feedback.lost:
            said.append(self._say("lost", facts=_listed(feedback.lost)))
        elif find_facts(exercise.sentence):
            said.append(self._say("kept"))
        if feedback.added:
            said.append(self._say("added", facts=_listed(feedback.added)))
        if feedback.gaps:
            said.append(translate("report.gaps", self.lang, gaps=", ".join(feedback.gaps)))
        return "\n".join(map(self._fill, said))

    def alternatives(self, suggestions: Sequence[Suggestion]) -> str:
        """Show other wordings."""
        if not suggestions:
            return self._fill(self._say("no_alternatives"))
        return "\n".join([self._say("alternatives"), *(self._item(self._suggestion(item)) for item in suggestions)])

    def summary(
        self, looked_at: Sequence[tuple[Exercise, Feedback]], progress: Mapping[str, Record], total: int
    ) -> str:
        """Say what went well in this session, what comes back, and how far somebody is now."""
        judged = [(exercise, feedback) for exercise, feedback in looked_at if feedback.judged]
        lines = ["", f"{self._say('summary')} ".ljust(self.width, "─")]
        if not judged:
            return "\n".join([*lines, self._fill(self._say("nothing_written"))])
        tried = len(judged)
        with_facts = [feedback for exercise, feedback in judged if find_facts(exercise.sentence)]
        well = []
        if solved := sum(feedback.solved for _, feedback in judged):
            well.append(self._say("solved_count", solved=solved, tried=tried))
        if kept := sum(not feedback.lost for feedback in with_facts):
            well.append(self._say("kept_count", kept=kept, tried=len(with_facts)))
        if gained := Counter(act.code for _, feedback in judged for act in feedback.gained):
            names = (f"{self._name(code)} ({count}×)" for code, count in gained.most_common())
            well.append(self._say("gained_count", acts="; ".join(names)))
        lines.append(self._say("went_well"))
        lines += map(self._item, well or [self._say("written", tried=tried)])
        if again := dict.fromkeys(exercise.act for exercise, feedback in looked_at if not feedback.solved):
            lines.append(self._fill(self._say("again", act="; ".join(map(self._name, again)))))
        lines.append(self._fill(self._say("total", solved=_solved(progress), total=total)))
        lines.append(self._fill(translate("report.advice", self.lang)))
        return "\n".join(lines)

    def _say(self, key: str, **values: object) -> str:
        return translate(f"practise.{key}", self.lang, **values)

    def _name(self, code: str) -> str:
        return load_acts()[code].name[self.lang]

    def _act(self, key: str, act: Act) -> str:
        return (
            self._say(key, act=act_name(act, self.lang), explanation=act.explanation) if act.sure else act.explanation
        )

    def _suggestion(self, suggestion: Suggestion) -> str:
        remarks = [translate("report.commits", self.lang)] if suggestion.commits else []
        return suggestion.text + (f" ({'; '.join(remarks)})" if remarks else "")

    def _fill(self, text: str) -> str:
        return textwrap.fill(text, self.width, break_long_words=False, break_on_hyphens=False)

    def _item(self, text: str) -> str:
        options = {"break_long_words": False, "break_on_hyphens": False}
        return textwrap.fill(text, self.width, initial_indent="- ", subsequent_indent="  ", **options)  # type: ignore[arg-type]

    def _indented(self, line: str) -> str:
        return textwrap.indent(textwrap.fill(line, self.width - len(_INDENT), break_on_hyphens=False), _INDENT)


def _solved(progress: Mapping[str, Record]) -> int:
    return sum(record.solved for record in progress.values())


def _listed(facts: Iterable[Fact]) -> str:
    return ", ".join(f"‘{fact.text}’" for fact in facts)
