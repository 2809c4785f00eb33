"""The encoder as it was published, with linear heads on top: what fine-tuning is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from tonecheck.classifying.features import SentenceView
from tonecheck.classifying.logits import SentenceLogits
from tonecheck.cues.definitions import load_acts
from tonecheck.training.encoder import EncoderTrainer
from tonecheck.training.examples import LooseExample
from tonecheck.training.finetuning import encode_rows, neighbours
from tonecheck.training.network import Encoder
from tonecheck.training.prepared import Prepared
from tonecheck.training.tone import SEED
from tonecheck.types import TONES

_C = 0.01
_ABSENT = -5.0


@dataclass(slots=True)
class FrozenTrainer:
    """Fits heads on the vectors of the published weights; every sentence is encoded once."""

    trainer: EncoderTrainer
    _encoder: Encoder | None = None
    _known: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    def held_out_part(self, letters: Sequence[Prepared], examples: Sequence[LooseExample]) -> FrozenPart:
        """Fit tone and acts on the body of `letters` and on `examples`."""
        loose = {item.view.text: item for item in examples}.values()
        rows = [self.rows([view.text for view in letter.parsed.views]) for letter in letters]
        rows += [self.rows([item.view.text]) for item in loose]
        matrix = np.concatenate(rows)
        tones = [tone for letter in letters for tone in letter.tones] + [item.tone for item in loose]
        found = [set(acts) for letter in letters for acts in letter.acts] + [set(item.acts) for item in loose]
        acts = []
        for code in load_acts():
            present = np.asarray([code in codes for codes in found])
            acts.append(_head().fit(matrix, present) if present.any() else None)
        return FrozenPart(self, _head().fit(matrix, tones), tuple(acts))

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of a letter's sentences, each beside its neighbours': shape (sentences, 3 × hidden)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if self._encoder is None:
            self._encoder = Encoder(self.trainer.weights, self.trainer.vocabulary.kept).eval()
        if new:
            with torch.inference_mode():
                pad = self.trainer.vocabulary.special["pad"]
                vectors = encode_rows(self._encoder, self.trainer.token_ids(new), pad)
            self._known.update(zip(new, vectors.numpy(), strict=True))
        own = torch.from_numpy(np.stack([self._known[text] for text in texts]))
        beside: NDArray[np.float32] = neighbours(own, [len(texts)]).numpy()
        return beside


@dataclass(frozen=True, slots=True)
class FrozenPart:
    """See `tonecheck.classifying.logits.Part`."""

    trainer: FrozenTrainer
    tone: Pipeline
    acts: tuple[Pipeline | None, ...]

    def logits(self, views: Sequence[SentenceView], texts: Sequence[str] | None = None) -> SentenceLogits:
        """Judge all sentences of one letter."""
        matrix = self.trainer.rows(texts if texts is not None else [view.text for view in views])
        order = [list(self.tone.classes_).index(tone.value) for tone in TONES]
        tones = log_softmax(self.tone.decision_function(matrix)[:, order], axis=1)
        acts = [head.decision_function(matrix) if head else np.full(len(matrix), _ABSENT) for head in self.acts]
        return SentenceLogits(tones, np.column_stack(acts))


def _head() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=_C, max_iter=2000, random_state=SEED))
