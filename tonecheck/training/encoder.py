"""Train the encoder part of the tone model from the weights of multilingual-e5-small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.special import log_softmax

from tonecheck.classifying.encoder import EncoderPart, load_encoder
from tonecheck.classifying.features import SentenceView, without_numbers
from tonecheck.classifying.logits import SentenceLogits
from tonecheck.cues.definitions import load_acts
from tonecheck.training.augmentation import names_in, variants
from tonecheck.training.e5 import Weights, read_weights
from tonecheck.training.examples import LooseExample
from tonecheck.training.export import export
from tonecheck.training.finetuning import NO_LABEL, Example, FineTuning, Tuned, averaged, encode_rows, fine_tune
from tonecheck.training.network import Encoder
from tonecheck.training.prepared import Prepared
from tonecheck.training.vocabulary import CutVocabulary, cut_vocabulary
from tonecheck.types import TONES, UnitKind

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_TONE_INDEX = {tone.value: index for index, tone in enumerate(TONES)}
_CHUNK = 64
"""So many sentences are encoded at once when nothing is learned."""


@dataclass(slots=True)
class EncoderTrainer:
    """Trains encoder parts on letters; the vocabulary is cut once."""

    weights: Weights
    vocabulary: CutVocabulary
    settings: FineTuning
    names: tuple[str, ...] = ()
    """What may replace a name in a variant of a sentence."""
    progress: Callable[[str, float], None] = field(default=lambda _, __: None)
    """Called with what is being trained and the share done."""
    _tokenizer: Tokenizer | None = None

    @classmethod
    def from_file(cls, path: Path, running_text: Sequence[str], settings: FineTuning) -> EncoderTrainer:
        """Read the weights at `path` and cut their vocabulary to `running_text` and a Dutch lexicon."""
        weights = read_weights(path)
        names = tuple(sorted({name for text in running_text for name in names_in(text)}))
        return cls(weights, cut_vocabulary(weights, running_text, dutch_lexicon()), settings, names)

    def held_out_part(self, letters: Sequence[Prepared], examples: Sequence[LooseExample]) -> TorchPart:
        """Train on `letters` and `examples` for judging others, without exporting."""
        return TorchPart(
            self._tune(letters, examples, f"{len({item.letter.author for item in letters})} authors"), self
        )

    def train(self, letters: Sequence[Prepared], examples: Sequence[LooseExample], folder: Path) -> EncoderPart:
        """Train on `letters` and `examples`, export to `folder`, and return the part as it will be used."""
        tuned = self._tune(letters, examples, "all authors")
        export(tuned.encoder, self.vocabulary, folder)
        arrays = (tuned.tone.weight, tuned.tone.bias, tuned.act.weight, tuned.act.bias)
        return EncoderPart(load_encoder(folder), *(array.detach().numpy().copy() for array in arrays))

    def _tune(self, letters: Sequence[Prepared], examples: Sequence[LooseExample], what: str) -> Tuned:
        runs = [self.settings]
        if self.settings.second_epochs:
            runs.append(replace(self.settings, epochs=self.settings.second_epochs, seed=self.settings.seed + 1))
        epochs = sum(run.epochs for run in runs)
        models: list[Tuned] = []
        done = 0
        for run in runs:
            encoder = Encoder(self.weights, self.vocabulary.kept, run.dropout)
            data = [self._letter(letter, run.seed) for letter in letters]
            data += [self._example(item, run.seed) for item in examples]
            tell = partial(self._tell, what, done / epochs, run.epochs / epochs)
            models.append(fine_tune(encoder, data, self.vocabulary.special["pad"], run, tell))
            done += run.epochs
        return averaged(models)

    def _tell(self, what: str, before: float, size: float, share: float) -> None:
        self.progress(what, before + size * share)

    def _letter(self, letter: Prepared, seed: int) -> Example:
        tones = tuple(
            NO_LABEL if unit.kind is UnitKind.HEADING else _TONE_INDEX[tone]
            for unit, tone in zip(letter.parsed.toned, letter.tones, strict=True)
        )
        texts = [view.text for view in letter.parsed.views]
        return Example(self.token_ids(texts), tones, _act_table(letter.acts), self._variants(texts, seed))

    def _example(self, item: LooseExample, seed: int) -> Example:
        texts, tones, acts = [item.view.text], [_TONE_INDEX[item.tone]], [item.acts]
        if item.view.previous:
            texts, tones, acts = [item.view.previous, *texts], [NO_LABEL, *tones], [(), *acts]
        return Example(self.token_ids(texts), tuple(tones), _act_table(acts), self._variants(texts, seed), item.group)

    def _variants(self, texts: Sequence[str], seed: int) -> tuple[tuple[int, ...], ...]:
        return self.token_ids(variants(texts, self.names, seed))

    def token_ids(self, sentences: Sequence[str]) -> tuple[tuple[int, ...], ...]:
        """Return the framed token ids of sentences."""
        texts = [without_numbers(sentence) for sentence in sentences]
        if self._tokenizer is None:
            self._tokenizer = self.vocabulary.tokenizer()
        return tuple(tuple(found.ids) for found in self._tokenizer.encode_batch(texts))


@dataclass(frozen=True, slots=True)
class TorchPart:
    """A fine-tuned network as a part of the tone model, in full precision."""

    tuned: Tuned
    trainer: EncoderTrainer

    def logits(self, views: Sequence[SentenceView], texts: Sequence[str] | None = None) -> SentenceLogits:
        """See `tonecheck.classifying.logits.Part`."""
        own = list(texts) if texts is not None else [view.text for view in views]
        wanted = [*own, *(view.previous for view in views), *(view.following for view in views)]
        rows = np.hstack(np.split(self._vectors(wanted), 3))
        with torch.inference_mode():
            beside = torch.from_numpy(rows)
            tones, acts = self.tuned.tone(beside).numpy(), self.tuned.act(beside).numpy()
        return SentenceLogits(log_softmax(tones.astype(np.float64), axis=1), acts.astype(np.float64))

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        distinct = [text for text in dict.fromkeys(texts) if text]
        with torch.inference_mode():
            chunks = [
                encode_rows(self.tuned.encoder, self.trainer.token_ids(chunk), self.trainer.vocabulary.special["pad"])
                for chunk in (distinct[first : first + _CHUNK] for first in range(0, len(distinct), _CHUNK))
            ]
        rows = np.concatenate([chunk.numpy() for chunk in chunks])
        found = {"": np.zeros(rows.shape[1], dtype=np.float32), **dict(zip(distinct, rows, strict=True))}
        return np.asarray([found[text] for text in texts])


def dutch_lexicon() -> list[str]:
    """Return the word forms of simplemma's Dutch dictionary."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    return [
        form if isinstance(form, str) else form.decode() for form in DefaultDictionaryFactory().get_dictionary("nl")
    ]


def _act_table(acts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    codes = list(load_acts())
    return np.asarray([[code in found for code in codes] for found in acts], dtype=np.float32)
