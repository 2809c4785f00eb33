"""Fine-tune the encoder on labelled letters: tone and acts of every sentence, beside the vectors of its neighbours.

Every sentence is encoded apart; the heads see its vector and those of the sentences before and after. So context costs
nothing, and a sentence has the same vector wherever it stands. What the frozen layers make of a sentence is computed
once for all epochs.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from tonecheck.training.network import Encoder

NO_LABEL = -100
"""Tone index of a sentence that is context only."""
MAX_TOKENS = 128
"""Longer sentences are cut."""
_BUCKETS = 4


@dataclass(frozen=True, slots=True)
class FineTuning:
    """Settings of the fine-tuning; chosen by cross-validation, see ``docs/model.md``."""

    epochs: int = 5
    batch_sentences: int = 48
    learning_rate: float = 3e-4
    frozen_layers: int = 4
    """So many layers, from the bottom, stay as they are."""
    layer_decay: float = 0.85
    """Factor on the learning rate per layer, going down from the top."""
    head_rate: float = 5e-3
    weight_decay: float = 0.01
    warm_up: float = 0.1
    label_smoothing: float = 0.05
    act_weight: float = 1.0
    dropout: float = 0.1
    variant_share: float = 0.2
    """So many sentences are shown in another spelling, with other names or in another form of address."""
    contrast_share: float = 0.7
    """So many of the groups of contrasts are shown in an epoch, others in each: many contrasts teach more than the same
    ones again."""
    half_precision: bool = False
    """Compute matrix products in bfloat16: three times as fast on processors that have it, very slow on others."""
    seed: int = 20261123
    second_epochs: int = 3
    """Epochs of a second, shorter training in another order, whose weights are averaged with those of the first
    (Wortsman et al. 2022, *Model soups*): what one of them learned by chance weighs less; 0 for none."""


@dataclass(frozen=True, slots=True)
class Example:
    """A letter for fine-tuning: token ids (with prefix and suffix), tone and acts of its sentences, in order."""

    sentences: tuple[tuple[int, ...], ...]
    tones: tuple[int, ...]
    """Index of the tone, or `NO_LABEL`."""
    acts: NDArray[np.float32]
    """Shape (sentences, acts), 0 or 1."""
    variants: tuple[tuple[int, ...], ...] = ()
    """One per sentence: what may be shown in its place. Empty where there are none."""
    group: str = ""
    """Examples of one group are always in one batch, so that a step is about what makes them differ."""


class Tuned(nn.Module):
    """Encoder with its two heads over a sentence's vector and those of its neighbours."""

    def __init__(self, encoder: Encoder, hidden: int, tones: int, acts: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.tone, self.act = nn.Linear(3 * hidden, tones), nn.Linear(3 * hidden, acts)
        nn.init.zeros_(self.tone.weight)
        nn.init.zeros_(self.act.weight)
        nn.init.constant_(self.act.bias, -4.0)

    def forward(self, letters: Sequence[Example], states: FrozenStates, shown: random.Random) -> tuple[Tensor, Tensor]:
        """Return the tone and act logits of all sentences of `letters`, in order.

        `shown` decides which sentences give way to their variants.
        """
        sentences = [ids for letter in letters for ids in states.choose(letter, shown)]
        vectors = encode_in_buckets(sentences, lambda bucket: self.encoder.above(*states.of(bucket)))
        beside = neighbours(vectors, [len(letter.sentences) for letter in letters])
        return self.tone(beside), self.act(beside)


class FrozenStates:
    """Remembers what the frozen layers make of each sentence."""

    def __init__(self, encoder: Encoder, pad: int, variant_share: float) -> None:
        self._encoder, self._pad, self._variant_share = encoder, pad, variant_share
        self._known: dict[tuple[int, ...], Tensor] = {}

    def choose(self, letter: Example, shown: random.Random) -> list[tuple[int, ...]]:
        """Return the sentences of `letter`, some of them in their variants."""
        if not letter.variants:
            return list(letter.sentences)
        pairs = zip(letter.sentences, letter.variants, strict=True)
        return [variant if shown.random() < self._variant_share else own for own, variant in pairs]

    def of(self, sentences: Sequence[tuple[int, ...]]) -> tuple[Tensor, Tensor]:
        """Return the states of sentences, shape (sentences, tokens, hidden), and the mask of their tokens."""
        ids, mask = collate(sentences, self._pad)
        new = [row for row, sentence in enumerate(sentences) if sentence not in self._known]
        if new:
            for row, states in zip(new, self._encoder.below(ids[new], mask[new]), strict=True):
                self._known[sentences[row]] = states[: int(mask[row].sum())].clone()
        longest = ids.shape[1]
        stacked = [
            nn.functional.pad(self._known[sentence], (0, 0, 0, longest - len(self._known[sentence])))
            for sentence in sentences
        ]
        return torch.stack(stacked), mask


def neighbours(vectors: Tensor, lengths: Sequence[int]) -> Tensor:
    """Set every vector beside those of the sentences before and after in its letter (zeros where there is none).

    `vectors` has shape (sentences, hidden), the result (sentences, 3 × hidden); `lengths` are the letters' sizes.
    """
    parts = []
    for own in torch.split(vectors, list(lengths)):
        none = torch.zeros_like(own[:1])
        parts.append(torch.cat([own, torch.cat([none, own[:-1]]), torch.cat([own[1:], none])], dim=1))
    return torch.cat(parts)


def encode_rows(encoder: Encoder, sentences: Sequence[tuple[int, ...]], pad: int) -> Tensor:
    """Return one vector per sentence."""
    return encode_in_buckets(sentences, lambda bucket: encoder(*collate(bucket, pad)))


def encode_in_buckets(
    sentences: Sequence[tuple[int, ...]], encode: Callable[[list[tuple[int, ...]]], Tensor]
) -> Tensor:
    """Return what `encode` makes of `sentences`; those of like length go together, to waste little on padding."""
    ranked = sorted(range(len(sentences)), key=lambda index: len(sentences[index]))
    size = math.ceil(len(ranked) / _BUCKETS)
    rows = [
        encode([sentences[index] for index in ranked[first : first + size]]).float()
        for first in range(0, len(ranked), size)
    ]
    return torch.cat(rows)[torch.argsort(torch.tensor(ranked))]


def fine_tune(
    encoder: Encoder,
    examples: Sequence[Example],
    pad: int,
    settings: FineTuning,
    progress: Callable[[float], None] = lambda _: None,
) -> Tuned:
    """Fine-tune `encoder` in place and return it with its heads; calls `progress` with the share done."""
    torch.manual_seed(settings.seed)
    order = random.Random(settings.seed)  # noqa: S311
    model = Tuned(encoder, encoder.ln.normalized_shape[0], 3, examples[0].acts.shape[1])
    encoder.freeze(settings.frozen_layers)
    optimiser = torch.optim.AdamW(_groups(model, settings), weight_decay=settings.weight_decay)
    states = FrozenStates(encoder, pad, settings.variant_share)
    epochs = [
        list(_batches(shown(examples, settings.contrast_share, order), settings.batch_sentences, order))
        for _ in range(settings.epochs)
    ]
    steps = sum(map(len, epochs))
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps, settings.warm_up))
    tone_loss = nn.CrossEntropyLoss(ignore_index=NO_LABEL, label_smoothing=settings.label_smoothing)
    act_loss = nn.BCEWithLogitsLoss(reduction="none")
    model.train()
    done = 0
    for batches in epochs:
        for batch in batches:
            tones = torch.tensor([tone for letter in batch for tone in letter.tones])
            acts = torch.from_numpy(np.concatenate([letter.acts for letter in batch]))
            labelled = (tones != NO_LABEL).float()[:, None]
            with _precision(settings.half_precision):
                tone_logits, act_logits = model(batch, states, order)
            loss = tone_loss(tone_logits.float(), tones)
            by_act = act_loss(act_logits.float(), acts) * labelled
            loss = loss + settings.act_weight * by_act.sum() / labelled.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            rate.step()
            done += 1
            progress(min(done / max(steps, 1), 1.0))
    return model.eval()


