"""Divide a sentence into clauses that can stand alone, and restore the word order of main clauses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Span, Token

from tonecheck.rephrasing.subclauses import granted_in_front, told
from tonecheck.rephrasing.word_order import SUBJECTS, is_finite, main_from_subclause, subject_first
from tonecheck.rephrasing.wording import RephrasingWords, capitalised, load_words, tidied

_MIN_CLAUSE = 4


class Role(StrEnum):
    """What a clause does in its sentence."""

    PLAIN = "plain"
    CONCEDED = "conceded"
    """It stands before a contrast: *Een mooi plan*, maar …"""
    CONTRASTED = "contrasted"
    """It stands after a contrast, and is what the reader is left with."""
    REASON = "reason"
    CONSEQUENCE = "consequence"


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause, without the punctuation that closes it."""

    text: str
    role: Role
    start: int
    """Index of its first token."""
    end: int
    """Index behind its last token."""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    link: str
    """The word that ties it to what stands before; empty for the first piece and after punctuation."""


def clauses(doc: Doc) -> tuple[Clause, ...]:
    """Return the clauses of a sentence that can stand alone as they are or after a small repair, in order."""
    words = load_words()
    pieces = _pieces(doc, words)
    result = [
        Clause(found[0], role, found[1], len(doc))
        for found, role in ((granted_in_front(doc), Role.CONCEDED), (told(doc), Role.PLAIN))
        if found is not None
    ]
    for number, piece in enumerate(pieces):
        text = _as_main_clause(doc[piece.start : piece.end], piece, words, alone=len(pieces) == 1)
        if text is None:
            continue
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        role = _role(piece.link, following.link if following else "", words)
        if following and _takes_back(doc[following.start : following.end], following.link, words):
            role = Role.CONCEDED
        result.append(Clause(text, role, piece.start, piece.end))
    return tuple(result)


def _role(link: str, following: str, words: RephrasingWords) -> Role:
    if link in words["contrast_links"]:
        return Role.CONTRASTED
    if following in words["contrast_links"]:
        return Role.CONCEDED
    if link in words["reason_links"]:
        return Role.REASON
    return Role.CONSEQUENCE if link in words["consequence_links"] else Role.PLAIN


def _takes_back(span: Span, link: str, words: RephrasingWords) -> bool:
    """Tell whether a subclause takes back what stands before it: *zij het dat …*, *hetgeen niet wegneemt dat …*."""
    return link in words["conceding_links"] or any(token.lower_ in words["conceding_verbs"] for token in span)


def _pieces(doc: Doc, words: RephrasingWords) -> list[_Piece]:
    end = len(doc)
    while end and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    start = next((token.i for token in doc if not token.is_punct and not token.is_space), 0)
    pieces = []
    link = ""
    at = start
    depth = 0
    for token in doc[start:end]:
        depth += token.text in "([" if token.text else 0
        depth -= token.text in ")]" if token.text else 0
        border = None if depth else _border(token, end, words)
        if border is None or border[0] - at < 1 or token.i <= at:
            continue
        # "Met de route in mei en de open dag is …" has no verb before "en": the word joins no clauses there.
        if token.lower_ in words["coordinators"] and not any(map(_may_be_finite, doc[at : border[0]])):
            continue
        pieces.append(_Piece(at, border[0], link))
        at, link = border[1], border[2]
    pieces.append(_Piece(at, end, link))
    return [piece for piece in pieces if piece.end > piece.start]


def _border(token: Token, end: int, words: RephrasingWords) -> tuple[int, int, str] | None:
    """Return where the piece before ends, where the next begins, and its link; None if `token` is no border."""
    doc, here = token.doc, token.i
    if here + 1 >= end:
        return None
    if token.text in words["hard_borders"]:
        link = doc[here + 1].lower_
        return (here, here + 2, link) if link in words["coordinators"] else (here, here + 1, "")
    following = doc[here + 1]
    if token.text == ",":
        link = following.lower_
        if link in words["coordinators"] or link in words["subordinators"] or link in words["contrast_adverbs"]:
            return here, here + 2, link
        if link in words["relative_links"] and not _is_verb(doc, here + 2, end):
            return here, here + 2, link
        # "…, een aantal waar de meeste straten voor zouden tekenen" only weighs what was said.
        if link == "een":
            weighing = next((near for near in doc[here + 3 : here + 6] if _weighs(near.lower_, words)), None)
            if weighing is not None:
                return here, here + 1, weighing.lower_
        if link in words["resumptives"] and _is_finite_at(doc, here + 2, end):
            return here, here + 1, ""
    after_mark = doc[here - 1].text in (",", *words["hard_borders"])
    # Without a comma *en* mostly joins words; it joins clauses where both have a subject and a verb of their own.
    if token.lower_ in words["coordinators"] and not after_mark and _clause_follows(doc[here + 1 : end]):
        return here, here + 1, token.lower_
    return None


