from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import DATA
from tonecheck.language import detect_language

FILES = DATA.parent / "acceptance" / "files"


@pytest.mark.parametrize(
    ("file", "code"), [("kort", "nl"), ("warm", "nl"), ("zakelijk", "nl"), ("english", "en"), ("deutsch", "de")]
)
def test_languages(file: str, code: str) -> None:
    assert detect_language((FILES / f"{file}.txt").read_text(encoding="utf-8")) == code


def test_too_short_to_tell() -> None:
    assert detect_language("Dear Sir,") == "und"


@given(st.text())
def test_any_text(text: str) -> None:
    assert len(detect_language(text)) in (2, 3)
