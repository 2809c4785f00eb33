from __future__ import annotations

import pytest

from tonecheck.analyser import load
from tonecheck.practising.exercises import Exercise, load_exercises
from tonecheck.practising.feedback import Coach, Feedback
from tonecheck.presenting.practice_text import PracticeText

BY_NAME = {exercise.name: exercise for exercise in load_exercises()}
ROUTE = BY_NAME["plukroute"]


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach(load(model="fast"))


def test_the_sentence_itself_changes_nothing(coach: Coach) -> None:
    feedback = coach.look_at(ROUTE, ROUTE.sentence)
    assert "yes_but" in [act.code for act in feedback.remaining]
    assert (feedback.appeared, feedback.lost, feedback.added, feedback.solved) == ((), (), (), False)


def test_a_better_sentence(coach: Coach) -> None:
    feedback = coach.look_at(
        ROUTE, "Voor uw plukroute met 25 fruitbomen is een ander plan nodig. Zullen we samen kijken wat er wel kan?"
    )
    assert feedback.solved
    assert feedback.gained
    assert feedback.lost == ()


def test_another_dismissive_act_appears(coach: Coach) -> None:
    feedback = coach.look_at(
        ROUTE, "Het planten van 25 fruitbomen is aan de vakmensen van de gemeente en niet aan bewoners."
    )
    assert "not_your_place" in [act.code for act in feedback.appeared]
    assert not feedback.solved


def test_facts_that_got_lost_and_came_in(coach: Coach) -> None:
    feedback = coach.look_at(ROUTE, "Wij bespreken uw plan voor 30 bomen op [dag] met Fatima Yilmaz.")
    assert [fact.text for fact in feedback.lost] == ["25"]
    assert [fact.text for fact in feedback.added] == ["30", "Fatima Yilmaz"]
    assert feedback.gaps == ("[dag]",)
    assert not feedback.solved


def test_what_stands_elsewhere_in_the_letter_is_no_new_fact(coach: Coach) -> None:
    feedback = coach.look_at(ROUTE, "Op uw plan van 4 februari voor 25 fruitbomen zeggen wij nu nee, omdat [reden].")
    assert feedback.added == ()


def test_a_no_that_becomes_a_yes_is_noticed(coach: Coach) -> None:
    feedback = coach.look_at(ROUTE, "Wij gaan akkoord met uw plan voor 25 fruitbomen en regelen de vergunning.")
    assert feedback.turned
    assert not feedback.solved


@pytest.mark.parametrize("answer", ["ja", "...", "Met vriendelijke groet,", "😀", "[reden]", "§" * 300])
def test_what_is_no_sentence_is_not_judged(coach: Coach, answer: str) -> None:
    feedback = coach.look_at(ROUTE, answer)
    assert not feedback.solved or feedback.judged
    assert not feedback.judged


def test_every_exercise_can_be_shown_and_looked_at(coach: Coach) -> None:
    for lang in ("nl", "en"):
        text = PracticeText(lang, 60)
        for exercise in BY_NAME.values():
            shown = text.exercise(exercise, 1, 40)
            assert "[-] " in shown
            assert all(len(line) <= 60 for line in shown.split("\n"))
    for exercise in list(BY_NAME.values())[:6]:
        text.feedback(exercise, coach.look_at(exercise, exercise.sentence))


def test_the_session_ends_with_what_went_well() -> None:
    text = PracticeText("nl", 80)
    exercise: Exercise = ROUTE
    good, bad = Feedback(judged=True), Feedback(judged=False)
    assert "niet meer afwijzend overkomen: 1 van de 1" in text.summary([(exercise, good)], {}, 40)
    assert "Dit ging goed" not in text.summary([(exercise, bad)], {}, 40)
    assert "Dit ging goed" not in text.summary([], {}, 40)
