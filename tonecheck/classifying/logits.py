"""What the parts of the tone model say of sentences, before they are weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tonecheck.classifying.features import SentenceView


@dataclass(frozen=True, slots=True)
class SentenceLogits:
    """The opinion of one part on some sentences."""

    tones: NDArray[np.float64]
    """Log probabilities, shape (sentences, 3), in the order of `tonecheck.types.TONES`."""
    acts: NDArray[np.float64]
    """Log odds, shape (sentences, acts), in the order of the model's act codes."""


class Part(Protocol):
    """A part of the tone model that has an opinion of its own."""

    def logits(self, views: Sequence[SentenceView], texts: Sequence[str] | None = None) -> SentenceLogits:
        """Judge sentences in their places; `texts` may put other words there (to see what a word contributes)."""
