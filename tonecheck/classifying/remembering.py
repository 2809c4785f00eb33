"""Remember the rows of feature matrices by text: letters of one archive repeat one another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from cachetools import LRUCache
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REMEMBERED = 2**13
"""So many rows are kept: in about 30 MiB for the n-grams of sentences."""


class RowMemory:
    """Turns texts into the rows of a sparse matrix as `transform` does, and keeps the last ones.

    Safe to share between threads.
    """

    def __init__(self, transform: Callable[[Sequence[str]], csr_matrix], features: int) -> None:
        self._transform, self._features = transform, features
        self._lock = threading.Lock()
        self._remembered: LRUCache[str, tuple[NDArray[np.int32], NDArray[np.float64]]] = LRUCache(_REMEMBERED)

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Return a matrix of shape (len(texts), features)."""
        if not texts:
            return csr_matrix((0, self._features))
        distinct = list(dict.fromkeys(texts))
        with self._lock:
            found = {text: self._remembered[text] for text in distinct if text in self._remembered}
        if new := [text for text in distinct if text not in found]:
            made = self._transform(new)
            for text, start, end in zip(new, made.indptr, made.indptr[1:], strict=False):
                # Copies, so that no row keeps its whole matrix in memory.
                found[text] = made.indices[start:end].copy(), made.data[start:end].copy()
            with self._lock:
                self._remembered.update((text, found[text]) for text in new)
        indices, values = zip(*(found[text] for text in texts), strict=True)
        ends = np.cumsum([0, *map(len, indices)])
        joined = np.concatenate(values), np.concatenate(indices), ends
        return csr_matrix(joined, shape=(len(texts), self._features))
