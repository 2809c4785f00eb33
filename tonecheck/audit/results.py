"""What is found in a letter of an archive: one row, without its text."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tonecheck.audit.describing import described
from tonecheck.audit.duplicates import signature
from tonecheck.audit.privacy import shown_value
from tonecheck.audit.sources import Item
from tonecheck.errors import TonecheckError
from tonecheck.pseudonymising.replacing import pseudonymised
from tonecheck.types import TONED_KINDS, Document, Letter, Sentence, Tone

#: Analyses letters, each given as its text and the initiator's letter or None.
Analyse = Callable[[Sequence[tuple[str, str | None]]], Sequence[Letter]]
#: Reads an item, or raises a `TonecheckError`.
Read = Callable[[Item], Document]
_DIGITS = re.compile(r"\d+")
_NO_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that performs an act, with other words for who it is about."""

    act: str
    text: str
    probability: float
    """Of its tone, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """What was found in one letter."""

    id: str
    label: str
    dismissive: float
    """Probabilities of the letter's tones."""
    neutral: float
    empathic: float
    doubtful: bool
    sentences: int
    dismissive_sentences: int
    empathic_sentences: int
    acts: tuple[str, ...]
    """Acts that are named for sure, sorted; one as often as it occurs."""
    missing: tuple[str, ...]
    field: str | None
    language: str
    fingerprint: str
    """The same for letters that differ in digits, capitals, blanks and punctuation only."""
    signature: bytes
    """Alike for letters from one template; see `tonecheck.audit.duplicates`."""
    metadata: Mapping[str, str] = dataclasses.field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()
    """For every dismissive act that is named for sure, the sentence that is surest to be dismissive."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A letter that could not be judged."""

    id: str
    reason: str


def judge_items(
    items: Sequence[Item], read: Read, analyse: Analyse, lang: str, *, with_text: bool = False
) -> tuple[list[Row], list[Failure]]:
    """Read and judge `items`; what cannot be judged becomes a `Failure` and the rest goes on.

    Personal data is hidden in what is kept, unless `with_text`.
    """
    rows: list[Row] = []
    failures: list[Failure] = []
    readable: list[tuple[Item, str]] = []
    for item in items:
        try:
            document = read(item)
            readable.append((described(item, document), document.text))
        except Exception as error:  # one letter must not stop a run over millions
            failures.append(_failure(item, error, lang))
    try:
        letters = analyse([(text, item.incoming) for item, text in readable])
    except Exception:  # one of them cannot be judged: which one, is found one by one
        letters = []
    for at, (item, text) in enumerate(readable):
        try:
            letter = letters[at] if letters else analyse([(text, item.incoming)])[0]
            rows.append(row_of(item, letter, with_text=with_text))
        except Exception as error:
            failures.append(_failure(item, error, lang))
    return rows, failures


def _failure(item: Item, error: Exception, lang: str) -> Failure:
    return Failure(item.id, error.message(lang) if isinstance(error, TonecheckError) else type(error).__name__)


def row_of(item: Item, letter: Letter, *, with_text: bool = False) -> Row:
    """Return the row of an analysed letter, with personal data hidden unless `with_text`."""
    hide = str if with_text else pseudonymised
    judged = [sentence for sentence in letter.sentences if sentence.kind in TONED_KINDS]
    tones = Counter(sentence.label for sentence in judged)
    return Row(
        id=item.id,
        label=letter.label.value,
        dismissive=letter.scores.dismissive,
        neutral=letter.scores.neutral,
        empathic=letter.scores.empathic,
        doubtful=letter.scores.doubtful,
        sentences=len(judged),
        dismissive_sentences=tones[Tone.DISMISSIVE],
        empathic_sentences=tones[Tone.EMPATHIC],
        acts=tuple(sorted(code for sentence in judged for code in sentence.named_acts)),
        missing=tuple(what.value for what in letter.missing),
        field=letter.field.value if letter.field else None,
        language=letter.language,
        fingerprint=fingerprint(letter.text),
        signature=signature(letter),
        metadata={name: value if with_text else shown_value(name, value) for name, value in item.metadata.items()},
        quotes=tuple(Quote(quote.act, hide(quote.text), quote.probability) for quote in _quotes(judged)),
    )


def _quotes(judged: Sequence[Sentence]) -> Iterator[Quote]:
    dismissive = [sentence for sentence in judged if sentence.label is Tone.DISMISSIVE]
    surest = sorted(dismissive, key=lambda sentence: (-sentence.scores.dismissive, sentence.start))
    for code in sorted({code for sentence in dismissive for code in sentence.named_acts}):
        chosen = next(each for each in surest if code in each.named_acts)
        yield Quote(code, " ".join(chosen.text.split()), chosen.scores.dismissive)


def fingerprint(text: str) -> str:
    """Return what letters from one template have in common when only their digits differ."""
    plain = _NO_WORD.sub(" ", _DIGITS.sub("0", text.lower())).strip()
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
