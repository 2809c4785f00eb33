from __future__ import annotations

import pytest

from tonecheck.errors import TonecheckError
from tonecheck.generating.address import checked_address


@pytest.mark.parametrize(
    ("url", "path", "shown"),
    [
        ("http://localhost:11434/v1", "/v1/chat/completions", "localhost:11434"),
        ("http://LOCALHOST:11434/v1/", "/v1/chat/completions", "localhost:11434"),
        ("http://127.0.0.1:8080", "/v1/chat/completions", "127.0.0.1:8080"),
        ("https://127.9.9.9/api/v3", "/api/v3/chat/completions", "127.9.9.9"),
        ("http://[::1]:8000/v1/chat/completions", "/v1/chat/completions", "[::1]:8000"),
        ("http://[::ffff:127.0.0.1]/", "/v1/chat/completions", "[::ffff:127.0.0.1]"),
    ],
)
def test_this_computer_is_allowed(url: str, path: str, shown: str) -> None:
    address = checked_address(url)
    assert (address.path, address.shown, address.local) == (path, shown, True)


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.1/v1",
        "http://0.0.0.0:8000/v1",
        "http://[::]:8000/v1",
        "http://10.0.0.5:8000",
        "http://model.gemeente.example/v1",
        "http://localhost.example/v1",
        "http://127.0.0.1.example/v1",
        "http://127.1/v1",
        "http://2130706433/v1",
    ],
)
def test_everything_else_is_not(url: str) -> None:
    with pytest.raises(TonecheckError) as caught:
        checked_address(url)
    assert caught.value.key == "generator_not_allowed"


def test_a_named_host_is_allowed_and_no_other() -> None:
    address = checked_address("https://Model.Gemeente.example:8443/v1", ["model.gemeente.EXAMPLE"])
    assert (address.host, address.port, address.secure, address.local) == (
        "model.gemeente.example",
        8443,
        True,
        False,
    )
    with pytest.raises(TonecheckError):
        checked_address("https://andere.gemeente.example/v1", ["model.gemeente.example"])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:11434",
        "file:///etc/hosts",
        "ftp://localhost/",
        "http://",
        "http://localhost:99999/v1",
        "http://localhost:abc/v1",
        "http://localhost@model.example/v1",
        "http://user:geheim@localhost/v1",
        "http://localhost/v1?key=1",
        "http://[::1/v1",
        "http://localhost/v1\r\nX: 1",
        "http://lócalhost/v1",
    ],
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(TonecheckError) as caught:
        checked_address(url)
    assert caught.value.key == "generator_url"
