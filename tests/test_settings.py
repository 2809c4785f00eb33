from __future__ import annotations

from pathlib import Path

import pytest

from tonecheck.errors import SettingsError
from tonecheck.settings import FILE_NAME, Settings, common_folder, configure, find_file


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return folder / FILE_NAME


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    far, near = write(tmp_path, ""), write(tmp_path / "a" / "b", "")
    (tmp_path / "a" / "b" / "c").mkdir()
    assert find_file(tmp_path / "a" / "b" / "c") == near
    assert find_file(tmp_path / "a") == far


def test_letters_in_several_folders_share_the_settings_of_what_holds_them_all(tmp_path: Path) -> None:
    assert common_folder([tmp_path / "a" / "x.txt", tmp_path / "b" / "c" / "y.txt"]) == tmp_path
    assert common_folder([tmp_path / "a" / "x.txt"]) == tmp_path / "a"
    assert common_folder([]) == Path.cwd()


def test_without_a_file_everything_is_default(tmp_path: Path) -> None:
    found = configure(tmp_path, {}, {"lang": None})
    assert (found.settings, dict(found.sources)) == (Settings(), {})


def test_an_option_beats_the_environment_and_that_beats_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, 'lang = "en"\nmodel = "fast"\nthreshold = 0\n')
    found = configure(tmp_path, {"TONECHECK_LANG": "nl"}, {"threshold": 0.7, "lang": None})
    assert (found.settings.lang, found.settings.model, found.settings.threshold) == ("nl", "fast", 0.7)
    assert found.sources == {"lang": "TONECHECK_LANG", "model": str(file), "threshold": "--threshold"}


def test_acts_go_by_any_name_and_folders_are_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    write(tmp_path, 'acts_off = ["Ja, maar"]\ncues = "own"\nmodel = "own"\n[words]\ndoorschuiven = ["klantplein"]\n')
    settings = configure(tmp_path, {}, {}).settings
    assert settings.acts_off == ("yes_but",)
    assert (settings.cues, settings.model) == (tmp_path / "own", str(tmp_path / "own"))
    assert settings.words == {"deflection": ("klantplein",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("treshold = 0.5", "‘treshold’ bestaat niet. Bedoelt u ‘threshold’?"),
        ("threshold = 1.5", "‘threshold’ klopt niet"),
        ("threshold = true", "‘threshold’ klopt niet"),
        ('lang = "fr"', '‘lang’ klopt niet. Schrijf het zo: "nl" / "en"'),
        ('acts_off = "yes_but"', "‘acts_off’ klopt niet"),
        ('acts_off = ["yes_butt"]', "‘yes_butt’ bestaat niet. Bedoelt u yes_but?"),
        ('address = "gij"', "‘address’ klopt niet"),
        ('cues = "nergens"', "de map ‘nergens’ bij ‘cues’ bestaat niet"),
        ('words = ["klantplein"]', "‘words’ klopt niet"),
        ('[words]\nzeuren = ["x"]', "‘zeuren’ bestaat niet"),
        ("model = ", "geen geldig instellingenbestand"),
    ],
)
def test_a_mistake_is_said_with_file_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        configure(tmp_path, {}, {})
    assert str(caught.value).startswith(f"{file}: ")
    assert said in str(caught.value)
