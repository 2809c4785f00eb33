from __future__ import annotations

import json
from typing import Any

import pytest

from tests.generating.serving import GOOD, completion
from tonecheck.generating.answers import read_answer
from tonecheck.generating.generator import GeneratorError
from tonecheck.generating.prompt import load_prompt

SENTENCE = "Over de inrichting van het plein gaat u niet."


def read(body: bytes) -> dict[str, str]:
    return read_answer(body, load_prompt(), SENTENCE, "hier")


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(GOOD),
        f"```json\n{json.dumps(GOOD, indent=2)}\n```",
        f"<think>Hm, {{eerst}} nadenken.</think>\nHier zijn ze: {json.dumps(GOOD)} Succes!",
        json.dumps({**GOOD, "extra": 1}),
        json.dumps({kind: f'"{text}"' for kind, text in GOOD.items()}),
    ],
)
def test_good_answers(content: str) -> None:
    assert read(completion(content)) == GOOD


def test_what_is_no_wording_is_left_out() -> None:
    answered: dict[str, Any] = {"light": SENTENCE, "warm": ["een", "lijst"], "along": GOOD["along"]}
    assert read(completion(json.dumps(answered))) == {"along": GOOD["along"]}
    for wrong in (
        "Ja.",
        "Zonder punt aan het einde",
        "x" * 401 + ".",
        "**Vet** gedrukt, voor de lezer.",
        "Een \x1b[31m.",
    ):
        assert read(completion(json.dumps({**answered, "light": wrong}))) == {"along": GOOD["along"]}


@pytest.mark.parametrize(
    ("body", "key", "broken"),
    [
        (b"", "generator_unreadable", True),
        (b"<html>Welkom</html>", "generator_unreadable", True),
        (b"\xff\xfe\x00", "generator_unreadable", True),
        (b"[]", "generator_unreadable", True),
        (b'{"choices": []}', "generator_unreadable", True),
        (b'{"choices": [{"message": "hallo"}]}', "generator_unreadable", True),
        (b"[" * 200_000, "generator_unreadable", True),
        (b"1" * 10_000, "generator_unreadable", True),
        (completion(None), "generator_unreadable", False),
        (completion([{"type": "text", "text": "x"}]), "generator_unreadable", False),
        (completion("Zeker! Wat een leuke vraag."), "generator_unreadable", False),
        (completion('{"light": "afgebro'), "generator_unreadable", False),
        (completion("{" * 5_000), "generator_unreadable", False),
        (completion("Sorry, maar daar kan ik niet mee helpen."), "generator_refused", False),
        (completion("I'm sorry, but I can't help with that."), "generator_refused", False),
        (completion(None, refusal="No."), "generator_refused", False),
        (completion(json.dumps(dict.fromkeys(GOOD, "Als taalmodel mag ik dit niet."))), "generator_refused", False),
        (completion("{}"), "generator_nonsense", False),
        (completion(json.dumps({"light": "bla", "warm": 3, "along": None})), "generator_nonsense", False),
        (completion(json.dumps({"light": "\ud800 is geen letter, maar een half."})), "generator_nonsense", False),
        (
            completion(json.dumps({"light": "We would love to hear from you and look at this plan together soon."})),
            "generator_nonsense",
            False,
        ),
    ],
)
def test_bad_answers(body: bytes, key: str, broken: bool) -> None:
    with pytest.raises(GeneratorError) as caught:
        read(body)
    assert (caught.value.key, caught.value.broken) == (key, broken)
    assert caught.value.message("nl")
    assert caught.value.message("en")


def test_a_refusal_of_a_permit_is_no_refusal_to_answer() -> None:
    wording = {"light": "Ik kan u de vergunning nu niet geven, omdat [reden]."}
    assert read(completion(json.dumps(wording))) == wording
