from __future__ import annotations

import json
from pathlib import Path

from tonecheck.training import agreement, counts

CORPUS = Path(__file__).parents[2] / "corpus"


def test_the_data_card_states_what_the_corpus_holds() -> None:
    assert counts.describe(CORPUS) in (CORPUS / "README.md").read_text(encoding="utf-8")


def test_the_data_card_states_the_agreement_that_the_corpus_shows() -> None:
    lines = [
        line for file in sorted((CORPUS / "letters").glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()
    ]
    sentences, letters = agreement.double_labels(json.loads(line) for line in lines)
    table = agreement.describe(agreement.measure(sentences), agreement.measure(letters))
    assert table in (CORPUS / "README.md").read_text(encoding="utf-8")
