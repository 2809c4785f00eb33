"""The road of a letter: segment → classify → explain → rephrase, in one reusable object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tonecheck import explaining
from tonecheck.classifying.artefact import load_model
from tonecheck.classifying.features import SentenceView
from tonecheck.classifying.letter import act_strengths, letter_features, missing_things
from tonecheck.classifying.model import ToneModel
from tonecheck.classifying.parsing import LetterParser, ParsedLetter
from tonecheck.classifying.square import place_in_square
from tonecheck.cues.definitions import load_acts
from tonecheck.language import detect_language
from tonecheck.pipeline import LinguisticPipeline, load_pipeline
from tonecheck.rephrasing.facts import letter_facts
from tonecheck.rephrasing.rephraser import Rephraser
from tonecheck.resources import models_folder
from tonecheck.segmenting import segment
from tonecheck.segmenting.anatomy import load_anatomy
from tonecheck.segmenting.sentences import split_sentences
from tonecheck.types import (
    CERTAINLY_NEUTRAL,
    Letter,
    Missing,
    Scores,
    Sentence,
    Suggestion,
    Tone,
    Unit,
)

#: The models that come with tonecheck, by name; the first is the default.
SHIPPED_MODELS = ("tone", "fast")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the classifier found in one letter, before explaining and rephrasing."""

    parsed: ParsedLetter
    scores: tuple[Scores, ...]
    acts: tuple[dict[str, float], ...]
    """Probability by act, per toned sentence."""
    strengths: dict[str, float]
    missing: tuple[Missing, ...]
    letter: Scores

    @property
    def answers_initiative(self) -> bool:
        """Whether the letter seems to answer somebody with an initiative: nobody misses an opening in a tax notice."""
        return self.parsed.answers_initiative or any(score.label is not Tone.NEUTRAL for score in self.scores)


