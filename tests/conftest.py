"""Fixtures that are slow to make and safe to share."""

from __future__ import annotations

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
