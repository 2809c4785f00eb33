"""Turn what is taken for granted into a question.

*Dat de rijders de kaart invullen* becomes *Zouden de rijders de kaart willen invullen?*
"""

from __future__ import annotations

from simplemma import lemmatize
from spacy.tokens import Doc, Token

from tonecheck.rephrasing.clauses import is_finite
from tonecheck.rephrasing.phrases import noun_phrases
from tonecheck.rephrasing.wording import capitalised, load_words, tidied, without_needles

_MIN_CLAIM = 4


def request(doc: Doc) -> str | None:
    """Return the clause after *dat* as a question whether people are willing, or None where that is not safe."""
    words = load_words()
    for conjunction in doc[1:]:
        if conjunction.lower_ != "dat" or not _opens_clause(conjunction):
            continue
        subject = _subject_after(doc, conjunction.i + 1)
        if subject is None:
            continue
        start, end, plural = subject
        stop = _clause_end(doc, end)
        verb = doc[stop - 1]
        if (
            verb.pos_ != "VERB"
            or verb.lemma_ in words["no_favours"]
            or doc[end].is_punct
            or stop - end < 2
            or any(token.lower_ in words["asking_blocks"] for token in doc[end:stop])
        ):
            return None
        auxiliaries = [token for token in doc[end : stop - 1] if is_finite(token)]
        if auxiliaries and any(token.lemma_ not in words["droppable_auxiliaries"] for token in auxiliaries):
            return None
        dropped = {token.i for token in auxiliaries}
        plural = plural and doc[start].lower_ not in words["singular_determiners"]
        infinitive = verb.text if plural or auxiliaries else _infinitive(verb)
        rest = "".join(token.text_with_ws for token in doc[end : stop - 1] if token.i not in dropped)
        who = doc[start:end].text
        modal = words["would"][plural]
        middle = tidied(without_needles(rest, words))
        return tidied(f"{capitalised(modal)} {who} {middle} {words['want'][0]} {infinitive}?")
    return None


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


def _opens_clause(conjunction: Token) -> bool:
    """Tell whether *dat* is a conjunction; before a plural or another determiner it cannot be a determiner."""
    if conjunction.pos_ == "SCONJ":
        return True
    following = conjunction.doc[conjunction.i + 1] if conjunction.i + 1 < len(conjunction.doc) else None
    return following is not None and (following.pos_ in ("DET", "PRON") or "Plur" in following.morph.get("Number", []))


def _infinitive(verb: Token) -> str:
    lemma = str(lemmatize(verb.lower_, lang="nl"))
    return lemma if lemma.endswith("n") else verb.lemma_


def _subject_after(doc: Doc, start: int) -> tuple[int, int, bool] | None:
    if start >= len(doc):
        return None
    if doc[start].pos_ == "PRON" and doc[start].lower_ in load_words()["personal"]:
        return start, start + 1, doc[start].lower_ in load_words()["plural_pronouns"]
    for phrase in noun_phrases(doc):
        if phrase.start == start:
            return phrase.start, phrase.end, phrase.plural
    return None


def _clause_end(doc: Doc, start: int) -> int:
    """Return where the clause ends: before closing punctuation, or a comma after a verb."""
    for token in doc[start:]:
        if token.text in ".!?;:" or (token.text == "," and doc[token.i - 1].pos_ == "VERB"):
            return token.i
    return len(doc)
