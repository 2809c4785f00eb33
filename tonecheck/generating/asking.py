"""Asking a generator for every dismissive sentence of a letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tonecheck.generating.generator import Generator, GeneratorError, Request
from tonecheck.generating.wording import fits_letter
from tonecheck.judging import Judgement
from tonecheck.messages import translate
from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.facts import LetterFacts
from tonecheck.segmenting.segmenter import sentences_of


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of asking."""

    wordings: Mapping[int, Mapping[str, str]]
    """By the sentence's number, then by kind."""
    without: int = 0
    """How many sentences got nothing."""
    error: GeneratorError | None = None
    """The first thing that went wrong."""


def ask_about(
    generator: Generator,
    text: str,
    judged: Judgement,
    dismissive: Sequence[int],
    facts: LetterFacts,
    pipeline: LinguisticPipeline,
) -> Answers:
    """Ask once for every sentence in `dismissive`, and stop at the first sign that the generator cannot be used.

    Wordings that are no sentences about the letter `text` are left out; they are not checked otherwise yet.
    """
    wordings: dict[int, Mapping[str, str]] = {}
    first: GeneratorError | None = None
    for index in dismissive:
        view = judged.parsed.views[index]
        acts = tuple(finding.code for finding in judged.findings[index])
        request = Request(view.text, view.previous, view.following, acts, facts.initiative, facts.address)
        try:
            made = generator.candidates(request)
            fitting = {
                kind: wording
                for kind, wording in made.items()
                if fits_letter(pipeline.analyse(sentences_of(wording)), f"{text}\n{facts.initiative}")
            }
            if not fitting:
                raise GeneratorError("generator_nonsense", broken=False, name=generator.name)
            wordings[index] = fitting
        except GeneratorError as error:
            first = first or error
            if error.broken:
                break
    return Answers(wordings, len(dismissive) - len(wordings), first)


def warnings(answers: Answers, source: str, lang: str) -> tuple[str, ...]:
    """Say in one sentence which sentences of the letter were done without the generator, and why; nothing if none."""
    if answers.error is None:
        return ()
    total = answers.without + len(answers.wordings)
    values = {"source": source, "without": answers.without, "total": total, "reason": answers.error.message(lang)}
    return (translate("warning.generator", lang, **values),)
