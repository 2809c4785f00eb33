"""What the tone model looks at: the words, the cues, the syntax and the neighbours of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from tonecheck.cues.definitions import load_classes
from tonecheck.cues.engine import CueHit

_NUMBER = re.compile(r"\d[\d.,:/-]*\d|\d")
#: A word with a capital that does not open a sentence.
_NAME = re.compile(r"(?<=[\w,;:)'’] )[A-ZÀ-Þ][\w’'-]*\w")
#: No word of Dutch.
_ANY_NAME = "xxnaam"
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence as the model sees it, in its place in the letter."""

    text: str
    doc: Doc
    """Empty if the sentence was not analysed."""
    cues: tuple[CueHit, ...]
    previous: str
    """The sentence before, or the empty string."""
    following: str
    position: float
    """0 for the first sentence of the letter that can carry a tone, 1 for the last."""

    @property
    def alone(self) -> bool:
        """Whether no other sentence stands beside it."""
        return not (self.previous or self.following)


def make_views(texts: Sequence[str], docs: Sequence[Doc], cues: Sequence[Sequence[CueHit]]) -> list[SentenceView]:
    """Set the sentences of one letter, in order, beside their neighbours."""
    last = max(len(texts) - 1, 1)
    return [
        SentenceView(
            text=text,
            doc=docs[index],
            cues=tuple(cues[index]),
            previous=texts[index - 1] if index else "",
            following=texts[index + 1] if index + 1 < len(texts) else "",
            position=index / last,
        )
        for index, text in enumerate(texts)
    ]


def without_numbers(text: str) -> str:
    """Return `text` with every number, date or amount as ``0``: the tone of a sentence does not hang on them."""
    return _NUMBER.sub("0", text)


def normalised(text: str) -> str:
    """Return `text` for counting n-grams: lower case, numbers as ``0``, names as one and the same, single blanks."""
    return _BLANKS.sub(" ", without_numbers(_NAME.sub(_ANY_NAME, text).lower())).strip()


def symbols(view: SentenceView, *, syntax: bool = True) -> dict[str, float]:
    """Return the position of a sentence, and with `syntax` its cues and syntax, as features by name, from 0 to 1."""
    features: dict[str, float] = {}
    if syntax:
        for hit in view.cues:
            features[f"act={hit.act}"] = max(features.get(f"act={hit.act}", 0.0), hit.strength)
            features[f"cue={hit.cue}"] = 1.0
        features.update(dict.fromkeys(_syntax(view.doc), 1.0))
    features["position=first"] = float(view.position == 0.0)
    features["position=last"] = float(view.position == 1.0)
    features["position"] = view.position
    length = len(view.doc) if syntax else len(view.text.split())
    features["length=short"] = float(length <= 8)
    features["length=long"] = float(length >= 28)
    features["question"] = float(view.text.rstrip().endswith("?"))
    return {name: value for name, value in features.items() if value}


def _syntax(doc: Doc) -> Iterator[str]:
    classes = load_classes()
    for token in doc:
        lower, lemma = token.lower_, token.lemma_.lower()
        if lower in classes["negation"]:
            yield "negated"
        for who in ("speaker", "addressee"):
            if lower in classes[who]:
                yield from _role(token, who)
        if lemma in classes["modal"]:
            yield f"modal={lemma}"
        if token.dep_ == "aux:pass":
            yield "passive"
        if token.dep_ == "mark":
            yield f"mark={lower}"
        if token.dep_ == "ROOT":
            yield f"root={token.pos_}"
            if token.i == 0 and token.morph.get("VerbForm", []) == ["Fin"]:
                yield "verb_first"


def _role(token: Token, who: str) -> Iterator[str]:
    """Say what the municipality or the initiator does in the sentence, and with which modal verbs."""
    yield f"{who}:{token.dep_}"
    if token.dep_.startswith("nsubj"):
        yield f"{who}+{token.head.lemma_.lower()}"
        for child in token.head.children:
            if child.dep_.startswith("aux"):
                yield f"{who}+{child.lemma_.lower()}"
