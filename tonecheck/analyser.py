"""The road of a letter: segment → classify → explain → rephrase, in one reusable object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from tonecheck.classifying.artefact import load_model
from tonecheck.classifying.model import ToneModel
from tonecheck.classifying.parsing import LetterParser
from tonecheck.classifying.square import place_in_square
from tonecheck.explaining import put_into_words
from tonecheck.generating.asking import warnings
from tonecheck.generating.generator import Generator
from tonecheck.judging import Judgement, LetterJudge
from tonecheck.language import detect_language
from tonecheck.pipeline import LinguisticPipeline, load_pipeline
from tonecheck.rephrasing.additions import additions
from tonecheck.resources import models_folder
from tonecheck.segmenting import segment
from tonecheck.settings import Settings
from tonecheck.suggesting import Suggester, to_rephrase
from tonecheck.types import (
    Letter,
    Rephrasing,
    Sentence,
    Suggestion,
    Suppression,
    Tone,
    Unit,
)
from tonecheck.waiving import Waivers, count

#: The models that come with tonecheck, by name; the first is the default.
SHIPPED_MODELS = ("tone", "fast")


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
    settings
        Acts that are off, the threshold, the address form, cues and words of one's own; its ``lang`` and ``model`` are
        for `load`.
    waivers
        What was waved away.
    generator
        A language model that makes more candidates for suggestions.
    evidence
        Whether to look for the words that perform an act which no cue finds; without, it is the whole sentence.
    """

    def __init__(
        self,
        pipeline: LinguisticPipeline,
        model: ToneModel,
        *,
        lang: str = "nl",
        suggest: bool = True,
        settings: Settings | None = None,
        waivers: Waivers | None = None,
        generator: Generator | None = None,
        evidence: bool = True,
    ) -> None:
        self._parser = LetterParser(pipeline)
        self._model = model
        self._lang = lang
        self._suggest = suggest
        self._generator = generator
        settings = settings or Settings()
        self._judge = LetterJudge(
            self._parser, model, settings, waivers or Waivers(), evidence=evidence, analyses=suggest
        )
        #: Makes the suggestions; on its own it can show every wording that may be suggested.
        self.suggester = Suggester(self._parser, model, self._judge.acts, settings.address, generator)

    @property
    def pipeline_name(self) -> str:
        """Name and version of the linguistic pipeline."""
        return self._parser.pipeline.identity

    @property
    def model_name(self) -> str:
        """Name, version and short digest of the tone model."""
        return self._model.identity

    def analyse(
        self,
        text: str,
        in_reply_to: str | None = None,
        *,
        source: str = "-",
        suppressions: Sequence[Suppression] = (),
    ) -> Letter:
        """Check one letter.

        Parameters
        ----------
        text
            The letter as plain text. Any string will do; one without sentences is neutral.
        in_reply_to
            The initiator's own letter, which places the reply in the square.
        source
            Where the text came from, for reports.
        suppressions
            Stretches of the text in which acts are passed over, as `tonecheck.reading` finds them in comments.

        Returns
        -------
        Letter
            With ``letter.text == text`` and every offset in it.
        """
        units = segment(text)
        return self._letter(text, in_reply_to, source, units, self.judge(text, units, suppressions))

    def _letter(
        self, text: str, in_reply_to: str | None, source: str, units: Sequence[Unit], judged: Judgement
    ) -> Letter:
        dismissive = to_rephrase(judged) if self._suggest else {}
        suggestions, answers = self.suggester.suggest(text, units, judged, dismissive)
        toned = {
            unit.start: Sentence(
                start=unit.start,
                end=unit.end,
                text=text[unit.start : unit.end],
                kind=unit.kind,
                label=label,
                scores=score,
                acts=tuple(
                    put_into_words(finding, view, unit.start, self._judge.acts, self._lang) for finding in findings
                ),
                suggestions=suggestions.get(index, ()),
            )
            for index, (unit, view, score, label, findings) in enumerate(
                zip(
                    judged.parsed.toned, judged.parsed.views, judged.scores, judged.labels, judged.findings, strict=True
                )
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
            ignored=count(judged.passed_over),
            warnings=warnings(answers, source, self._lang) if answers else (),
            generator=self._generator.name if self._generator and answers else None,
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
            How many letters are judged at a time, at least 1: more take less time and more memory. Has no influence on
            the answers.
        """
        return self.pipe_pairs(((text, None) for text in texts), batch_size)

    def pipe_pairs(self, pairs: Iterable[tuple[str, str | None]], batch_size: int = 32) -> Iterator[Letter]:
        """Check many letters, each with the initiator's letter where there is one, as a stream, in order.

        `batch_size` as for `pipe`.
        """
        if batch_size < 1:
            raise ValueError(f"batch_size must be at least 1, not {batch_size}")
        waiting = iter(pairs)
        while batch := list(islice(waiting, batch_size)):
            divided = [segment(text) for text, _ in batch]
            judged = self._judge.judge_many(
                [(text, units, ()) for (text, _), units in zip(batch, divided, strict=True)]
            )
            for (text, incoming), units, own in zip(batch, divided, judged, strict=True):
                yield self._letter(text, incoming, "-", units, own)

    def rephrase(self, letter: Letter) -> Rephrasing:
        """Return what could be said instead of the dismissive sentences of an analysed letter, and what it lacks.

        Suggestions that the letter has already are used; without any they are made here.
        """
        dismissive = tuple(sentence for sentence in letter.sentences if sentence.label is Tone.DISMISSIVE)
        unmade = bool(dismissive) and not any(sentence.suggestions for sentence in dismissive)
        if not unmade and not letter.missing:
            return Rephrasing(letter, dismissive)
        units = segment(letter.text)
        judged = self.judge(letter.text, units)
        if unmade:
            made, _ = self.suggester.suggest(letter.text, units, judged, to_rephrase(judged))
            by_start = {judged.parsed.toned[index].start: suggestions for index, suggestions in made.items()}
            dismissive = tuple(
                replace(sentence, suggestions=by_start.get(sentence.start, ())) for sentence in dismissive
            )
        facts = self.suggester.facts(letter.text, units, judged)
        return Rephrasing(letter, dismissive, additions(letter.missing, letter.sentences, facts))

    def suggestions(
        self, text: str, units: Sequence[Unit], judged: Judgement, dismissive: Mapping[int, Sequence[str]]
    ) -> dict[int, tuple[Suggestion, ...]]:
        """Suggest other wordings for sentences of a judged letter.

        Parameters
        ----------
        text, units
            The letter and its division.
        judged
            What `judge` made of it.
        dismissive
            Which of the toned units to rephrase, with their acts, the surest first.
        """
        return self.suggester.suggest(text, units, judged, dismissive)[0]

    def judge(self, text: str, units: Sequence[Unit], suppressions: Sequence[Suppression] = ()) -> Judgement:
        """Judge a letter that has been divided into `units`, without putting anything into words."""
        return self._judge.judge(text, units, suppressions)


def load(
    *,
    pipeline: str | Path | None = None,
    model: str | Path | None = None,
    lang: str | None = None,
    suggest: bool = True,
    settings: Settings | None = None,
    waivers: Waivers | None = None,
    generator: Generator | None = None,
    evidence: bool = True,
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
        Language of explanations: ``nl`` (the default) or ``en``.
    suggest
        Whether to suggest wordings for dismissive sentences.
    settings
        Everything else that can be set; its ``lang`` and ``model`` count where the parameters say nothing.
    waivers
        Acts that were waved away.
    generator
        A language model that you run yourself, such as `tonecheck.generating.endpoint.ChatEndpoint`: it is shown every
        dismissive sentence, and its wordings pass the same checks as all others. By default there is none, and nothing
        leaves this computer. When it fails, ``letter.warnings`` says so.
    evidence
        Whether to look for the words that perform an act which no cue finds; leave it out for archives.

    Raises
    ------
    tonecheck.errors.ModelError
        If pipeline or model is missing, damaged or unfit.
    tonecheck.errors.SettingsError, tonecheck.errors.DataError
        If the cues of one's own have a mistake.

    Examples
    --------
    >>> import tonecheck
    >>> analyser = tonecheck.load()
    >>> analyser.analyse("Beste Jan,\n\nU gaat hier niet over.\n").sentences[1].text
    'U gaat hier niet over.'
    """
    settings = settings or Settings()
    return Analyser(
        load_pipeline(pipeline),
        load_model(_model_folder(model or settings.model)),
        lang=lang or settings.lang,
        suggest=suggest,
        settings=settings,
        waivers=waivers,
        generator=generator,
        evidence=evidence,
    )


def _model_folder(model: str | Path) -> Path:
    name = str(model)
    return models_folder() / name if name in SHIPPED_MODELS else Path(name)
