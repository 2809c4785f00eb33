"""Texts that people see, by key and language; the texts themselves stand in ``data/messages/*.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("nl", "en")


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Return the texts of `lang` as a flat mapping from dotted key to template.

    Raises
    ------
    ValueError
        If there are no texts in that language.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no texts in language {lang!r}; choose from {', '.join(LANGUAGES)}")
    raw = files("tonecheck").joinpath("data", "messages", f"{lang}.toml").read_text(encoding="utf-8")
    return {f"{section}.{key}": text for section, texts in tomllib.loads(raw).items() for key, text in texts.items()}


def translate(key: str, lang: str = "nl", **values: object) -> str:
    """Return the text for `key` in `lang`, with `values` filled in."""
    return catalogue(lang)[key].format(**values)
