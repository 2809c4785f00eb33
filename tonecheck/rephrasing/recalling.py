"""Recall precedents: which known sentences are most like a new one.

Two sentences are alike by what they do to their reader (vectors of the encoder) and by their words (n-grams), both as
the tone model sees them anyway. The vectors of the known sentences come with the package, and so does what their
marked phrases do in them: nothing but the new sentence has to be encoded or parsed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from tonecheck.errors import DataError
from tonecheck.rephrasing.places import (
    Filling,
    KnownRoles,
    Role,
    as_list,
    candidates,
    load_filler,
    marked_phrase,
    role_of,
)
from tonecheck.rephrasing.precedents import Precedent, load_precedents
from tonecheck.rephrasing.wording import capitalised
from tonecheck.resources import data_folder

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix
    from spacy.tokens import Doc

KNOWN_FILE = "precedents.npz"
_NEIGHBOURS = 20
_PRECEDENTS = 6
#: So many of the commonest precedents of so many acts come besides.
_COMMONEST = 4
_ACTS = 2
#: How much more a neighbour counts that is closer: its vote grows e-fold with a thirtieth of likeness.
_SHARPNESS = 30.0
#: So many roles of a place are kept.
MOST_ROLES = 40
_STEPS = 127


class Reader(Protocol):
    """What turns sentences into rows that can be compared."""

    @property
    def encoder_digest(self) -> str | None:
        """What tells its encoder from others, or None if it has none."""
        ...

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector per sentence, shape (sentences, hidden)."""
        ...

    def count(self, sentences: Sequence[str]) -> csr_matrix:
        """Return weighed n-grams, one row per sentence."""
        ...


