"""Turn what is taken for granted into a question.

*Dat de rijders de kaart invullen* becomes *Zouden de rijders de kaart willen invullen?*
"""

from __future__ import annotations

from collections.abc import Sequence

from simplemma import lemmatize
from spacy.tokens import Doc, Token

from tonecheck.rephrasing.phrases import Phrase, lower_first, noun_phrases
from tonecheck.rephrasing.word_order import is_finite
from tonecheck.rephrasing.wording import capitalised, load_words, tidied, without_needles


def request(doc: Doc) -> str | None:
    """Return what people are to do as a question whether they are willing, or None where that is not safe."""
    return _from_subclause(doc) or _from_main_clause(doc)


def _from_subclause(doc: Doc) -> str | None:
    """Return the clause after *dat* as a question."""
    words = load_words()
    for conjunction in doc[1:]:
        if conjunction.lower_ != "dat" or not _opens_clause(conjunction):
            continue
        subject = _subject_after(doc, conjunction.i + 1)
        if subject is None:
            continue
        start, end, plural = subject
        last = _clause_end(doc, end)
        stop = next(
            (
                token.i
                for token in doc[end + 1 : last]
                if token.lower_ in words["tail_openers"] and _is_verb(token.i - 1, doc)
            ),
            last,
        )
        verb, tail = doc[stop - 1], doc[stop:last].text
        if (
            verb.pos_ != "VERB"
            or verb.lemma_ in words["no_favours"]
            or doc[end].is_punct
            or stop - end < 2
            or any(token.lower_ in words["asking_blocks"] for token in doc[end:stop])
            or any(token.lower_ in words["tail_openers"] for token in doc[end:stop])
            or any(token.lemma_.lower() in words["observing"] for token in doc[: conjunction.i])
        ):
            return None
        auxiliaries = [token for token in doc[end : stop - 1] if is_finite(token)]
        # In "komen versterken" the first verb goes along with the question: "willen komen versterken".
        before = doc[stop - 2]
        going_along = f"{before.lemma_} " if before.lemma_ in words["going_along"] and stop - 2 >= end else ""
        auxiliaries = [token for token in auxiliaries if not (going_along and token.i == before.i)]
        if auxiliaries and any(token.lemma_ not in words["droppable_auxiliaries"] for token in auxiliaries):
            return None
        dropped = {token.i for token in auxiliaries} | ({before.i} if going_along else set())
        who = doc[start:end].text
        if doc[start].lower_ in ("zij", "ze"):
            named = _named_before(doc, conjunction.i)
            if named is None:
                return None
            who, plural = named.text, named.plural
        plural = plural and doc[start].lower_ not in words["singular_determiners"] and verb.text.endswith("n")
        infinitive = verb.text if plural or auxiliaries or going_along else _infinitive(verb)
        rest = "".join(token.text_with_ws for token in doc[end : stop - 1] if token.i not in dropped)
        modal = words["would"][plural]
        middle = tidied(without_needles(rest, words))
        return tidied(f"{capitalised(modal)} {who} {middle} {words['want'][0]} {going_along}{infinitive} {tail}?")
    return None


def _named_before(doc: Doc, end: int) -> Phrase | None:
    """Return whom *zij* stands for in *Van de leden verwachten wij dat zij …*."""
    people = load_words()["people"]
    return next(
        (
            phrase
            for phrase in noun_phrases(doc)
            if phrase.end <= end and phrase.preposition == "van" and phrase.has_lemma(people)
        ),
        None,
    )


