"""Find patterns of the notation in analysed sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from tonecheck.cues.notation import FORMS, compile_pattern


def _forms(token: Token) -> list[str]:
    """Every way an atom may name this token: form, lemma, and the whole of a split verb."""
    lemma = token.lemma_.lower()
    forms = [token.lower_, lemma]
    for child in token.children:
        if child.dep_ == "compound:prt":
            forms.append(child.lower_ + lemma)
    return forms


def sentence_forms(doc: Doc) -> frozenset[str]:
    """Return all forms in a sentence; patterns whose anchors are not among them cannot match."""
    return frozenset(form for token in doc for form in token._.get(FORMS))


if not Token.has_extension(FORMS):
    Token.set_extension(FORMS, getter=_forms)


@dataclass(frozen=True, slots=True)
class _Entry:
    matcher: Matcher
    anchors: frozenset[str] | None
    at_start: bool


class PatternMatcher:
    """A few patterns of the notation that stand for one thing."""

    def __init__(self, patterns: Sequence[str], classes: Mapping[str, tuple[str, ...]], vocab: Vocab) -> None:
        """Compile `patterns`; raises `NotationError` for one that cannot be read."""
        self._entries = []
        for pattern in patterns:
            compiled = compile_pattern(pattern, classes)
            matcher = Matcher(vocab, validate=False)
            matcher.add("pattern", [list(alternative) for alternative in compiled.token_patterns])
            self._entries.append(_Entry(matcher, compiled.anchors, compiled.at_start))

    def find(self, doc: Doc, forms: frozenset[str]) -> list[tuple[int, int]]:
        """Return the token spans that match, shortest and earliest first; `forms` as `sentence_forms` gives them."""
        spans: set[tuple[int, int]] = set()
        for entry in self._entries:
            if entry.anchors is not None and entry.anchors.isdisjoint(forms):
                continue
            for _, start, end in entry.matcher(doc):
                if not entry.at_start or start == first_word(doc):
                    spans.add((start, end))
        return sorted(spans, key=lambda span: (span[1] - span[0], span[0]))


def first_word(doc: Doc) -> int:
    """Return the index of the first token that is no punctuation."""
    return next((token.i for token in doc if not token.is_punct and not token.is_space), 0)
