"""The small notation in which linguists write cue patterns, compiled to spaCy's `Matcher`.

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
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

_UPOS = frozenset("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
_GAPS = {"..": 3, "...": 8, "....": 25}
_WORD = re.compile(r"^[\w*'’.,;:?!%€/()+@-]+$")

#: The custom token attribute that holds every form by which an atom may name the token.
FORMS = "tonecheck_forms"


class NotationError(ValueError):
    """A pattern that cannot be read; the message says which atom and why."""


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A pattern as spaCy's `Matcher` wants it."""

    token_patterns: tuple[tuple[dict[str, Any], ...], ...]
    """Alternatives; the pattern matches where one of them does."""
    anchors: frozenset[str] | None
    """Words of which the sentence must hold at least one, or None when there is no such set. Lets the engine
    skip nearly all patterns without running them."""
    at_start: bool


def compile_pattern(pattern: str, classes: Mapping[str, tuple[str, ...]]) -> CompiledPattern:
    """Compile `pattern`, taking ``@name`` from `classes`.

    Raises
    ------
    NotationError
        If an atom is not in the notation, names an unknown class, or nothing but gaps remain.
    """
    atoms = pattern.split()
    at_start = bool(atoms) and atoms[0] == "^"
    atoms = atoms[1:] if at_start else atoms
    choices: list[list[dict[str, Any]]] = []
    anchors: list[frozenset[str]] = []
    for atom in atoms:
        if atom in _GAPS:
            choices.append([{"OP": "{0,%d}" % _GAPS[atom]}])
            continue
        specs, words = _compile_atom(atom, classes)
        choices.append(specs)
        if words and not atom.endswith("?"):
            anchors.append(words)
    if not choices or atoms[0] in _GAPS or atoms[-1] in _GAPS:
        raise NotationError(f"pattern {pattern!r} must begin and end with a word")
    return CompiledPattern(
        token_patterns=tuple(product(*choices)),
        anchors=min(anchors, key=lambda words: (len(words), sorted(words))) if anchors else None,
        at_start=at_start,
    )


def _compile_atom(atom: str, classes: Mapping[str, tuple[str, ...]]) -> tuple[list[dict[str, Any]], frozenset[str]]:
    body, optional = (atom[:-1], True) if len(atom) > 1 and atom.endswith("?") else (atom, False)
    negated, body = body.startswith("!") and len(body) > 1, body.removeprefix("!") if len(body) > 1 else body
    exact, body = body.startswith("=") and len(body) > 1, body.removeprefix("=") if len(body) > 1 else body
    pos, _, rest = body.partition(":")
    base: dict[str, Any] = {"OP": "?"} if optional else {}
    if pos in _UPOS:
        base["POS"] = {"NOT_IN": [pos]} if negated else pos
        if not rest:
            return [base], frozenset()
        body = rest
    words = _expand(body, classes)
    plain = [word.lower() for word in words if "*" not in word]
    wild = [word.lower() for word in words if "*" in word]
    if negated:
        if wild:
            raise NotationError(f"{atom!r}: a negated atom cannot have wildcards")
        return [{**base, "LOWER": {"NOT_IN": plain}}], frozenset()
    specs: list[dict[str, Any]] = []
    if plain:
        specs.append({**base, **({"LOWER": {"IN": plain}} if exact else {"_": {FORMS: {"INTERSECTS": plain}}})})
    if wild:
        expression = "|".join("^" + re.escape(word).replace(r"\*", r"\w*") + "$" for word in wild)
        specs.append({**base, "LOWER": {"REGEX": expression}})
    return specs, frozenset() if wild else frozenset(plain)


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
