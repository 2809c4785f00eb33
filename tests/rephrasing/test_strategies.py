"""Every strategy runs its own examples through the real engine."""

from __future__ import annotations

import pytest

from tonecheck.cues.definitions import load_acts
from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.facts import letter_facts
from tonecheck.rephrasing.rephraser import Rephraser
from tonecheck.rephrasing.strategies import KINDS, Strategy, load_strategies
from tonecheck.segmenting import segment
from tonecheck.types import Tone

STRATEGIES = load_strategies()
ALL = [strategy for strategies in STRATEGIES.values() for strategy in strategies]


@pytest.mark.parametrize("strategy", ALL, ids=[strategy.name for strategy in ALL])
def test_examples(strategy: Strategy, pipeline: LinguisticPipeline) -> None:
    assert strategy.examples
    for example in strategy.examples:
        context = [example.letter[unit.start : unit.end] for unit in segment(example.letter)]
        docs = pipeline.analyse([*context, example.sentence])
        made = Rephraser().candidates(docs[-1], [strategy.act], letter_facts(docs))
        assert [candidate.text for candidate in made if candidate.strategy == strategy] == [example.suggestion]


def test_every_dismissive_act_has_a_last_resort_of_each_kind() -> None:
    dismissive = {act.code for act in load_acts().values() if act.tone is Tone.DISMISSIVE}
    assert set(STRATEGIES) == dismissive
    for strategies in STRATEGIES.values():
        assert {strategy.kind for strategy in strategies if strategy.generic} == set(KINDS)


def test_names_are_unique() -> None:
    assert len({strategy.name for strategy in ALL}) == len(ALL)


@pytest.mark.parametrize("strategy", ALL, ids=[strategy.name for strategy in ALL])
def test_both_forms_of_address_use_the_same_slots(strategy: Strategy) -> None:
    import re

    slots = [set(re.findall(r"\{(\w+)\}", strategy.text[address])) for address in ("u", "je")]
    assert slots[0] == slots[1]
    assert not re.search(r"\b[Uu]w?\b", strategy.text["je"])
    assert not re.search(r"\b([Jj]e|[Jj]ij|[Jj]ouw?)\b", strategy.text["u"])
