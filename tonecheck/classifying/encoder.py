"""The sentence encoder that comes with tonecheck: a small transformer, cut down to Dutch, run by onnxruntime.

Sentences of one length are encoded together, without padding: a sentence has the same vector in every letter and every
batch, to the last bit. What was encoded lately is remembered, since letters of one archive repeat one another.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from cachetools import LRUCache
from scipy.special import log_softmax

from tonecheck.classifying.features import without_numbers
from tonecheck.classifying.logits import SentenceLogits
from tonecheck.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from tonecheck.classifying.features import SentenceView

MODEL_FILE = "encoder.onnx"
TOKENIZER_FILE = "tokenizer.json"
MANIFEST_FILE = "manifest.json"
MAX_TOKENS = 128
"""Longer sentences are cut."""
_REMEMBERED = 2**14
"""So many vectors are kept, in about 40 MiB."""
_TOKENS_AT_ONCE = 1024

_Ids = tuple[int, ...]


class SentenceEncoder:
    """Turns sentences into vectors. Safe to share between threads."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, digest: str) -> None:
        self._session, self._tokenizer = session, tokenizer
        self._lock = threading.Lock()
        self._remembered: LRUCache[_Ids, NDArray[np.float32]] = LRUCache(_REMEMBERED)
        self.digest = digest
        """SHA-256 of the files it was loaded from."""
        self.hidden: int = session.get_outputs()[0].shape[1]

    def token_ids(self, sentence: str) -> _Ids:
        """Return the ids of a sentence's tokens, framed as the network was trained; at most `MAX_TOKENS`."""
        ids: list[int] = self._tokenizer.encode(without_numbers(sentence)).ids
        return tuple(ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], ids[-1]])

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector per sentence, shape (sentences, hidden); the empty string has zeros."""
        ids = {sentence: self.token_ids(sentence) for sentence in dict.fromkeys(sentences) if sentence}
        vectors = self._vectors(dict.fromkeys(ids.values()))
        nothing = np.zeros(self.hidden, dtype=np.float32)
        rows = [vectors[ids[sentence]] if sentence else nothing for sentence in sentences]
        return np.asarray(rows, dtype=np.float32).reshape(-1, self.hidden)

    def _vectors(self, wanted: Iterable[_Ids]) -> dict[_Ids, NDArray[np.float32]]:
        found: dict[_Ids, NDArray[np.float32]] = {}
        by_length: dict[int, list[_Ids]] = {}
        with self._lock:
            for ids in wanted:
                if ids in self._remembered:
                    found[ids] = self._remembered[ids]
                else:
                    by_length.setdefault(len(ids), []).append(ids)
        for length, group in by_length.items():
            size = max(_TOKENS_AT_ONCE // length, 1)
            for batch in (group[first : first + size] for first in range(0, len(group), size)):
                (rows,) = self._session.run(None, {"ids": np.asarray(batch, dtype=np.int64)})
                # Copies, so that no row keeps its whole batch in memory.
                found.update((ids, row.copy()) for ids, row in zip(batch, rows, strict=True))
        with self._lock:
            self._remembered.update((ids, found[ids]) for group in by_length.values() for ids in group)
        return found


@dataclass(frozen=True, slots=True)
class EncoderPart:
    """Linear heads over the vector of a sentence and those of its neighbours, side by side."""

    encoder: SentenceEncoder
    tone_coef: NDArray[np.float32]
    """Shape (3, 3 × hidden), tones in the order of `tonecheck.types.TONES`."""
    tone_intercept: NDArray[np.float32]
    act_coef: NDArray[np.float32]
    """Shape (acts, 3 × hidden)."""
    act_intercept: NDArray[np.float32]

    def logits(self, views: Sequence[SentenceView], texts: Sequence[str] | None = None) -> SentenceLogits:
        """See `tonecheck.classifying.logits.Part`."""
        own = list(texts) if texts is not None else [view.text for view in views]
        wanted = [*own, *(view.previous for view in views), *(view.following for view in views)]
        vectors = self.encoder.encode(wanted)
        # In double precision: single-precision products of one row and of many differ in their last digits.
        rows = np.hstack(np.split(vectors, 3)).astype(np.float64)
        tones = log_softmax(rows @ self.tone_coef.astype(np.float64).T + self.tone_intercept, axis=1)
        return SentenceLogits(
            np.asarray(tones, dtype=np.float64),
            np.asarray(rows @ self.act_coef.astype(np.float64).T + self.act_intercept, dtype=np.float64),
        )


def seal(folder: Path) -> None:
    """Write the digests of the files in `folder` beside them."""
    digests = {name: _digest(folder / name) for name in (MODEL_FILE, TOKENIZER_FILE)}
    (folder / MANIFEST_FILE).write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


def load_encoder(folder: Path) -> SentenceEncoder:
    """Load the encoder in `folder` after checking its digests.

    Raises
    ------
    ModelError
        If files are missing or damaged.
    """
    # Versions of onnxruntime from 1.25 on may collect usage data and send it; nothing may leave the machine.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        if any(manifest[name] != _digest(folder / name) for name in (MODEL_FILE, TOKENIZER_FILE)):
            raise ModelError("model_damaged", folder=folder)
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    except (OSError, ValueError, KeyError, TypeError):
        raise ModelError("model_damaged", folder=folder) from None
    options = SessionOptions()
    # One thread: sentences are short, and sums are made in one order.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession(str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"])
    digest = hashlib.sha256("".join(manifest.values()).encode()).hexdigest()
    return SentenceEncoder(session, tokenizer, digest)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
