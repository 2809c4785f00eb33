"""Bring cues of somebody's own into a judgement; the model does not know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tonecheck.classifying.model import SentenceJudgement
from tonecheck.cues.definitions import ActDefinition
from tonecheck.cues.engine import CueHit
from tonecheck.types import Scores, Tone


def raised_by(
    judgement: SentenceJudgement, hits: Sequence[CueHit], acts: Mapping[str, ActDefinition]
) -> SentenceJudgement:
    """Return `judgement` after taking in `hits`.

    Cue and model are taken as independent witnesses of an act (noisy or; Pearl 1988, *Probabilistic Reasoning*). The
    tone of the strongest cue gets at least that cue's strength; the other two keep their ratio.
    """
    if not hits:
        return judgement
    probabilities = dict(judgement.acts)
    for hit in hits:
        probabilities[hit.act] = 1.0 - (1.0 - probabilities.get(hit.act, 0.0)) * (1.0 - hit.strength)
    strongest = max(hits, key=lambda hit: (hit.strength, hit.act))
    scores = _at_least(judgement.scores, acts[strongest.act].tone, strongest.strength)
    return replace(judgement, scores=scores, acts=probabilities)


def _at_least(scores: Scores, tone: Tone, strength: float) -> Scores:
    values = scores.to_dict()
    if values[tone.value] >= strength:
        return scores
    others = 1.0 - values[tone.value]
    raised = {name: round(value * (1.0 - strength) / others, 4) for name, value in values.items()}
    raised[tone.value] = round(1.0 - sum(value for name, value in raised.items() if name != tone.value), 4)
    return Scores(**raised)
