from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from tonecheck.cues.definitions import load_acts
from tonecheck.segmenting import segment
from tonecheck.training.corpus import read_letters, read_split

CORPUS = Path(__file__).parents[2] / "corpus"
FILES = sorted((CORPUS / "letters").glob("*.jsonl"))
SPLITS = json.loads((CORPUS / "splits.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_letters_satisfy_the_schema_and_the_guidelines(file: Path) -> None:
    schema = json.loads((CORPUS / "letter.schema.json").read_text(encoding="utf-8"))
    tones = {code: act.tone.value for code, act in load_acts().items()}
    validator = jsonschema.Draft202012Validator(schema)
    for line in file.read_text(encoding="utf-8").splitlines():
        letter = json.loads(line)
        validator.validate(letter)
        assert letter["author"] == file.stem
        assert (letter["incoming"] is None) == (letter["incoming_involved"] is None)
        for unit in letter["units"]:
            where = (letter["id"], unit["text"])
            if unit["label"] == "neutral":
                assert not unit["acts"], where
            else:
                assert unit["label"] in {tones[code] for code in unit["acts"]}, where
            assert unit["kind"] in ("body", "list_item", "heading") or unit["label"] == "neutral", where


def test_ids_are_unique_and_every_author_is_in_one_split() -> None:
    letters = list(read_letters(CORPUS / "letters"))
    assert len({letter.id for letter in letters}) == len(letters)
    authors = [author for group in SPLITS.values() for author in group]
    assert sorted(authors) == sorted({letter.author for letter in letters})


def test_size() -> None:
    letters = list(read_letters(CORPUS / "letters"))
    body = [unit for letter in letters for unit in letter.units if unit.unit.kind.value in ("body", "list_item")]
    assert len(letters) >= 120
    assert len(body) >= 1500
    assert len({letter.author for letter in letters}) >= 6
    assert min(Counter(unit.label for unit in body).values()) >= 300


def test_units_lie_in_the_text_in_order() -> None:
    for letter in read_letters(CORPUS / "letters"):
        position = 0
        for unit in letter.units:
            assert position <= unit.unit.start < unit.unit.end <= len(letter.text)
            position = unit.unit.end


def test_our_segmentation_agrees_with_the_writers() -> None:
    hits = wanted = made = 0
    for letter in read_split(CORPUS, "train"):
        gold = {unit.unit.end for unit in letter.units}
        found = {unit.end for unit in segment(letter.text)}
        hits, wanted, made = hits + len(gold & found), wanted + len(gold), made + len(found)
    assert 2 * hits / (wanted + made) >= 0.97
