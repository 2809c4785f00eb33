"""What a sentence that somebody wrote does in the place of the dismissive one."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from tonecheck.analyser import Analyser
from tonecheck.practising.exercises import Exercise
from tonecheck.practising.facts import Fact, absent, find_facts
from tonecheck.rephrasing.guard import gaps
from tonecheck.rephrasing.polarity import turns_decision
from tonecheck.segmenting import segment
from tonecheck.types import TONED_KINDS, Act, Letter, Sentence, Suggestion, Tone

_MIN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Feedback:
    """What came of an answer."""

    judged: bool
    """False if it is no sentence that can be judged; then the rest says nothing."""
    remaining: tuple[Act, ...] = ()
    """Dismissive acts that the original performs too."""
    appeared: tuple[Act, ...] = ()
    """Dismissive acts that it does not."""
    gained: tuple[Act, ...] = ()
    """Empathic acts."""
    lost: tuple[Fact, ...] = ()
    """Facts of the original that are gone."""
    added: tuple[Fact, ...] = ()
    """Facts that stand nowhere in the letter."""
    gaps: tuple[str, ...] = ()
    """What is still to be filled in."""
    turned: bool = False
    """Whether it grants what the original refuses, or the reverse."""

    @property
    def solved(self) -> bool:
        """Whether nothing dismissive is left, nothing was made up and the decision stands."""
        return self.judged and not (self.remaining or self.appeared or self.added or self.turned)


class Coach:
    """Looks at answers with one analyser."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser

    def alternatives(self, exercise: Exercise) -> tuple[Suggestion, ...]:
        """Return the suggestions for the original sentence."""
        sentences = self._toned(exercise.letter, exercise.start, len(exercise.sentence))
        return tuple(suggestion for sentence in sentences for suggestion in sentence.suggestions)

    def look_at(self, exercise: Exercise, answer: str) -> Feedback:
        """Judge `answer`, one or more sentences, in the place of the original in its letter."""
        written = self._toned(exercise.with_answer(answer), exercise.start, len(answer))
        if not written or len(answer.split()) < _MIN_WORDS:
            return Feedback(judged=False)
        original, performed = self._original(exercise)
        known = {exercise.act, *performed}
        dismissive = _acts(written, Tone.DISMISSIVE)
        return Feedback(
            judged=True,
            remaining=tuple(act for act in dismissive if act.code in known),
            appeared=tuple(act for act in dismissive if act.code not in known),
            gained=tuple(act for act in _acts(written, Tone.EMPATHIC) if act.sure),
            lost=absent(find_facts(exercise.sentence), answer),
            added=absent(find_facts(answer), exercise.letter),
            gaps=gaps(answer),
            turned=turns_decision(answer, original),
        )

    def _original(self, exercise: Exercise) -> tuple[Doc, set[str]]:
        """Return the analysed sentence of `exercise`, and the codes of the dismissive acts that are found in it."""
        judged = self._analyser.judge(exercise.letter, segment(exercise.letter))
        at = next(index for index, unit in enumerate(judged.parsed.toned) if unit.start <= exercise.start < unit.end)
        dismissive = judged.labels[at] is Tone.DISMISSIVE
        return judged.parsed.views[at].doc, {finding.code for finding in judged.findings[at] if dismissive}

    def _toned(self, text: str, start: int, length: int) -> list[Sentence]:
        letter: Letter = self._analyser.analyse(text)
        return [
            sentence
            for sentence in letter.sentences
            if sentence.kind in TONED_KINDS and sentence.start < start + length and start < sentence.end
        ]


def _acts(sentences: list[Sentence], tone: Tone) -> tuple[Act, ...]:
    """Return the acts of the sentences with `tone`, each once."""
    acts = [act for sentence in sentences if sentence.label is tone for act in sentence.acts]
    return tuple({act.code: act for act in reversed(acts)}.values())[::-1]
