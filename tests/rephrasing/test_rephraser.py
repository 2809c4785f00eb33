"""In which order suggestions come: what leaves the official least to do comes first."""

from __future__ import annotations

from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.facts import letter_facts
from tonecheck.rephrasing.guard import facts_not_in
from tonecheck.rephrasing.rephraser import Candidate, Rephraser

REPHRASER = Rephraser()


def _candidates(pipeline: LinguisticPipeline, sentence: str, *acts: str) -> list[Candidate]:
    docs = pipeline.analyse([sentence])
    return REPHRASER.candidates(docs[-1], acts, letter_facts(docs))


def test_what_could_stand_anywhere_comes_last(pipeline: LinguisticPipeline) -> None:
    found = _candidates(pipeline, "Aan een tweede speelplek bestaat in de wijk geen behoefte.", "no_need")
    generic = [item.generic for item in found]
    assert not generic[0]
    assert generic == sorted(generic)
    assert all("[" in item.text for item in found if item.strategy.act == "no_need" and item.generic)


def test_what_loses_a_fact_comes_after_what_keeps_it(pipeline: LinguisticPipeline) -> None:
    sentence = "De stoep is op 3 mei opgehoogd, dus zo'n drempel voegt niets toe."
    found = [item for item in _candidates(pipeline, sentence, "no_need") if not item.generic]
    lost = [bool(facts_not_in(item.text, sentence)) for item in found]
    assert not lost[0]
    assert lost == sorted(lost)


def test_a_frame_answers_its_own_act_only(pipeline: LinguisticPipeline) -> None:
    sentence = "Aan een extra ontmoetingsplek bestaat in uw wijk geen behoefte."
    named = {item.strategy.name for item in _candidates(pipeline, sentence, "no_need")}
    assert "no_demand_for_light" in named
    assert "no_demand_for_light" not in {
        item.strategy.name for item in _candidates(pipeline, sentence, "minimising", "closing")
    }


def test_the_surest_act_decides_between_general_suggestions(pipeline: LinguisticPipeline) -> None:
    sentence = "Zo staat het er nu eenmaal voor."
    for first, second in (("blame", "closing"), ("closing", "blame")):
        generic = [item for item in _candidates(pipeline, sentence, first, second) if item.generic]
        assert generic[0].strategy.act == first
        assert [item.strategy.act for item in generic].index("any") > [item.strategy.act for item in generic].index(
            second
        )
