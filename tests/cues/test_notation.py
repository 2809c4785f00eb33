from __future__ import annotations

import pytest

from tonecheck.cues.matching import PatternMatcher, SentenceForms
from tonecheck.cues.notation import NotationError, compile_pattern
from tonecheck.pipeline import LinguisticPipeline

CLASSES = {"kleur": ("rood", "groen")}
SENTENCE = "Wij wijzen uw mooie plannen voor het groene pleintje niet af."


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("plan", "plannen"),
        ("idee|plan", "plannen"),
        ("=plannen", "plannen"),
        ("=plan", None),
        ("*tje", "pleintje"),
        ("plein*", "pleintje"),
        ("@kleur", "groene"),
        ("mooi NOUN", "mooie plannen"),
        ("mooi NOUN:plan|idee", "mooie plannen"),
        ("mooi NOUN:idee", None),
        ("mooi klein? plan", "mooie plannen"),
        ("mooi .. voor", "mooie plannen voor"),
        ("mooi !idee", "mooie plannen"),
        ("mooi !plan|plannen", None),
        ("^ wij", "Wij"),
        ("^ plan", None),
        ("afwijzen", "wijzen"),
        ("wij .. af", None),
        ("wij .... af", SENTENCE.rstrip(".")),
    ],
)
def test_patterns(pattern: str, expected: str | None, pipeline: LinguisticPipeline) -> None:
    doc = pipeline.analyse([SENTENCE])[0]
    spans = PatternMatcher([pattern], CLASSES).find(SentenceForms.of(doc))
    assert (doc[slice(*spans[0])].text if spans else None) == expected


@pytest.mark.parametrize("pattern", ["", "^", "..", "plan ..", ".. plan", "@onbekend", "pl#an", "a||b", "!*plan"])
def test_what_cannot_be_read_is_refused(pattern: str) -> None:
    with pytest.raises(NotationError):
        compile_pattern(pattern, CLASSES)


def test_required_are_the_sets_of_words_that_must_be_there_the_smallest_first() -> None:
    assert compile_pattern("@kleur plan", CLASSES).required[0] == frozenset({"plan"})
    assert len(compile_pattern("@kleur plan", CLASSES).required) == 2
    assert compile_pattern("plan? *je !niet", CLASSES).required == ()
