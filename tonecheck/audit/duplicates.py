"""Letters made from one template: near duplicates, by MinHash over words without names and numbers.

A signature is kept with every letter, and letters are grouped when somebody asks: the groups then depend on nothing
but the letters that are there, in whatever order and by however many workers they were judged.

Sources: Broder, A. (1997), On the resemblance and containment of documents; Li, P. and König, A. (2010), b-bit minwise
hashing (16 bits of each hash are enough).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from tonecheck.cues.definitions import read_toml
from tonecheck.resources import data_folder
from tonecheck.types import TONED_KINDS, Letter, Tone

if TYPE_CHECKING:
    from datasketch import MinHash

APART, ONCE = "apart", "once"
#: How letters from one template can be counted.
COUNTING = (APART, ONCE)
SIMILAR = 0.4
"""Letters that share this part of all their word triples are from one template; see `benchmarks.duplicates`."""
_HASHES = 128
_SCHEME = "affine32"
_LENGTH = 3
_STORED = np.dtype("<u2")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_DIGIT = re.compile(r"\d")
_NUMBER, _NAME = "0", "X"
_SHORT = 3


def signature(letter: Letter) -> bytes:
    """Return the MinHash signature of a letter's own sentences, 256 bytes; no bytes if it has none.

    Salutation, letterhead and appeal clause do not count: those are alike in letters that have nothing else in common.
    """
    found = {
        triple
        for sentence in letter.sentences
        if sentence.kind in TONED_KINDS
        for triple in _triples(masked(sentence.text))
    }
    if not found:
        return b""
    made = _empty().copy()
    made.update_batch(sorted(found))
    return np.asarray(made.hashvalues).astype(_STORED).tobytes()


def masked(sentence: str) -> list[str]:
    """Return the words of a sentence, with one sign for every number or month and one for every name.

    A name is a run of words with a capital and the short ones between them (*Van den Berg*, *Anna de Wit*).
    """
    months = _months()
    words: list[str] = []
    for word in _WORD.findall(sentence):
        if word[0].isupper():
            between = next((back for back in range(1, 4) if words[-back:][:1] == [_NAME]), 0)
            if between and all(len(other) <= _SHORT for other in words[-between:]):
                del words[len(words) - between :]
            words.append(_NAME)
        elif word in months or (not word.isalpha() and _DIGIT.search(word)):
            words.append(_NUMBER)
        else:
            words.append(word)
    return words


def _triples(words: Sequence[str]) -> Iterator[bytes]:
    # Within sentences only, so that their order in the letter does not matter.
    for start in range(max(1, len(words) - _LENGTH + 1)):
        yield " ".join(words[start : start + _LENGTH]).encode()


def templates(signatures: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Return for each letter that shares a template the id of the first letter with that template.

    Letters are taken in the order of their ids. One that is similar to a first letter joins it (the most similar one,
    the smallest id if there are two); any other is the first of its own. Time grows with the number of letters.

    Parameters
    ----------
    signatures
        Ids, and what `signature` gave.
    """
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=SIMILAR, num_perm=_HASHES, weights=(0.2, 0.8))
    known: dict[bytes, str] = {}
    firsts: dict[str, np.ndarray[Any, np.dtype[np.uint16]]] = {}
    leader: dict[str, str] = {}
    for name, packed in sorted(signatures):
        if not packed:
            continue
        if packed not in known:
            values = np.frombuffer(packed, _STORED)
            sketch = _sketch(values)
            likeness = [(-float(np.mean(firsts[other] == values)), other) for other in index.query(sketch)]
            nearest = min(likeness, default=(0.0, name))
            if -nearest[0] < SIMILAR:
                nearest = (0.0, name)
                index.insert(name, sketch)
                firsts[name] = values
            known[packed] = nearest[1]
        leader[name] = known[packed]
    shared = {first for name, first in leader.items() if name != first}
    return {name: first for name, first in leader.items() if first in shared}


def with_groups(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of letters with ``duplicate_of`` and ``template`` in the place of their signature.

    ``duplicate_of`` is the first letter that differs from this one in digits, capitals and punctuation only, and None
    in that letter itself; ``template`` is the first letter from the same template, and None where nothing shares it.
    """
    groups = templates((row["id"], row["signature"]) for row in rows)
    first: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row["id"]):
        first.setdefault(row["fingerprint"], row["id"])
    found = []
    for row in rows:
        original = first[row["fingerprint"]]
        more = {"duplicate_of": original if original != row["id"] else None, "template": groups.get(row["id"])}
        found.append({key: value for key, value in row.items() if key != "signature"} | more)
    return found


def counted(rows: Sequence[Mapping[str, Any]], how: str) -> list[Mapping[str, Any]]:
    """Return the rows that count: all (``apart``), or of each template the first letter only (``once``).

    Parameters
    ----------
    rows
        What `with_groups` gave.
    how
        One of `COUNTING`.
    """
    return [row for row in rows if how == APART or (row["template"] or row["duplicate_of"] or row["id"]) == row["id"]]


@dataclass(frozen=True, slots=True)
class Template:
    """Letters that were made from one template."""

    first: str
    """The id of the first of them."""
    letters: int
    dismissive: int


def templates_in(rows: Sequence[Mapping[str, Any]]) -> list[Template]:
    """Return the templates of letters that `with_groups` gave, those with the most letters first."""
    letters = Counter(row["template"] for row in rows if row["template"])
    dismissive = Counter(row["template"] for row in rows if row["label"] == Tone.DISMISSIVE)
    found = [Template(first, count, dismissive[first]) for first, count in letters.items()]
    return sorted(found, key=lambda template: (-template.letters, template.first))


@lru_cache(maxsize=1)
def _empty() -> MinHash:
    from datasketch import MinHash

    return MinHash(num_perm=_HASHES, scheme=_SCHEME, hashfunc=crc32)


def _sketch(values: np.ndarray[Any, np.dtype[np.uint16]]) -> MinHash:
    made = _empty().copy()  # making a new one draws its permutations anew, which is slow
    made.hashvalues = values.astype(np.uint32)
    return made


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    return frozenset(read_toml(data_folder("counting.toml"))["months"])
