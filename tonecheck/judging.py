"""Judging a letter: the tone of its sentences and of the whole, and which acts are named or passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tonecheck import explaining
from tonecheck.classifying.letter import act_strengths, letter_features, missing_things
from tonecheck.classifying.model import SentenceJudgement, ToneModel
from tonecheck.classifying.own_cues import raised_by
from tonecheck.classifying.parsing import LetterParser, ParsedLetter
from tonecheck.cues.definitions import find_act, load_acts
from tonecheck.cues.engine import CueEngine
from tonecheck.cues.own import own_acts
from tonecheck.settings import Settings
from tonecheck.types import CERTAINLY_NEUTRAL, Missing, Scores, Suppression, Tone, Unit
from tonecheck.waiving import Waivers, waived


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found in one letter, before it is put into words and rephrased."""

    parsed: ParsedLetter
    scores: tuple[Scores, ...]
    """Per toned sentence, as are the next three."""
    labels: tuple[Tone, ...]
    """What the scores say, except where that is not sure enough or waved away: then neutral."""
    acts: tuple[dict[str, float], ...]
    """Probability by act."""
    findings: tuple[tuple[explaining.Finding, ...], ...]
    """The acts that are named."""
    strengths: dict[str, float]
    missing: tuple[Missing, ...]
    letter: Scores = CERTAINLY_NEUTRAL
    passed_over: tuple[str, ...] = ()
    """For every act that was found and waved away, who asked for it (see `tonecheck.waiving`)."""
    around: tuple[tuple[float, ...], ...] = ()
    """Per toned sentence, what surrounds it (see `tonecheck.classifying.surroundings`)."""

    @property
    def answers_initiative(self) -> bool:
        """Whether the letter seems to answer somebody with an initiative: nobody misses an opening in a tax notice."""
        return self.parsed.answers_initiative or any(label is not Tone.NEUTRAL for label in self.labels)


class LetterJudge:
    """Judges letters with one model, in somebody's settings."""

    def __init__(
        self,
        parser: LetterParser,
        model: ToneModel,
        settings: Settings,
        waivers: Waivers,
        *,
        evidence: bool = True,
        analyses: bool = True,
    ) -> None:
        """Compile the cues of `settings`; raises what `own_acts` raises.

        Without `evidence` nobody looks for the words of acts that no cue finds. Without `analyses` nobody needs the
        parsed sentences afterwards, and they are parsed only for a model or cues that look at syntax.
        """
        self._evidence = evidence
        self._parser = parser
        self._model = model
        self._threshold = settings.threshold
        self._waivers = replace(waivers, always=waivers.always | set(settings.acts_off))
        own = own_acts(settings.cues, settings.words)
        self._own_cues = CueEngine(own) if own else None
        self.acts = {
            code: replace(act, cues=(*act.cues, *own[code].cues)) if code in own else act
            for code, act in load_acts().items()
        }
        self._words_only = not (analyses or evidence or own or model.reads_syntax)

    def judge(self, text: str, units: Sequence[Unit], suppressions: Sequence[Suppression] = ()) -> Judgement:
        """Judge a letter that has been divided into `units`; see `Analyser.analyse` for `suppressions`.

        Raises
        ------
        TonecheckError
            If a suppression names an act that does not exist.
        """
        return self.judge_many([(text, units, suppressions)])[0]

    def judge_many(self, letters: Sequence[tuple[str, Sequence[Unit], Sequence[Suppression]]]) -> list[Judgement]:
        """Judge letters as `judge` does, in one batch."""
        parsed = self._parser.parse_many([(text, units) for text, units, _ in letters], words_only=self._words_only)
        views = [view for own in parsed for view in own.views]
        judged = iter(self._model.judge(views, [len(own.views) for own in parsed]))
        judgements = [
            self._judgement(own, [next(judged) for _ in own.views], suppressions)
            for own, (*_, suppressions) in zip(parsed, letters, strict=True)
        ]
        scores = iter(self._model.letter_scores([features for _, features in judgements if features]))
        return [replace(own, letter=next(scores)) if features else own for own, features in judgements]

    def _judgement(
        self, parsed: ParsedLetter, judged: list[SentenceJudgement], suppressions: Sequence[Suppression]
    ) -> tuple[Judgement, list[float]]:
        """Return what is found in a letter, before the letter itself is judged, and the features to judge it by."""
        if not parsed.views:
            return Judgement(parsed, (), (), (), (), {}, ()), []
        if self._own_cues:
            docs = [view.doc for view in parsed.views]
            hits = [self._own_cues.find(doc, docs[index - 1] if index else None) for index, doc in enumerate(docs)]
            judged = [raised_by(item, own, self.acts) for item, own in zip(judged, hits, strict=True)]
            views = [replace(view, cues=(*view.cues, *own)) for view, own in zip(parsed.views, hits, strict=True)]
            parsed = replace(parsed, views=tuple(views))
        labels = [
            score.label if score.to_dict()[score.label.value] >= self._threshold else Tone.NEUTRAL
            for score in (item.scores for item in judged)
        ]
        findings = [
            ()
            if label is Tone.NEUTRAL
            else explaining.find_acts(
                view,
                label,
                item.scores.to_dict()[label.value],
                item.acts,
                self._model.act_thresholds,
                self.acts,
                self._model.act_log_odds if self._evidence else None,
            )
            for view, item, label in zip(parsed.views, judged, labels, strict=True)
        ]
        reasons: list[str] = []
        for index, found in enumerate(findings):
            passed_over = self._waived(parsed, index, found, suppressions)
            findings[index] = tuple(finding for finding in found if finding.code not in passed_over)
            reasons += passed_over.values()
            if passed_over and not findings[index]:
                labels[index] = Tone.NEUTRAL
        return self._whole(parsed, judged, tuple(labels), tuple(findings), tuple(reasons))

    def _waived(
        self,
        parsed: ParsedLetter,
        index: int,
        findings: Sequence[explaining.Finding],
        suppressions: Sequence[Suppression],
    ) -> dict[str, str]:
        unit, view = parsed.toned[index], parsed.views[index]
        covering = [item.acts for item in suppressions if item.start < unit.end and unit.start < item.end]
        # A comment that names no act passes over all of them.
        in_text = [find_act(name).code for names in covering for name in names] if all(covering) else []
        codes = [finding.code for finding in findings]
        return waived(codes, view.text, view.previous, self._waivers, in_text if covering else None)

    def _whole(
        self,
        parsed: ParsedLetter,
        judged: Sequence[SentenceJudgement],
        labels: tuple[Tone, ...],
        findings: tuple[tuple[explaining.Finding, ...], ...],
        passed_over: tuple[str, ...],
    ) -> tuple[Judgement, list[float]]:
        """Gather what the sentences do; one that counts as neutral against its scores does nothing."""
        scores, acts = tuple(item.scores for item in judged), tuple(item.acts for item in judged)
        quiet = [label is not score.label for score, label in zip(scores, labels, strict=True)]
        counted = [CERTAINLY_NEUTRAL if is_quiet else score for score, is_quiet in zip(scores, quiet, strict=True)]
        performed = [{} if is_quiet else own for own, is_quiet in zip(acts, quiet, strict=True)]
        strengths = act_strengths(counted, performed)
        missing = missing_things(strengths, parsed.shown)
        around = tuple(item.around for item in judged)
        judgement = Judgement(
            parsed, scores, labels, acts, findings, strengths, missing, passed_over=passed_over, around=around
        )
        return judgement, letter_features(counted, strengths, missing)
