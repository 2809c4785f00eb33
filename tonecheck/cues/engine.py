"""Find acts by their cues in an analysed sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.vocab import Vocab

from tonecheck.cues.definitions import ActDefinition, CueDefinition, load_acts, load_classes
from tonecheck.cues.matching import PatternMatcher, sentence_forms
from tonecheck.cues.notation import NotationError
from tonecheck.cues.scopes import ScopeFinder
from tonecheck.errors import DataError


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue that matched; offsets in code points from the start of the sentence."""

    act: str
    cue: str
    start: int
    end: int
    strength: float


@dataclass(frozen=True, slots=True)
class _CompiledCue:
    act: str
    definition: CueDefinition
    patterns: PatternMatcher
    requires: PatternMatcher | None
    unless: PatternMatcher | None
    previous: PatternMatcher | None


class CueEngine:
    """All cues of all acts, compiled for one pipeline's vocabulary."""

    def __init__(self, vocab: Vocab, acts: Mapping[str, ActDefinition] | None = None) -> None:
        """Compile the cues of `acts` (by default the package's own).

        Raises
        ------
        DataError
            If a pattern cannot be read; the message names file, cue and mistake.
        """
        classes = load_classes()
        self._scopes = ScopeFinder(classes, vocab)
        self._cues = [
            _compile(act, cue, classes, vocab) for act in (acts or load_acts()).values() for cue in act.cues
        ]

    def find(self, doc: Doc, previous: Doc | None = None) -> list[CueHit]:
        """Return the cues that fire in `doc`, in order of their place; `previous` is the sentence before it.

        Each cue fires at most once per sentence, on the shortest stretch of words that its patterns match.
        """
        if not len(doc):
            return []
        forms = sentence_forms(doc)
        previous_forms = sentence_forms(previous) if previous is not None and len(previous) else frozenset()
        hidden: frozenset[int] | None = None
        hits = []
        for cue in self._cues:
            spans = cue.patterns.find(doc, forms)
            if not spans:
                continue
            if hidden is None:
                hidden = self._scopes.not_asserted(doc, forms)
            if not cue.definition.anywhere:
                spans = [span for span in spans if hidden.isdisjoint(range(*span))]
            if not spans or (cue.requires and not cue.requires.find(doc, forms)):
                continue
            if cue.unless and cue.unless.find(doc, forms):
                continue
            if cue.previous and not (previous is not None and cue.previous.find(previous, previous_forms)):
                continue
            start, end = spans[0]
            span = doc[start:end]
            hits.append(
                CueHit(cue.act, cue.definition.name, span.start_char, span.end_char, cue.definition.strength)
            )
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.act, hit.cue))


def _compile(
    act: ActDefinition, cue: CueDefinition, classes: Mapping[str, tuple[str, ...]], vocab: Vocab
) -> _CompiledCue:
    def matcher(patterns: Sequence[str]) -> PatternMatcher | None:
        return PatternMatcher(patterns, classes, vocab) if patterns else None

    try:
        return _CompiledCue(
            act.code,
            cue,
            PatternMatcher(cue.patterns, classes, vocab),
            matcher(cue.requires),
            matcher(cue.unless),
            matcher(cue.previous),
        )
    except NotationError as error:
        raise DataError("data_file", file=act.file, mistake=f"cue '{cue.name}': {error}") from None
