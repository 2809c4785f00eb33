"""What is found in a letter of an archive: one row, without its text."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tonecheck.audit.describing import described
from tonecheck.audit.duplicates import signature
from tonecheck.audit.sources import Item, content
from tonecheck.errors import TonecheckError
from tonecheck.reading.reader import read_bytes
from tonecheck.types import TONED_KINDS, Letter, Tone

#: Analyses a letter, given its text and the initiator's letter or None.
Analyse = Callable[[str, str | None], Letter]
_DIGITS = re.compile(r"\d+")
_NO_WORD = re.compile(r"\W+")


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


@dataclass(frozen=True, slots=True)
class Failure:
    """A letter that could not be judged."""

    id: str
    reason: str


def judge_items(items: Sequence[Item], analyse: Analyse, lang: str) -> tuple[list[Row], list[Failure]]:
    """Read and judge `items`; what cannot be judged becomes a `Failure` and the rest goes on."""
    rows: list[Row] = []
    failures: list[Failure] = []
    for item in items:
        try:
            document = read_bytes(content(item), item.suffix, item.id)
            known = described(item, document)
            rows.append(row_of(known, analyse(document.text, known.incoming)))
        except TonecheckError as error:
            failures.append(Failure(item.id, error.message(lang)))
        except Exception as error:  # one letter must not stop a run over millions
            failures.append(Failure(item.id, type(error).__name__))
    return rows, failures


def row_of(item: Item, letter: Letter) -> Row:
    """Return the row of an analysed letter."""
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
        acts=tuple(sorted(act.code for sentence in judged for act in sentence.acts if act.sure)),
        missing=tuple(what.value for what in letter.missing),
        field=letter.field.value if letter.field else None,
        language=letter.language,
        fingerprint=fingerprint(letter.text),
        signature=signature(letter),
        metadata=dict(item.metadata),
    )


def fingerprint(text: str) -> str:
    """Return what letters from one template have in common when only their digits differ."""
    plain = _NO_WORD.sub(" ", _DIGITS.sub("0", text.lower())).strip()
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