class Analyser:
    """Checks letters. Reusable, and safe to share between threads.

    Parameters
    ----------
    pipeline
        The loaded linguistic pipeline.
    model
        The loaded tone model.
    lang
        Language of explanations: ``nl`` or ``en``.
    suggest
        Whether to make suggestions for dismissive sentences; without them a letter takes about half the time.
    """

    def __init__(
        self, pipeline: LinguisticPipeline, model: ToneModel, *, lang: str = "nl", suggest: bool = True
    ) -> None:
        self._parser = LetterParser(pipeline)
        self._model = model
        self._lang = lang
        self._suggest = suggest
        self._acts = load_acts()
        self._rephraser = Rephraser()

    @property
    def pipeline_name(self) -> str:
        """Name and version of the linguistic pipeline."""
        return self._parser.pipeline.identity

    @property
    def model_name(self) -> str:
        """Name, version and short digest of the tone model."""
        return self._model.identity

    def analyse(self, text: str, in_reply_to: str | None = None, *, source: str = "-") -> Letter:
        """Check one letter.

        Parameters
        ----------
        text
            The letter as plain text. Any string will do; one without sentences is neutral.
        in_reply_to
            The initiator's own letter, which places the reply in the square.
        source
            Where the text came from, for reports.

        Returns
        -------
        Letter
            With ``letter.text == text`` and every offset in it.
        """
        units = segment(text)
        judged = self.judge(text, units)
        explained = self._explain(judged)
        suggestions = self._rephrase(text, judged, explained) if self._suggest else {}
        toned = {
            unit.start: Sentence(
                start=unit.start,
                end=unit.end,
                text=text[unit.start : unit.end],
                kind=unit.kind,
                label=score.label,
                scores=score,
                acts=tuple(
                    explaining.put_into_words(finding, view, unit.start, self._acts, self._lang) for finding in findings
                ),
                suggestions=suggestions.get(index, ()),
            )
            for index, (unit, view, score, findings) in enumerate(
                zip(judged.parsed.toned, judged.parsed.views, judged.scores, explained, strict=True)
            )
        }
        sentences = tuple(
            toned.get(unit.start) or Sentence(unit.start, unit.end, text[unit.start : unit.end], unit.kind)
            for unit in units
        )
        letter = Letter(
            source=source,
            text=text,
            label=judged.letter.label,
            scores=judged.letter,
            missing=judged.missing if in_reply_to is not None or judged.answers_initiative else (),
            sentences=sentences,
            model=self.model_name,
            pipeline=self.pipeline_name,
            language=detect_language(" ".join(text[unit.start : unit.end] for unit in judged.parsed.toned)),
        )
        if in_reply_to is None:
            return letter
        involvement = self._model.involvement(in_reply_to)
        field, reason = place_in_square(letter.label, judged.strengths, involvement, self._lang)
        return replace(letter, field=field, field_reason=reason)

    def pipe(self, texts: Iterable[str], batch_size: int = 32) -> Iterator[Letter]:
        """Check many letters as a stream, in order; the answers equal those of `analyse` one by one.

        Parameters
        ----------
        texts
            The letters.
        batch_size
            How many letters to take from `texts` at a time, at least 1. Has no influence on the answers: each
            letter is one batch of sentences of its own.
        """
        if batch_size < 1:
            raise ValueError(f"batch_size must be at least 1, not {batch_size}")
        batch: list[str] = []
        for text in texts:
            batch.append(text)
            if len(batch) == batch_size:
                yield from map(self.analyse, batch)
                batch = []
        yield from map(self.analyse, batch)

    def judge(self, text: str, units: Sequence[Unit]) -> Judgement:
        """Classify the sentences of a letter that has been divided into `units`."""
        parsed = self._parser.parse(text, units)
        if not parsed.views:
            return Judgement(parsed, (), (), {}, (), CERTAINLY_NEUTRAL)
        judged = self._model.judge(parsed.views)
        scores, acts = [item.scores for item in judged], [item.acts for item in judged]
        strengths = act_strengths(scores, acts)
        missing = missing_things(strengths, parsed.shown)
        letter = self._model.letter_scores(letter_features(scores, strengths, missing))
        return Judgement(parsed, tuple(scores), tuple(acts), strengths, missing, letter)

    def _explain(self, judged: Judgement) -> list[list[explaining.Finding]]:
        return [
            []
            if score.label is Tone.NEUTRAL
            else explaining.find_acts(
                view, score.label, acts, self._model.act_thresholds, self._acts, self._model.quick_scores
            )
            for view, score, acts in zip(judged.parsed.views, judged.scores, judged.acts, strict=True)
        ]

    def _rephrase(
        self, text: str, judged: Judgement, explained: Sequence[Sequence[explaining.Finding]]
    ) -> dict[int, tuple[Suggestion, ...]]:
        dismissive = [index for index, score in enumerate(judged.scores) if score.label is Tone.DISMISSIVE]
        if not dismissive:
            return {}
        facts = letter_facts(judged.parsed.docs)
        return {
            index: self._rephraser.suggest(
                judged.parsed.views[index].doc,
                [finding.code for finding in explained[index]],
                facts,
                text,
                partial(self._still_dismissive, judged.parsed.views[index]),
            )
            for index in dismissive
        }

    def _still_dismissive(self, view: SentenceView, wordings: Sequence[str]) -> list[bool]:
        """Judge wordings in the place of a sentence; one with several sentences must pass with each of them."""
        abbreviations = load_anatomy().abbreviations
        parts = [[wording[start:end] for start, end in split_sentences(wording, abbreviations)] for wording in wordings]
        flat = [part for wording in parts for part in wording]
        views = [
            replace(alone, previous=view.previous, following=view.following, position=view.position)
            for alone in self._parser.parse_loose(flat)
        ]
        scores = self._model.sentence_scores(views)
        verdicts = []
        position = 0
        for wording in parts:
            own = scores[position : position + len(wording)]
            verdicts.append(any(score.label is Tone.DISMISSIVE for score in own))
            position += len(wording)
        return verdicts


def load(
    *,
    pipeline: str | Path | None = None,
    model: str | Path | None = None,
    lang: str = "nl",
    suggest: bool = True,
) -> Analyser:
    r"""Load pipeline and model, and return a reusable analyser.

    Parameters
    ----------
    pipeline
        Name of an installed spaCy package or path to a pipeline; by default ``nl_core_news_sm`` if it is installed,
        else the one that comes with tonecheck.
    model
        ``tone`` (the default) or ``fast``, the models that come with tonecheck, or the folder of another one. The fast
        one works without the encoder, for huge archives; ``docs/model.md`` says what that costs.
    lang
        Language of explanations: ``nl`` or ``en``.
    suggest
        Whether to suggest wordings for dismissive sentences.

    Raises
    ------
    tonecheck.errors.ModelError
        If pipeline or model is missing, damaged or unfit.

    Examples
    --------
    >>> import tonecheck
    >>> analyser = tonecheck.load()
    >>> analyser.analyse("Beste Jan,\n\nU gaat hier niet over.\n").sentences[1].text
    'U gaat hier niet over.'
    """
    return Analyser(
        load_pipeline(pipeline),
        load_model(_model_folder(model)),
        lang=lang,
        suggest=suggest,
    )


def _model_folder(model: str | Path | None) -> Path:
    name = str(model or SHIPPED_MODELS[0])
    return models_folder() / name if name in SHIPPED_MODELS else Path(name)