def _from_main_clause(doc: Doc) -> str | None:
    """Turn *U stelt met uw buren een rooster op* into *Zou u met uw buren een rooster willen opstellen?*."""
    words = load_words()
    start = next((token.i for token in doc if token.is_alpha), 0)
    verb = next((token for token in doc[start:] if token.pos_ in ("VERB", "AUX")), None)
    if verb is None or not _asks_something_now(verb):
        return None
    subject = _subject_around(doc, start, verb.i)
    if subject is None:
        return None
    first, last, plural = subject
    end = _main_clause_end(doc, max(last, verb.i + 1))
    front = [] if first == start else list(doc[start : verb.i])
    rest = [token for token in doc[verb.i + 1 : end] if not first <= token.i < last]
    modal = verb.lemma_.lower() in words["duties"]
    if modal:
        if not rest or rest[-1].pos_ != "VERB" or rest[-1].morph.get("VerbForm", []) != ["Inf"]:
            return None
        infinitive = rest.pop().text
        if rest and rest[-1].lower_ == "te":
            rest.pop()
            apart = bool(rest) and rest[-1].lower_ in words["particles"] and rest[-1].dep_ == "compound:prt"
            infinitive = rest.pop().lower_ + infinitive if apart else infinitive
    else:
        particle = next((token for token in rest if token.dep_ == "compound:prt" and token.head.i == verb.i), None)
        rest = [token for token in rest if particle is None or token.i != particle.i]
        prefix = "" if particle is None else particle.lower_
        infinitive = prefix + (verb.text if plural else _infinitive(verb).removeprefix(prefix))
    said = [*front, *rest]
    if not said or any(token.lower_ in words["asking_blocks"] or token.pos_ in ("VERB", "AUX") for token in said):
        return None
    opening = _without_capital(front)
    middle = tidied(without_needles(f"- {opening} {_joined(rest)}", words).removeprefix("-"))
    middle = " ".join(word for word in middle.split() if word not in words["request_drops"])
    who = doc[first:last].text
    who = lower_first(doc, first, last) if doc[first].lower_ not in words["personal"] else who.lower()
    return tidied(f"{capitalised(words['would'][plural])} {who} {middle} {words['want'][0]} {infinitive}?")


def _asks_something_now(verb: Token) -> bool:
    words = load_words()
    past = "Past" in verb.morph.get("Tense", [])
    lemma = verb.lemma_.lower()
    return not past and lemma not in words["no_favours"] and lemma not in words["no_requests"]


def _subject_around(doc: Doc, start: int, verb: int) -> tuple[int, int, bool] | None:
    """Return the people who are asked, before or right behind the verb."""
    words = load_words()
    for at in (start, verb + 1):
        found = _subject_after(doc, at)
        if found is None:
            continue
        first, last, plural = found
        pronoun = doc[first].lower_ in ("u", "je", "jullie")
        head = next((phrase for phrase in noun_phrases(doc) if phrase.start == first), None)
        people = head is not None and head.has_lemma(words["people"]) and not head.has_lemma(words["deciders"])
        if (pronoun or people) and (at > verb or last == verb):
            return first, last, plural
    return None


def _main_clause_end(doc: Doc, start: int) -> int:
    """Return where the clause ends: at punctuation, or before *en* with another verb behind it."""
    for token in doc[start:]:
        if token.text in ",.!?;:–()":
            return token.i
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if token.lower_ == "en" and following is not None and following.pos_ in ("VERB", "AUX"):
            return token.i
    return len(doc)


def _joined(tokens: Sequence[Token]) -> str:
    return "".join(token.text_with_ws for token in tokens)


def _without_capital(tokens: Sequence[Token]) -> str:
    text = _joined(tokens)
    return text if not tokens or tokens[0].pos_ == "PROPN" else text[:1].lower() + text[1:]


def _opens_clause(conjunction: Token) -> bool:
    """Tell whether *dat* is a conjunction; before a plural or another determiner it cannot be a determiner."""
    if conjunction.pos_ == "SCONJ":
        return True
    following = conjunction.doc[conjunction.i + 1] if conjunction.i + 1 < len(conjunction.doc) else None
    return following is not None and (following.pos_ in ("DET", "PRON") or "Plur" in following.morph.get("Number", []))


def _is_verb(index: int, doc: Doc) -> bool:
    return doc[index].pos_ == "VERB"


def _infinitive(verb: Token) -> str:
    lemma = str(lemmatize(verb.lower_, lang="nl"))
    return lemma if lemma.endswith("n") else verb.lemma_


def _subject_after(doc: Doc, start: int) -> tuple[int, int, bool] | None:
    if start >= len(doc):
        return None
    if doc[start].lower_ in load_words()["everybody"] and doc[start].pos_ != "DET":
        return start, start + 1, False
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
