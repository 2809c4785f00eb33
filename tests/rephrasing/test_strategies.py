"""Every strategy runs its own examples through the real engine."""

from __future__ import annotations

import pytest

from tonecheck.cues.definitions import load_acts
from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.facts import letter_facts
from tonecheck.rephrasing.guard import brings_in_facts, gaps
from tonecheck.rephrasing.polarity import turns_decision
from tonecheck.rephrasing.rephraser import Rephraser
from tonecheck.rephrasing.strategies import ANY_ACT, KINDS, Strategy, load_strategies
from tonecheck.segmenting import segment
from tonecheck.types import Tone

STRATEGIES = load_strategies()
REPHRASER = Rephraser()
ALL = [strategy for strategies in STRATEGIES.values() for strategy in strategies]


@pytest.mark.parametrize("strategy", ALL, ids=[strategy.name for strategy in ALL])
def test_examples(strategy: Strategy, pipeline: LinguisticPipeline) -> None:
    assert strategy.examples or strategy.kind == "along"
    for example in strategy.examples:
        context = [example.letter[unit.start : unit.end] for unit in segment(example.letter)]
        docs = pipeline.analyse([*context, example.sentence])
        act = min(strategy.acts, default=strategy.act)
        made = REPHRASER.candidates(docs[-1], [act], letter_facts(docs))
        assert example.suggestion in {item.text for item in made if item.strategy == strategy and not item.asks_reason}
        assert not brings_in_facts(example.suggestion, f"{example.letter} {example.sentence}")
        assert not turns_decision(example.suggestion, docs[-1])


def test_every_dismissive_act_has_a_last_resort_of_each_kind() -> None:
    dismissive = {act.code for act in load_acts().values() if act.tone is Tone.DISMISSIVE}
    assert set(STRATEGIES) == dismissive | {ANY_ACT}
    for strategies in STRATEGIES.values():
        assert {strategy.kind for strategy in strategies if strategy.generic} == set(KINDS)


@pytest.mark.parametrize("strategy", ALL, ids=[strategy.name for strategy in ALL])
def test_templates_hold_no_facts(strategy: Strategy) -> None:
    for template in strategy.text.values():
        assert not brings_in_facts(template.replace("{", "[").replace("}", "]"), "")


def test_what_opens_a_way_leaves_it_to_the_official_which() -> None:
    for strategy in ALL:
        if strategy.kind == "along":
            assert strategy.commits
            assert gaps(strategy.text["u"])


def test_names_are_unique() -> None:
    assert len({strategy.name for strategy in ALL}) == len(ALL)


@pytest.mark.parametrize("strategy", ALL, ids=[strategy.name for strategy in ALL])
def test_both_forms_of_address_use_the_same_slots(strategy: Strategy) -> None:
    import re

    slots = [set(re.findall(r"\{(\w+)\}", strategy.text[address])) for address in ("u", "je")]
    assert slots[0] == slots[1]
    assert not re.search(r"\b[Uu]w?\b", strategy.text["je"])
    assert not re.search(r"\b([Jj]e|[Jj]ij|[Jj]ouw?)\b", strategy.text["u"])
    formal, informal = (set(re.findall(r"\w+", strategy.text[address].lower())) for address in ("u", "je"))
    assert all(f"{word}t" in formal for word in informal - formal - {"je", "jou", "heb"}), strategy.text["je"]
