from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tonecheck.analyser import Analyser
from tonecheck.cues.definitions import load_acts
from tonecheck.training.challenge import (
    act_table,
    letter_labels,
    ordinary_table,
    pair_table,
    read_lines,
    sentence_label,
)
from tonecheck.types import Tone

CORPUS = Path(__file__).parents[2] / "corpus"
PAIRS = read_lines(CORPUS / "pairs.jsonl")
ORDINARY = read_lines(CORPUS / "ordinary.jsonl")
CHALLENGE = read_lines(CORPUS / "challenge.jsonl")


def test_pairs_differ_in_text_and_in_label_as_their_kind_says() -> None:
    tones = {tone.value for tone in Tone}
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS)
    for pair in PAIRS:
        first, second = pair["first"], pair["second"]
        assert first["text"] != second["text"], pair["id"]
        assert {first["label"], second["label"]} <= tones, pair["id"]
        assert (first["label"] != second["label"]) == (pair["kind"] == "tone"), pair["id"]


def test_there_are_enough_pairs_of_every_phenomenon() -> None:
    counts = Counter((pair["kind"], pair["phenomenon"]) for pair in PAIRS)
    assert len(counts) >= 15
    assert len(PAIRS) >= 50


def test_ordinary_letters_have_sentences() -> None:
    sentences = [sentence for letter in ORDINARY for sentence in letter["sentences"]]
    assert len(sentences) >= 200
    assert len(set(sentences)) > 0.95 * len(sentences)
    assert all(sentence.strip() == sentence and "\n" not in sentence for sentence in sentences)


def test_tables_count_every_pair_and_sentence(analyser: Analyser) -> None:
    lines = pair_table(analyser, PAIRS[:4]).splitlines()
    assert sum(int(line.split("|")[3]) for line in lines[2:] if "| all |" in line) == 4
    table = ordinary_table(analyser, ORDINARY[:3]).splitlines()
    for column in (2, 4):
        counted = sum(int(line.split("|")[column]) for line in table[2:])
        assert counted == sum(len(item["sentences"]) for item in ORDINARY[:3])
    cases = act_table(analyser, CHALLENGE[:6]).splitlines()
    assert [int(line.split("|")[2]) for line in cases[2:] if line.startswith("| all |")] == [6]


def test_the_challenge_has_minimal_pairs_of_every_phenomenon() -> None:
    acts = load_acts()
    pairs: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for case in CHALLENGE:
        pairs.setdefault((case["phenomenon"], case["pair"]), []).append(case)
        tone = acts[case["act"]].tone.value if case["act"] else "neutral"
        assert case["label"] == tone, case
    assert all(len(pair) == 2 and pair[0]["act"] != pair[1]["act"] for pair in pairs.values())
    phenomena = Counter(case["phenomenon"] for case in CHALLENGE)
    assert set(phenomena) == {"negation", "quotation", "contrast", "agent", "spread"}
    assert min(phenomena.values()) >= 40


@pytest.mark.parametrize(
    ("text", "label"), [("U gaat hier niet over.", Tone.DISMISSIVE), ("Uw paspoort ligt klaar.", Tone.NEUTRAL)]
)
def test_a_sentence_alone_is_judged_as_body_text(analyser: Analyser, text: str, label: Tone) -> None:
    assert sentence_label(analyser, text) is label
    assert letter_labels(analyser, [text])[0] is label
