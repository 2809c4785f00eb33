"""Choose strategies for a dismissive sentence, fill them in, and let through only what passes the guard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, permutations, product

from spacy.tokens import Doc

from tonecheck.cues.definitions import load_classes
from tonecheck.cues.matching import PatternMatcher, SentenceForms
from tonecheck.rephrasing.candidate import Candidate, KeptClause, beside_clause, from_precedents
from tonecheck.rephrasing.facts import LetterFacts
from tonecheck.rephrasing.frames import load_frames
from tonecheck.rephrasing.framing import FrameMatcher
from tonecheck.rephrasing.guard import Guard, gaps
from tonecheck.rephrasing.ranking import REASON_GAP, Place, load_ranking
from tonecheck.rephrasing.recalling import Recalled
from tonecheck.rephrasing.slots import Slots, sentence_slots
from tonecheck.rephrasing.strategies import ANY_ACT, FROM_LETTER, KINDS, Strategy, load_strategies
from tonecheck.rephrasing.wording import as_text, load_words
from tonecheck.types import Suggestion

_TIER = 6
_MAX_FILLED = 2
#: A second or third wording must be as likely to be sent as this.
_LIKELY = 0.7
#: What is less likely to be sent comes first only where nothing is likelier.
_FIRST = 0.5
#: Beside it stands what is likelier by this.
_LIKELIER = 0.1
#: The first sentence of a wording, if it tells something and holds no gap or other punctuation.
_FIRST_SENTENCE = re.compile(r"[^.?!:;\[\]]+\.(?=\s|$)")
#: Slots that hold clauses of the sentence.
_CLAUSES = {"kept", "whole", "conceded"}
#: Suggestions must differ in more words than this.
_NEARLY = 2

#: Tells which of some wordings would still be dismissive in the place of the sentence. What is taken over from it, the
#: second argument, must be clearly not dismissive.
StillDismissive = Callable[[Sequence[str], frozenset[str]], Sequence[bool]]


@dataclass(frozen=True, slots=True)
class SentenceToReword:
    """A dismissive sentence in its letter."""

    doc: Doc
    acts: Sequence[str]
    """The surest first."""
    facts: LetterFacts
    place: Place
    letter_text: str
    """Where every fact in a suggestion must come from."""
    still_dismissive: StillDismissive
    """The classifier's judgement of wordings in this sentence's place."""
    recalled: Sequence[Recalled] = ()
    """Precedents, the likeliest first."""
    beside: Sequence[KeptClause] = ()
    """Clauses that may stay, each with the precedents of what the sentence says besides."""


class Rephraser:
    """Makes suggestions."""

    def __init__(self) -> None:
        """Compile the conditions of all strategies; the frames of an act are compiled when it first occurs."""
        classes = load_classes()
        self._ranking = load_ranking()
        self._frames: dict[str, list[FrameMatcher]] = {}
        self._strategies = {
            act: [(strategy, PatternMatcher(strategy.when, classes)) for strategy in strategies]
            for act, strategies in load_strategies().items()
        }

    def candidates(
        self,
        doc: Doc,
        acts: Sequence[str],
        facts: LetterFacts,
        place: Place | None = None,
        recalled: Sequence[Recalled] = (),
        beside: Sequence[KeptClause] = (),
    ) -> list[Candidate]:
        """Fill in every strategy that fits a sentence; what is best tried first in `place` stands in front.

        A frame answers its own act only: it would miss the point of another.
        """
        asked = place or Place(doc.text, "", "")
        return self._candidates(doc, acts, facts, asked, recalled, beside, sentence_slots(doc, facts))

    def _candidates(
        self,
        doc: Doc,
        acts: Sequence[str],
        facts: LetterFacts,
        place: Place,
        recalled: Sequence[Recalled],
        beside: Sequence[KeptClause],
        slots: Slots,
    ) -> list[Candidate]:
        sentence = SentenceForms.of(doc)
        found: list[Candidate] = []
        for rank, act in enumerate(acts):
            for matcher in self._frames_of(act):
                filling = matcher.fill(doc, sentence)
                if filling is None:
                    continue
                values = {**{name: slots[name][0] for name in FROM_LETTER & slots.keys()}, **filling}
                for strategy in matcher.frame.strategies:
                    if strategy.slots() <= values.keys():
                        text = as_text(facts.template(strategy.text).format(**values))
                        found.append(Candidate(text, strategy, rank))
        for rank, act in enumerate((*acts, ANY_ACT)):
            for strategy, when in self._strategies.get(act, ()):
                if not strategy.slots() <= slots.keys() or (strategy.when and not when.matches(sentence)):
                    continue
                if strategy.acts and strategy.acts.isdisjoint(acts):
                    continue
                found += [Candidate(text, strategy, rank) for text in _filled(strategy, facts, slots)]
        found += from_precedents(recalled, acts, facts)
        found += [more for clause in beside for more in beside_clause(clause, acts, facts)]
        found += [
            more
            for item in found
            if not item.generic and item.recalled is None and (more := _with_reason(item)) is not None
        ]
        rated = [replace(item, expected=self._ranking.expected(item.text, item.origin, place)) for item in found]
        return sorted(rated, key=lambda item: item.preference)

    def _frames_of(self, act: str) -> list[FrameMatcher]:
        if act not in self._frames:
            self._frames[act] = [FrameMatcher(frame, load_classes()) for frame in load_frames() if frame.act == act]
        return self._frames[act]

    def passing(self, asked: SentenceToReword) -> Iterator[Candidate]:
        """Yield all candidates that the guard and the classifier let through, the best first.

        The classifier is the slow part: it judges a few at a time, and only as many as somebody asks for.
        """
        slots = sentence_slots(asked.doc, asked.facts)
        return self._passing(asked, self._made(asked, slots), slots)

    def _made(self, asked: SentenceToReword, slots: Slots) -> list[Candidate]:
        place, recalled, beside = asked.place, asked.recalled, asked.beside
        return self._candidates(asked.doc, asked.acts, asked.facts, place, recalled, beside, slots)

    def _passing(self, asked: SentenceToReword, candidates: Iterable[Candidate], slots: Slots) -> Iterator[Candidate]:
        guard = Guard(asked.doc, asked.letter_text)
        taken = frozenset(value for name in _CLAUSES & slots.keys() for value in slots[name])
        allowed = (item for item in candidates if guard.passes(item.text))
        while tier := list(islice(allowed, _TIER)):
            verdicts = asked.still_dismissive([item.text for item in tier], taken)
            yield from (item for item, dismissive in zip(tier, verdicts, strict=True) if not dismissive)

    def suggest(self, asked: SentenceToReword, generated: Sequence[Candidate] = ()) -> tuple[Suggestion, ...]:
        """Return up to three suggestions that differ in kind, the best first.

        Those in `generated` come from elsewhere; who asked for them wants to see them, so they come first. A second or
        third of our own that an official would rather not send is left out, and a last resort beside others; where what
        takes something from the sentence is doubtful, what is likelier to be sent stands before it.
        """
        slots = sentence_slots(asked.doc, asked.facts)
        made = self._made(asked, slots)
        chosen: dict[str, Candidate] = {}
        for candidate in self._passing(asked, generated, slots):
            if not _nearly_said(candidate, chosen.values()):
                chosen.setdefault(candidate.strategy.kind, candidate)
        if not chosen:
            first = next(self._passing(asked, made, slots), None)
            chosen = {first.strategy.kind: first} if first is not None else {}
        doubtful = [item.expected for item in chosen.values() if not item.generated and item.expected < _FIRST]
        least = min([_LIKELY, *(expected + _LIKELIER for expected in doubtful)])
        likely = [item for item in made if item.expected >= least and not item.last_resort]
        likely.sort(key=lambda item: -round(item.expected, 4))
        for candidate in self._passing(asked, likely, slots):
            if len(chosen) == len(KINDS) or any(item.last_resort for item in chosen.values()):
                break
            if not _nearly_said(candidate, chosen.values()):
                chosen.setdefault(candidate.strategy.kind, candidate)
        return tuple(
            Suggestion(
                candidate.text,
                candidate.strategy.name,
                gaps(candidate.text),
                candidate.strategy.commits,
                generated=candidate.generated,
                generic=candidate.generic,
            )
            for candidate in sorted(chosen.values(), key=_rank_shown)
        )


def _rank_shown(candidate: Candidate) -> tuple[bool, bool, float]:
    """Sort what is shown: what was asked for, what takes something from the sentence, then the likeliest to be sent."""
    return not candidate.generated, candidate.generic or candidate.expected < _FIRST, -round(candidate.expected, 4)


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


def _with_reason(candidate: Candidate) -> Candidate | None:
    """Put a gap for the reason behind the first sentence of a wording, if that refuses something and gives none."""
    first, words = _FIRST_SENTENCE.match(candidate.text), set(candidate.text.lower().rstrip(".").split())
    lists = load_words()
    if first is None or words & {*lists["reason_givers"], *lists["consequences"]}:
        return None
    if not set(load_classes()["negation"]) & set(first[0].lower().rstrip(".").split()):
        return None
    text = f"{first[0][:-1]}, omdat {REASON_GAP}.{candidate.text[first.end() :]}"
    return replace(candidate, text=text, asks_reason=True)


def _nearly_said(candidate: Candidate, chosen: Iterable[Candidate]) -> bool:
    """Tell whether the words are nearly those of a suggestion that was chosen already."""
    words = set(candidate.text.lower().split())
    return any(len(words ^ other) <= _NEARLY for other in (set(item.text.lower().split()) for item in chosen))
