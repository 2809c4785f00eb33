"""What an act is, why it matters and what to write instead, as plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tonecheck.cues.definitions import ActDefinition
from tonecheck.messages import translate
from tonecheck.rephrasing.strategies import Strategy
from tonecheck.types import Tone

_MAX_EXAMPLES = 4
_MAX_COUNTER = 3
_MAX_SUGGESTIONS = 3


def list_acts(acts: Mapping[str, ActDefinition], lang: str) -> str:
    """Return all acts by tone, one a line, with their codes."""
    lines = []
    for tone in (Tone.DISMISSIVE, Tone.EMPATHIC):
        lines += [translate(f"acts.{tone.value}", lang), ""]
        own = [act for act in acts.values() if act.tone is tone]
        width = max(len(act.name[lang]) for act in own)
        lines += [f"  {act.name[lang]:<{width}}  {act.meaning[lang]} ({act.code})" for act in own]
        lines.append("")
    return "\n".join(lines)


def describe_act(act: ActDefinition, strategies: Sequence[Strategy], lang: str) -> str:
    """Return the meaning of `act`, why it hurts or helps, sentences that perform it, and better wordings."""
    lines = [
        f"{act.name[lang]} ({act.code}): {translate(f'tone.{act.tone.value}', lang)}",
        "",
        act.meaning[lang],
        act.why[lang],
        f"{translate('acts.source', lang)}: {act.source}",
    ]
    examples = [act.example, *(text for cue in act.cues for text in cue.examples[:2])]
    lines += _listing(translate("acts.examples", lang), examples[:_MAX_EXAMPLES])
    counter = [text for cue in act.cues for text in cue.counter[:1]]
    lines += _listing(translate("acts.counter", lang), counter[:_MAX_COUNTER])
    better = [
        f"{example.sentence}\n    {translate('report.suggestion', lang)}: {example.suggestion}"
        for strategy in strategies
        for example in strategy.examples[:1]
    ]
    lines += _listing(translate("acts.better", lang), better[:_MAX_SUGGESTIONS])
    return "\n".join(lines)


def _listing(heading: str, items: Sequence[str]) -> list[str]:
    shown = dict.fromkeys(item.split(" || ")[-1] for item in items)
    return ["", f"{heading}:", *(f"  - {item}" for item in shown)] if shown else []
