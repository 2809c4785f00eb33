"""Which wordings are made, which are tried first, and which are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.candidate import Candidate
from tonecheck.rephrasing.facts import letter_facts
from tonecheck.rephrasing.ranking import Place
from tonecheck.rephrasing.rephraser import Rephraser, SentenceToReword
from tonecheck.rephrasing.strategies import ANY_ACT, KINDS, load_strategies
from tonecheck.types import Suggestion

REPHRASER = Rephraser()
NO_NEED = "Aan een tweede speelplek bestaat in de wijk geen behoefte."


def _candidates(pipeline: LinguisticPipeline, sentence: str, *acts: str) -> list[Candidate]:
    docs = pipeline.analyse([sentence])
    return REPHRASER.candidates(docs[-1], acts, letter_facts(docs))


def _suggested(
    pipeline: LinguisticPipeline, sentence: str, act: str, refused: Sequence[str] = ()
) -> tuple[Suggestion, ...]:
    docs = pipeline.analyse([sentence])

    def still_dismissive(wordings: Sequence[str], taken: frozenset[str]) -> list[bool]:
        return [wording in refused for wording in wordings]

    place = Place(sentence, "", "")
    return REPHRASER.suggest(SentenceToReword(docs[-1], [act], letter_facts(docs), place, sentence, still_dismissive))


def test_what_could_stand_anywhere_is_tried_last(pipeline: LinguisticPipeline) -> None:
    found = _candidates(pipeline, NO_NEED, "no_need")
    last = [item.last_resort for item in found]
    assert any(last)
    assert last == sorted(last)


def test_the_last_resort_stands_alone(pipeline: LinguisticPipeline) -> None:
    found = _candidates(pipeline, NO_NEED, "no_need")
    others = [item.text for item in found if not item.last_resort]
    last = {item.text for item in found if item.last_resort}
    assert not {item.text for item in _suggested(pipeline, NO_NEED, "no_need")} & last
    alone = _suggested(pipeline, NO_NEED, "no_need", others)
    assert {item.text for item in alone} <= last
    assert alone


def test_what_takes_something_from_the_sentence_may_be_less_likely_to_be_sent() -> None:
    strategies = load_strategies()["no_need"]
    taking = next(strategy for strategy in strategies if not strategy.generic)
    suiting_all = next(strategy for strategy in strategies if strategy.generic)
    own, general = Candidate("x", taking, expected=0.7), Candidate("y", suiting_all, expected=0.8)
    assert sorted([general, own], key=lambda item: item.preference) == [own, general]
    assert sorted([general, replace(own, expected=0.4)], key=lambda item: item.preference)[0] == general


def test_a_frame_answers_its_own_act_only(pipeline: LinguisticPipeline) -> None:
    sentence = "Aan een extra ontmoetingsplek bestaat in uw wijk geen behoefte."
    named = {item.strategy.name for item in _candidates(pipeline, sentence, "no_need")}
    assert "no_demand_for_light" in named
    assert "no_demand_for_light" not in {
        item.strategy.name for item in _candidates(pipeline, sentence, "minimising", "closing")
    }


def test_wordings_answer_the_acts_of_the_sentence_or_any(pipeline: LinguisticPipeline) -> None:
    found = _candidates(pipeline, "Zo staat het er nu eenmaal voor.", "blame", "closing")
    assert {(item.strategy.act, item.rank) for item in found} == {("blame", 0), ("closing", 1), (ANY_ACT, 2)}


def test_the_reason_is_asked_for_where_a_wording_has_none(pipeline: LinguisticPipeline) -> None:
    found = _candidates(pipeline, NO_NEED, "no_need")
    asked = {item.text for item in found if item.asks_reason}
    plain = {item.text for item in found if not item.asks_reason}
    assert "Wij geven op dit moment geen voorrang aan een tweede speelplek, omdat [reden]." in asked
    assert all(text.count("[reden]") == 1 for text in asked)
    assert not any(text.startswith("Wij begrijpen") for text in asked)
    assert all(text.replace(", omdat [reden]", "", 1) in plain for text in asked)


def test_suggestions_differ_in_kind_and_the_best_comes_first(pipeline: LinguisticPipeline) -> None:
    made = _suggested(pipeline, NO_NEED, "no_need")
    kinds = {item.text: item for item in _candidates(pipeline, NO_NEED, "no_need")}
    shown = [kinds[item.text] for item in made]
    assert 0 < len(shown) <= len(KINDS)
    assert len({item.strategy.kind for item in shown}) == len(shown)
    assert [item.worth for item in shown] == sorted((item.worth for item in shown), reverse=True)


def test_what_is_still_dismissive_gives_way_to_the_next(pipeline: LinguisticPipeline) -> None:
    first = _suggested(pipeline, NO_NEED, "no_need")
    second = _suggested(pipeline, NO_NEED, "no_need", [item.text for item in first])
    assert second
    assert not {item.text for item in first} & {item.text for item in second}
