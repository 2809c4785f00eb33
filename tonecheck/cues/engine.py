"""Find acts by their cues in an analysed sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from tonecheck.cues.definitions import ActDefinition, CueDefinition, load_acts, load_classes
from tonecheck.cues.matching import PatternMatcher, SentenceForms
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
    """All cues of all acts."""

    def __init__(self, acts: Mapping[str, ActDefinition] | None = None) -> None:
        """Compile the cues of `acts` (by default the package's own).

        Raises
        ------
        DataError
            If a pattern cannot be read; the message names file, cue and mistake.
        """
        classes = load_classes()
        self._scopes = ScopeFinder(classes)
        self._cues = [_compile(act, cue, classes) for act in (acts or load_acts()).values() for cue in act.cues]
        # Which cues a word can set off, so that a sentence is not tried for all of them.
        self._set_off: dict[str, list[int]] = {}
        self._by_any_word: list[int] = []
        for number, cue in enumerate(self._cues):
            if cue.patterns.anchors is None:
                self._by_any_word.append(number)
            for word in cue.patterns.anchors or ():
                self._set_off.setdefault(word, []).append(number)

    def find(self, doc: Doc, previous: Doc | None = None) -> list[CueHit]:
        """Return the cues that fire in `doc`, in order of their place; `previous` is the sentence before it.

        Each cue fires at most once per sentence, on the shortest stretch of words that its patterns match.
        """
        return self.find_in(doc, SentenceForms.of(doc), None if previous is None else SentenceForms.of(previous))

    def find_in(self, doc: Doc, sentence: SentenceForms, before: SentenceForms | None = None) -> list[CueHit]:
        """Return what `find` returns, for sentences whose forms were gathered already."""
        if not len(doc):
            return []
        before = before if before and before.tokens else None
        hidden: frozenset[int] | None = None
        hits = []
        possible = {number for form in sentence.forms for number in self._set_off.get(form, ())}
        for number in sorted(possible.union(self._by_any_word)):
            cue = self._cues[number]
            spans = cue.patterns.find(sentence)
            if not spans:
                continue
            if hidden is None:
                hidden = self._scopes.not_asserted(doc, sentence)
            if not cue.definition.anywhere:
                spans = [span for span in spans if hidden.isdisjoint(range(*span))]
            if not spans or (cue.requires and not cue.requires.matches(sentence)):
                continue
            if cue.unless and cue.unless.matches(sentence):
                continue
            if cue.previous and not (before is not None and cue.previous.matches(before)):
                continue
            start, end = spans[0]
            span = doc[start:end]
            hits.append(CueHit(cue.act, cue.definition.name, span.start_char, span.end_char, cue.definition.strength))
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.act, hit.cue))


def _compile(act: ActDefinition, cue: CueDefinition, classes: Mapping[str, tuple[str, ...]]) -> _CompiledCue:
    def matcher(patterns: Sequence[str]) -> PatternMatcher | None:
        return PatternMatcher(patterns, classes) if patterns else None

    try:
        patterns = PatternMatcher(cue.patterns, classes)
        return _CompiledCue(act.code, cue, patterns, matcher(cue.requires), matcher(cue.unless), matcher(cue.previous))
    except NotationError as error:
        raise DataError("data_file", file=act.file, mistake=f"cue '{cue.name}': {error}") from None
