"""The encoder as a torch network: multilingual-e5-small with a cut vocabulary, one mean vector per sentence.

Positions are counted from 0 and the activation is the exact GELU, as in the original (Wang et al. 2024,
*Multilingual E5 Text Embeddings*).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from tonecheck.training.e5 import Weights


class Layer(nn.Module):
    """One transformer layer: attention and feed-forward, each followed by its layer norm."""

    def __init__(self, hidden: int, heads: int, forward: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.q, self.k, self.v = (nn.Linear(hidden, hidden) for _ in range(3))
        self.ao = nn.Linear(hidden, hidden)
        self.aln = nn.LayerNorm(hidden, eps=epsilon)
        self.fi, self.fo = nn.Linear(hidden, forward), nn.Linear(forward, hidden)
        self.oln = nn.LayerNorm(hidden, eps=epsilon)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Transform `states` (batch, tokens, hidden); `mask` (batch, 1, 1, tokens) is added to the attention."""
        batch, tokens, hidden = states.shape

        def split(values: Tensor) -> Tensor:
            return values.view(batch, tokens, self.heads, hidden // self.heads).transpose(1, 2)

        scores = split(self.q(states)) @ split(self.k(states)).transpose(2, 3) / (hidden // self.heads) ** 0.5
        weights = functional.dropout(torch.softmax(scores + mask, dim=-1), self.dropout, self.training)
        mixed = (weights @ split(self.v(states))).transpose(1, 2).reshape(batch, tokens, hidden)
        states = self.aln(states + functional.dropout(self.ao(mixed), self.dropout, self.training))
        expanded = self.fo(functional.gelu(self.fi(states)))
        return self.oln(states + functional.dropout(expanded, self.dropout, self.training))  # type: ignore[no-any-return]


class Encoder(nn.Module):
    """Token ids in, one vector per sentence out."""

    def __init__(self, weights: Weights, kept: Sequence[int], dropout: float = 0.1) -> None:
        """Take over `weights` with only the `kept` pieces of its vocabulary, in that order."""
        super().__init__()
        sizes = weights.dimensions
        rows = torch.from_numpy(weights.tensors["emb.word"][np.asarray(kept)])
        self.register_buffer("words", rows)
        self.positions = nn.Parameter(torch.from_numpy(weights.tensors["emb.pos"] + weights.tensors["emb.type"][0]))
        self.ln = nn.LayerNorm(sizes.hidden, eps=weights.epsilon)
        self.layers = nn.ModuleList(
            Layer(sizes.hidden, sizes.heads, sizes.feed_forward, weights.epsilon, dropout) for _ in range(sizes.layers)
        )
        self.frozen = 0
        self._take_over(weights.tensors)

    def _take_over(self, tensors: dict[str, NDArray[np.float32]]) -> None:
        with torch.no_grad():
            self.ln.weight.copy_(torch.from_numpy(tensors["emb.ln.w"]))
            self.ln.bias.copy_(torch.from_numpy(tensors["emb.ln.b"]))
            for number, layer in enumerate(self.layers):
                for part in ("q", "k", "v", "ao", "aln", "fi", "fo", "oln"):
                    module: Any = getattr(layer, part)
                    module.weight.copy_(torch.from_numpy(tensors[f"l{number}.{part}.w"]))
                    module.bias.copy_(torch.from_numpy(tensors[f"l{number}.{part}.b"]))

    def freeze(self, layers: int) -> None:
        """Let embeddings and the first `layers` layers stay as they are in training, dropout included."""
        self.frozen = layers
        for parameter in [self.positions, *self.ln.parameters(), *self.layers[:layers].parameters()]:
            parameter.requires_grad_(False)

    def embed(self, ids: Tensor) -> Tensor:
        """Return the embeddings of tokens, shape (batch, tokens, hidden), before the first layer."""
        words: Tensor = self.words  # type: ignore[assignment]
        return self.ln(words[ids] + self.positions[: ids.shape[1]])  # type: ignore[no-any-return]

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Encode sentences.

        Parameters
        ----------
        ids
            Token ids, shape (sentences, tokens).
        mask
            1 for tokens, 0 for padding, same shape.

        Returns
        -------
        Tensor
            The mean of each sentence's token states, shape (sentences, hidden).
        """
        return self.above(self.below(ids, mask), mask)

    @torch.no_grad()
    def below(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the token states under the first layer that learns, shape (sentences, tokens, hidden).

        They stay the same throughout the training, so that they need to be computed once.
        """
        training = self.training
        self.eval()
        states = self.embed(ids)
        for layer in self.layers[: self.frozen]:
            states = layer(states, _hidden_away(mask))
        self.train(training)
        return states

    def above(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return what `forward` returns, from what `below` returns."""
        for layer in self.layers[self.frozen :]:
            states = layer(states, _hidden_away(mask))
        weights = mask / mask.sum(dim=1, keepdim=True)
        return (states * weights[:, :, None]).sum(dim=1)  # type: ignore[no-any-return]


def _hidden_away(mask: Tensor) -> Tensor:
    """Return what is added to the attention so that nothing looks at padding."""
    return (1.0 - mask[:, None, None, :]) * -1e4
