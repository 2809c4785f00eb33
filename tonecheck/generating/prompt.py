"""What the language model is asked, as it stands in ``data/generating/prompt.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from string import Template

from tonecheck.cues.definitions import load_acts, read_toml
from tonecheck.generating.generator import Request
from tonecheck.resources import data_folder


@dataclass(frozen=True, slots=True)
class Prompt:
    """The texts of the question, and how a refusal to answer it begins."""

    system: str
    user: Template
    address: dict[str, str]
    none: str
    temperature: float
    max_tokens: int
    refusal: re.Pattern[str]

    def messages(self, request: Request) -> list[dict[str, str]]:
        """Return the question about one sentence in the form that chat endpoints take."""
        acts = load_acts()
        question = self.user.substitute(
            sentence=request.sentence,
            before=request.before or self.none,
            after=request.after or self.none,
            acts=" ".join(acts[code].meaning["nl"] for code in request.acts),
            initiative=request.initiative,
            address=self.address[request.address],
        )
        return [{"role": "system", "content": self.system.strip()}, {"role": "user", "content": question.strip()}]


@cache
def load_prompt() -> Prompt:
    """Read the prompt."""
    raw = read_toml(data_folder("generating", "prompt.toml"))
    return Prompt(
        system=raw["system"],
        user=Template(raw["user"]),
        address=raw["address"],
        none=raw["none"],
        temperature=raw["temperature"],
        max_tokens=raw["max_tokens"],
        refusal=re.compile("|".join(raw["refusals"]), re.IGNORECASE),
    )
