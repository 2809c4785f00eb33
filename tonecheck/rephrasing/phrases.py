"""Noun phrases of a sentence, as they can be taken over into another one."""

from __future__ import annotations

from dataclasses import dataclass

from simplemma import is_known
from spacy.tokens import Doc, Token

from tonecheck.rephrasing.wording import RephrasingWords, load_words

_INNER = frozenset({"ADJ", "NUM"})
_MAX_WORDS = 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase with what follows from its place in the sentence."""

    doc: Doc
    start: int
    end: int
    head: Token

    @property
    def preposition(self) -> str:
        """The preposition before it, or the empty string."""
        before = self.doc[self.start - 1] if self.start else None
        return before.lower_ if before is not None and before.pos_ == "ADP" else ""

    @property
    def plural(self) -> bool:
        """Whether a verb that agrees with it is plural."""
        coordinated = any(token.lower_ == "en" for token in self.doc[self.head.i : self.end])
        return coordinated or "Plur" in self.head.morph.get("Number", [])

    @property
    def text(self) -> str:
        """Its words, beginning in lower case unless with a name."""
        return lower_first(self.doc, self.start, self.end)

    def has_lemma(self, *lists: tuple[str, ...]) -> bool:
        """Tell whether its head is in one of the lists; entries with a ``*`` in front are endings."""
        forms = {self.head.lemma_.lower(), self.head.lower_}
        return any(
            entry in forms or (entry[0] == "*" and any(form.endswith(entry[1:]) for form in forms))
            for entries in lists
            for entry in entries
        )


def lower_first(doc: Doc, start: int, end: int) -> str:
    """Return the words from `start` to `end` without the capital of the sentence's first word."""
    text = doc[start:end].text
    first = doc[start]
    opening = not any(token.is_alpha for token in doc[:start])
    is_name = (first.pos_ == "PROPN" and (not opening or not is_known(first.lower_, lang="nl"))) or (
        len(first.text) > 1 and first.text[1:] != first.text[1:].lower()
    )
    return text if is_name or not opening else text[:1].lower() + text[1:]


def noun_phrases(doc: Doc) -> list[Phrase]:
    """Return the noun phrases in order, each with the phrases that belong to it (*de keuze van de bomen*)."""
    found = []
    at = 0
    while at < len(doc):
        phrase = whole_phrase(doc, at)
        at = at + 1 if phrase is None else phrase.end
        if phrase is not None:
            found.append(phrase)
    return found


def base_phrase(doc: Doc, start: int) -> Phrase | None:
    """Return the noun phrase that begins at token `start`, without what belongs to it, or None."""
    base = _base(doc, start)
    return None if base is None else Phrase(doc, *base)


def whole_phrase(doc: Doc, start: int) -> Phrase | None:
    """Return the noun phrase that begins at token `start`, with what belongs to it, or None."""
    base = _base(doc, start)
    return None if base is None else Phrase(doc, base[0], _extended(doc, *base, load_words()), base[2])


def _base(doc: Doc, start: int) -> tuple[int, int, Token] | None:
    """Return the phrase without complements that begins at `start`: determiner, adjectives, noun."""
    words = load_words()
    at = start
    has_determiner = doc[at].pos_ == "DET" or doc[at].lower_ in words["determiners"]
    if has_determiner:
        at += 1
    while at < len(doc) and (doc[at].pos_ in _INNER or _attributive(doc[at], has_determiner)):
        at += 1
    if at < len(doc) and (doc[at].pos_ in ("NOUN", "PROPN") or _misread_noun(doc, start, at, words)):
        head = doc[at]
    elif at - 1 > start and doc[at - 1].pos_ == "ADJ" and _misread_noun(doc, start, at - 1, words):
        head = doc[at - 1]
    else:
        return None
    at = head.i
    end = at + 1
    while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text[:1].isupper():
        end += 1
    return start, end, head


def _misread_noun(doc: Doc, start: int, at: int, words: RephrasingWords) -> bool:
    """Tell whether a word that the tagger calls something else must be the noun of the phrase from `start`."""
    token = doc[at]
    if token.pos_ == "PRON" and at == start + 1 and doc[start].lower_ in ("de", "het", "een"):
        return token.lower_ not in words["pronouns"]
    if token.pos_ not in ("VERB", "ADJ") or not token.is_alpha:
        return False
    following = doc[at + 1].pos_ if at + 1 < len(doc) else "PUNCT"
    if start == at:
        # A sentence that begins with "Ontheffingen voor …" begins with a noun.
        opening = not any(word.is_alpha for word in doc[:at])
        return opening and token.lower_.endswith(words["plural_endings"]) and following in ("ADP", "AUX", "VERB")
    if doc[start].lower_ == "het":
        return token.pos_ == "VERB" and token.lower_.endswith("n") and following in ("ADP", "AUX", "VERB", "ADV")
    return (
        doc[start].lower_ in words["noun_announcers"]
        and following in ("ADP", "AUX", "PUNCT", "PRON", "ADV", "DET")
        and (token.pos_ == "VERB" or token.lower_ not in words["no_misread_nouns"])
    )


def _attributive(token: Token, has_determiner: bool) -> bool:
    """Participles stand before nouns too (*vastgestelde*), whatever the tagger calls them."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if token.pos_ == "PROPN" and token.i == 0 and token.lower_.endswith("e"):
        return following is not None and following.pos_ == "NOUN"
    return (
        token.pos_ == "VERB"
        and (token.dep_ == "amod" or (has_determiner and token.lower_.endswith(("end", "ende"))))
        and (has_determiner or token.lower_.endswith("e"))
        and following is not None
        and following.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
    )


def _extended(doc: Doc, start: int, end: int, head: Token, words: RephrasingWords) -> int:
    while end + 1 < len(doc) and end - start < _MAX_WORDS:
        link = doc[end]
        inner = _base(doc, end + 1)
        if inner is None or inner[1] - start > _MAX_WORDS:
            return end
        inner_head = inner[2]
        if Phrase(doc, *inner).has_lemma(words["idioms"]):
            return end
        within = start <= inner_head.head.i < end
        belongs = link.lower_ == "van" or (within and link.lower_ in words["attaching"])
        joined = link.lower_ in ("en", "of") and within and inner_head.dep_ == "conj"
        if not joined and not (link.pos_ == "ADP" and belongs):
            return end
        end = inner[1]
    return end
