"""Whether a suggestion turns a decision round: what was refused must not read as granted, nor the reverse."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from tonecheck.rephrasing.wording import load_words

_GAP = re.compile(r"\[[^\]]+\]")
_SENTENCE = re.compile(r"[^.!?]+[.!?]?")
_CLAUSE = re.compile(r"[^,;:]+")
#: Whom or what something is not for, beside whom it is: "aan de raad en niet aan bewoners". Without it nothing turns.
_CONTRAST = re.compile(
    r"(?:\ben|,)\s+(?:\w+\s+)?niet\s+(?:aan|door|bij|van|voor|tot|op|een|de|het|die|uw|met)\b[^,.;:]*", re.IGNORECASE
)
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
#: From this share of the content words of a clause on, together with its predicate, it has been taken over.
_TAKEN_OVER = 0.6


def turns_decision(suggestion: str, sentence: Doc) -> bool:
    """Tell whether `suggestion` grants what `sentence` does not, or drops or adds a *niet* in a clause it takes over.

    Questions and gaps decide nothing.
    """
    statements = [part for part in _SENTENCE.findall(_GAP.sub(" ", suggestion)) if not part.rstrip().endswith("?")]
    granting = set(load_words()["granting"]) - set(_words(sentence.text))
    if any(not _negated(_words(statement)) and granting & set(_words(statement)) for statement in statements):
        return True
    predicates = {token.lower_ for token in sentence if _is_predicate(token)}
    return any(
        _reversed(_words(clause), statements, predicates)
        for clause in _CLAUSE.findall(_CONTRAST.sub("", sentence.text))
    )


def _is_predicate(token: Token) -> bool:
    if token.pos_ != "VERB":
        return any(child.dep_ == "cop" for child in token.children)
    if any(child.pos_ == "DET" for child in token.children):
        return False
    # A noun that the tagger takes for a verb: "een extra bankje", "Ontheffingen voor zaterdag".
    before = token.doc[token.i - 1].pos_ if token.i else ""
    opens = token.i == 0 and len(token.doc) > 1 and token.doc[1].pos_ == "ADP"
    return not opens and before not in ("DET", "NUM", "ADJ")


def _reversed(original: list[str], statements: list[str], predicates: set[str]) -> bool:
    content = _content(original)
    if not content:
        return False
    predicate = predicates & set(original)
    for statement in statements:
        for part in (statement, *_CLAUSE.findall(statement)):
            words = _words(part)
            if not predicate & set(words) or len(content & set(words)) < _TAKEN_OVER * len(content):
                continue
            if _negated(words) != _negated(original):
                return True
    return False


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _negated(words: list[str]) -> bool:
    # Two denials make a statement: niet zonder betekenis. "Andere eisen dan" denies that they are the same.
    unlike = "dan" in words and not {"ander", "andere", "anders"}.isdisjoint(words)
    return (sum(word in load_words()["denials"] for word in words) + unlike) % 2 == 1


def _content(words: list[str]) -> set[str]:
    return {word for word in words if len(word) > 3 and word not in load_words()["denials"]}
