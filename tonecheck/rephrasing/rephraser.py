"""Choose strategies for a dismissive sentence, fill them in, and let through only what passes the guard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import permutations, product

from spacy.tokens import Doc

from tonecheck.cues.definitions import load_classes
from tonecheck.cues.matching import PatternMatcher, SentenceForms
from tonecheck.rephrasing.facts import LetterFacts
from tonecheck.rephrasing.frames import load_frames
from tonecheck.rephrasing.framing import FrameMatcher
from tonecheck.rephrasing.guard import Guard, facts_not_in, gaps
from tonecheck.rephrasing.slots import Slots, sentence_slots
from tonecheck.rephrasing.strategies import ANY_ACT, FROM_LETTER, KINDS, Strategy, load_strategies
from tonecheck.rephrasing.wording import as_text
from tonecheck.types import Suggestion

_GENERATED = "generated"
_TIER = 12
_MAX_FILLED = 2
_GENERIC_COST = 5
#: A wording for any sentence that does not even ask for what this one tells says nothing.
_HOLLOW_COST = 8
#: With so many suggestions that ask nothing of the official, none with a gap or for any letter is added.
_ENOUGH = 2
#: Slots that hold clauses of the sentence.
_CLAUSES = {"kept", "whole", "conceded"}
#: Suggestions must differ in more words than this.
_NEARLY = 2

#: Tells which of some wordings would still be dismissive in the place of the sentence. What is taken over from it, the
#: second argument, must be clearly not dismissive.
StillDismissive = Callable[[Sequence[str], frozenset[str]], Sequence[bool]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A filled-in strategy that has not passed the guard yet."""

    text: str
    strategy: Strategy
    lost: int = 0
    """How much of the sentence is not in it: one for each fact, one for two nouns."""

    @property
    def generated(self) -> bool:
        """Whether a language model wrote it."""
        return self.strategy.name == _GENERATED

    @property
    def generic(self) -> bool:
        """Whether it could stand in the place of any sentence with its act."""
        return self.strategy.generic and not self.generated

    @property
    def cost(self) -> int:
        """How much the official still has to do: put facts back, fill gaps, and more where it could stand anywhere."""
        open_gaps = len(gaps(self.text))
        if self.generic:
            return _GENERIC_COST if open_gaps else _HOLLOW_COST
        return self.lost + open_gaps