@dataclass(frozen=True, slots=True)
class Recalled:
    """A precedent that may suit a sentence."""

    precedent: Precedent
    closeness: float
    """How like the sentence the closest known one is: a mean of cosines, from -1 to 1."""
    votes: float
    """The share that its sentences have among the closest known ones, from 0 to 1."""
    fillings: Mapping[str, Filling]
    """What the sentence has for its places."""

    @property
    def values(self) -> Mapping[str, str]:
        """What fills its places, by place and by the place's name with a capital."""
        said = {place: filling.text for place, filling in self.fillings.items()}
        return {**said, **{place.capitalize(): capitalised(text) for place, text in said.items()}}

    def sureness(self, slots: Iterable[str]) -> float:
        """Return how sure it is that `slots` are filled rightly: the probability of the least sure that is filled."""
        filled = [self.fillings[slot.lower()].probability for slot in slots if slot.lower() in self.fillings]
        return min(filled, default=0.0)


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of the known sentences."""

    vectors: NDArray[np.float64] | None
    """Shape (sentences, hidden); None for a reader with another encoder, which has to do with n-grams."""
    roles: Sequence[KnownRoles]
    """By precedent."""


class Memory:
    """All known sentences."""

    def __init__(self, precedents: Sequence[Precedent], reader: Reader, known: Known) -> None:
        """Remember `precedents` with what is `known` of their sentences."""
        self._precedents = precedents
        self._reader = reader
        self._roles = known.roles
        # A sentence may stand in several precedents; its vector is needed once.
        self._sentences = distinct(precedents)
        places = {text: at for at, text in enumerate(self._sentences)}
        self._owners: list[list[int]] = [[] for _ in self._sentences]
        for owner, precedent in enumerate(precedents):
            for sentence in precedent.sentences:
                self._owners[places[sentence.text]].append(owner)
        self._commonest = {
            act: sorted(
                (owner for owner, item in enumerate(precedents) if item.act == act),
                key=lambda owner: -len(precedents[owner].sentences),
            )[:_COMMONEST]
            for act in {item.act for item in precedents}
        }
        self._counts = reader.count(self._sentences)
        # All vectors share a direction, which says nothing.
        self._centre: NDArray[np.float64] = np.zeros(0)
        self._vectors: NDArray[np.float64] | None = None
        if known.vectors is not None:
            self._centre = np.asarray(known.vectors.mean(axis=0), dtype=np.float64)
            self._vectors = _unit(known.vectors - self._centre)

    def recall(self, doc: Doc, sentence: str, acts: Sequence[str] = (), *, new: bool = False) -> tuple[Recalled, ...]:
        """Return the precedents whose sentences are most like `sentence`, parsed as `doc`, the likeliest first.

        Behind them stand the commonest precedents of its `acts`, which suit many sentences that are like no other. With
        `new` a known sentence is taken for one that has never been seen, for measuring.
        """
        likeness = self._likeness(sentence)
        if new and sentence in self._sentences:
            likeness[self._sentences.index(sentence)] = -1.0
        closest = np.argsort(-likeness, kind="stable")[:_NEIGHBOURS]
        weights = np.exp(_SHARPNESS * (likeness[closest] - likeness[closest[0]]))
        votes: dict[int, float] = {}
        best: dict[int, float] = {}
        for at, weight in zip(closest, weights, strict=True):
            for owner in self._owners[at]:
                votes[owner] = votes.get(owner, 0.0) + float(weight) / len(self._owners[at])
                best.setdefault(owner, float(likeness[at]))
        total = sum(votes.values())
        ranked = sorted(votes, key=lambda owner: (-round(votes[owner] / total, 3), owner))[:_PRECEDENTS]
        ranked += [owner for act in acts[:_ACTS] for owner in self._commonest.get(act, ()) if owner not in ranked]
        filler, phrases = load_filler(), candidates(doc)
        return tuple(
            Recalled(
                self._precedents[owner],
                best.get(owner, 0.0),
                round(votes.get(owner, 0.0) / total, 3),
                filler.fill(phrases, self._roles[owner]),
            )
            for owner in ranked
        )

    def _likeness(self, sentence: str) -> NDArray[np.float64]:
        words = (self._counts @ self._reader.count([sentence]).T).toarray()[:, 0] / 2
        if self._vectors is None:
            return np.asarray(np.round(words, 3), dtype=np.float64)
        own = _unit(self._reader.encode([sentence]).astype(np.float64) - self._centre)[0]
        # Rounded, so that processors agree on the order.
        return np.asarray(np.round((2 * words + self._vectors @ own) / 3, 3), dtype=np.float64)


def distinct(precedents: Sequence[Precedent]) -> list[str]:
    """Return all known sentences, each once."""
    return list(dict.fromkeys(sentence.text for item in precedents for sentence in item.sentences))


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float64)


def _digest(precedents: Sequence[Precedent]) -> str:
    said = [[item.name, [[sentence.text, dict(sentence.places)] for sentence in item.sentences]] for item in precedents]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def known_roles(precedent: Precedent, docs: Sequence[Doc]) -> dict[str, list[Role]]:
    """Return what the marked phrases of a precedent do in its sentences, parsed as `docs`, by place."""
    roles: dict[str, list[Role]] = {}
    for doc, sentence in zip(docs, precedent.sentences, strict=True):
        for place, (start, end) in sentence.places.items():
            phrase = marked_phrase(doc, start, end)
            if phrase is not None and len(roles.setdefault(place, [])) < MOST_ROLES:
                roles[place].append(role_of(phrase))
    return roles


def save_known(
    path: Path, precedents: Sequence[Precedent], reader: Reader, roles: Sequence[Mapping[str, Sequence[Role]]]
) -> None:
    """Write what has to be known of the sentences of `precedents`; vectors are rounded to 8 bits."""
    vectors = reader.encode(distinct(precedents))
    scale = np.abs(vectors).max(axis=1, keepdims=True) / _STEPS
    plain = [{place: [as_list(role) for role in own] for place, own in item.items()} for item in roles]
    np.savez_compressed(
        path,
        vectors=np.round(vectors / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        encoder=np.array(reader.encoder_digest or ""),
        precedents=np.array(_digest(precedents)),
        roles=np.array(json.dumps(plain, ensure_ascii=False)),
    )


def load_known(precedents: Sequence[Precedent], reader: Reader, path: Path | None = None) -> Known:
    """Read what is known of the sentences of `precedents`.

    Raises
    ------
    DataError
        If it is missing, damaged, or of other precedents.
    """
    path = path or data_folder(KNOWN_FILE)
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays: dict[str, Any] = dict(stored)
        roles = [
            {place: [Role(*role) for role in own] for place, own in item.items()}
            for item in json.loads(str(arrays["roles"]))
        ]
        fits = str(arrays["precedents"]) == _digest(precedents)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError("data_file", file=path.name, mistake=str(error)) from None
    if not fits:
        mistake = "it is of other precedents: run python -m tonecheck.training.precedents"
        raise DataError("data_file", file=path.name, mistake=mistake)
    same = reader.encoder_digest is not None and str(arrays["encoder"]) == reader.encoder_digest
    return Known(arrays["vectors"].astype(np.float64) * arrays["scale"] if same else None, roles)


def load_memory(reader: Reader) -> Memory:
    """Return the memory of all precedents that come with tonecheck."""
    precedents = load_precedents()
    return Memory(precedents, reader, load_known(precedents, reader))
