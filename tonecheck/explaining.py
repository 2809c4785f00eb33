"""Explaining: which acts a sentence performs, with which words, in one plain sentence each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tonecheck.classifying.features import SentenceView
from tonecheck.cues.definitions import ActDefinition
from tonecheck.cues.engine import CueHit
from tonecheck.messages import translate
from tonecheck.types import Act, Scores, Tone

#: Below this probability a cue is overruled by the model.
CUE_OVERRULED = 0.08
_MAX_ACTS = 3
_WINDOWS = (3, 4, 5, 6)
"""Lengths, in words, of the stretches that are left out to see what they contribute."""
_WORD = re.compile(r"\S+")

#: Gives the tone scores of a sentence with other words in its place.
Rescore = Callable[[SentenceView, Sequence[str]], Sequence[Scores]]


@dataclass(frozen=True, slots=True)
class Finding:
    """An act with its evidence; offsets from the start of the sentence."""

    code: str
    start: int
    end: int
    cue: str | None


def find_acts(
    view: SentenceView,
    label: Tone,
    probabilities: Mapping[str, float],
    thresholds: Mapping[str, float],
    acts: Mapping[str, ActDefinition],
    rescore: Rescore,
) -> tuple[Finding, ...]:
    """Name the acts of a sentence that is not neutral: at least one, at most three, the surest first.

    `probabilities` are the model's by act; from its threshold on an act is named.
    Cues give the words that perform an act. Where the model names an act that no cue found, the evidence is the
    short stretch whose removal lowers the probability of `label` most (leave-one-out occlusion; Zeiler &
    Fergus 2014 for images, Li, Monroe & Jurafsky 2016 for text).
    """
    best: dict[str, CueHit] = {}
    for hit in view.cues:
        fits = acts[hit.act].tone is label and probabilities.get(hit.act, 0.0) >= CUE_OVERRULED
        if fits and (hit.act not in best or hit.strength > best[hit.act].strength):
            best[hit.act] = hit
    fitting = [code for code in probabilities if acts[code].tone is label]
    named = {code for code in fitting if probabilities[code] >= thresholds[code]} | set(best)
    if not named:
        named = {max(fitting, key=lambda code: (probabilities[code], code))}

    def certainty(code: str) -> float:
        return probabilities.get(code, 0.0) + (best[code].strength if code in best else 0.0)

    ranked = sorted(named, key=lambda code: (-certainty(code), code))[:_MAX_ACTS]
    findings = []
    occluded: tuple[int, int] | None = None
    for code in ranked:
        if code in best:
            findings.append(Finding(code, best[code].start, best[code].end, best[code].cue))
            continue
        if occluded is None:
            occluded = strongest_words(view, label, rescore)
        findings.append(Finding(code, *occluded, None))
    return tuple(findings)


def strongest_words(view: SentenceView, label: Tone, rescore: Rescore) -> tuple[int, int]:
    """Return start and end of the short stretch of words that speaks most for `label`.

    Longer stretches must earn their length: the fall in probability is divided by the root of the word count.
    """
    words = [match.span() for match in _WORD.finditer(view.text)]
    if len(words) <= _WINDOWS[0]:
        return 0, len(view.text)
    spans = [
        (words[first][0], words[first + size - 1][1]) for size in _WINDOWS for first in range(len(words) - size + 1)
    ]
    sizes = [size for size in _WINDOWS for _ in range(len(words) - size + 1)]
    without = [view.text[:start] + view.text[end:] for start, end in spans]
    scores = rescore(view, without)
    remaining = [
        score.to_dict()[label.value] / size**0.5 + (1 - 1 / size**0.5)
        for score, size in zip(scores, sizes, strict=True)
    ]
    start, end = spans[remaining.index(min(remaining))]
    return start, end - (len(view.text[start:end]) - len(view.text[start:end].rstrip(".,;:!?")))


def put_into_words(
    finding: Finding, view: SentenceView, offset: int, acts: Mapping[str, ActDefinition], lang: str
) -> Act:
    """Turn a finding into an `Act` with its explanation in `lang`; `offset` is where the sentence starts."""
    definition = acts[finding.code]
    words = " ".join(view.text[finding.start : finding.end].split())
    own = next((cue.explanation for cue in definition.cues if cue.name == finding.cue and cue.explanation), None)
    explanation = (own or definition.explanation)[lang].format(words=words)
    if finding.cue is None:
        # Without a cue we know what the sentence does, but not so surely which words do it.
        explanation = f"{definition.meaning[lang]} {translate('report.words', lang, words=words)}"
    return Act(
        code=finding.code,
        start=offset + finding.start,
        end=offset + finding.end,
        explanation=explanation,
        cue=finding.cue,
    )
