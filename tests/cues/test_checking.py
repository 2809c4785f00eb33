"""A broken act file is refused with its name, the line and the mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from tonecheck.cues.definitions import load_acts
from tonecheck.errors import DataError

GOOD = """\
code = "closing"
tone = "dismissive"
example = "Wij beschouwen de zaak als gesloten."
source = "Nationale ombudsman"

[name]
nl = "afsluiten"
en = "closing"

[meaning]
nl = "U sluit af."
en = "You close."

[why]
nl = "Dat hoort de ander."
en = "The reader hears that."

[explanation]
nl = "Met ‘{words}’ sluit u af."
en = "With ‘{words}’ you close."

[[cue]]
name = "case_closed"
strength = 0.8
patterns = ["zaak|kwestie .. gesloten"]
examples = ["De zaak is gesloten.", "Deze kwestie is gesloten.", "Voor ons is de zaak gesloten."]
counter = ["De balie is gesloten.", "De zaal is gesloten."]

[[cue]]
name = "no_more"
strength = 0.7
anywhere = true
patterns = ["niet .. meer"]
examples = ["Wij praten niet meer.", "Wij schrijven niet meer.", "Wij antwoorden niet meer."]
counter = ["Het regent.", "Wij praten graag."]
"""

#: What is changed in the good file, into what, and what the message must say.
BROKEN = {
    "no toml": ('code = "closing"', "code = ", "line 1"),
    "unknown key": ('tone = "dismissive"', 'tone = "dismissive"\nkode = "x"', "line 3: unknown key 'kode'"),
    "missing key": ('source = "Nationale ombudsman"\n', "", "line 1: 'source' is missing"),
    "empty text": ('source = "Nationale ombudsman"', 'source = " "', "line 4: 'source' must be a text"),
    "no text": ('example = "Wij beschouwen de zaak als gesloten."', "example = 3", "line 3: 'example' must be a text"),
    "other code": ('code = "closing"', 'code = "sluiten"', "line 1: code 'sluiten' differs from the file's name"),
    "unknown tone": ('"dismissive"', '"boos"', "line 2: unknown tone 'boos'; choose from dismissive"),
    "no English": ('en = "closing"\n', "", "line 6: 'name' needs a text for nl and one for en"),
    "third language": ('en = "You close."', 'en = "You close."\nfr = "x"', "line 10: 'meaning' needs a text for nl"),
    "no words": ("Met ‘{words}’ sluit", "U sluit", "line 18: 'explanation' must hold {words} once"),
    "words twice": ("‘{words}’ you", "‘{words}{words}’ you", "line 18: 'explanation' must hold {words} once"),
    "cue no list": ('[[cue]]\nname = "no_more"', '[cue2]\nname = "no_more"', "line 29: unknown key 'cue2'"),
    "cue without name": ('name = "no_more"\n', "", "line 29: cue '?': 'name' is missing"),
    "cue unknown key": ("anywhere = true", "always = true", "line 32: cue 'no_more': unknown key 'always'"),
    "cue missing key": ("strength = 0.7\n", "", "line 30: cue 'no_more': 'strength' is missing"),
    "strength too high": ("strength = 0.8", "strength = 8", "line 24: cue 'case_closed': 'strength' must be a number"),
    "strength zero": ("strength = 0.8", "strength = 0", "line 24: cue 'case_closed': 'strength' must be a number"),
    "strength a text": ("strength = 0.8", 'strength = "hoog"', "line 24: cue 'case_closed': 'strength' must be"),
    "anywhere a text": (
        "anywhere = true",
        'anywhere = "ja"',
        "line 32: cue 'no_more': 'anywhere' must be true",
    ),
    "no patterns": ('["niet .. meer"]', "[]", "line 33: cue 'no_more': 'patterns' needs at least one pattern"),
    "pattern a text": ('["niet .. meer"]', '"niet .. meer"', "line 33: cue 'no_more': 'patterns' must be a list"),
    "unknown class": ('"niet .. meer"', '"@niks .. meer"', "line 33: cue 'no_more': 'patterns': unknown class '@niks'"),
    "gap at the border": (
        '"niet .. meer"',
        '"niet .."',
        "line 33: cue 'no_more': 'patterns': pattern 'niet ..'",
    ),
    "few examples": (', "Wij antwoorden niet meer."', "", "line 34: cue 'no_more': 'examples' needs 3 different"),
    "same example": ("Wij antwoorden niet", "Wij praten niet", "line 34: cue 'no_more': 'examples' needs 3 different"),
    "few counters": ('"Het regent.", ', "", "line 35: cue 'no_more': 'counter' needs 2 different sentences"),
    "both": (
        "Het regent.",
        "Wij praten niet meer.",
        "line 35: cue 'no_more': 'Wij praten niet meer.' is an example",
    ),
    "same name": ('name = "no_more"', 'name = "case_closed"', "there are two cues 'case_closed'"),
}


def write(folder: Path, text: str) -> Path:
    (folder / "closing.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_good_file_is_good(tmp_path: Path) -> None:
    assert [cue.name for cue in load_acts(write(tmp_path, GOOD))["closing"].cues] == ["case_closed", "no_more"]


@pytest.mark.parametrize(("old", "new", "mistake"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_file_is_refused_with_its_name_line_and_mistake(
    old: str, new: str, mistake: str, tmp_path: Path
) -> None:
    assert GOOD.count(old) >= 1
    with pytest.raises(DataError) as caught:
        load_acts(write(tmp_path, GOOD.replace(old, new, 1)))
    assert caught.value.message().startswith("closing.toml: ")
    assert mistake in caught.value.message()
