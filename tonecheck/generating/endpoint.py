"""A language model behind an OpenAI-compatible endpoint for chat completions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from tonecheck.errors import TonecheckError
from tonecheck.generating.address import checked_address
from tonecheck.generating.answers import read_answer
from tonecheck.generating.generator import Request
from tonecheck.generating.prompt import load_prompt
from tonecheck.generating.transport import post

DEFAULT_SECONDS = 60.0


class ChatEndpoint:
    """Asks a language model for candidates.

    Parameters
    ----------
    url
        The base of the protocol, such as ``http://localhost:11434/v1``.
    model
        The name under which the endpoint knows the model.
    allow
        Hosts outside this computer that may be asked; by default none.
    seconds
        How long one answer may take.
    key
        A token that the endpoint asks for, if it does.

    Raises
    ------
    TonecheckError
        If `url` is no address, or one outside this computer that is not in `allow`; or if `key` is no token.
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        allow: Iterable[str] = (),
        seconds: float = DEFAULT_SECONDS,
        key: str | None = None,
    ) -> None:
        self._address = checked_address(url, allow)
        self._model = model
        self._seconds = seconds
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key:
            if not key.isascii() or not key.isprintable():
                raise TonecheckError("generator_key")
            self._headers["Authorization"] = f"Bearer {key}"

    @property
    def name(self) -> str:
        """The model and where it runs."""
        return f"{self._model} ({self._address.shown})"

    def candidates(self, request: Request) -> Mapping[str, str]:
        """Ask once; see `tonecheck.generating.generator.Generator`."""
        prompt = load_prompt()
        question = {
            "model": self._model,
            "messages": prompt.messages(request),
            "temperature": prompt.temperature,
            "max_tokens": prompt.max_tokens,
            "stream": False,
        }
        body = json.dumps(question, ensure_ascii=True).encode("ascii")
        answer = post(self._address, body, self._headers, self._seconds, self.name)
        return read_answer(answer, prompt, request.sentence, self.name)
