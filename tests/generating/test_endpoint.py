from __future__ import annotations

import json
import socket
import sys
import time

import pytest

from tests.generating import serving as server
from tonecheck.errors import TonecheckError
from tonecheck.generating.endpoint import ChatEndpoint
from tonecheck.generating.generator import GeneratorError, Request, UntilBroken

REQUEST = Request(
    sentence="Over de inrichting van het plein gaat u niet.",
    before="Dank voor uw plan.",
    after="",
    acts=("not_your_place",),
    initiative="uw plan voor het plein",
    address="u",
)


def test_it_speaks_the_protocol() -> None:
    with server.serving(server.good) as running:
        endpoint = ChatEndpoint(running.url, "buurt-7b", key="geheim")
        assert endpoint.candidates(REQUEST) == server.GOOD
    (sent,) = running.requests
    assert running.paths == ["/v1/chat/completions"]
    assert running.headers[0]["Authorization"] == "Bearer geheim"
    assert (sent["model"], sent["stream"]) == ("buurt-7b", False)
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    question = sent["messages"][1]["content"]
    assert all(part in question for part in (REQUEST.sentence, REQUEST.before, REQUEST.initiative, "met u"))
    assert "$" not in question
    assert endpoint.name == f"buurt-7b (127.0.0.1:{running.port})"


@pytest.mark.parametrize(
    ("respond", "key"),
    [
        (server.silent, "generator_timeout"),
        (server.dripping, "generator_timeout"),
        (server.dripping_headers, "generator_timeout"),
        (server.huge, "generator_too_large"),
        (server.no_http, "generator_unreachable"),
        (server.cut_off, "generator_unreadable"),
        (lambda handler: server.send(handler, b"", 500), "generator_status"),
        (lambda handler: server.send(handler, b"{}", 404), "generator_status"),
        (lambda handler: server.send(handler, b"", 302, Location="http://192.0.2.1/v1"), "generator_redirect"),
        (lambda handler: server.send(handler, b"geen JSON"), "generator_unreadable"),
    ],
)
def test_what_can_go_wrong_is_one_clean_error_in_time_and_never_a_second_try(respond: server.Respond, key: str) -> None:
    with server.serving(respond) as running:
        started = time.monotonic()
        with pytest.raises(GeneratorError) as caught:
            ChatEndpoint(running.url, "m", seconds=0.4).candidates(REQUEST)
        took = time.monotonic() - started
    assert (caught.value.key, caught.value.broken) == (key, True)
    assert took < 1.4
    assert len(running.requests) == 1


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(GeneratorError) as caught:
        ChatEndpoint(f"http://127.0.0.1:{port}", "m").candidates(REQUEST)
    assert caught.value.key == "generator_unreachable"
    assert str(port) in caught.value.message("nl")


def test_neither_redirects_nor_proxies_lead_the_letter_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with server.serving(server.good) as elsewhere:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{elsewhere.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        for status in (301, 302, 303, 307, 308):
            with server.serving(
                lambda handler, status=status: server.send(handler, b"", status, Location=elsewhere.url)  # type: ignore[misc]
            ) as running:
                with pytest.raises(GeneratorError):
                    ChatEndpoint(running.url, "m").candidates(REQUEST)
                assert len(running.requests) == 1
    assert elsewhere.paths == []


@pytest.mark.skipif(sys.platform == "win32", reason="0.0.0.0 is no address to connect to on Windows")
def test_another_host_is_asked_only_when_it_is_named() -> None:
    with server.serving(server.good, "0.0.0.0") as running:
        url = f"http://0.0.0.0:{running.port}/v1"
        with pytest.raises(TonecheckError):
            ChatEndpoint(url, "m")
        assert running.requests == []
        assert ChatEndpoint(url, "m", allow=["0.0.0.0"]).candidates(REQUEST) == server.GOOD


def test_a_localhost_that_is_not_this_computer_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing, but tells which address of ours would be used
        except OSError:
            pytest.skip("this machine has no network")
        own = probe.getsockname()[0]
    if own.startswith("127."):
        pytest.skip("this machine has no network")
    with server.serving(server.good, own) as running:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (own, running.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        with pytest.raises(GeneratorError) as caught:
            ChatEndpoint(f"http://localhost:{running.port}", "m").candidates(REQUEST)
    assert caught.value.key == "generator_elsewhere"
    assert running.requests == []


def test_a_broken_one_is_not_asked_again_and_a_refusing_one_is() -> None:
    with server.serving(lambda handler: server.send(handler, b"", 500)) as running:
        broken = UntilBroken(ChatEndpoint(running.url, "m"))
        for _ in range(3):
            with pytest.raises(GeneratorError):
                broken.candidates(REQUEST)
    assert len(running.requests) == 1
    with server.serving(server.answering("Sorry, dat kan ik niet.")) as running:
        refusing = UntilBroken(ChatEndpoint(running.url, "m"))
        for _ in range(2):
            with pytest.raises(GeneratorError):
                refusing.candidates(REQUEST)
    assert len(running.requests) == 2


@pytest.mark.parametrize("key", ["a\nb", "sleutel\u2013", "a\r\nX: y"])
def test_a_key_cannot_bring_in_headers(key: str) -> None:
    with pytest.raises(TonecheckError):
        ChatEndpoint("http://localhost", "m", key=key)


def test_strange_letters_travel_unharmed() -> None:
    with server.serving(server.good) as running:
        request = Request('Niet "zo" $x {y} \ud800 ë', "", "", (), "je plan", "je")
        assert ChatEndpoint(running.url, "m").candidates(request) == server.GOOD
    assert json.dumps(running.requests[0])
