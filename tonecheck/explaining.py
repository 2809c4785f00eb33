"""Explaining: which acts a sentence performs, with which words, in one plain sentence each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tonecheck.classifying.features import SentenceView
from tonecheck.cues.definitions import ActDefinition
from tonecheck.cues.engine import CueHit
from tonecheck.messages import translate
from tonecheck.types import Act, Tone

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Below this probability a cue is overruled by the model.
CUE_OVERRULED = 0.08
#: From this probability on an act is named without reserve: on letters that the model had not seen 96% were right.
NAMED_FROM = 0.8
#: The same for an act that a cue found too.
NAMED_WITH_CUE_FROM = 0.5
#: Below this probability of the tone, a less probable act is not named at all: four in ten of such tones are wrong.
TONE_IN_DOUBT_BELOW = 0.7
#: From this probability on the next likeliest act is mentioned too; of less probable ones hardly any is right.
RIVAL_FROM = 0.15
_MAX_ACTS = 3
#: Lengths, in words, of the stretches that are left out to see what they contribute, and the step from one to the next.
_SHORTEST, _LONGEST, _STEP = 3, 8, 2
_WORD = re.compile(r"\S+")
#: Universal relations of words that stand before their head, and after it, within a small phrase.
_INSIDE_PHRASES = frozenset({"amod", "advmod", "case", "cc", "det", "mark", "nmod:poss", "nummod"})
_AT_THE_END = frozenset({"compound:prt", "fixed", "flat"})
_FEW = 2

#: Gives, for each of some other wordings in the place of a sentence, the log odds that it performs each act.
Rescore = Callable[[SentenceView, Sequence[str]], Sequence[Mapping[str, float]]]


class Confidence(StrEnum):
    """How an act is spoken of."""

    NAMED = "named"
    LIKELY = "likely"
    """*Waarschijnlijk gebeurt hier dit: …*, perhaps together with its rival."""
    ACT_IN_DOUBT = "act_in_doubt"
    """The tone is sure, but which act makes it so is not: only the tone is spoken of."""
    TONE_IN_DOUBT = "tone_in_doubt"
    """A borderline sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An act with its evidence; offsets from the start of the sentence."""

    code: str
    start: int
    end: int
    cue: str | None
    confidence: Confidence = Confidence.NAMED
    rival: str | None = None
    """The act that it may be instead."""

    @property
    def sure(self) -> bool:
        """Whether the act is named in the explanation."""
        return self.confidence in (Confidence.NAMED, Confidence.LIKELY)


def find_acts(
    view: SentenceView,
    label: Tone,
    certainty: float,
    probabilities: Mapping[str, float],
    thresholds: Mapping[str, float],
    acts: Mapping[str, ActDefinition],
    rescore: Rescore | None,
) -> tuple[Finding, ...]:
    """Name the acts of a sentence that is not neutral: at least one, at most three, the surest first.

    `certainty` is the probability of its `label`, `probabilities` are those of the acts. Acts from `NAMED_FROM` on are
    named. Without such an act, the likeliest is spoken of as likely if it reaches its threshold, and together with its
    rival, the next likeliest, if that is near. Where no act reaches its threshold or the tone itself is in doubt, the
    likeliest is marked as not sure, and not named.
    Cues give the words that perform an act. Where the model names an act that no cue found, the evidence is the
    stretch of words without which the act is least likely (leave-one-out occlusion; Zeiler & Fergus 2014 for images,
    Li, Monroe & Jurafsky 2016 for text). Without `rescore`, which is much quicker, and in borderline sentences it is
    the whole sentence.
    """
    best: dict[str, CueHit] = {}
    for hit in view.cues:
        fits = acts[hit.act].tone is label and probabilities.get(hit.act, 0.0) >= CUE_OVERRULED
        if fits and (hit.act not in best or hit.strength > best[hit.act].strength):
            best[hit.act] = hit
    ranked = sorted(
        (code for code in probabilities if acts[code].tone is label), key=lambda code: (-probabilities[code], code)
    )
    first, rival = ranked[0], ranked[1]
    named = [code for code in ranked if probabilities[code] >= NAMED_FROM][:_MAX_ACTS]
    doubt = _doubt(probabilities[first] < thresholds[first], certainty) if not named else None
    if doubt is not None:
        return (Finding(first, 0, len(view.text), None, doubt),)
    if not named and first in best and probabilities[first] >= NAMED_WITH_CUE_FROM:
        named = [first]
    shown = named or [first]
    by_model = [code for code in shown if code not in best]
    occluded = strongest_words(view, by_model, rescore) if by_model and rescore else {}
    whole = (0, len(view.text))
    return tuple(
        Finding(
            code,
            *((best[code].start, best[code].end) if code in best else occluded.get(code, whole)),
            best[code].cue if code in best else None,
            Confidence.NAMED if named else Confidence.LIKELY,
            rival=None if named or probabilities[rival] < RIVAL_FROM else rival,
        )
        for code in shown
    )


def _doubt(below_threshold: bool, certainty: float) -> Confidence | None:
    if certainty < TONE_IN_DOUBT_BELOW:
        return Confidence.TONE_IN_DOUBT
    return Confidence.ACT_IN_DOUBT if below_threshold else None


def strongest_words(view: SentenceView, acts: Sequence[str], rescore: Rescore) -> dict[str, tuple[int, int]]:
    """Return, per act, start and end of the stretch of words that speaks most for it: at most half of the sentence."""
    words = [match.span() for match in _WORD.finditer(view.text)]
    size = min(max(len(words) // 2, _SHORTEST), _LONGEST)
    last = len(words) - size
    if last <= 0:
        return dict.fromkeys(acts, (0, len(view.text)))
    firsts = [*range(0, last, _STEP), last]
    spans = [(words[first][0], words[first + size - 1][1]) for first in firsts]
    left = rescore(view, [view.text[:start] + view.text[end:] for start, end in spans])
    found = {}
    for act in acts:
        values = [by_act[act] for by_act in left]
        start, end = whole_phrases(view.doc, *spans[values.index(min(values))])
        found[act] = start, end - (len(view.text[start:end]) - len(view.text[start:end].rstrip(".,;:!?")))
    return found


def whole_phrases(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch of characters so that it neither begins nor ends inside a small phrase.

    Determiners, prepositions, adjectives and the like come with the word that they belong to, as Universal Dependencies
    draws them; so do the last words before a punctuation mark, and the first after one, if there are few.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not doc.has_annotation("DEP"):
        return start, end
    first, last = span.start, span.end - 1
    while first > 0 and doc[first - 1].dep_ in _INSIDE_PHRASES and first <= doc[first - 1].head.i <= last:
        first -= 1
    while last + 1 < len(doc) and doc[last].dep_ in _INSIDE_PHRASES and doc[last].head.i > last:
        last += 1
    while last + 1 < len(doc) and doc[last + 1].dep_ in _AT_THE_END and first <= doc[last + 1].head.i <= last:
        last += 1
    before = next((index for index in range(first - 1, -1, -1) if doc[index].is_punct), -1) + 1
    after = next((index for index in range(last + 1, len(doc)) if doc[index].is_punct), len(doc)) - 1
    first = before if first - before <= _FEW else first
    last = after if after - last <= _FEW else last
    return min(start, doc[first].idx), max(end, doc[last].idx + len(doc[last]))


def put_into_words(
    finding: Finding, view: SentenceView, offset: int, acts: Mapping[str, ActDefinition], lang: str
) -> Act:
    """Turn a finding into an `Act` with its explanation in `lang`; `offset` is where the sentence starts."""
    return Act(
        code=finding.code,
        start=offset + finding.start,
        end=offset + finding.end,
        explanation=_explanation(finding, view, acts, lang),
        cue=finding.cue,
        sure=finding.sure,
        rival=finding.rival,
    )


def _explanation(finding: Finding, view: SentenceView, acts: Mapping[str, ActDefinition], lang: str) -> str:
    definition = acts[finding.code]
    if not finding.sure:
        return translate(f"report.{finding.confidence.value}_{definition.tone.value}", lang)
    words = " ".join(view.text[finding.start : finding.end].split())
    if finding.rival:
        rival = acts[finding.rival]
        either = {"act": definition.name[lang], "meaning": _lowered(definition.meaning[lang])}
        other = {"rival": rival.name[lang], "rival_meaning": _lowered(rival.meaning[lang])}
        return translate("report.either", lang, words=words, **either, **other)
    if finding.confidence is Confidence.LIKELY:
        likely = {"act": definition.name[lang], "meaning": _lowered(definition.meaning[lang])}
        return translate("report.likely", lang, words=words, **likely)
    if finding.cue is None:
        # Without a cue we know what the sentence does, but not so surely which words do it.
        return f"{definition.meaning[lang]} {translate('report.words', lang, words=words)}"
    own = next((cue.explanation for cue in definition.cues if cue.name == finding.cue and cue.explanation), None)
    return (own or definition.explanation)[lang].format(words=words)


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")
