from __future__ import annotations

import json
from pathlib import Path

import pytest

from tonecheck.classifying.parsing import LetterParser
from tonecheck.cues.definitions import load_acts
from tonecheck.pipeline import load_pipeline
from tonecheck.training.examples import CONTRAST_FILE, loose_examples, read_contrasts

CORPUS = Path(__file__).parents[2] / "corpus"
CONTRASTS = read_contrasts(CORPUS / CONTRAST_FILE)


def test_contrasts_have_the_acts_of_their_tone() -> None:
    acts = load_acts()
    for item in CONTRASTS:
        wanted = {item.tone} if item.tone != "neutral" else set()
        assert {acts[code].tone.value for code in item.acts} == wanted, item.text


def test_nothing_that_is_measured_is_trained_on() -> None:
    pairs = [json.loads(line) for line in (CORPUS / "pairs.jsonl").read_text("utf-8").splitlines()]
    ordinary = [json.loads(line) for line in (CORPUS / "ordinary.jsonl").read_text("utf-8").splitlines()]
    measured = {pair[member]["text"] for pair in pairs for member in ("first", "second")}
    measured |= {sentence for letter in ordinary for sentence in letter["sentences"]}
    assert measured.isdisjoint(item.text for item in CONTRASTS)


def test_a_corpus_may_have_no_contrasts(tmp_path: Path) -> None:
    parser = LetterParser(load_pipeline())
    (tmp_path / "with").mkdir()
    line = {"id": "c001-1", "text": "Daar gaan wij niet over.", "label": "neutral", "acts": []}
    after = line | {"id": "c001-2", "before": "Over een bankje beslist de provincie."}
    lines = [line, after, line | {"id": "c002-1"}]
    text = "".join(f"{json.dumps(one)}\n" for one in lines)
    (tmp_path / "with" / CONTRAST_FILE).write_text(text, encoding="utf-8")
    without, some = (loose_examples(parser, folder) for folder in (tmp_path, tmp_path / "with"))
    contrasts = some[len(without) :]
    assert [item.view.text for item in contrasts] == ["Daar gaan wij niet over."] * 3
    assert [item.view.alone for item in contrasts] == [True, False, True]
    assert contrasts[1].view.previous == after["before"]
    assert {item.view.position for item in without} == {0.0, 0.5, 1.0}
    assert {item.group for item in without} == {""}
    assert [item.group for item in contrasts] == ["c001", "c001", "c002"]


@pytest.mark.parametrize("line", ['{"text": "x"}', '{"text": "x", "acts": [], "label": "angry"}', "{"])
def test_a_broken_line_is_an_error(tmp_path: Path, line: str) -> None:
    (tmp_path / "c.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises((KeyError, ValueError)):
        read_contrasts(tmp_path / "c.jsonl")
