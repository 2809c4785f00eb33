"""Restore the word order of main clauses: undo inversion, and bring the verb of a subclause to its second place."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from tonecheck.rephrasing.wording import RephrasingWords, load_words

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "expl"})


def is_finite(token: Token) -> bool:
    """Tell whether `token` is a finite verb; plural forms that look like infinitives count by their place only."""
    return token.pos_ in ("VERB", "AUX") and token.morph.get("VerbForm", []) == ["Fin"]


def subject_first(span: Span) -> str | None:
    """Undo inversion: *gaat dat hem niet worden* → *dat gaat hem niet worden*; None where that is not safe."""
    verb = span[0]
    subject = next((token for token in span if token.dep_ in SUBJECTS), None)
    if subject is None:
        return None
    block = [token.i for token in subject.subtree if token.i > verb.i]
    if not block or block[0] != verb.i + 1 or block != list(range(block[0], block[-1] + 1)):
        return None
    doc = span.doc
    rest = doc[block[-1] + 1 : span.end].text
    return " ".join(part for part in (doc[block[0] : block[-1] + 1].text, verb.text, rest) if part)


def main_from_subclause(span: Span) -> str | None:
    """Turn *de doorgang dan te smal wordt* into *de doorgang wordt dan te smal*; None where that is not safe."""
    words = load_words()
    verbs = [token for token in span if is_finite(token)]
    if not verbs:
        return None
    verb = verbs[-1] if len(verbs) > 1 else verbs[0]
    # Only a verb in the closing cluster belongs to this clause.
    if any(
        token.pos_ not in ("VERB", "AUX", "PART", "ADP") and not token.is_punct
        for token in span.doc[verb.i + 1 : span.end]
    ):
        return None
    cluster = [token for token in verbs if verb.i - token.i <= 1]
    verb = cluster[0]
    subject = next((token for token in span if token.dep_ in SUBJECTS), None)
    if subject is None or min(token.i for token in subject.subtree) != span.start:
        return None
    block = [token.i for token in subject.subtree]
    if block != list(range(block[0], block[-1] + 1)) or block[-1] >= verb.i:
        return None
    if len(block) == 1 and subject.lower_ in ("die", "dat"):
        return None
    doc = span.doc
    finite, particle = _split_separable(verb, words)
    parts: Sequence[str] = (
        doc[block[0] : block[-1] + 1].text,
        finite,
        doc[block[-1] + 1 : verb.i].text,
        particle,
        doc[verb.i + 1 : span.end].text,
    )
    return " ".join(part for part in parts if part)


def _split_separable(verb: Token, words: RephrasingWords) -> tuple[str, str]:
    for particle in words["particles"]:
        rest = verb.text[len(particle) :]
        if verb.lower_.startswith(particle) and len(rest) > 2 and verb.lemma_.lower().startswith(particle):
            return rest, particle
    return verb.text, ""
