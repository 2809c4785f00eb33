"""The whole road: letters checked with a language model beside, through the library and the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from docx import Document

from tests.conftest import DATA
from tests.generating import serving as server
from tonecheck.analyser import Analyser, load
from tonecheck.generating.endpoint import ChatEndpoint
from tonecheck.generating.generator import GeneratorError, Request
from tonecheck.presenting.html_report import to_html
from tonecheck.presenting.json_report import report, schema
from tonecheck.presenting.sarif import to_sarif
from tonecheck.presenting.terminal import to_terminal
from tonecheck.presenting.word_comments import with_comments
from tonecheck.types import Letter, Suggestion

LETTER = """Beste Samira,

Dank voor je plan voor een buurttuin aan de Lindelaan.
Daar gaan bewoners niet over.
Wij vinden dat er al genoeg groen is.

Groet,
Noor
"""
#: Two dismissive sentences; for these wordings no strategy of the act has anything specific.
HARD = "Beste Samira,\n\nU gaat er niet over.\n\nGroet,\nNoor\n"
WORDING = "Over uw vraag beslist het college, en wij horen graag wat u daarvan vindt."


def analyser(url: str, **options: float) -> Analyser:
    return load(model="fast", generator=ChatEndpoint(url, "buurt-7b", **options))  # type: ignore[arg-type]


def suggestions(letter: Letter) -> list[Suggestion]:
    return [suggestion for sentence in letter.sentences for suggestion in sentence.suggestions]


@pytest.fixture(scope="module")
def generated() -> Letter:
    with server.serving(server.answering(json.dumps({"light": WORDING}))) as running:
        return analyser(running.url).analyse(HARD)


@pytest.fixture(scope="module")
def plain() -> Letter:
    return load(model="fast").analyse(HARD)


def test_a_generated_wording_is_marked_and_ranked_before_the_generic_ones(generated: Letter, plain: Letter) -> None:
    (own,) = [item for item in suggestions(generated) if item.generated]
    assert (own.text, own.strategy, own.commits) == (WORDING, "generated", True)
    assert not any(item.generated for item in suggestions(plain))
    assert {item.text for item in suggestions(generated)} - {WORDING} < {item.text for item in suggestions(plain)}
    assert generated.warnings == ()
    assert generated.generator
    assert generated.generator.startswith("buurt-7b (127.0.0.1:")
    assert plain.generator is None


@pytest.mark.parametrize(
    "wording",
    [
        "Op 3 mei bespreekt het college uw plan.",
        "Uw plan kost € 1.250 en dat betaalt het college.",
        "Over uw plan praten wij graag met Fatima Yilmaz.",
        "Uw plan is leuk, maar u gaat er niet over.",
        "U had zich over uw plan beter kunnen laten informeren.",
        "De kat zit op de mat.",
        "Uw plan plan plan.",
    ],
)
def test_the_same_guard_stops_facts_dismissal_and_nonsense(wording: str) -> None:
    with server.serving(server.answering(json.dumps({"light": wording, "along": WORDING}))) as running:
        letter = analyser(running.url).analyse(HARD)
    assert wording not in [item.text for item in suggestions(letter)]
    assert any(item.text == WORDING for item in suggestions(letter))


@pytest.mark.parametrize(
    "respond",
    [
        server.silent,
        server.dripping,
        server.huge,
        server.no_http,
        server.answering("Sorry, dat kan ik niet."),
        server.answering("bla"),
        server.answering(json.dumps({"light": "De kat zit op de mat."})),
        lambda handler: server.send(handler, b"", 307, Location="http://192.0.2.1/"),
    ],
)
def test_without_a_usable_answer_the_letter_is_checked_as_ever(respond: server.Respond, plain: Letter) -> None:
    with server.serving(respond) as running:
        letter = analyser(running.url, seconds=0.4).analyse(HARD, source="brief.txt")
    assert letter.sentences == plain.sentences
    (warning,) = letter.warnings
    assert warning.startswith("brief.txt: bij 1 van de 1 ")
    assert warning.endswith(".")


def test_one_refusal_does_not_lose_the_other_sentences() -> None:
    def respond(handler: server.BaseHTTPRequestHandler) -> None:
        first = len(running.requests) == 1
        server.send(handler, server.completion("Sorry, dat kan ik niet." if first else json.dumps(server.GOOD)))

    with server.serving(respond) as running:
        letter = analyser(running.url).analyse(LETTER)
    assert len(running.requests) == 2
    assert letter.warnings[0].startswith("-: bij 1 van de 2 ")


def test_nothing_is_asked_about_a_letter_that_dismisses_nothing() -> None:
    with server.serving(server.good) as running:
        letter = analyser(running.url).analyse("Beste Samira,\n\nDank voor je bericht.\n")
    assert running.paths == []
    assert letter.generator is None


def test_a_generator_of_ones_own() -> None:
    class Own:
        name = "eigen"

        def candidates(self, request: Request) -> dict[str, str]:
            if not request.acts:
                raise GeneratorError("generator_nonsense", broken=False, name=self.name)
            return {"warm": WORDING}

    letter = load(model="fast", generator=Own()).analyse(HARD)
    assert any(item.generated for item in suggestions(letter))


def test_every_report_says_who_wrote_it(generated: Letter, tmp_path: Path) -> None:
    jsonschema.validate(report([generated], "m", "p"), schema())
    shown = to_terminal([generated], lang="nl", colour=False, width=80)
    assert "gemaakt door een taalmodel" in " ".join(shown.split())
    page = to_html([generated], lang="nl", model="m", pipeline="p")
    assert "(gemaakt door een taalmodel)" in page
    assert "Er is niets verstuurd" not in page
    assert "buurt-7b" in page
    assert "written by a language model" in to_sarif([generated], "en")
    document = Document()
    for line in HARD.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "brief.docx"))
    (tmp_path / "uit.docx").write_bytes(with_comments(tmp_path / "brief.docx", generated, "nl"))
    comments = [comment.text for comment in Document(str(tmp_path / "uit.docx")).comments]
    assert any("gemaakt door een taalmodel" in text for text in comments)


#: Writes down every address that the program looks up or connects to, then runs the program.
WATCHED = """
import sys
def hook(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        place = arguments[1] if event != "socket.getaddrinfo" else arguments[:2]
        print("NET", event, place[0] if isinstance(place, tuple) else place, file=sys.stderr)
sys.addaudithook(hook)
from tonecheck.cli.main import main
main()
"""


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return subprocess.run(
        [sys.executable, "-c", WATCHED, "check", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**kept, "PYTHONUTF8": "1", **environment},
        check=False,
        timeout=120,
    )


def net(done: subprocess.CompletedProcess[str]) -> set[str]:
    return {line.split()[-1] for line in done.stderr.splitlines() if line.startswith("NET")}


def test_the_command_asks_this_computer_only() -> None:
    with server.serving(server.answering(json.dumps({"light": WORDING}))) as running:
        options = ("--generator", running.url, "--generator-model", "buurt-7b")
        environment = {"http_proxy": "http://192.0.2.1:3128", "TONECHECK_GENERATOR_KEY": "sleutel"}
        done = command("--text", HARD, "--model", "fast", *options, **environment)
    assert done.returncode == 0, done.stderr
    assert WORDING in " ".join(done.stdout.split())
    assert net(done) == {"127.0.0.1"}
    assert running.headers[0]["Authorization"] == "Bearer sleutel"


def test_the_command_says_in_one_sentence_that_it_went_on_without() -> None:
    with server.serving(server.no_http) as running:
        options = ("--generator", running.url, "--generator-model", "m", "--model", "fast")
        letters = [str(DATA / "formats" / "brief.txt"), str(DATA / "formats" / "brief.md")]
        done = command(*letters, *options)
    said = [line for line in done.stderr.splitlines() if not line.startswith("NET")]
    assert done.returncode == 0
    assert len(said) == len(letters)
    assert all("niet bereikbaar" in line for line in said)
    assert len(running.requests) == 1, "after it broke down it is left alone"


def test_without_the_option_nothing_is_asked() -> None:
    done = command("--text", HARD, "--model", "fast")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("url", ["http://192.0.2.1/v1", "http://model.gemeente.example/v1"])
def test_another_host_is_refused_before_anything_happens(url: str) -> None:
    done = command("--text", HARD, "--generator", url, "--generator-model", "m")
    assert done.returncode == 2
    assert net(done) == set()
    assert "--generator-allow" in done.stderr
    assert len(done.stderr.splitlines()) == 1
