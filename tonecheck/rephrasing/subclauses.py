"""What a subclause grants, tells or claims, as words that can be taken over into a suggestion."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from tonecheck.rephrasing.word_order import is_finite, main_from_subclause
from tonecheck.rephrasing.wording import RephrasingWords, load_words, tidied, without_needles

_MIN_CLAUSE = 4
_MIN_CLAIM = 4


def told(doc: Doc) -> tuple[str, int] | None:
    """Return what stands behind *dat* in a sentence that only lectures (*Bedenk dat een pomp lekt*) and its place."""
    words = load_words()
    at = next((token.i for token in doc if token.lower_ == "dat" and token.pos_ == "SCONJ"), None)
    if at is None or not any(_tells(token, words) for token in doc[:at]):
        return None
    end = next((token.i for token in doc[at + 1 :] if token.text in ",;:.!?"), len(doc))
    if any(token.is_alpha for token in doc[end:]):
        return None
    text = main_from_subclause(doc[at + 1 : end])
    return None if text is None else (text, at + 1)


def _tells(token: Token, words: RephrasingWords) -> bool:
    return token.lemma_.lower() in words["telling"] or token.lower_ in words["telling"]


def granted_in_front(doc: Doc) -> tuple[str, int] | None:
    """Return what a subclause in front grants (*Hoewel het past, …*, *Hoe mooi het ook is, …*) and its place."""
    words = load_words()
    first = next((token for token in doc if token.is_alpha), None)
    comma = next((token.i for token in doc if token.text == ","), None)
    if first is None or comma is None:
        return None
    span = doc[first.i + 1 : comma]
    text = None
    if first.lower_ in words["conceding_openers"]:
        text = main_from_subclause(span)
    elif first.lower_ == "hoe":
        text = _granted_property(span, words)
    return None if text is None else (text, span.start)


def _granted_property(span: Span, words: RephrasingWords) -> str | None:
    """Turn *sympathiek het plan ook klinkt* into *het plan klinkt sympathiek*; None where that is not safe."""
    also = next((token.i for token in span if token.lower_ == "ook"), None)
    if len(span) < _MIN_CLAUSE or also is None or span[0].lower_ in words["no_degrees"] or also + 2 != span.end:
        return None
    subject, verb = span.doc[span.start + 1 : also], span.doc[also + 1]
    if not len(subject) or not is_finite(verb) or any(token.pos_ in ("VERB", "AUX") for token in subject):
        return None
    if any(token.pos_ == "PRON" for token in subject[1:]) or verb.lower_ == "mag":
        return None
    return f"{subject.text} {verb.text} {span[0].text}"


def claim(doc: Doc) -> str | None:
    """Return what stands behind *dat* in a sentence that only weighs it: *Dat er modder ligt, hoort bij gras*."""
    words = load_words()
    first = next((token for token in doc if token.is_alpha), None)
    if first is None:
        return None
    start = first
    if first.lower_ != "dat":
        weighed = any(token.lower_ in words["weighing"] for token in doc)
        start = next((token for token in doc[first.i + 1 :] if token.lower_ == "dat" and token.pos_ == "SCONJ"), first)
        if not weighed or start is first:
            return None
    end = next((token.i for token in doc[start.i + 1 :] if token.text in ",;:.!?"), len(doc))
    fronted = start is first
    closes = end < len(doc) and doc[end].text == "," and end + 1 < len(doc) and doc[end + 1].pos_ in ("VERB", "AUX")
    inner = doc[start.i + 1 : end]
    if (fronted and not closes) or len(inner) < _MIN_CLAIM or any(token.text in "'‘’()" for token in inner):
        return None
    if inner[-1].pos_ not in ("VERB", "AUX") or inner[0].pos_ in ("VERB", "AUX") or inner[0].lower_ in ("wij", "we"):
        return None
    return tidied(without_needles(inner.text, words))
