from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tonecheck
from tests.conftest import DATA
from tonecheck.analyser import Analyser
from tonecheck.presenting.json_report import report, schema
from tonecheck.training.corpus import read_letters
from tonecheck.types import TONED_KINDS, Field, Tone

LETTERS = [path.read_text(encoding="utf-8") for path in sorted((DATA.parent / "acceptance" / "files").glob("*.txt"))]
PIECES = st.sampled_from(
    [
        "Geachte heer,\n\n",
        "U gaat hier niet over. ",
        "Zullen we samen kijken wat er wel kan? ",
        "\n",
        "- ",
        "’",
        "\x00",
        "\ud800",
        "😀",
        "\u200d",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.one_of(PIECES, st.text(max_size=15)), max_size=12).map("".join))


def check_invariants(letter: tonecheck.Letter, text: str) -> None:
    assert letter.text == text
    position = 0
    for sentence in letter.sentences:
        assert position <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text
        position = sentence.end
        assert sum(sentence.scores.to_dict().values()) == pytest.approx(1, abs=1e-9)
        assert sentence.scores.label is sentence.label
        if sentence.kind not in TONED_KINDS:
            assert sentence.label is Tone.NEUTRAL
        if sentence.label is Tone.NEUTRAL:
            assert not sentence.acts
        else:
            assert 1 <= len(sentence.acts) <= 3
        for act in sentence.acts:
            assert sentence.start <= act.start <= act.end <= sentence.end
        if sentence.label is Tone.DISMISSIVE:
            assert 1 <= len(sentence.suggestions) <= 3
        else:
            assert not sentence.suggestions
    assert sum(letter.scores.to_dict().values()) == pytest.approx(1, abs=1e-9)
    assert letter.scores.label is letter.label
    jsonschema.validate(report([letter], "m", "p"), schema())


@given(TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_invariants_hold_on_any_text(analyser: Analyser, text: str) -> None:
    check_invariants(analyser.analyse(text), text)


@pytest.mark.parametrize("text", LETTERS)
def test_invariants_hold_on_letters(analyser: Analyser, text: str) -> None:
    check_invariants(analyser.analyse(text), text)


@given(st.lists(TEXTS, max_size=4), st.integers(min_value=1, max_value=5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pipe_equals_analyse(analyser: Analyser, texts: list[str], batch_size: int) -> None:
    assert list(analyser.pipe(texts, batch_size=batch_size)) == [analyser.analyse(text) for text in texts]


@pytest.mark.parametrize("batch_size", [1, 2, 7])
def test_pipe_equals_analyse_on_letters(analyser: Analyser, batch_size: int) -> None:
    assert list(analyser.pipe(LETTERS, batch_size=batch_size)) == [analyser.analyse(text) for text in LETTERS]


def test_pipe_is_lazy(analyser: Analyser) -> None:
    def endless():  # type: ignore[no-untyped-def]
        while True:
            yield "U gaat hier niet over."

    stream = analyser.pipe(endless(), batch_size=2)
    assert next(stream) == next(stream)


def test_pipe_refuses_an_impossible_batch_size(analyser: Analyser) -> None:
    with pytest.raises(ValueError, match="batch_size"):
        list(analyser.pipe(["x"], batch_size=0))


def test_threads_give_the_same_answers(analyser: Analyser) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(analyser.analyse, LETTERS * 3)) == [analyser.analyse(text) for text in LETTERS] * 3


def test_dismissive_sentences_are_never_rephrased_into_dismissive_ones(analyser: Analyser) -> None:
    for text in LETTERS:
        letter = analyser.analyse(text)
        for sentence in letter.sentences:
            for suggestion in sentence.suggestions:
                changed = text[: sentence.start] + suggestion.text + text[sentence.end :]
                replaced = analyser.analyse(changed).sentences
                span = range(sentence.start, sentence.start + len(suggestion.text))
                assert all(item.label is not Tone.DISMISSIVE for item in replaced if item.start in span)


def test_suggestions_have_no_facts_of_their_own(analyser: Analyser) -> None:
    import re

    for text in LETTERS:
        for sentence in analyser.analyse(text).sentences:
            for suggestion in sentence.suggestions:
                assert set(re.findall(r"\d+", suggestion.text)) <= set(re.findall(r"\d+", text))
                assert set(re.findall(r"\[[^\]]+\]", suggestion.text)) == set(suggestion.gaps)


def test_quoted_mail_is_not_judged(analyser: Analyser) -> None:
    text = "Beste Jan,\n\nDank.\n\nGroet,\nNoor\n\n-----Oorspronkelijk bericht-----\nU gaat er niet over.\n"
    assert analyser.analyse(text).sentences[-1].kind.value == "quoted"
    assert analyser.analyse(text).sentences[-1].label is Tone.NEUTRAL


@pytest.mark.parametrize(
    ("file", "incoming", "field"),
    [
        ("kort.txt", "aanvraag.txt", Field.PARTICIPATIEVERBOD),
        ("warm.txt", "aanvraag.txt", Field.AMBTELIJKE_EMPATHIE),
        ("kort.txt", "melding.txt", Field.PARALLELLE_VERWACHTINGEN),
    ],
)
def test_the_square(analyser: Analyser, file: str, incoming: str, field: Field) -> None:
    folder = DATA.parent / "acceptance" / "files"
    reply, letter = ((folder / name).read_text(encoding="utf-8") for name in (file, incoming))
    result = analyser.analyse(reply, letter)
    assert result.field is field
    assert result.field_reason


def test_without_incoming_letter_there_is_no_field(analyser: Analyser) -> None:
    letter = analyser.analyse(LETTERS[0])
    assert letter.field is None
    assert letter.field_reason is None


def test_the_obvious(analyser: Analyser) -> None:
    folder = DATA.parent / "acceptance" / "files"
    labels = {
        name: analyser.analyse((folder / f"{name}.txt").read_text(encoding="utf-8")).label.value
        for name in ("kort", "warm", "zakelijk")
    }
    assert labels == {"kort": "dismissive", "warm": "empathic", "zakelijk": "neutral"}


def test_explanations_in_english() -> None:
    letter = tonecheck.load(lang="en").analyse("U gaat hier niet over. Dit is geen taak van bewoners.")
    assert all("you" in act.explanation.lower() for sentence in letter.sentences for act in sentence.acts)


def test_without_suggestions() -> None:
    letter = tonecheck.load(suggest=False).analyse(LETTERS[0])
    assert not any(sentence.suggestions for sentence in letter.sentences)


def test_results_name_model_and_pipeline(analyser: Analyser) -> None:
    letter = analyser.analyse("Dank.")
    assert letter.model == analyser.model_name
    assert letter.model.startswith("tonecheck_tone ")
    assert letter.pipeline == analyser.pipeline_name


def test_batches_of_real_letters_give_what_one_by_one_gives(analyser: Analyser) -> None:
    folder = Path(__file__).parents[1] / "corpus" / "letters"
    texts = [letter.text for name in ("a08", "a50") for letter in read_letters(folder / f"{name}.jsonl")]
    assert list(analyser.pipe(texts, batch_size=50)) == [analyser.analyse(text) for text in texts]