def _weighs(link: str, words: RephrasingWords) -> bool:
    return link.startswith(words["weighing_links"])


def _is_verb(doc: Doc, index: int, end: int) -> bool:
    return index < end and doc[index].pos_ in ("VERB", "AUX")


def _is_finite_at(doc: Doc, index: int, end: int) -> bool:
    return index < end and (is_finite(doc[index]) or doc[index].pos_ in ("VERB", "AUX"))


def _clause_follows(span: Span) -> bool:
    return _second_place(span) is not None and _has_subject(span)


def _may_be_finite(token: Token) -> bool:
    return is_finite(token) or (token.pos_ in ("VERB", "AUX") and token.morph.get("VerbForm", []) == ["Inf"])


def _has_subject(span: Span) -> bool:
    return any(token.dep_ in SUBJECTS and span.start <= token.head.i < span.end for token in span)


def _second_place(span: Span) -> Token | None:
    """Return the finite verb if exactly one constituent stands before it, as in a main clause."""
    for token in span:
        if token.pos_ not in ("VERB", "AUX") or token.i == span.start:
            continue
        before = span.doc[span.start : token.i]
        if any(word.dep_ == "mark" or word.pos_ == "SCONJ" for word in before[:1]):
            return None
        outward = [word for word in before if not (span.start <= word.head.i < token.i) and not word.is_punct]
        if len(outward) == 1 and (is_finite(token) or token.morph.get("VerbForm", []) == ["Inf"]):
            # An infinitive in second place is a plural: wij laten, bewoners kunnen.
            return token if is_finite(token) or _plural_subject(span, token) else None
        if is_finite(token):
            return None
    return None


def _plural_subject(span: Span, verb: Token) -> bool:
    near = [token for token in span if token.dep_ in SUBJECTS and abs(token.i - verb.i) <= 12]
    return any(
        "Plur" in token.morph.get("Number", []) or token.lower_ in ("wij", "we", "jullie", "zij") for token in near
    )


def _as_main_clause(span: Span, piece: _Piece, words: RephrasingWords, *, alone: bool) -> str | None:
    if alone:
        return span.text
    if len(span) < _MIN_CLAUSE:
        return None
    link = piece.link
    if link in words["reason_subordinators"]:
        return main_from_subclause(span)
    if link in words["subordinators"] or link in words["relative_links"] or _weighs(link, words):
        return None
    first = span[0]
    if first.dep_ == "mark" or (first.pos_ == "SCONJ" and not _is_finite_at(span.doc, span.start + 1, span.end)):
        return None
    if is_finite(first) and piece.start > 0 and link:
        return subject_first(span)
    if _second_place(span) is not None:
        return span.text
    # What opens the sentence may begin with a subclause, which has a verb of its own; with a verb it is a condition.
    opens = not any(token.is_alpha for token in span.doc[: piece.start])
    if opens and is_finite(first):
        return None
    return span.text if opens and _has_subject(span) and _has_unmarked_verb(span) else None


def _has_unmarked_verb(span: Span) -> bool:
    for token in span:
        if not (is_finite(token) or (token.pos_ in ("VERB", "AUX") and _plural_subject(span, token))):
            continue
        head = token.head if token.dep_ in ("aux", "aux:pass", "cop") else token
        if not any(child.dep_ == "mark" for child in head.children) and head.dep_ not in ("acl:relcl", "acl"):
            return True
    return False


def without(doc: Doc, clause: Clause) -> str:
    """Return what a sentence says besides one of its clauses, without the words that joined them; may be empty."""
    words = load_words()
    links = {*words["coordinators"], *words["hard_borders"], *words["contrast_adverbs"]}
    rest = [token for token in doc if not clause.start <= token.i < clause.end and not token.is_space]
    while rest and (rest[0].is_punct or rest[0].lower_ in links):
        rest.pop(0)
    while rest and (rest[-1].is_punct or rest[-1].lower_ in links):
        rest.pop()
    text = "".join(token.text_with_ws for token in rest).strip()
    return capitalised(tidied(text)) + "." if len(rest) >= _MIN_CLAUSE else ""
