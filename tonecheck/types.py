"""The values that travel between the steps: letters, sentences, acts, suggestions.

Everything here is immutable and imports nothing else of tonecheck. All offsets count Unicode code points
from the start of the letter's text, so ``letter.text[s.start:s.end] == s.text`` always holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Tone(StrEnum):
    """How the person who came with the initiative hears a sentence or a letter."""

    DISMISSIVE = "dismissive"
    NEUTRAL = "neutral"
    EMPATHIC = "empathic"


#: The order in which probabilities are stored and shown.
TONES: tuple[Tone, ...] = (Tone.DISMISSIVE, Tone.NEUTRAL, Tone.EMPATHIC)


class UnitKind(StrEnum):
    """The part that a unit plays in the anatomy of a letter."""

    ADDRESS = "address"
    DATE = "date"
    REFERENCE = "reference"
    SUBJECT = "subject"
    SALUTATION = "salutation"
    HEADING = "heading"
    BODY = "body"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CLOSING = "closing"
    SIGNATURE = "signature"
    APPEAL = "appeal"
    QUOTED = "quoted"
    DISCLAIMER = "disclaimer"
    FURNITURE = "furniture"
    """Running headers and footers, page numbers."""


#: The only kinds that can be anything but neutral.
TONED_KINDS = frozenset({UnitKind.BODY, UnitKind.LIST_ITEM, UnitKind.HEADING})


class Missing(StrEnum):
    """What an initiator may miss in a reply."""

    REASON = "reason"
    OPENING = "opening"
    CONTACT = "contact"
    ACKNOWLEDGEMENT = "acknowledgement"


class Field(StrEnum):
    """The fields of the square that sets the initiator's letter beside the reply."""

    PARTICIPATIEVERBOD = "participatieverbod"
    PARTICIPATIEGEBOD = "participatiegebod"
    PARALLELLE_VERWACHTINGEN = "parallelle_verwachtingen"
    AMBTELIJKE_EMPATHIE = "ambtelijke_empathie"


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment in a template that asks tonecheck to pass over acts in a stretch of the text."""

    start: int
    end: int
    acts: tuple[str, ...]
    """Names or codes as the comment gives them; none means every act."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read, before segmentation."""

    source: str
    """The file's name, ``-`` for standard input or ``--text``."""
    text: str
    suppressions: tuple[Suppression, ...] = ()
    date: str | None = None
    """When it was sent or last saved, as the file itself says (ISO 8601: ``2026-03-16``)."""
    template: str | None = None
    """The name of the Word template that it was made with."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the letter with its part in the anatomy, not yet classified."""

    start: int
    end: int
    kind: UnitKind


#: A judgement with a lower probability is a doubtful case; see ``docs/model.md`` for how often these are right.
DOUBT_BELOW = 0.6


@dataclass(frozen=True, slots=True)
class Scores:
    """Probabilities of the three tones; they sum to 1."""

    dismissive: float
    neutral: float
    empathic: float

    @property
    def label(self) -> Tone:
        """The most probable tone; neutral wins ties, then empathic."""
        best = max(self.neutral, self.empathic, self.dismissive)
        if self.neutral == best:
            return Tone.NEUTRAL
        return Tone.EMPATHIC if self.empathic == best else Tone.DISMISSIVE

    @property
    def doubtful(self) -> bool:
        """Whether a person should look: the most probable tone has less than `DOUBT_BELOW`."""
        return max(self.dismissive, self.neutral, self.empathic) < DOUBT_BELOW

    def to_dict(self) -> dict[str, float]:
        """Return the probabilities by tone."""
        return {"dismissive": self.dismissive, "neutral": self.neutral, "empathic": self.empathic}


