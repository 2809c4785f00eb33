"""Cut the tokenizer of multilingual-e5-small down to the pieces that Dutch needs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonecheck.training.e5 import Weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_WORD_START = "▁"
_LATIN_CHARACTER = re.compile(r"[\x20-\x7e\xa0-\u017f\u2010-\u2044\u20ac…•·▪●○§°×]")
_NUMBER = re.compile(r"▁?\d{1,4}")
PREFIX = "query:"
"""The original was trained with this before every text."""
MIN_LEXICON_COUNT = 2
"""So many words of the lexicon must hold a piece that no running text holds."""


@dataclass(frozen=True, slots=True)
class CutVocabulary:
    """The pieces that are kept of the original tokenizer."""

    kept: tuple[int, ...]
    """Their indices in the original, special pieces first."""
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    special: dict[str, int]
    """New index of ``bos``, ``eos``, ``pad`` and ``unk``."""

    def tokenizer(self) -> Tokenizer:
        """Return the tokenizer over these pieces; it frames every sentence as ``<s>query: …</s>``."""
        from tokenizers import processors

        tokenizer = make_tokenizer(list(zip(self.pieces, self.scores, strict=True)), self.special["unk"])
        prefix = tokenizer.encode(PREFIX)
        first, last = self.special["bos"], self.special["eos"]
        tokenizer.post_processor = processors.TemplateProcessing(
            single="[first] $A [last]",
            special_tokens=[
                {
                    "id": "[first]",
                    "ids": [first, *prefix.ids],
                    "tokens": [self.pieces[first], *prefix.tokens],
                },
                {"id": "[last]", "ids": [last], "tokens": [self.pieces[last]]},
            ],
        )
        return tokenizer


def cut_vocabulary(weights: Weights, running_text: Iterable[str], lexicon: Iterable[str]) -> CutVocabulary:
    """Choose the pieces to keep; see `needed_pieces` for the parameters."""
    kept = needed_pieces(weights, [PREFIX, *running_text], lexicon)
    place = {old: new for new, old in enumerate(kept)}
    return CutVocabulary(
        tuple(kept),
        tuple(weights.pieces[index] for index in kept),
        tuple(float(weights.scores[index]) for index in kept),
        {name: place[index] for name, index in weights.special.items()},
    )


def make_tokenizer(pieces: Sequence[tuple[str, float]], unknown: int) -> Tokenizer:
    """Return the unigram tokenizer (Kudo 2018) over `pieces` with their log probabilities."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_WORD_START, prepend_scheme="always")
    return tokenizer


def full_tokenizer(weights: Weights) -> Tokenizer:
    """Return the tokenizer with all its pieces."""
    scores = [float(score) for score in weights.scores]
    return make_tokenizer(list(zip(weights.pieces, scores, strict=True)), weights.special["unk"])


def needed_pieces(weights: Weights, running_text: Iterable[str], lexicon: Iterable[str]) -> list[int]:
    """Return the indices of the pieces to keep, in their old order; the special ones come first.

    Parameters
    ----------
    running_text
        Dutch sentences: every piece in them is kept.
    lexicon
        Dutch words, each counted as it is and with a capital: pieces that `MIN_LEXICON_COUNT` of them hold are kept.
        Single Latin characters and short numbers are always kept, so that any Dutch text can be spelled.
    """
    tokenizer = full_tokenizer(weights)
    special = set(weights.special.values())
    kept = set(special)
    for encoding in tokenizer.encode_batch(list(running_text)):
        kept.update(encoding.ids)
    counts: Counter[int] = Counter()
    words = [form for word in lexicon for form in (word, word[:1].upper() + word[1:])]
    for encoding in tokenizer.encode_batch(words):
        counts.update(set(encoding.ids))
    kept.update(index for index, count in counts.items() if count >= MIN_LEXICON_COUNT)
    for index, piece in enumerate(weights.pieces):
        bare = piece.removeprefix(_WORD_START)
        if _NUMBER.fullmatch(piece) or (len(bare) <= 1 and (not bare or _LATIN_CHARACTER.fullmatch(bare))):
            kept.add(index)
    return sorted(special) + sorted(index for index in kept - special if _is_clean(weights.pieces[index]))


def _is_clean(piece: str) -> bool:
    return all(unicodedata.category(character) != "Co" for character in piece)
