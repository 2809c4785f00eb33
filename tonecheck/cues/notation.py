"""The small notation in which linguists write cue patterns, compiled to tests on tokens.

spaCy's own ``Matcher`` keeps every way to match alive, which takes exponential time on patterns with several gaps;
the search in `tonecheck.cues.matching` is linear in the sentence.

A pattern is a row of atoms separated by blanks; each stands for one token of the sentence:

=============  ==================================================================================
``plan``       a token whose lemma or form is *plan* (split verbs count whole: *wijst … af* is ``afwijzen``)
``a|b``        any of these
``*plan``      the form ends in *plan* (``*`` may stand in front, behind, or both)
``=mooie``     exactly this form, whatever its lemma
``@praise``    any word of the class ``praise`` (``classes.toml``)
``NOUN``       a part of speech (UPOS); ``NOUN:plan|idee`` also says which
``!niet``      any token but this
``niet?``      may be absent
``..``         up to 3 tokens; ``...`` up to 8; ``....`` up to 25
``^``          at the very start: the next atom must be the first word of the sentence
=============  ==================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_UPOS = frozenset(
    [
        "ADJ",
        "ADP",
        "ADV",
        "AUX",
        "CCONJ",
        "DET",
        "INTJ",
        "NOUN",
        "NUM",
        "PART",
        "PRON",
        "PROPN",
        "PUNCT",
        "SCONJ",
        "SYM",
        "VERB",
        "X",
    ]
)
_GAPS = {"..": 3, "...": 8, "....": 25}
_WORD = re.compile(r"^[\w*'’.,;:?!%€/()+@-]+$")


class NotationError(ValueError):
    """A pattern that cannot be read; the message says which atom and why."""


@dataclass(frozen=True, slots=True)
class TokenForms:
    """A token as patterns see it."""

    lower: str
    forms: frozenset[str]
    """Every way an atom may name the token: form, lemmas, the whole of a split verb; lower case."""
    pos: str


@dataclass(frozen=True, slots=True)
class Atom:
    """What one token must be."""

    plain: frozenset[str] = frozenset()
    wild: re.Pattern[str] | None = None
    exact: bool = False
    pos: str | None = None
    negated: bool = False
    optional: bool = False

    def matches(self, token: TokenForms) -> bool:
        """Tell whether `token` is what this atom asks for."""
        if self.negated:
            return token.pos != self.pos if self.pos else token.lower not in self.plain
        if self.pos and token.pos != self.pos:
            return False
        if not self.plain and self.wild is None:
            return True
        if token.lower in self.plain or (not self.exact and not self.plain.isdisjoint(token.forms)):
            return True
        return self.wild is not None and self.wild.fullmatch(token.lower) is not None


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `most` tokens of any kind."""

    most: int


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A row of atoms and gaps; it begins and ends with an atom."""

    elements: tuple[Atom | Gap, ...]
    required: tuple[frozenset[str], ...]
    """The sentence must hold a word of each of these sets, of which the first is the smallest. Lets the engine skip
    nearly all patterns without running them."""
    at_start: bool


def compile_pattern(pattern: str, classes: Mapping[str, tuple[str, ...]]) -> CompiledPattern:
    """Compile `pattern`, taking ``@name`` from `classes`.

    Raises
    ------
    NotationError
        If an atom is not in the notation, names an unknown class, or a gap stands at the border.
    """
    atoms = pattern.split()
    at_start = bool(atoms) and atoms[0] == "^"
    atoms = atoms[1:] if at_start else atoms
    if not atoms or atoms[0] in _GAPS or atoms[-1] in _GAPS:
        raise NotationError(f"pattern {pattern!r} must begin and end with a word")
    elements = tuple(compile_atom(atom, classes) for atom in atoms)
    return CompiledPattern(elements, required_words(elements), at_start)


def required_words(elements: Iterable[object]) -> tuple[frozenset[str], ...]:
    """Return sets of words of which a sentence must hold one each to match `elements`, the smallest set first."""
    required = [
        element.plain
        for element in elements
        if isinstance(element, Atom) and element.plain and not (element.optional or element.negated or element.wild)
    ]
    return tuple(sorted(required, key=lambda words: (len(words), sorted(words))))


def compile_atom(atom: str, classes: Mapping[str, tuple[str, ...]]) -> Atom | Gap:
    """Compile one atom of a pattern, taking ``@name`` from `classes`; raises `NotationError` if it cannot be read."""
    if atom in _GAPS:
        return Gap(_GAPS[atom])
    body, optional = (atom[:-1], True) if len(atom) > 1 and atom.endswith("?") else (atom, False)
    negated, body = (True, body[1:]) if len(body) > 1 and body.startswith("!") else (False, body)
    exact, body = (True, body[1:]) if len(body) > 1 and body.startswith("=") else (False, body)
    pos, _, rest = body.partition(":")
    if pos not in _UPOS:
        pos, rest = "", body
    words = _expand(rest, classes) if rest else []
    plain = frozenset(word.lower() for word in words if "*" not in word)
    wild = [re.escape(word.lower()).replace(r"\*", r"\w*") for word in words if "*" in word]
    if negated and wild:
        raise NotationError(f"{atom!r}: a negated atom cannot have wildcards")
    return Atom(plain, re.compile("|".join(wild)) if wild else None, exact, pos or None, negated, optional)


def _expand(body: str, classes: Mapping[str, tuple[str, ...]]) -> list[str]:
    words: list[str] = []
    for part in body.split("|"):
        if part.startswith("@"):
            if part[1:] not in classes:
                raise NotationError(f"unknown class {part!r}")
            words.extend(classes[part[1:]])
        elif _WORD.match(part):
            words.append(part)
        else:
            raise NotationError(f"cannot read {part or body!r}")
    return words
