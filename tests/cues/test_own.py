from __future__ import annotations

from pathlib import Path

import pytest

from tonecheck.cues.engine import CueEngine
from tonecheck.cues.own import DEFAULT_STRENGTH, own_acts
from tonecheck.errors import DataError, SettingsError
from tonecheck.pipeline import load_pipeline

CUE = '[[cue]]\nname = "square"\npatterns = ["terecht .. klantplein"]\n'


def fires(acts: object, sentence: str) -> list[tuple[str, str, float]]:
    engine = CueEngine(acts)  # type: ignore[arg-type]
    return [(hit.act, hit.cue, hit.strength) for hit in engine.find(load_pipeline().analyse([sentence])[0])]


def test_a_cue_file_adds_to_an_act_by_any_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('act = "doorschuiven"\n' + CUE, encoding="utf-8")
    acts = own_acts(tmp_path, {})
    assert fires(acts, "U kunt terecht bij het klantplein.") == [("deflection", "square", DEFAULT_STRENGTH)]
    assert fires(acts, "Het klantplein is open.") == []


def test_phrases_count_in_any_inflection_and_with_their_punctuation() -> None:
    acts = own_acts(None, {"closing": ("einde verhaal", "klaar, uit")})
    assert fires(acts, "Dat is dan einde verhaal.") == [("closing", "einde verhaal", DEFAULT_STRENGTH)]
    assert fires(acts, "Het is klaar, uit.") == [("closing", "klaar, uit", DEFAULT_STRENGTH)]
    assert fires(acts, "Aan het einde staat een verhaal.") == []


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (CUE, "'act' is missing"),
        ('act = "zeuren"\n' + CUE, "line 1: "),
        ('act = "blame"\n', "'cue' is missing"),
        ('act = "blame"\n[[cue]]\nname = "x"\n', "cue 'x': 'patterns' is missing"),
        ('act = "blame"\n[[cue]]\nname = "x"\npatterns = []\n', "'patterns' needs at least one pattern"),
        ('act = "blame"\n[[cue]]\nname = "x"\npatterns = ["@nope"]\n', "line 4: cue 'x': 'patterns': unknown class"),
        ('act = "blame"\n[[cue]]\nname = "x"\npatterns = ["a"]\nstrenght = 1\n', "line 5: cue 'x': unknown key"),
        ('act = "blame"\n[[cue]]\nname = "x"\npatterns = ["a"]\nstrength = 2\n', "line 5: cue 'x': 'strength'"),
        (
            'act = "blame"\n[[cue]]\nname = "x"\npatterns = ["a"]\nexplanation = {nl = "{", en = "{"}\n',
            "line 5: cue 'x': 'explanation' must hold {words}",
        ),
    ],
)
def test_a_mistake_is_said_with_its_place(tmp_path: Path, text: str, mistake: str) -> None:
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        own_acts(tmp_path, {})
    assert "own.toml" in str(caught.value)
    assert mistake in str(caught.value)


def test_a_folder_without_cues_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / ".tonecheck.toml").write_text("threshold = 0.5", encoding="utf-8")
    with pytest.raises(SettingsError, match="geen bestand met signalen"):
        own_acts(tmp_path, {})
