"""Fixtures that are slow to make and safe to share."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tonecheck.analyser import Analyser, load
from tonecheck.pipeline import LinguisticPipeline, load_pipeline

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def pipeline() -> LinguisticPipeline:
    return load_pipeline()


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return load()


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every attempt to open a socket fail loudly."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("tonecheck tried to use the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
