from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import jsonschema
import pytest

from tests.conftest import DATA
from tonecheck.analyser import Analyser
from tonecheck.messages import LANGUAGES, catalogue
from tonecheck.presenting.html_report import to_html
from tonecheck.presenting.json_report import report, schema, to_json
from tonecheck.presenting.sarif import to_sarif
from tonecheck.presenting.terminal import to_terminal
from tonecheck.types import Letter, Tone

TEXT = (DATA / "formats" / "brief.txt").read_text(encoding="utf-8")
HOSTILE = "Beste <script>alert(1)</script>,\n\nU gaat hier niet over, [bold]dat is[/bold] ons werk & niet het uwe.\n"


@pytest.fixture(scope="module")
def letter(analyser: Analyser) -> Letter:
    return analyser.analyse(TEXT, "Wij willen graag zelf een buurttuin aanleggen.", source="brief.txt")


@pytest.fixture(scope="module")
def hostile(analyser: Analyser) -> Letter:
    return analyser.analyse(HOSTILE, source="<img src=x>.txt")


def test_json_validates_against_the_schema(letter: Letter, hostile: Letter) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(report([letter, hostile], "m", "p"), schema())
    assert json.loads(to_json([letter], "m", "p"))["letters"][0]["text"] == TEXT


def test_the_schema_refuses_what_is_not_in_the_contract(letter: Letter) -> None:
    broken = report([letter], "m", "p")
    broken["letters"][0]["sentences"][0]["label"] = "cold"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema())


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_html_is_self_contained_and_escaped(letter: Letter, hostile: Letter, lang: str) -> None:
    page = to_html([letter, hostile], lang=lang, model="m", pipeline="p")
    parsed = _Page()
    parsed.feed(page)
    names = {tag for tag, _ in parsed.tags}
    assert not names & {"script", "img", "link", "iframe"}
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "url(" not in page
    assert len(parsed.ids) == len(set(parsed.ids))
    targets = [attrs["href"].removeprefix("#") for tag, attrs in parsed.tags if tag == "a"]  # type: ignore[union-attr]
    assert set(targets) <= set(parsed.ids)
    assert targets


def test_html_holds_the_whole_letter(letter: Letter) -> None:
    page = to_html([letter], lang="nl", model="m", pipeline="p")
    block = page[page.index('<div class="letter">') + len('<div class="letter">') : page.index("</div>")]
    block = re.sub(r"<a [^>]*>\[[-+]\d+\]</a> ", "", block)
    assert re.sub(r"<[^>]+>", "", block) == TEXT


def test_terminal_marks_do_not_depend_on_colour(letter: Letter) -> None:
    plain = to_terminal([letter], lang="nl", colour=False, width=80)
    coloured = to_terminal([letter], lang="nl", colour=True, width=80)
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in stripped.split("\n")] == plain.split("\n")
    assert "[-1]" in plain


def test_terminal_keeps_the_letters_own_words(hostile: Letter) -> None:
    shown = to_terminal([hostile], lang="nl", colour=False, width=200)
    assert "[bold]dat is[/bold] ons werk & niet het uwe." in shown


def test_sarif(letter: Letter) -> None:
    run = json.loads(to_sarif([letter], "nl"))["runs"][0]
    lines = TEXT.split("\n")
    assert len(run["results"]) == sum(sentence.label is Tone.DISMISSIVE for sentence in letter.sentences)
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_every_text_exists_in_every_language_with_the_same_slots() -> None:
    keys = {lang: catalogue(lang) for lang in LANGUAGES}
    assert set(keys["nl"]) == set(keys["en"])
    for key, text in keys["nl"].items():
        slots = [set(re.findall(r"\{(\w+)\}", catalogue(lang)[key])) for lang in LANGUAGES]
        assert slots[0] == slots[1], (key, text)
