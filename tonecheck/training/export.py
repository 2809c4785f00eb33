"""Export the fine-tuned encoder to ONNX with 8-bit weights, and its tokenizer to JSON.

Word embeddings are stored as one byte a number with a scale per word; matrices are quantised per column, activations
while running (Jacob et al. 2018, *Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
Inference*).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from tonecheck.classifying.encoder import MODEL_FILE, TOKENIZER_FILE, seal
from tonecheck.training.network import Encoder
from tonecheck.training.vocabulary import CutVocabulary

_OPSET = 17


class OneSentence(nn.Module):
    """The network as it is shipped: the ids of one sentence in, its vector out."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        words: Tensor = encoder.words  # type: ignore[assignment]
        scale = words.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("words", torch.round(words / scale).to(torch.int8))
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        """Return the vector, shape (1, hidden), of the ids, shape (1, tokens)."""
        words = self.words[ids].float() * self.scale[ids]  # type: ignore[index,operator]
        states = self.encoder.ln(words + self.encoder.positions[: ids.shape[1]])
        for layer in self.encoder.layers:
            states = layer(states, torch.zeros(1))
        return states.mean(dim=1)  # type: ignore[no-any-return]


def export(encoder: Encoder, vocabulary: CutVocabulary, folder: Path) -> None:
    """Write the encoder and its tokenizer to `folder`, with their digests."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    encoder.eval()
    encoder.freeze(0)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        torch.onnx.export(
            OneSentence(encoder).eval(),
            (torch.tensor([[0, 5, 6, 7, 2]]),),
            str(plain),
            input_names=["ids"],
            output_names=["vector"],
            dynamic_axes={"ids": {1: "tokens"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            plain,
            folder / MODEL_FILE,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
    vocabulary.tokenizer().save(str(folder / TOKENIZER_FILE), pretty=False)
    seal(folder)
