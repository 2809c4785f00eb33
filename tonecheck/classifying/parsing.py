"""From a segmented letter to what the model looks at: analysed sentences with their cues and neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from tonecheck.classifying.features import SentenceView, make_views
from tonecheck.classifying.letter import PresenceFinder
from tonecheck.cues.engine import CueEngine, CueHit
from tonecheck.cues.matching import SentenceForms
from tonecheck.pipeline import LinguisticPipeline, analysable
from tonecheck.types import TONED_KINDS, Missing, Unit, UnitKind

#: Kinds in which a contact person or the name of the initiative may stand, and that are therefore analysed too.
_INFORMATIVE_KINDS = TONED_KINDS | {UnitKind.SUBJECT, UnitKind.CLOSING, UnitKind.SIGNATURE, UnitKind.REFERENCE}


@dataclass(frozen=True, slots=True)
class ParsedLetter:
    """A letter after linguistic analysis."""

    toned: tuple[Unit, ...]
    """The units that can carry a tone, in order."""
    views: tuple[SentenceView, ...]
    """One per toned unit."""
    docs: tuple[Doc, ...]
    """All analysed units, also those without a tone."""
    shown: frozenset[Missing]
    """What the letter shows of the things that an initiator might miss."""
    answers_initiative: bool
    """Whether the letter speaks of something that the reader came with."""


class LetterParser:
    """Analyses letters with one pipeline, and finds their cues."""

    def __init__(self, pipeline: LinguisticPipeline) -> None:
        """Compile cues and patterns."""
        self.pipeline = pipeline
        self._cues = CueEngine()
        self._presence = PresenceFinder()

    def parse(self, text: str, units: Sequence[Unit]) -> ParsedLetter:
        """Analyse the letter `text`, divided into `units`."""
        return self.parse_many([(text, units)])[0]

    def parse_many(
        self, letters: Sequence[tuple[str, Sequence[Unit]]], *, words_only: bool = False
    ) -> list[ParsedLetter]:
        """Analyse letters, each with its division, in one batch of sentences: that takes half the time.

        With `words_only` no sentence is analysed, so that no cue is found in any.
        """
        informative = [[unit for unit in units if unit.kind in _INFORMATIVE_KINDS] for _, units in letters]
        texts = [
            [analysable(text[unit.start : unit.end]) for unit in own]
            for (text, _), own in zip(letters, informative, strict=True)
        ]
        flat = [text for own in texts for text in own]
        docs = iter([self.pipeline.nothing] * len(flat) if words_only else self.pipeline.analyse(flat))
        return [
            self._parsed(units, own, [next(docs) for _ in own], words_only=words_only)
            for units, own in zip(informative, texts, strict=True)
        ]

    def _parsed(
        self, informative: Sequence[Unit], texts: Sequence[str], docs: Sequence[Doc], *, words_only: bool
    ) -> ParsedLetter:
        toned = [at for at, unit in enumerate(informative) if unit.kind in TONED_KINDS]
        told = [self._presence.found_in(text) for text in texts]
        sentences = [docs[at] for at in toned]
        cues = [()] * len(sentences) if words_only else self._find_cues(sentences)
        return ParsedLetter(
            toned=tuple(informative[at] for at in toned),
            # Not `Doc.text`, which is put together anew from the tokens.
            views=tuple(make_views([texts[at] for at in toned], sentences, cues)),
            docs=tuple(docs),
            shown=frozenset[Missing]().union(*(shown for shown, _ in told)),
            answers_initiative=any(answers for _, answers in told),
        )

    def parse_loose(self, sentences: Sequence[str], previous: Sequence[str] = ()) -> list[SentenceView]:
        """Analyse sentences that stand alone, or each after the one in `previous` (the empty string for none)."""
        docs = self.pipeline.analyse(sentences)
        before = iter(self.pipeline.analyse([text for text in previous if text]))
        pairs = [[next(before)] if text else [] for text in previous] or [[] for _ in docs]
        groups = [[*pair, doc] for pair, doc in zip(pairs, docs, strict=True)]
        return [make_views([doc.text for doc in group], group, self._find_cues(group))[-1] for group in groups]

    def _find_cues(self, docs: Sequence[Doc]) -> Sequence[Sequence[CueHit]]:
        forms = [SentenceForms.of(doc) for doc in docs]
        return [
            self._cues.find_in(doc, own, forms[index - 1] if index else None)
            for index, (doc, own) in enumerate(zip(docs, forms, strict=True))
        ]
