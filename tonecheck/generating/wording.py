"""Whether what a language model wrote is a sentence about the letter at all."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

_NOUNS = frozenset({"NOUN", "PROPN"})


def fits_letter(docs: Sequence[Doc], letter_text: str) -> bool:
    """Tell whether every sentence in `docs` has a finite verb, and their nouns are not all foreign to the letter."""
    letter = letter_text.casefold()
    if not all(any(word.morph.get("VerbForm", []) == ["Fin"] for word in doc) for doc in docs):
        return False
    nouns = [word for doc in docs for word in doc if word.pos_ in _NOUNS]
    return not nouns or any(word.lemma_.casefold() in letter or word.lower_ in letter for word in nouns)
