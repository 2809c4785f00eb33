"""Every frame runs its own examples and counter-examples through the real engine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tonecheck.cues.definitions import load_classes
from tonecheck.cues.matching import SentenceForms
from tonecheck.cues.notation import NotationError
from tonecheck.errors import DataError
from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.facts import letter_facts
from tonecheck.rephrasing.frames import Frame, load_frames
from tonecheck.rephrasing.framing import FrameMatcher
from tonecheck.rephrasing.guard import brings_in_facts
from tonecheck.rephrasing.polarity import turns_decision
from tonecheck.rephrasing.rephraser import Rephraser
from tonecheck.rephrasing.strategies import WRITTEN_KINDS
from tonecheck.segmenting import segment

FRAMES = load_frames()
REPHRASER = Rephraser()
each_frame = pytest.mark.parametrize("frame", FRAMES, ids=[frame.name for frame in FRAMES])


@each_frame
def test_examples(frame: Frame, pipeline: LinguisticPipeline) -> None:
    matcher = FrameMatcher(frame, load_classes())
    for example in frame.examples:
        context = [example.letter[unit.start : unit.end] for unit in segment(example.letter)]
        docs = pipeline.analyse([*context, example.sentence])
        made = {
            item.strategy.name: item.text
            for item in REPHRASER.candidates(docs[-1], [frame.act], letter_facts(docs))
            if not item.asks_reason
        }
        assert matcher.fill(docs[-1], SentenceForms.of(docs[-1])) is not None, example.sentence
        for kind, suggestion in example.suggestions.items():
            assert made.get(f"{frame.name}_{kind}") == suggestion, made
            assert not brings_in_facts(suggestion, f"{example.letter} {example.sentence}")
            assert not turns_decision(suggestion, docs[-1])


@each_frame
def test_counter_examples(frame: Frame, pipeline: LinguisticPipeline) -> None:
    matcher = FrameMatcher(frame, load_classes())
    for doc in pipeline.analyse(list(frame.counter)):
        assert matcher.fill(doc, SentenceForms.of(doc)) is None, doc.text


@each_frame
def test_it_says_enough(frame: Frame) -> None:
    assert len(frame.examples) > 1
    assert frame.counter
    assert {kind for example in frame.examples for kind in example.suggestions} == {
        strategy.kind for strategy in frame.strategies if strategy.kind in WRITTEN_KINDS
    }


@each_frame
def test_templates(frame: Frame) -> None:
    for strategy in frame.strategies:
        for template in strategy.text.values():
            assert not brings_in_facts(template.replace("{", "[").replace("}", "]"), "")
        formal, informal = strategy.text["u"], strategy.text["je"]
        assert set(re.findall(r"\{(\w+)\}", formal)) == set(re.findall(r"\{(\w+)\}", informal))
        assert not re.search(r"\b[Uu]w?\b", informal)
        assert not re.search(r"\b([Jj]e|[Jj]ij|[Jj]ouw?)\b", formal)
        if strategy.kind == "along":
            assert strategy.commits
            assert formal.endswith("].")


def test_names_are_unique() -> None:
    assert len({frame.name for frame in FRAMES}) == len(FRAMES)


def _written(folder: Path, body: str) -> Path:
    (folder / "no_need.toml").write_text(
        f'act = "no_need"\nopening = "Wel [iets]."\n[[frame]]\nname = "x"\n{body}', encoding="utf-8"
    )
    return folder


def _matcher(folder: Path, pattern: str) -> FrameMatcher:
    body = f'patterns = ["{pattern}"]\nlight = "Zo."\ncounter = []\nexample = []\n'
    return FrameMatcher(load_frames(_written(folder, body))[0], load_classes())


def _fill(matcher: FrameMatcher, pipeline: LinguisticPipeline, sentence: str) -> dict[str, str] | None:
    doc = pipeline.analyse([sentence])[0]
    filling = matcher.fill(doc, SentenceForms.of(doc))
    return None if filling is None else dict(filling)


def test_a_verb_agrees(tmp_path: Path, pipeline: LinguisticPipeline) -> None:
    matcher = _matcher(tmp_path, "^ <thing> achten @wij niet zinvol")
    many = _fill(matcher, pipeline, "De extra bankjes in het park achten wij niet zinvol.")
    assert many is not None
    assert many["Thing"] == "De extra bankjes in het park"
    assert many["thing_is"] == "zijn"
    one = _fill(matcher, pipeline, "Een bankje achten wij niet zinvol.")
    assert one is not None
    assert (one["thing"], one["thing_is"]) == ("een bankje", "is")


def test_a_subclause_becomes_a_main_clause(tmp_path: Path, pipeline: LinguisticPipeline) -> None:
    matcher = _matcher(tmp_path, "bevreemden ... dat <deed:clause>")
    found = _fill(matcher, pipeline, "Het bevreemdt ons dat u een rooster hebt verspreid, en dat zonder overleg.")
    assert found is not None
    assert found["deed"] == "u een rooster hebt verspreid"
    assert found["deed_main"] == "u hebt een rooster verspreid"


def test_what_becomes_a_sentence_can_stand_alone(tmp_path: Path, pipeline: LinguisticPipeline) -> None:
    body = 'patterns = ["maar <fact:words> $"]\nlight = "{Fact}. Daarom kan het niet."\ncounter = []\nexample = []\n'
    matcher = FrameMatcher(load_frames(_written(tmp_path, body))[0], load_classes())
    found = _fill(matcher, pipeline, "Een mooi plan, maar de brug is te smal.")
    assert found is not None
    assert found["Fact"] == "De brug is te smal"
    assert _fill(matcher, pipeline, "Het college waardeert dit, maar handhaaft het ontwerp.") is None
    assert _fill(matcher, pipeline, "Die kennis in ere, maar zij verandert hieraan niets.") is None


def test_a_file_has_word_classes_of_its_own(tmp_path: Path, pipeline: LinguisticPipeline) -> None:
    frame = 'name = "x"\npatterns = ["^ <meeting:thing> @bring niets"]\nlight = "Zo."\ncounter = []\nexample = []\n'
    (tmp_path / "no_need.toml").write_text(
        f'act = "no_need"\nopening = "Wel [iets]."\n[words]\nbring = "brengen|opleveren"\n[[frame]]\n{frame}',
        encoding="utf-8",
    )
    matcher = FrameMatcher(load_frames(tmp_path)[0], load_classes())
    assert _fill(matcher, pipeline, "Een gesprek brengt niets.") is not None
    assert _fill(matcher, pipeline, "Een gesprek kost niets.") is None


def test_a_light_wording_can_open_a_way(tmp_path: Path) -> None:
    body = 'patterns = ["a <b>"]\nlight = ["Zo {b} u.", "Zo {b} je."]\nwarm = "Zo."\ncounter = []\nexample = []\n'
    texts = {strategy.name: strategy.text["u"] for strategy in load_frames(_written(tmp_path, body))[0].strategies}
    assert texts == {"x_light": "Zo {b} u.", "x_warm": "Zo.", "x_along": "Zo {b} u. Wel [iets]."}


def test_the_end_counts_where_it_is_asked_for(tmp_path: Path, pipeline: LinguisticPipeline) -> None:
    matcher = _matcher(tmp_path, "over <thing> voeren @wij geen gesprek meer $")
    assert _fill(matcher, pipeline, "Over het bad voeren wij geen gesprekken meer.") is not None
    assert _fill(matcher, pipeline, "Over het bad voeren wij geen gesprekken meer vóór de zomer.") is None


@pytest.mark.parametrize(
    ("body", "mistake"),
    [
        ('patterns = ["a <b>"]\nlight = "Zo {c}."\ncounter = []\nexample = []\n', "no place 'c'"),
        ('patterns = ["a <b>"]\ncounter = []\nexample = []\n', "says nothing"),
        ('patterns = ["a <b>"]\nlight = "Zo."\nexample = []\n', "'counter' is missing"),
        ('patterns = ["a <b>"]\nlight = "Zo."\ncounter = []\nexample = []\nwhen = 1\n', "unknown key 'when'"),
        (
            'patterns = ["a <b>"]\nlight = "Zo."\ncommits = ["warm"]\ncounter = []\nexample = []\n',
            "'commits' must name",
        ),
        (
            'patterns = ["a <b>"]\nlight = "Zo."\ncounter = []\n[[frame.example]]\nsentence = "x"\nsoft = "y"\n',
            "unknown key 'soft' in an example",
        ),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, body: str, mistake: str) -> None:
    with pytest.raises(DataError) as error:
        load_frames(_written(tmp_path, body))
    assert mistake in str(error.value)


@pytest.mark.parametrize("pattern", ["<a>", "aan <a:soort>", "aan <a> ##"])
def test_a_broken_pattern_is_refused(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(NotationError, match=r"no_need\.toml, frame 'x'"):
        _matcher(tmp_path, pattern)
