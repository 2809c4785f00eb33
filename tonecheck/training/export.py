"""Export the fine-tuned encoder to ONNX with 8-bit weights, and its tokenizer to JSON.

Word embeddings and matrices are stored as one byte a number with a scale per word or output; all arithmetic is done in
full precision. Rounding the activations too (dynamic quantisation) would be twice as fast, but turns differences in the
last bit between processors into differences that people see.
"""

from __future__ import annotations

import copy
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from tonecheck.classifying.encoder import MODEL_FILE, TOKENIZER_FILE, seal
from tonecheck.training.network import Encoder
from tonecheck.training.vocabulary import CutVocabulary

_OPSET = 17


def _eight_bits(rows: Tensor) -> tuple[Tensor, Tensor]:
    """Return rows of whole numbers from -127 to 127, and the scale of each row."""
    scale = rows.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
    return torch.round(rows / scale).to(torch.int8), scale


class StoredLinear(nn.Module):
    """A linear layer whose matrix is stored in 8 bits."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        weight, scale = _eight_bits(layer.weight.detach())
        self.register_buffer("weight", weight)
        self.register_buffer("scale", scale)
        self.register_buffer("bias", layer.bias.detach())

    def forward(self, states: Tensor) -> Tensor:
        """Return what the layer returns, but for the rounding."""
        weight = self.weight.float() * self.scale  # type: ignore[operator]
        return functional.linear(states, weight, self.bias)  # type: ignore[arg-type]


class EqualLengths(nn.Module):
    """The network as it is shipped: the ids of sentences of one length in, their vectors out.

    Without padding there is nothing to mask, and a sentence has the same vector in every batch.
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        words, scale = _eight_bits(encoder.words)  # type: ignore[arg-type]
        self.register_buffer("words", words)
        self.register_buffer("scale", scale)
        self.encoder = copy.deepcopy(encoder)
        del self.encoder.words
        for layer in self.encoder.layers:
            for name, part in list(layer.named_children()):
                if isinstance(part, nn.Linear):
                    setattr(layer, name, StoredLinear(part))

    def forward(self, ids: Tensor) -> Tensor:
        """Return the vectors, shape (sentences, hidden), of the ids, shape (sentences, tokens)."""
        words = self.words[ids].float() * self.scale[ids]  # type: ignore[index,operator]
        states = self.encoder.ln(words + self.encoder.positions[: ids.shape[1]])
        for layer in self.encoder.layers:
            states = layer(states, torch.zeros(1))
        # As a product, since onnxruntime takes the mean of one sentence in another order than that of many.
        share = torch.ones_like(ids[:, None, :]).float() / ids.shape[1]
        return (share @ states).squeeze(1)


def export(encoder: Encoder, vocabulary: CutVocabulary, folder: Path) -> None:
    """Write the encoder and its tokenizer to `folder`, with their digests."""
    encoder.eval()
    encoder.freeze(0)
    folder.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        EqualLengths(encoder).eval(),
        (torch.tensor([[0, 5, 6, 7, 2], [0, 8, 9, 5, 2]]),),
        str(folder / MODEL_FILE),
        input_names=["ids"],
        output_names=["vector"],
        dynamic_axes={"ids": {0: "sentences", 1: "tokens"}, "vector": {0: "sentences"}},
        opset_version=_OPSET,
        # Folding would write the matrices out in full.
        do_constant_folding=False,
        dynamo=False,
    )
    vocabulary.tokenizer().save(str(folder / TOKENIZER_FILE), pretty=False)
    seal(folder)
