"""Where torch is installed (the extra ``train``): the network learns, and is shipped as it was trained."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from tonecheck.training.e5 import Weights, read_weights
from tonecheck.training.vocabulary import cut_vocabulary, full_tokenizer

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁query", ":", "▁nee", "▁ja", "n", "e", "j", "a", "▁hond", "ж"]
HIDDEN, LAYERS, FORWARD, POSITIONS = 32, 2, 64, 140


def _quantised(values: np.ndarray) -> bytes:
    """Write rows of 32 weights as 4-bit blocks, as the original file has them."""
    out = b""
    for block in values.reshape(-1, 32):
        scale = np.float16(np.abs(block).max() / 7 or 1.0)
        nibbles = np.clip(np.round(block / np.float32(scale)) + 8, 0, 15).astype(np.uint8)
        out += scale.tobytes() + (nibbles[:16] | (nibbles[16:] << 4)).tobytes()
    return out


@pytest.fixture
def weights_file(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    shapes = {"emb.word": (len(PIECES), HIDDEN), "emb.pos": (POSITIONS, HIDDEN), "emb.type": (2, HIDDEN)}
    shapes |= {"emb.ln.w": (HIDDEN,), "emb.ln.b": (HIDDEN,)}
    for layer in range(LAYERS):
        for part, shape in {"q": 2, "k": 2, "v": 2, "ao": 2, "fi": 3, "fo": 4, "aln": 1, "oln": 1}.items():
            matrix = {1: (HIDDEN,), 2: (HIDDEN, HIDDEN), 3: (FORWARD, HIDDEN), 4: (HIDDEN, FORWARD)}[shape]
            shapes[f"l{layer}.{part}.w"] = matrix
            shapes[f"l{layer}.{part}.b"] = matrix[:1]
    tensors = {}
    for name, shape in shapes.items():
        norm = name.endswith("ln.w")
        values = np.ones(shape) if norm else rng.normal(0, 0.1, shape)
        plain = len(shape) == 1 or name in ("emb.pos", "emb.type")
        tensors[name] = values.astype("<f4").tobytes() if plain else _quantised(values.astype(np.float32))
    blob = "".join(PIECES).encode()
    offsets = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)])
    head = b"E5S1" + struct.pack("<I7if", 1, HIDDEN, LAYERS, 4, FORWARD, len(PIECES), POSITIONS, 2, 1e-12)
    head += struct.pack("<i5iQ", 32, len(PIECES), 0, 2, 1, 3, len(blob)) + offsets.astype("<u4").tobytes()
    head += np.linspace(-1, -9, len(PIECES)).astype("<f4").tobytes() + blob + struct.pack("<iI", 0, 0)
    entries = sum(2 + len(name) + 21 for name in tensors)
    position = len(head) + 4 + entries
    directory = struct.pack("<i", len(tensors))
    for name, data in tensors.items():
        count = int(np.prod(shapes[name]))
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, count, position, len(data))
        position += len(data)
    path = tmp_path / "weights.bin"
    path.write_bytes(head + directory + b"".join(tensors.values()))
    return path


@pytest.fixture
def weights(weights_file: Path) -> Weights:
    return read_weights(weights_file)


def test_weights_are_read(weights: Weights) -> None:
    assert weights.pieces == PIECES
    assert weights.special == {"bos": 0, "eos": 2, "pad": 1, "unk": 3}
    assert weights.tensors["l1.fo.w"].shape == (HIDDEN, FORWARD)
    wanted = np.random.default_rng(0).normal(0, 0.1, (len(PIECES), HIDDEN))
    assert np.abs(weights.tensors["emb.word"] - wanted).max() < 0.04
    np.testing.assert_array_equal(weights.tensors["l0.aln.w"], np.ones(HIDDEN))


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.bin").write_bytes(b"PK\x03\x04" * 10)
    with pytest.raises(ValueError, match="no E5S1 file"):
        read_weights(tmp_path / "no.bin")


def test_the_vocabulary_keeps_what_dutch_needs_and_its_tokens(weights: Weights) -> None:
    cut = cut_vocabulary(weights, ["nee ja"], ["hond"])
    assert "▁nee" in cut.pieces
    assert "ж" not in cut.pieces
    assert "▁hond" not in cut.pieces  # one word of the lexicon is not enough
    assert cut.tokenizer().encode("ja nee").tokens == [
        "<s>",
        "▁query",
        ":",
        *full_tokenizer(weights).encode("ja nee").tokens,
        "</s>",
    ]


def test_the_network_learns_and_ships(weights: Weights, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from tonecheck.classifying.encoder import load_encoder
    from tonecheck.training.export import export
    from tonecheck.training.finetuning import NO_LABEL, Example, FineTuning, encode_rows, fine_tune, neighbours
    from tonecheck.training.network import Encoder

    cut = cut_vocabulary(weights, ["nee ja n e j a"], [])
    tokenizer = cut.tokenizer()
    ids = [tuple(tokenizer.encode(text).ids) for text in ("nee", "ja", "nee nee", "ja ja nee ja")]
    acts = np.zeros((4, 18), dtype=np.float32)
    letters = [Example(tuple(ids), (0, 1, 0, NO_LABEL), acts)] * 40
    settings = FineTuning(epochs=4, frozen_layers=0, learning_rate=5e-3, half_precision=False)
    encoder = Encoder(weights, cut.kept, 0.0)
    tuned = fine_tune(encoder, letters, cut.special["pad"], settings)
    vectors = encode_rows(encoder, ids, cut.special["pad"])
    tones = tuned.tone(neighbours(vectors, [len(ids)]))
    assert tones.argmax(dim=1).tolist()[:3] == [0, 1, 0]

    export(encoder, cut, tmp_path / "encoder")
    shipped = load_encoder(tmp_path / "encoder").encode(["nee", "ja", "nee nee"])
    trained = encode_rows(encoder, ids[:3], cut.special["pad"]).detach().numpy()
    assert np.abs(shipped - trained).max() < 0.02 * np.abs(trained).max()


def test_an_epoch_shows_every_letter_and_a_share_of_the_groups_of_contrasts() -> None:
    pytest.importorskip("torch")
    import random

    from tonecheck.training.finetuning import Example, shown

    acts = np.zeros((1, 18), dtype=np.float32)
    letters = [Example(((index,),), (0,), acts) for index in range(3)]
    contrasts = [Example(((10 + index,),), (0,), acts, group=f"c{index // 2}") for index in range(20)]
    order = random.Random(1)
    first, second = (shown([*letters, *contrasts], 0.7, order) for _ in range(2))
    assert first[:3] == second[:3] == letters
    assert len(first) == len(second) == 3 + 14
    assert {item.group for item in first} != {item.group for item in second}
    assert all(
        contrasts[place] in first for item in first[3:] for place in range(20) if contrasts[place].group == item.group
    )


def test_the_weights_of_several_trainings_are_averaged(weights: Weights) -> None:
    pytest.importorskip("torch")
    import torch

    from tonecheck.training.finetuning import Tuned, averaged
    from tonecheck.training.network import Encoder

    kept = cut_vocabulary(weights, ["nee ja"], []).kept
    models = [Tuned(Encoder(weights, kept, 0.0), HIDDEN, 3, 18) for _ in range(3)]
    with torch.no_grad():
        for number, model in enumerate(models):
            model.tone.weight.fill_(number)
    mean = averaged(models)
    assert torch.all(mean.tone.weight == 1.0)
    torch.testing.assert_close(mean.encoder.layers[0].q.weight, models[1].encoder.layers[0].q.weight)