#: The score of units that cannot carry a tone.
CERTAINLY_NEUTRAL = Scores(0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Act:
    """A dismissive or empathic act, with the words that perform it."""

    code: str
    """One of the act codes of the annotation guidelines, such as ``yes_but``."""
    start: int
    end: int
    explanation: str
    """One sentence in plain language."""
    cue: str | None = None
    """The name of the cue that found it, or None when the statistical model did."""
    sure: bool = True
    """False where no act is likely enough to be named, or the tone itself is in doubt. This is the likeliest act, and
    the explanation says that tonecheck is in doubt."""
    rival: str | None = None
    """The code of the act that it may be instead, when neither is likely enough to be named alone."""

    def to_dict(self) -> dict[str, Any]:
        """Return the act as JSON-ready values."""
        return {
            "code": self.code,
            "start": self.start,
            "end": self.end,
            "explanation": self.explanation,
            "cue": self.cue,
            "sure": self.sure,
            "rival": self.rival,
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A wording that the official could use instead."""

    text: str
    strategy: str
    """The name of the strategy that made it."""
    gaps: tuple[str, ...] = ()
    """What the official still has to fill in, as it stands between square brackets in the text."""
    commits: bool = False
    """True when the wording promises something that the official must be able to keep."""
    generated: bool = False
    """True when a language model wrote it."""
    generic: bool = False
    """True when it takes nothing from the sentence: the last resort, which the official must make fit the letter."""

    def to_dict(self) -> dict[str, Any]:
        """Return the suggestion as JSON-ready values."""
        return {
            "text": self.text,
            "strategy": self.strategy,
            "gaps": list(self.gaps),
            "commits": self.commits,
            "generated": self.generated,
            "generic": self.generic,
        }


@dataclass(frozen=True, slots=True)
class Sentence:
    """A classified unit of the letter."""

    start: int
    end: int
    text: str
    kind: UnitKind
    label: Tone = Tone.NEUTRAL
    scores: Scores = CERTAINLY_NEUTRAL
    acts: tuple[Act, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def named_acts(self) -> tuple[str, ...]:
        """The codes of its acts, without those that are in doubt."""
        return tuple(act.code for act in self.acts if act.sure)

    def to_dict(self) -> dict[str, Any]:
        """Return the sentence as JSON-ready values."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind.value,
            "label": self.label.value,
            "scores": self.scores.to_dict(),
            "acts": [act.to_dict() for act in self.acts],
            "suggestions": [suggestion.to_dict() for suggestion in self.suggestions],
        }


@dataclass(frozen=True, slots=True)
class Ignored:
    """How many acts were found and passed over, by who asked for it."""

    here: int = 0
    """Waved away in this sentence ("hier niet")."""
    always: int = 0
    """Of an act that is switched off ("deze handeling nooit")."""
    in_text: int = 0
    """By a comment in the text."""

    def to_dict(self) -> dict[str, int]:
        """Return the counts as JSON-ready values."""
        return {"here": self.here, "always": self.always, "in_text": self.in_text}


@dataclass(frozen=True, slots=True)
class Letter:
    """An analysed letter."""

    source: str
    text: str
    label: Tone
    scores: Scores
    missing: tuple[Missing, ...]
    sentences: tuple[Sentence, ...]
    model: str
    """Name and version of the tone model, with the first digits of its digest."""
    pipeline: str
    """Name and version of the spaCy pipeline."""
    language: str = "nl"
    """ISO 639-1 code of the language that the text seems to be in; ``und`` when it is too short to tell."""
    field: Field | None = None
    field_reason: str | None = None
    """Why the letter stands in this field of the square; None without the initiator's letter."""
    warnings: tuple[str, ...] = ()
    ignored: Ignored = Ignored()
    generator: str | None = None
    """The language model that dismissive sentences were shown to, and where it runs; None if there was none."""

    def to_dict(self) -> dict[str, Any]:
        """Return the letter as JSON-ready values, without model and pipeline (those stand once per report)."""
        return {
            "source": self.source,
            "text": self.text,
            "language": self.language,
            "label": self.label.value,
            "scores": self.scores.to_dict(),
            "missing": [item.value for item in self.missing],
            "field": self.field.value if self.field else None,
            "field_reason": self.field_reason,
            "warnings": list(self.warnings),
            "ignored": self.ignored.to_dict(),
            "sentences": [sentence.to_dict() for sentence in self.sentences],
        }


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of a letter's text, and what is to stand there instead."""

    start: int
    end: int
    text: str
    """One line."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A sentence that would give the reader what the letter lacks."""

    missing: Missing
    text: str
    at: int
    """Where it goes in the letter's text: between what stands before and after this offset."""
    gaps: tuple[str, ...] = ()
    """What the official still has to fill in."""
    commits: bool = False
    """True when it promises something that the official must be able to keep."""


@dataclass(frozen=True, slots=True)
class Rephrasing:
    """What could be said instead in a letter."""

    letter: Letter
    sentences: tuple[Sentence, ...]
    """The dismissive sentences in the order of the letter, with their suggestions."""
    additions: tuple[Addition, ...] = ()
    """What could be added to the letter, in the order of the letter."""

    def best(self) -> tuple[Replacement, ...]:
        """Return the first suggestion for every sentence that has one."""
        return tuple(
            Replacement(sentence.start, sentence.end, sentence.suggestions[0].text)
            for sentence in self.sentences
            if sentence.suggestions
        )
