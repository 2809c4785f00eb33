from __future__ import annotations

import pytest

from tonecheck.pipeline import load_pipeline
from tonecheck.training.phenomena import PhenomenonFinder, load_phenomena

PHENOMENA = load_phenomena()
CASES = [(item.name, text, True) for item in PHENOMENA for text in item.examples]
CASES += [(item.name, text, False) for item in PHENOMENA for text in item.counter]


@pytest.mark.parametrize(("name", "text", "shown"), CASES)
def test_examples_show_their_phenomenon_and_counter_examples_do_not(name: str, text: str, shown: bool) -> None:
    [doc] = load_pipeline().analyse([text])
    assert (name in PhenomenonFinder(PHENOMENA).find(doc)) is shown
