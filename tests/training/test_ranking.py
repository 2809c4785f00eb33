"""Learning which wordings officials would send."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tonecheck.analyser import load
from tonecheck.rephrasing.ranking import Origin, Place, Ranking
from tonecheck.training.corpus import read_split
from tonecheck.training.ranking import main, wordings_of
from tonecheck.types import Tone

CORPUS = Path(__file__).parents[2] / "corpus"


def _row(number: int, *, sent_question: bool) -> dict[str, Any]:
    def wording(text: str, send: bool) -> dict[str, Any]:
        origin = {
            "act": "closing",
            "strategy": "closing_gap_light",
            "kind": "light",
            "form": "own",
            "rank": 0,
            "asks_reason": False,
        }
        return {"text": text, **origin, "meaning": True, "send": send}

    return {
        "letter": f"a-{number}",
        "sentence": "Het is klaar.",
        "previous": "",
        "following": "Dag.",
        "wordings": [wording("Kan het?", sent_question), wording("Het kan.", not sent_question)],
    }


def test_what_judges_would_not_send_weighs_against_a_wording(tmp_path: Path) -> None:
    file = tmp_path / "wordings.jsonl"
    file.write_text("\n".join(json.dumps(_row(number, sent_question=False)) for number in range(10)))
    done = CliRunner().invoke(main, ["fit", str(file)])
    assert done.exit_code == 0, done.output
    learned = tomllib.loads(done.stdout)
    assert learned["weights"]["question"] < 0
    ranking = Ranking(learned["weights"], learned["intercept"])
    origin, place = Origin("closing", "closing_gap_light", "light", "own", 0), Place("Het is klaar.", "", "Dag.")
    assert ranking.expected("Kan het?", origin, place) < 0.5 < ranking.expected("Het kan.", origin, place)


def test_all_wordings_that_may_be_suggested_are_drawn() -> None:
    analyser = load(model="fast")
    letter = next(
        letter for letter in read_split(CORPUS, "dev") if any(unit.label is Tone.DISMISSIVE for unit in letter.units)
    )
    rows = list(wordings_of(analyser, letter))
    assert len(rows) == sum(unit.label is Tone.DISMISSIVE for unit in letter.units)
    for row in rows:
        kinds = {item["kind"] for item in row["wordings"]}
        assert "light" in kinds
        assert len({item["text"] for item in row["wordings"]}) == len(row["wordings"])


def test_the_shipped_weights_were_learned_from_the_judged_wordings() -> None:
    done = CliRunner().invoke(main, ["fit", str(CORPUS / "wordings.jsonl")])
    shipped = Path("tonecheck/data/ranking.toml")
    learned = tomllib.loads(done.stdout)
    kept = tomllib.loads((CORPUS.parent / shipped).read_text(encoding="utf-8"))
    assert learned.keys() == kept.keys()
    assert set(learned["weights"]) == set(kept["weights"])
    assert all(abs(learned["weights"][name] - kept["weights"][name]) < 0.01 for name in kept["weights"])