def _precision(half: bool) -> AbstractContextManager[object]:
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=half)


def averaged(models: Sequence[Tuned]) -> Tuned:
    """Set every weight of the first of `models` to its mean over all of them, and return that one."""
    others = [dict(model.named_parameters()) for model in models]
    with torch.no_grad():
        for name, value in models[0].named_parameters():
            value.copy_(torch.stack([other[name] for other in others]).mean(dim=0))
    return models[0]


def collate(sentences: Sequence[Sequence[int]], pad: int) -> tuple[Tensor, Tensor]:
    """Return token ids, padded, and the mask of their places, both of shape (sentences, tokens)."""
    longest = min(max(len(ids) for ids in sentences), MAX_TOKENS)
    padded = torch.full((len(sentences), longest), pad)
    mask = torch.zeros(len(sentences), longest)
    for row, ids in enumerate(sentences):
        cut = torch.tensor(ids[:longest])
        padded[row, : len(cut)] = cut
        mask[row, : len(cut)] = 1.0
    return padded, mask


def shown(examples: Sequence[Example], share: float, order: random.Random) -> list[Example]:
    """Return all examples without a group, and those of a random `share` of the groups."""
    groups = sorted({item.group for item in examples if item.group})
    kept = {"", *order.sample(groups, round(share * len(groups)))}
    return [item for item in examples if item.group in kept]


def _batches(letters: Sequence[Example], sentences: int, order: random.Random) -> Iterator[list[Example]]:
    """Yield batches of whole letters and whole groups with about so many sentences, in random order."""
    groups: dict[str, list[Example]] = {}
    for index, letter in enumerate(letters):
        groups.setdefault(letter.group or f"letter {index}", []).append(letter)
    shuffled = list(groups.values())
    order.shuffle(shuffled)
    batch: list[Example] = []
    for group in shuffled:
        if batch and sum(len(item.sentences) for item in [*batch, *group]) > sentences:
            yield batch
            batch = []
        batch.extend(group)
    yield batch


def _rate(step: int, steps: int, warm_up: float) -> float:
    first = max(math.ceil(steps * warm_up), 1)
    return (step + 1) / first if step < first else max((steps - step) / max(steps - first, 1), 0.0)


def _groups(model: Tuned, settings: FineTuning) -> list[dict[str, object]]:
    heads = [*model.tone.parameters(), *model.act.parameters()]
    groups: list[dict[str, object]] = [{"params": heads, "lr": settings.head_rate}]
    layers = list(model.encoder.layers)
    for depth, layer in enumerate(reversed(layers[settings.frozen_layers :])):
        groups.append({"params": list(layer.parameters()), "lr": settings.learning_rate * settings.layer_decay**depth})
    return groups
