"""Suggesting: what could be said instead of the dismissive sentences of a judged letter, and what could be added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from spacy.tokens import Doc

from tonecheck.classifying.features import SentenceView
from tonecheck.classifying.model import ToneModel
from tonecheck.classifying.parsing import LetterParser
from tonecheck.cues.definitions import ActDefinition
from tonecheck.generating.asking import Answers, ask_about
from tonecheck.generating.generator import Generator
from tonecheck.judging import Judgement
from tonecheck.rephrasing.candidate import Candidate, KeptClause, generated_candidates
from tonecheck.rephrasing.clauses import without
from tonecheck.rephrasing.contacts import contact_person
from tonecheck.rephrasing.facts import LetterFacts, letter_facts
from tonecheck.rephrasing.ranking import Place
from tonecheck.rephrasing.recalling import Memory, load_memory
from tonecheck.rephrasing.rephraser import Rephraser, SentenceToReword
from tonecheck.rephrasing.slots import kept_clauses
from tonecheck.segmenting.segmenter import sentences_of
from tonecheck.types import Suggestion, Tone, Unit, UnitKind

#: What is taken over from a dismissive sentence must be less likely dismissive than this.
_DOUBTFUL = 0.35
#: So many clauses of a sentence are tried beside another wording of its rest.
_MAX_KEPT = 2

Suggestions = dict[int, tuple[Suggestion, ...]]
"""By index among the toned units of a letter."""


class Suggester:
    """Makes suggestions, and lets the model judge each in its place.

    Parameters
    ----------
    parser, model
        Judge what is suggested.
    acts
        The acts with their cues.
    address
        ``u``, ``je`` or ``auto``.
    generator
        A language model that makes more candidates.
    """

    def __init__(
        self,
        parser: LetterParser,
        model: ToneModel,
        acts: Mapping[str, ActDefinition],
        address: str,
        generator: Generator | None,
    ) -> None:
        self._parser = parser
        self._model = model
        self._acts = acts
        self._address = address
        self._generator = generator

    @cached_property
    def _rephraser(self) -> Rephraser:
        # Reading and compiling all that it knows takes a moment, which letters without dismissive sentences do without.
        return Rephraser()

    @cached_property
    def _memory(self) -> Memory:
        return load_memory(self._model.reader)

    def facts(self, text: str, units: Sequence[Unit], judged: Judgement) -> LetterFacts:
        """Return what suggestions may take from the letter."""
        subject = next((text[unit.start : unit.end] for unit in units if unit.kind is UnitKind.SUBJECT), "")
        return letter_facts(judged.parsed.docs, self._address, contact_person(text, units), subject)

    def suggest(
        self, text: str, units: Sequence[Unit], judged: Judgement, dismissive: Mapping[int, Sequence[str]]
    ) -> tuple[Suggestions, Answers | None]:
        """Return suggestions for sentences of a judged letter, and what the generator answered, if it was asked.

        Parameters
        ----------
        text, units
            The letter and its division.
        judged
            What was found in it.
        dismissive
            Which of the toned units to rephrase, with their acts, the surest first.
        """
        if not dismissive:
            return {}, None
        facts = self.facts(text, units, judged)
        generator, asked = self._generator, list(dismissive)
        answers = ask_about(generator, text, judged, asked, facts, self._parser.pipeline) if generator else None
        return {
            index: self._rephraser.suggest(
                self._asked(text, judged, facts, index, acts),
                generated_candidates(answers.wordings.get(index, {})) if answers else (),
            )
            for index, acts in dismissive.items()
        }, answers

    def passing(
        self,
        text: str,
        units: Sequence[Unit],
        judged: Judgement,
        dismissive: Mapping[int, Sequence[str]],
        *,
        as_new: bool = False,
    ) -> dict[int, list[Candidate]]:
        """Return every wording that may be shown, the best first; `suggest`, which chooses, has the parameters.

        With `as_new` known sentences are taken for ones that have never been seen, for measuring.
        """
        facts = self.facts(text, units, judged)
        return {
            index: list(self._rephraser.passing(self._asked(text, judged, facts, index, acts, as_new=as_new)))
            for index, acts in dismissive.items()
        }

    def _asked(
        self,
        text: str,
        judged: Judgement,
        facts: LetterFacts,
        index: int,
        acts: Sequence[str],
        *,
        as_new: bool = False,
    ) -> SentenceToReword:
        view = judged.parsed.views[index]
        still_dismissive = partial(self._still_dismissive, view, judged.around[index])
        recalled = self._memory.recall(view.doc, view.text, acts, new=as_new)
        beside = tuple(self._beside(view.doc, as_new=as_new))
        return SentenceToReword(view.doc, acts, facts, place_of(view), text, still_dismissive, recalled, beside)

    def _beside(self, doc: Doc, *, as_new: bool) -> Iterator[KeptClause]:
        for kept, clause in kept_clauses(doc)[:_MAX_KEPT]:
            if rest := without(doc, clause):
                (parsed,) = self._parser.pipeline.analyse([rest])
                leads = not any(token.is_alpha for token in doc[: clause.start])
                yield KeptClause(kept, leads, self._memory.recall(parsed, rest, new=as_new))

    def _still_dismissive(
        self, view: SentenceView, around: Sequence[float], wordings: Sequence[str], taken: frozenset[str]
    ) -> list[bool]:
        """Judge wordings in the place of a sentence; one with several sentences must pass with each of them.

        What is `taken` over from the sentence must be clearly not dismissive.
        """
        parts = [sentences_of(wording) for wording in wordings]
        # Wordings share sentences, which are parsed once and judged beside the neighbours that they get.
        distinct = list(dict.fromkeys(part for wording in parts for part in wording))
        alone = dict(zip(distinct, self._parser.parse_loose(distinct), strict=True))
        beside = [
            tuple(zip([view.previous, *wording], wording, [*wording[1:], view.following], strict=False))
            for wording in parts
        ]
        places = list(dict.fromkeys(place for wording in beside for place in wording))
        views = [
            replace(alone[part], previous=previous, following=following, position=view.position)
            for previous, part, following in places
        ]
        failing = {
            place
            for place, own, score in zip(places, views, self._model.sentence_scores(views, around), strict=True)
            if score.label is Tone.DISMISSIVE
            or (own.text in taken and score.dismissive >= _DOUBTFUL)
            or any(self._acts[cue.act].tone is Tone.DISMISSIVE for cue in own.cues)
        }
        return [not failing.isdisjoint(wording) for wording in beside]


def place_of(view: SentenceView) -> Place:
    """Return where a sentence stands."""
    return Place(view.text, view.previous, view.following)


def to_rephrase(judged: Judgement) -> dict[int, list[str]]:
    """Return the dismissive sentences of a judged letter, by index among its toned units, with their acts."""
    return {
        index: [code for finding in judged.findings[index] for code in (finding.code, finding.rival) if code]
        for index, label in enumerate(judged.labels)
        if label is Tone.DISMISSIVE
    }
