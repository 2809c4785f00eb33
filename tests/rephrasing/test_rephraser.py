"""Which wordings are made, which are tried first, and which are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.candidate import Candidate, KeptClause
from tonecheck.rephrasing.facts import letter_facts
from tonecheck.rephrasing.places import Filling
from tonecheck.rephrasing.precedents import Precedent
from tonecheck.rephrasing.ranking import Place
from tonecheck.rephrasing.recalling import Recalled
from tonecheck.rephrasing.rephraser import Rephraser, SentenceToReword
from tonecheck.rephrasing.strategies import ANY_ACT, KINDS, Strategy, load_strategies
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
    assert sorted([general, replace(own, expected=0.3)], key=lambda item: item.preference)[0] == general


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
    assert any(item.leads for item in shown) or not any(item.leads for item in kinds.values())
    doubtful = [item.generic or item.expected < 0.5 for item in shown]
    assert doubtful == sorted(doubtful)


def test_what_is_still_dismissive_gives_way_to_the_next(pipeline: LinguisticPipeline) -> None:
    first = _suggested(pipeline, NO_NEED, "no_need")
    second = _suggested(pipeline, NO_NEED, "no_need", [item.text for item in first])
    assert second
    assert not {item.text for item in first} & {item.text for item in second}


def _strategy(kind: str, text: str) -> Strategy:
    texts = {"u": text, "je": text}
    return Strategy("no_need", f"no_need_x_{kind}", kind, (), texts, commits=False, examples=(), paraphrases=True)


WORDINGS = (
    _strategy("light", "Wij kiezen niet voor {plek}, omdat [reden]."),
    _strategy("warm", "Wij begrijpen uw wens. {Plek} komt er niet."),
)
RECALLED = Recalled(
    Precedent("no_need", "no_need_x", (), WORDINGS), 0.5, 0.9, {"plek": Filling("een tweede speelplek", 0.9)}
)


def test_a_precedent_is_offered_with_the_words_of_the_sentence_and_with_gaps(pipeline: LinguisticPipeline) -> None:
    docs = pipeline.analyse([NO_NEED])
    found = REPHRASER.candidates(docs[-1], ["no_need"], letter_facts(docs), recalled=[RECALLED])
    made = {item.text: item for item in found if item.recalled is not None}
    assert made.keys() == {
        "Wij kiezen niet voor een tweede speelplek, omdat [reden].",
        "Wij kiezen niet voor [plek], omdat [reden].",
        "Wij begrijpen uw wens. Een tweede speelplek komt er niet.",
        "Wij begrijpen uw wens. [Plek] komt er niet.",
    }
    taken = made["Wij kiezen niet voor een tweede speelplek, omdat [reden]."]
    assert not taken.generic
    assert (taken.origin.form, taken.origin.votes, taken.origin.sureness) == ("precedent", 0.9, 0.9)
    gap = made["Wij kiezen niet voor [plek], omdat [reden]."]
    assert gap.generic
    assert (gap.origin.form, gap.origin.sureness) == ("precedent with gaps", 0.0)


def test_a_clause_that_stays_stands_for_the_reason(pipeline: LinguisticPipeline) -> None:
    docs = pipeline.analyse([NO_NEED])
    kept = [KeptClause("Er staan er al drie.", leads, [RECALLED]) for leads in (True, False)]
    found = REPHRASER.candidates(docs[-1], ["no_need"], letter_facts(docs), beside=kept)
    made = {item.text for item in found if item.keeps}
    assert "Er staan er al drie. Wij kiezen niet voor een tweede speelplek." in made
    assert "Wij kiezen niet voor een tweede speelplek. Er staan er al drie." in made
    assert not any("Wij begrijpen" in text for text in made)
    assert not any(item.generic for item in found if item.keeps)


def test_beside_a_good_wording_only_others_that_are_likely_to_be_sent_are_shown(pipeline: LinguisticPipeline) -> None:
    for sentence in (NO_NEED, "Daar gaat u niet over.", "Wij corresponderen hier niet meer over."):
        docs = pipeline.analyse([sentence])
        place, facts = Place(sentence, "", ""), letter_facts(docs)
        asked = SentenceToReword(docs[-1], ["no_need"], facts, place, sentence, lambda texts, _: [False for _ in texts])
        expected = {item.text: item.expected for item in REPHRASER.candidates(docs[-1], ["no_need"], facts, place)}
        first, *others = [expected[item.text] for item in REPHRASER.suggest(asked)]
        assert first >= 0.5 or not others
        assert all(value >= 0.7 for value in others) or min(others) < 0.5
