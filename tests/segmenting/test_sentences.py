from __future__ import annotations

import tomllib

import pytest

from tests.conftest import DATA
from tonecheck.segmenting.anatomy import load_anatomy
from tonecheck.segmenting.sentences import split_sentences

CASES = tomllib.loads((DATA / "sentences.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_boundaries(case: dict[str, str]) -> None:
    text = case["text"].replace("|", "")
    found = [text[start:end] for start, end in split_sentences(text, load_anatomy().abbreviations)]
    assert found == [part.strip() for part in case["text"].split("|")]
