from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tonecheck.analyser import load
from tonecheck.classifying.artefact import load_model, save_model
from tonecheck.classifying.encoder import seal
from tonecheck.errors import ModelError
from tonecheck.resources import models_folder
from tonecheck.types import Tone

SHIPPED = models_folder() / "tone"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


def test_a_saved_model_gives_the_same_answers(tmp_path: Path) -> None:
    model = load_model(SHIPPED)
    name, version, _ = model.identity.split()
    shutil.copytree(SHIPPED / "encoder", tmp_path / "again" / "encoder")
    save_model(model, tmp_path / "again", name=name, version=version)
    text = "Beste Jan,\n\nU gaat hier niet over. Zullen we samen kijken?\n"
    again, shipped = load(model=tmp_path / "again").analyse(text), load().analyse(text)
    # The digest in its name is of compressed bytes, which versions of zlib write differently.
    assert replace(again, model=shipped.model) == shipped
    assert again.model.split()[:2] == shipped.model.split()[:2]
    for file in ("model.json", "arrays.npz", "manifest.json"):
        assert (tmp_path / "again" / file).read_bytes() == (SHIPPED / file).read_bytes()


FILES = ["model.json", "arrays.npz", "manifest.json", "encoder/encoder.onnx", "encoder/tokenizer.json"]


@pytest.mark.parametrize("file", FILES)
def test_a_damaged_file_is_refused(copy: Path, file: str) -> None:
    data = bytearray((copy / file).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (copy / file).write_bytes(data)
    with pytest.raises(ModelError) as caught:
        load_model(copy)
    assert caught.value.key == "model_damaged"


@pytest.mark.parametrize("file", [*FILES, "encoder/manifest.json"])
def test_a_missing_file_is_refused(copy: Path, file: str) -> None:
    (copy / file).unlink()
    with pytest.raises(ModelError):
        load_model(copy)


def _seal(folder: Path) -> None:
    import hashlib

    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.json", "arrays.npz")}
    (folder / "manifest.json").write_text(json.dumps(digests))


def test_another_format_is_refused(copy: Path) -> None:
    description = json.loads((copy / "model.json").read_text())
    (copy / "model.json").write_text(json.dumps({**description, "format": 99}))
    _seal(copy)
    with pytest.raises(ModelError) as caught:
        load_model(copy)
    assert caught.value.key == "model_format"


def test_pickled_objects_are_never_loaded(copy: Path, tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self):  # type: ignore[no-untyped-def]
            return (Path.touch, (tmp_path / "exploded",))

    np.savez(copy / "arrays.npz", tone_coef=np.array([Bomb()], dtype=object), allow_pickle=True)
    _seal(copy)
    with pytest.raises(ModelError):
        load_model(copy)
    assert not (tmp_path / "exploded").exists()


def test_an_encoder_of_another_model_is_refused(copy: Path) -> None:
    with (copy / "encoder" / "tokenizer.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    seal(copy / "encoder")
    with pytest.raises(ModelError) as caught:
        load_model(copy)
    assert caught.value.key == "model_damaged"


def test_the_fast_model_has_no_encoder() -> None:
    fast = load(model="fast")
    assert fast.model_name.startswith("tonecheck_fast ")
    assert fast.analyse("Beste Jan,\n\nU gaat hier niet over.\n").sentences[1].label is Tone.DISMISSIVE
