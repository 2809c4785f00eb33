"""Choose strategies for a dismissive sentence, fill them in, and let through only what passes the guard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from tonecheck.cues.definitions import load_classes
from tonecheck.cues.matching import PatternMatcher, SentenceForms
from tonecheck.rephrasing.facts import LetterFacts, sentence_slots
from tonecheck.rephrasing.guard import brings_in_facts, gaps
from tonecheck.rephrasing.strategies import ALWAYS_FILLED, KINDS, Strategy, load_strategies
from tonecheck.types import Suggestion

_MAX_SUGGESTIONS = 3
_MAX_TRIED = 8
_GENERATED = "generated"

#: Tells which of some wordings would still be dismissive in the place of the sentence.
StillDismissive = Callable[[Sequence[str]], Sequence[bool]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A filled-in strategy that has not passed the guard yet."""

    text: str
    strategy: Strategy


def generated_candidates(wordings: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Return what a language model wrote, by kind, as candidates; what it promises, nobody has said yet."""
    return tuple(
        Candidate(text, Strategy("", _GENERATED, kind, (), {}, commits=True, generic=False, examples=()))
        for kind, text in wordings.items()
    )


class Rephraser:
    """Makes suggestions."""

    def __init__(self) -> None:
        """Compile the conditions of all strategies."""
        classes = load_classes()
        self._strategies = {
            act: [(strategy, PatternMatcher(strategy.when, classes)) for strategy in strategies]
            for act, strategies in load_strategies().items()
        }

    def candidates(self, doc: Doc, acts: Sequence[str], facts: LetterFacts) -> list[Candidate]:
        """Fill in every strategy that fits the sentence: by act in the given order, the specific before the generic."""
        slots = sentence_slots(doc, facts)
        sentence = SentenceForms.of(doc)
        found = []
        for rank, act in enumerate(acts):
            for order, (strategy, when) in enumerate(self._strategies.get(act, ())):
                if not strategy.slots() <= slots.keys() or (strategy.when and not when.matches(sentence)):
                    continue
                text = strategy.text[facts.address].format(**slots)
                specific = len(strategy.slots() - ALWAYS_FILLED) + bool(strategy.when)
                found.append(((strategy.generic, rank, -specific, order), Candidate(text, strategy)))
        return [candidate for _, candidate in sorted(found, key=lambda pair: pair[0])]

    def suggest(
        self,
        doc: Doc,
        acts: Sequence[str],
        facts: LetterFacts,
        letter_text: str,
        still_dismissive: StillDismissive,
        generated: Sequence[Candidate] = (),
    ) -> tuple[Suggestion, ...]:
        """Return up to three suggestions that differ in kind, the lightest edit first.

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
            Candidates from elsewhere; they come after those that are made for this sentence, before the generic ones.
        """
        passed = [
            candidate
            for candidate in self.candidates(doc, acts, facts)
            if not brings_in_facts(candidate.text, letter_text)
        ]
        specific = [candidate for candidate in passed if not candidate.strategy.generic][:_MAX_TRIED]
        specific += [candidate for candidate in generated if not brings_in_facts(candidate.text, letter_text)]
        tried = specific + [candidate for candidate in passed if candidate.strategy.generic][:_MAX_TRIED]
        verdicts = still_dismissive([candidate.text for candidate in tried])
        by_kind: dict[str, Candidate] = {}
        for candidate, dismissive in zip(tried, verdicts, strict=True):
            if not dismissive:
                by_kind.setdefault(candidate.strategy.kind, candidate)
        chosen = [by_kind[kind] for kind in KINDS if kind in by_kind][:_MAX_SUGGESTIONS]
        return tuple(
            Suggestion(
                candidate.text,
                candidate.strategy.name,
                gaps(candidate.text),
                candidate.strategy.commits,
                generated=candidate.strategy.name == _GENERATED,
            )
            for candidate in chosen
        )
