from __future__ import annotations

import pytest

from tonecheck import load
from tonecheck.analyser import Analyser
from tonecheck.errors import TonecheckError
from tonecheck.settings import Settings
from tonecheck.types import Ignored, Letter, Suppression, Tone
from tonecheck.waiving import Waivers, fingerprint

FIRST = "De aanvraag is op 3 mei ontvangen."
SECOND = "U gaat hier niet over."
TEXT = f"Beste Jan,\n\n{FIRST} {SECOND}\n\nGroet,\nPiet\n"


def analyser(settings: Settings | None = None, waivers: Waivers | None = None) -> Analyser:
    return load(model="fast", suggest=False, settings=settings, waivers=waivers)


def tones(letter: Letter) -> dict[str, Tone]:
    return {sentence.text: sentence.label for sentence in letter.sentences}


def test_an_act_that_is_off_makes_its_sentence_neutral_and_is_counted() -> None:
    plain = analyser().analyse(TEXT)
    assert tones(plain)[SECOND] is Tone.DISMISSIVE
    off = analyser(Settings(acts_off=tuple(act.code for s in plain.sentences for act in s.acts))).analyse(TEXT)
    assert tones(off)[SECOND] is Tone.NEUTRAL
    assert off.ignored.always == sum(len(sentence.acts) for sentence in plain.sentences)
    assert off.scores.dismissive < plain.scores.dismissive


def test_what_is_waved_away_here_stays_away_until_the_context_changes() -> None:
    acts = [act.code for sentence in analyser().analyse(TEXT).sentences for act in sentence.acts]
    waiving = analyser(waivers=Waivers(here=frozenset(fingerprint(act, SECOND, FIRST) for act in acts)))
    letter = waiving.analyse(TEXT.replace("Piet", "Kees"))
    assert (tones(letter)[SECOND], letter.ignored) == (Tone.NEUTRAL, Ignored(here=len(acts)))
    changed = waiving.analyse(TEXT.replace("3 mei", "4 juni"))
    assert (tones(changed)[SECOND], changed.ignored) == (Tone.DISMISSIVE, Ignored())


def test_a_comment_covers_its_stretch_only() -> None:
    start = TEXT.index(SECOND)
    here = [Suppression(start, start + len(SECOND), ())]
    covered = analyser().analyse(TEXT, suppressions=here)
    assert (tones(covered)[SECOND], covered.ignored.in_text > 0) == (Tone.NEUTRAL, True)
    elsewhere = analyser().analyse(TEXT, suppressions=[Suppression(0, 5, ())])
    assert (tones(elsewhere)[SECOND], elsewhere.ignored) == (Tone.DISMISSIVE, Ignored())
    other_act = analyser().analyse(TEXT, suppressions=[Suppression(start, start + 5, ("rule_wall",))])
    assert tones(other_act)[SECOND] is Tone.DISMISSIVE


def test_a_comment_with_an_unknown_act_is_a_mistake() -> None:
    with pytest.raises(TonecheckError, match="yes_but"):
        analyser().analyse(TEXT, suppressions=[Suppression(0, len(TEXT), ("yes_butt",))])


def test_unsure_tones_count_as_neutral() -> None:
    assert tones(analyser(Settings(threshold=1.0)).analyse(TEXT))[SECOND] is Tone.NEUTRAL


def test_words_of_ones_own_are_named_as_evidence() -> None:
    letter = analyser(Settings(words={"closing": ("ontvangen",)})).analyse(TEXT)
    sentence = next(sentence for sentence in letter.sentences if sentence.text == FIRST)
    assert (sentence.label, [(act.code, act.cue) for act in sentence.acts]) == (
        Tone.DISMISSIVE,
        [("closing", "ontvangen")],
    )
    assert letter.text[sentence.acts[0].start : sentence.acts[0].end] == "ontvangen"
