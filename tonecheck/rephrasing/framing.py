"""Find frames in analysed sentences, and take over the words that stand in their places.

A frame's pattern is a cue pattern (see `tonecheck.cues.notation`) with places:

==================  =============================================================================================
``<thing>``         a noun phrase with what belongs to it: *een tweede bankje in het park*
``<who:people>``    the same, but naming people or bodies: *de leden van uw club*, *het college*
``<what:thing>``    the same, but naming anything else
``<deed:words>``    1 to 12 words up to a mark or the next atom: as few as fit, at the end of a pattern as many
``<fact:clause>``   a subclause behind *dat*, *omdat* and the like, up to the mark that closes it
``$``               nothing but punctuation may follow
==================  =============================================================================================

A template names a place by ``{thing}``, with a capital ``{Thing}``. For a noun phrase it may ask for a verb that
agrees (``{thing_is}`` is *is* or *zijn*; see ``agreeing`` in ``rephrasing.toml``), for a subclause ``{fact_main}``: the
same in the word order of a main clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from tonecheck.cues.matching import PatternMatcher, SentenceForms
from tonecheck.cues.notation import Atom, Gap, NotationError, compile_atom, required_words
from tonecheck.rephrasing.frames import Frame
from tonecheck.rephrasing.phrases import Phrase, base_phrase, lower_first, whole_phrase
from tonecheck.rephrasing.topics import sound
from tonecheck.rephrasing.word_order import is_finite, main_from_subclause
from tonecheck.rephrasing.wording import RephrasingWords, capitalised, load_words, tidied, without_needles

_PLACE = re.compile(r"<(\w+)(?::(\w+))?>")
#: A place that is a sentence by itself in what a frame says: "{Fact}. Daarom …".
_ALONE = re.compile(r"(?:^|(?<=[.?!] ))\{([A-Z]\w*?)(?:_main)?\}\.")
_NOUN_PHRASE = "phrase"
_PEOPLE = "people"
_THING = "thing"
_WORDS = "words"
_CLAUSE = "clause"
_MAX_WORDS = 12
_MAX_CLAUSE = 30
_MIN_CLAUSE = 3
_MARKS = ",;:.!?()–"

Captured = Mapping[str, tuple[int, int, int]]
"""By place its first token, the one behind its last, and the head of a noun phrase (or -1)."""


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    elements: tuple[Atom | Gap | _Place, ...]
    at_start: bool
    at_end: bool
    required: tuple[frozenset[str], ...]
    """The sentence must hold a word of each of these sets: nearly all patterns need not be looked for."""


class FrameMatcher:
    """One frame, compiled."""

    def __init__(self, frame: Frame, classes: Mapping[str, tuple[str, ...]]) -> None:
        """Compile the patterns of `frame`; raises `NotationError` for one that cannot be read."""
        self.frame = frame
        classes = {**classes, **frame.words}
        try:
            self._patterns = [_compile(pattern, classes) for pattern in frame.patterns]
            self._unless = PatternMatcher(frame.unless, classes) if frame.unless else None
        except NotationError as error:
            raise NotationError(f"{frame.act}.toml, frame '{frame.name}': {error}") from error
        self._words = load_words()
        said = " ".join(text for strategy in frame.strategies for text in strategy.text.values())
        self._alone = {name.lower() for name in _ALONE.findall(said)}

    def fill(self, doc: Doc, sentence: SentenceForms) -> Mapping[str, str] | None:
        """Return what fills the places of the frame and the forms that templates may ask for, or None.

        The first pattern that fits counts.
        """
        for pattern in self._patterns:
            if any(map(sentence.forms.isdisjoint, pattern.required)):
                continue
            captured = _Search(doc, sentence, pattern, self._words).run()
            if captured is not None:
                if self._unless is not None and self._unless.matches(sentence):
                    return None
                if not all(stands_alone(doc, *captured[name][:2]) for name in self._alone & captured.keys()):
                    return None
                return _filled(doc, captured, self._words)
        return None


def _compile(pattern: str, classes: Mapping[str, tuple[str, ...]]) -> _Pattern:
    atoms = pattern.split()
    at_start, at_end = atoms[:1] == ["^"], atoms[-1:] == ["$"]
    atoms = atoms[at_start : len(atoms) - at_end]
    elements: list[Atom | Gap | _Place] = []
    for atom in atoms:
        place = _PLACE.fullmatch(atom)
        if place is None:
            elements.append(compile_atom(atom, classes))
            continue
        kind = place[2] or _NOUN_PHRASE
        if kind not in (_NOUN_PHRASE, _PEOPLE, _THING, _WORDS, _CLAUSE):
            raise NotationError(f"{atom!r}: a place is a noun phrase, 'people', a 'thing', 'words' or a 'clause'")
        elements.append(_Place(place[1], kind))
    if not any(isinstance(element, Atom) for element in elements):
        raise NotationError(f"pattern {pattern!r} has no words")
    return _Pattern(tuple(elements), at_start, at_end, required_words(elements))


class _Search:
    """Looks for one pattern in one sentence; what failed from a place on is not tried again."""

    def __init__(self, doc: Doc, sentence: SentenceForms, pattern: _Pattern, words: RephrasingWords) -> None:
        self._doc = doc
        self._sentence = sentence
        self._pattern = pattern
        self._words = words
        self._failed: set[tuple[int, int]] = set()

    def run(self) -> Captured | None:
        tokens = self._sentence.tokens
        starts = [self._sentence.first_word] if self._pattern.at_start else range(len(tokens))
        return next((found for start in starts if (found := self._from(0, start)) is not None), None)

    def _from(self, number: int, at: int) -> dict[str, tuple[int, int, int]] | None:
        """Return the places from element `number` at token `at` on, or None."""
        elements = self._pattern.elements
        if number == len(elements):
            closed = all(token.is_punct or token.is_space for token in self._doc[at:])
            return {} if closed or not self._pattern.at_end else None
        if (number, at) in self._failed:
            return None
        element = elements[number]
        for end, head in self._ends(element, number, at):
            rest = self._from(number + 1, end)
            if rest is not None:
                return {element.name: (at, end, head), **rest} if isinstance(element, _Place) else rest
        self._failed.add((number, at))
        return None

    def _ends(self, element: Atom | Gap | _Place, number: int, at: int) -> Iterator[tuple[int, int]]:
        """Yield where `element` may end if it begins at `at`, the likeliest first, with the head of a noun phrase."""
        tokens = self._sentence.tokens
        if isinstance(element, Gap):
            yield from ((at + skipped, -1) for skipped in range(element.most + 1) if at + skipped <= len(tokens))
        elif isinstance(element, Atom):
            if at < len(tokens) and element.matches(tokens[at]):
                yield at + 1, -1
            if element.optional:
                yield at, -1
        elif element.kind in (_NOUN_PHRASE, _PEOPLE, _THING):
            after_gap = number > 0 and isinstance(self._pattern.elements[number - 1], Gap)
            for phrase in self._phrases(at, after_gap=after_gap):
                people = phrase.has_lemma(self._words["people"], self._words["deciders"])
                if element.kind == _NOUN_PHRASE or people == (element.kind == _PEOPLE):
                    yield phrase.end, phrase.head.i
        else:
            last = number == len(self._pattern.elements) - 1
            yield from ((end, -1) for end in self._runs(at, element.kind, longest_first=last))

    def _phrases(self, at: int, *, after_gap: bool) -> Iterable[Phrase]:
        doc = self._doc
        if at >= len(doc) or (after_gap and at and doc[at - 1].pos_ in ("DET", "ADJ", "NUM")):
            return ()
        found = [phrase for phrase in (whole_phrase(doc, at), base_phrase(doc, at)) if phrase is not None]
        return [phrase for phrase in found if self._fits(phrase)]

    def _fits(self, phrase: Phrase) -> bool:
        doc, end = self._doc, phrase.end
        goes_on = end < len(doc) and doc[end].lower_ in self._words["relatives"]
        if goes_on or phrase.has_lemma(self._words["no_places"]):
            return False
        return sound(phrase) and not _stings(doc, phrase.start, end, self._words)

    def _runs(self, at: int, kind: str, *, longest_first: bool) -> Iterable[int]:
        doc = self._doc
        least, most = (_MIN_CLAUSE, _MAX_CLAUSE) if kind == _CLAUSE else (1, _MAX_WORDS)
        stop = next((token.i for token in doc[at:] if token.text in _MARKS), len(doc))
        if kind == _CLAUSE:
            ends: Sequence[int] = [stop] if least <= stop - at <= most else []
        else:
            ends = range(at + least, min(stop, at + most) + 1)
        fitting = [end for end in ends if not _stings(doc, at, end, self._words)]
        return reversed(fitting) if longest_first else fitting


def stands_alone(doc: Doc, start: int, end: int) -> bool:
    """Tell whether words can be a sentence: they begin with no verb, and with nothing that points to words before."""
    words = load_words()
    opening, first = doc[start], next((token.i for token in doc if token.is_alpha), 0)
    if opening.pos_ in ("VERB", "AUX") and is_finite(opening):
        return False
    if start <= first:
        return opening.lower_ not in words["no_openers"]
    pointing = opening.lower_ in words["pointing_back"] and opening.lower_ not in ("het", "een")
    return not pointing and not any(
        token.lower_ in words["pointing_pronouns"] and token.pos_ != "DET" for token in doc[start:end]
    )


def _stings(doc: Doc, start: int, end: int, words: RephrasingWords) -> bool:
    loaded = words["loaded"]
    return any(token.lower_ in loaded or token.lemma_.lower() in loaded for token in doc[start:end])


def _filled(doc: Doc, captured: Captured, words: RephrasingWords) -> Mapping[str, str]:
    values: dict[str, str] = {}
    for name, (start, end, head) in captured.items():
        text = tidied(without_needles(lower_first(doc, start, end), words))
        values[name] = text
        if head >= 0:
            plural = Phrase(doc, start, end, doc[head]).plural
            one, other = words["agreeing"], words["agreeing_plural"]
            values |= {f"{name}_{verb}": (other if plural else one)[at] for at, verb in enumerate(one)}
        else:
            main = main_from_subclause(doc[start:end])
            if main is not None:
                values[f"{name}_main"] = tidied(without_needles(main, words))
    return {**values, **{name.capitalize(): capitalised(value) for name, value in values.items()}}
