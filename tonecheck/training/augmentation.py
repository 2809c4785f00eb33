"""Other ways to write a sentence that leave its tone as it is: a typo, other names, *je* for *u*.

A network that sees both learns that neither carries tone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence

from tonecheck.cues.definitions import read_toml
from tonecheck.resources import data_folder

_WORD = re.compile(r"[^\W\d_]+")
_TYPO_LENGTH = 6
_SWAP_SHARE = 0.3
_TYPO_SHARE = 0.5


def variants(sentences: Sequence[str], names: Sequence[str], seed: int) -> list[str]:
    """Return each sentence with some of: one typo, its names replaced by some of `names`, other forms of address.

    The result hangs on the sentence, the names and the seed alone.
    """
    swaps = list(read_toml(data_folder("variants.toml")).values())
    return [_variant(sentence, names, swaps, random.Random(f"{seed} {sentence}")) for sentence in sentences]  # noqa: S311


def names_in(sentence: str) -> list[str]:
    """Return what are taken to be the names in a sentence: words with a capital that do not begin it."""
    words = ((found.start(), found[0]) for found in _WORD.finditer(sentence))
    return [word for start, word in words if start and word[0].isupper() and len(word) > 1]


def _variant(sentence: str, names: Sequence[str], swaps: Iterable[Mapping[str, str]], choice: random.Random) -> str:
    own = sorted(set(names_in(sentence))) if names else []
    changed = _replaced(sentence, {name: choice.choice(names) for name in own})
    for swap in swaps:
        if choice.random() < _SWAP_SHARE:
            changed = _replaced(changed, swap)
    if choice.random() < _TYPO_SHARE or changed == sentence:
        changed = _typo(changed, choice)
    return changed


def _replaced(sentence: str, others: Mapping[str, str]) -> str:
    return _WORD.sub(lambda found: others.get(found[0], found[0]), sentence)


def _typo(sentence: str, choice: random.Random) -> str:
    """Drop, double or swap a letter inside a long word; sentences without one stay as they are."""
    words = [found for found in _WORD.finditer(sentence) if len(found[0]) >= _TYPO_LENGTH]
    if not words:
        return sentence
    word = choice.choice(words)
    place = word.start() + choice.randrange(1, len(word[0]) - 2)
    pair = sentence[place : place + 2]
    written = choice.choice([pair[1], pair[0] + pair, pair[::-1]])
    return sentence[:place] + written + sentence[place + 2 :]
