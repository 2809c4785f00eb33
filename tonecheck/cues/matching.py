"""Find patterns of the notation in analysed sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from simplemma import lemmatize
from spacy.tokens import Doc, Token

from tonecheck.cues.notation import CompiledPattern, Gap, TokenForms, compile_pattern

_WORD = re.compile(r"\w(?:[\w@.,’'+-]*\w)?|\S")


@dataclass(frozen=True, slots=True)
class SentenceForms:
    """A sentence as patterns see it."""

    tokens: tuple[TokenForms, ...]
    forms: frozenset[str]
    """All forms in the sentence; patterns whose anchors are not among them cannot match."""
    first_word: int
    """Index of the first token that is no punctuation."""

    @classmethod
    def of(cls, doc: Doc) -> SentenceForms:
        """Gather the forms of an analysed sentence."""
        tokens = tuple(TokenForms(token.lower_, _forms(token), token.pos_) for token in doc)
        first = next((token.i for token in doc if not token.is_punct and not token.is_space), 0)
        return cls(tokens, frozenset().union(*(token.forms for token in tokens)), first)

    @classmethod
    def of_words(cls, text: str) -> SentenceForms:
        """Gather what the words of a sentence alone tell.

        Lemmas are the dictionary's, and words with a capital inside the sentence count as names. A full stop is a token
        of its own, also after an abbreviation.
        """
        words = _WORD.findall(text)
        opens_with_name = words[1:2] != [] and words[1][:1].isupper()
        tokens = tuple(_word_forms(word, name=at > 0 or opens_with_name) for at, word in enumerate(words))
        first = next((at for at, token in enumerate(tokens) if token.pos != "PUNCT"), 0)
        return cls(tokens, frozenset().union(*(token.forms for token in tokens)), first)


def _forms(token: Token) -> frozenset[str]:
    # Pronouns are what they are: "uw" must not count as "u", nor "mijn" as "ik".
    if token.pos_ in ("PRON", "DET"):
        return frozenset({token.lower_})
    # The dictionary's lemma stands beside the pipeline's, so that cues hardly depend on which pipeline parsed.
    lemmas = {token.lemma_.lower(), _dictionary_lemma(token.lower_)}
    forms = {token.lower_, *lemmas}
    for child in token.children:
        if child.dep_ == "compound:prt":
            forms.update(child.lower_ + lemma for lemma in lemmas)
    return frozenset(forms)


@lru_cache(maxsize=50_000)
def _word_forms(word: str, *, name: bool) -> TokenForms:
    """Return what a word alone tells; one with a capital is a name where `name` says that its place allows that."""
    lower = word.lower()
    pos = "PROPN" if name and word[:1].isupper() else "" if any(map(str.isalnum, word)) else "PUNCT"
    return TokenForms(lower, frozenset({lower, _dictionary_lemma(lower)}), pos)


@lru_cache(maxsize=50_000)
def _dictionary_lemma(word: str) -> str:
    return str(lemmatize(word, lang="nl")).lower()


class PatternMatcher:
    """A few patterns of the notation that stand for one thing."""

    def __init__(self, patterns: Sequence[str], classes: Mapping[str, tuple[str, ...]]) -> None:
        """Compile `patterns`; raises `NotationError` for one that cannot be read."""
        self._patterns = [compile_pattern(pattern, classes) for pattern in patterns]
        anchors = [pattern.required[0] for pattern in self._patterns if pattern.required]
        self.anchors = frozenset[str]().union(*anchors) if len(anchors) == len(self._patterns) else None
        """Forms of which a sentence must have one to match, or None if there is no such set."""

    def find(self, sentence: SentenceForms) -> list[tuple[int, int]]:
        """Return the token spans that match, shortest and earliest first; at most one for each first token."""
        return sorted(set(self._spans(sentence)), key=lambda span: (span[1] - span[0], span[0]))

    def matches(self, sentence: SentenceForms) -> bool:
        """Tell whether any of the patterns matches somewhere in the sentence."""
        return next(self._spans(sentence), None) is not None

    def _spans(self, sentence: SentenceForms) -> Iterator[tuple[int, int]]:
        if self.anchors is not None and self.anchors.isdisjoint(sentence.forms):
            return
        for pattern in self._patterns:
            if any(map(sentence.forms.isdisjoint, pattern.required)):
                continue
            starts: Sequence[int] = [sentence.first_word] if pattern.at_start else range(len(sentence.tokens))
            first = pattern.elements[0]
            if not isinstance(first, Gap) and not first.optional:
                starts = [at for at in starts if at < len(sentence.tokens) and first.matches(sentence.tokens[at])]
            for start in starts:
                if end := _shortest_end(pattern, sentence.tokens, start):
                    yield start, end


def _shortest_end(pattern: CompiledPattern, tokens: Sequence[TokenForms], start: int) -> int | None:
    """Return where the shortest match that begins at `start` ends, or None; follows all positions at once."""
    positions = {start}
    for element in pattern.elements:
        if isinstance(element, Gap):
            positions = {
                at + skipped for at in positions for skipped in range(element.most + 1) if at + skipped < len(tokens)
            }
        else:
            moved = {at + 1 for at in positions if at < len(tokens) and element.matches(tokens[at])}
            positions = moved | positions if element.optional else moved
        if not positions:
            return None
    return min((at for at in positions if at > start), default=None)
