from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from tests.audit.conftest import LETTERS
from tonecheck.analyser import load
from tonecheck.audit.dataset import LETTERS as TABLE
from tonecheck.audit.dataset import Dataset
from tonecheck.audit.duplicates import ONCE, counted, masked, signature, templates, templates_in, with_groups
from tonecheck.audit.report import report
from tonecheck.audit.running import Options, audit
from tonecheck.segmenting import segment
from tonecheck.types import Letter, Scores, Sentence, Tone

pytest.importorskip("datasketch")
LONG = [text for text in LETTERS if len(text) > 500][:4]


def letter(text: str) -> Letter:
    sentences = tuple(Sentence(unit.start, unit.end, text[unit.start : unit.end], unit.kind) for unit in segment(text))
    return Letter("-", text, Tone.NEUTRAL, Scores(0, 1, 0), (), sentences, "m", "p", "nl")


def varied(text: str, chance: random.Random) -> str:
    """The letter as it would go to somebody else: other names and numbers, and one sentence that is left out."""
    text = re.sub(r"\d", lambda _: str(chance.randrange(10)), text)
    text = re.sub(r"(?<=[a-z] )[A-Z][a-z]+", lambda _: chance.choice(["Jan", "Fatima de Wit", "Noor"]), text)
    ends = [match.end() for match in re.finditer(r"\. (?=[A-Z])", text)]
    cut = chance.randrange(len(ends) - 1)
    return text[: ends[cut]] + text[ends[cut + 1] :]


def made() -> dict[str, bytes]:
    chance = random.Random(4)
    return {
        f"{name}{number}": signature(letter(varied(text, chance)))
        for name, text in zip("abcd", LONG, strict=True)
        for number in range(6)
    }


def test_names_and_numbers_are_masked() -> None:
    assert masked("Op 3 april 2024 sprak u met Jan Willem de Wit.") == masked(
        "Op 14 mei 2021 sprak u met Noor de Vries."
    )
    assert masked("Zaak Z/26/004 is dicht.") == masked("Zaak Z/27/19 is dicht.")


def test_letters_from_one_template_are_found_whatever_their_order() -> None:
    signatures = made()
    groups = templates(signatures.items())
    assert groups == {name: f"{name[0]}0" for name in signatures}
    shuffled = list(signatures.items())
    random.Random(1).shuffle(shuffled)
    assert templates(shuffled) == groups


def test_letters_of_their_own_and_empty_ones_have_no_template() -> None:
    alone = {name: found for name, found in made().items() if name.endswith("0")}
    assert templates([*alone.items(), ("x", b""), ("y", signature(letter("")))]) == {}


def test_once_counts_the_first_letter_of_each_template() -> None:
    rows: list[dict[str, Any]] = [
        {"id": name, "signature": found, "fingerprint": "same" if name in ("a1", "a2") else name, "label": "dismissive"}
        for name, found in made().items()
    ]
    grouped = with_groups(rows)
    assert [row["id"] for row in grouped if row["duplicate_of"]] == ["a2"]
    assert "signature" not in grouped[0]
    assert [row["id"] for row in counted(grouped, ONCE)] == ["a0", "b0", "c0", "d0"]
    assert counted(grouped, "apart") == grouped
    largest = templates_in(grouped)[0]
    assert (largest.first, largest.letters, largest.dismissive) == ("a0", 6, 6)


def test_a_run_in_pieces_finds_the_same_templates_and_the_report_counts_them(tmp_path: Path) -> None:
    chance = random.Random(9)
    archive = tmp_path / "archief"
    archive.mkdir()
    options = Options(model="fast", jobs=1, chunk=3)
    for part in (range(3, 6), range(3)):
        for number in part:
            for name, text in zip("ab", LONG, strict=False):
                (archive / f"{name}{number}.txt").write_text(varied(text, chance), encoding="utf-8")
        audit(archive, tmp_path / "pieces", options)
    audit(archive, tmp_path / "whole", options)
    pieces, whole = (with_groups(Dataset(tmp_path / name).table(TABLE).to_pylist()) for name in ("pieces", "whole"))
    assert pieces == whole
    assert {row["template"] for row in whole} == {"a0.txt", "b0.txt"}
    assert "12 brieven komen uit 2 sjablonen" in report(tmp_path / "whole", "nl")
    assert "blijven er 2 brieven over" in report(tmp_path / "whole", "nl", "once")


def test_the_signature_is_of_the_letter_as_it_is_analysed() -> None:
    assert signature(load(model="fast", suggest=False).analyse(LONG[0])) == signature(letter(LONG[0]))
