"""Reading what a language model answered; whatever is no wording for a letter is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tonecheck.generating.generator import GeneratorError
from tonecheck.generating.prompt import Prompt
from tonecheck.language import detect_language
from tonecheck.rephrasing.strategies import KINDS

_MIN_CHARS, _MAX_CHARS = 10, 400
#: Some models think aloud first.
_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)
_MARKUP = re.compile(r"[*_#`|<>{}\\]|https?:|www\.")
_END = tuple(".!?")
_QUOTES = "\"'“”„‘’"


def read_answer(body: bytes, prompt: Prompt, sentence: str, name: str) -> dict[str, str]:
    """Return the wordings for `sentence` in the answer `body` of a chat endpoint, by kind.

    Raises
    ------
    GeneratorError
        If the answer is no answer in the protocol, a refusal, or holds no wording.
    """

    def failure(key: str, *, broken: bool = False) -> GeneratorError:
        return GeneratorError(key, broken=broken, name=name)

    try:
        message = json.loads(body)["choices"][0]["message"]
        content, refusal = message.get("content"), message.get("refusal")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        # Whatever answers there does not speak the protocol, and will not do so for the next sentence.
        raise failure("generator_unreadable", broken=True) from None
    if refusal:
        raise failure("generator_refused")
    if not isinstance(content, str):
        raise failure("generator_unreadable")
    content = _THOUGHTS.sub("", content).strip()
    if prompt.refusal.match(content):
        raise failure("generator_refused")
    answered = _object(content)
    if answered is None:
        raise failure("generator_unreadable")
    said = {kind: _plain(answered.get(kind)) for kind in KINDS}
    texts = {kind: text for kind, text in said.items() if text and not prompt.refusal.match(text)}
    if not texts and any(said.values()):
        raise failure("generator_refused")
    wordings = {kind: text for kind, text in texts.items() if _is_wording(text, sentence)}
    if not wordings or detect_language(" ".join(wordings.values())) not in ("nl", "und"):
        raise failure("generator_nonsense")
    return wordings


def _object(content: str) -> Mapping[str, Any] | None:
    """Return the first JSON object in `content`, which may stand between other words."""
    start = content.find("{")
    if start < 0:
        return None
    try:
        found, _ = json.JSONDecoder().raw_decode(content, start)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _plain(value: Any) -> str:
    return " ".join(value.split()).strip(_QUOTES) if isinstance(value, str) else ""


def _is_wording(text: str, sentence: str) -> bool:
    return (
        _MIN_CHARS <= len(text) <= _MAX_CHARS
        and text.endswith(_END)
        and text.isprintable()
        and not _MARKUP.search(text)
        and text.casefold() != _plain(sentence).casefold()
    )