def generated_candidates(wordings: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Return what a language model wrote, by kind, as candidates; what it promises, nobody has said yet."""
    return tuple(
        Candidate(text, Strategy("", _GENERATED, kind, (), {}, commits=True, examples=()))
        for kind, text in wordings.items()
    )


class Rephraser:
    """Makes suggestions."""

    def __init__(self) -> None:
        """Compile the conditions of all strategies; the frames of an act are compiled when it first occurs."""
        classes = load_classes()
        self._frames: dict[str, list[FrameMatcher]] = {}
        self._strategies = {
            act: [(strategy, PatternMatcher(strategy.when, classes)) for strategy in strategies]
            for act, strategies in load_strategies().items()
        }

    def candidates(self, doc: Doc, acts: Sequence[str], facts: LetterFacts) -> list[Candidate]:
        """Fill in every strategy that fits the sentence.

        Those that leave little to fill in stand before those with gaps, those that take something from the sentence
        before generic ones, those of a frame before others, those of the surest act before others, and those that take
        more before those that take less. A frame answers its own act only: it would miss the point of another.
        """
        slots = sentence_slots(doc, facts)
        sentence = SentenceForms.of(doc)
        nouns = {token.lower_ for token in doc if token.pos_ in ("NOUN", "PROPN")}
        found: list[tuple[tuple[int, ...], Candidate]] = []
        matchers = [(rank, matcher) for rank, act in enumerate(acts) for matcher in self._frames_of(act)]
        for order, (rank, matcher) in enumerate(matchers):
            filling = matcher.fill(doc, sentence)
            if filling is None:
                continue
            values = {**{name: slots[name][0] for name in FROM_LETTER & slots.keys()}, **filling}
            for strategy in matcher.frame.strategies:
                if strategy.slots() <= values.keys():
                    text = as_text(facts.template(strategy.text).format(**values))
                    candidate = Candidate(text, strategy, _lost(doc.text, nouns, text))
                    found.append(((candidate.cost, candidate.generic, False, rank, order), candidate))
        for rank, act in enumerate((*acts, ANY_ACT)):
            for order, (strategy, when) in enumerate(self._strategies.get(act, ())):
                if not strategy.slots() <= slots.keys() or (strategy.when and not when.matches(sentence)):
                    continue
                if strategy.acts and strategy.acts.isdisjoint(acts):
                    continue
                own = len({slot.lower() for slot in strategy.slots() - FROM_LETTER})
                for number, text in enumerate(_filled(strategy, facts, slots)):
                    candidate = Candidate(text, strategy, _lost(doc.text, nouns, text))
                    key = (candidate.cost, strategy.generic, True, rank, number, -own, not strategy.when, order)
                    found.append((key, candidate))
        return [candidate for _, candidate in sorted(found, key=lambda pair: pair[0])]

    def _frames_of(self, act: str) -> list[FrameMatcher]:
        if act not in self._frames:
            self._frames[act] = [FrameMatcher(frame, load_classes()) for frame in load_frames() if frame.act == act]
        return self._frames[act]

    def suggest(
        self,
        doc: Doc,
        acts: Sequence[str],
        facts: LetterFacts,
        letter_text: str,
        still_dismissive: StillDismissive,
        generated: Sequence[Candidate] = (),
    ) -> tuple[Suggestion, ...]:
        """Return up to three suggestions that differ in kind: what needs least work first, then the lightest edit.

        Two are enough where a third would have gaps or could stand in any letter.

        Parameters
        ----------
        doc
            The dismissive sentence.
        acts
            Its acts, the surest first.
        letter_text
            Where every fact in a suggestion must come from.
        still_dismissive
            The classifier's judgement of wordings in this sentence's place.
        generated
            Candidates from elsewhere; who asked for them wants to see them, so they come first.
        """
        guard = Guard(doc, letter_text)
        slots = sentence_slots(doc, facts)
        taken = frozenset(value for name in _CLAUSES & slots.keys() for value in slots[name])
        by_kind: dict[str, Candidate] = {}
        for tier in _tiers(self.candidates(doc, acts, facts), generated):
            tried = [item for item in tier if item.strategy.kind not in by_kind and guard.passes(item.text)]
            verdicts = still_dismissive([item.text for item in tried], taken)
            for candidate, dismissive in zip(tried, verdicts, strict=True):
                wanted = not candidate.cost or len(by_kind) < _ENOUGH
                if wanted and not dismissive and not _nearly_said(candidate, by_kind.values()):
                    by_kind.setdefault(candidate.strategy.kind, candidate)
            if len(by_kind) == len(KINDS):
                break
        chosen = sorted((by_kind[kind] for kind in KINDS if kind in by_kind), key=lambda item: item.cost)
        return tuple(
            Suggestion(
                candidate.text,
                candidate.strategy.name,
                gaps(candidate.text),
                candidate.strategy.commits,
                generated=candidate.generated,
                generic=candidate.generic,
            )
            for candidate in chosen
        )


def _lost(sentence: str, nouns: Set[str], text: str) -> int:
    """Count what a wording leaves out of the sentence: a clause that is left out takes its nouns with it."""
    said = text.lower()
    return len(facts_not_in(text, sentence)) + sum(noun not in said for noun in nouns) // 2


def _filled(strategy: Strategy, facts: LetterFacts, slots: Slots) -> list[str]:
    """Fill the template with everything that its slots offer, the best first; never twice with the same words."""
    names = sorted(strategy.slots())
    texts = []
    for values in product(*(slots[name] for name in names)):
        own = [value.lower() for name, value in zip(names, values, strict=True) if name not in FROM_LETTER]
        if any(one in other for one, other in permutations(own, 2)):
            continue
        filled = facts.template(strategy.text).format(**dict(zip(names, values, strict=True)))
        texts.append(as_text(filled))
    return list(dict.fromkeys(texts))[:_MAX_FILLED]


def _tiers(candidates: Sequence[Candidate], generated: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Divide candidates into those that are judged together: the classifier is the slow part."""
    ready = [candidate for candidate in candidates if not candidate.cost]
    others = [candidate for candidate in candidates if candidate.cost]
    for some in (list(generated), ready, others):
        for start in range(0, len(some), _TIER):
            yield some[start : start + _TIER]


def _nearly_said(candidate: Candidate, chosen: Iterable[Candidate]) -> bool:
    """Tell whether the words are nearly those of a suggestion that was chosen already."""
    words = set(candidate.text.lower().split())
    return any(len(words ^ other) <= _NEARLY for other in (set(item.text.lower().split()) for item in chosen))
