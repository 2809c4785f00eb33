"""Train the tone model on the corpus.

Everything is chosen by cross-validation over authors on the training split; the letter model learns from
sentence scores of folds that did not see the letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from tonecheck.classifying.features import SentenceView, normalised, symbols
from tonecheck.classifying.letter import act_strengths, letter_features, missing_things
from tonecheck.classifying.model import SentenceFeatures, ToneModel
from tonecheck.classifying.parsing import LetterParser, ParsedLetter
from tonecheck.cues.definitions import load_acts
from tonecheck.training.corpus import LabelledLetter
from tonecheck.types import Missing, Scores

SEED = 20261123
MODEL_NAME = "tonecheck_tone"
MODEL_VERSION = "1.0.0"


@dataclass(frozen=True, slots=True)
class Settings:
    """What cross-validation chose (see ``docs/model.md``)."""

    tone_c: float = 8.0
    act_c: float = 8.0
    letter_c: float = 0.3
    involved_c: float = 8.0
    max_characters: int = 20_000
    folds: int = 5


@dataclass(frozen=True, slots=True)
class Prepared:
    """A labelled letter after linguistic analysis."""

    letter: LabelledLetter
    parsed: ParsedLetter
    tones: tuple[str, ...]
    acts: tuple[tuple[str, ...], ...]


def prepare(letters: Iterable[LabelledLetter], parser: LetterParser) -> list[Prepared]:
    """Analyse letters along their own segmentation, as the annotators saw them."""
    prepared = []
    for letter in letters:
        parsed = parser.parse(letter.text, [unit.unit for unit in letter.units])
        by_start = {unit.unit.start: unit for unit in letter.units}
        labelled = [by_start[unit.start] for unit in parsed.toned]
        prepared.append(
            Prepared(
                letter, parsed, tuple(unit.label.value for unit in labelled), tuple(unit.acts for unit in labelled)
            )
        )
    return prepared


@dataclass(frozen=True, slots=True)
class ActExample:
    """A sentence from the act files that performs one act, outside any letter."""

    view: SentenceView
    act: str
    tone: str


def act_examples(parser: LetterParser) -> list[ActExample]:
    """Return the examples of all acts and cues as training sentences.

    The letters of the corpus avoid the guidelines' wordings on purpose; these make sure that the plain cases are
    learned too. They are in every fold, so nothing is ever measured on them.
    """
    sentences: list[tuple[str, str, str]] = []
    for act in load_acts().values():
        texts = {act.example, *(text.split(" || ")[-1] for cue in act.cues for text in cue.examples)}
        sentences.extend((text, act.code, act.tone.value) for text in sorted(texts))
    views = parser.parse_loose([text for text, _, _ in sentences])
    return [
        ActExample(replace(view, position=position), code, tone)
        for view, (_, code, tone) in zip(views, sentences, strict=True)
        # Such a sentence may stand anywhere in a letter.
        for position in (0.0, 0.5, 1.0)
    ]


def fit_features(views: Sequence[SentenceView], settings: Settings) -> SentenceFeatures:
    """Learn the vocabularies from the sentences of the training letters."""
    own = [normalised(view.text) for view in views]
    common = {"lowercase": False, "sublinear_tf": True}
    token = r"\w+|[?!,]"
    return SentenceFeatures(
        words=TfidfVectorizer(ngram_range=(1, 2), min_df=2, token_pattern=token, **common).fit(own),
        characters=TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), min_df=4, max_features=settings.max_characters, **common
        ).fit(own),
        previous=TfidfVectorizer(min_df=4, token_pattern=token, **common).fit(
            normalised(view.previous) for view in views
        ),
        following=TfidfVectorizer(min_df=4, token_pattern=token, **common).fit(
            normalised(view.following) for view in views
        ),
        symbols=_frequent_symbols(views),
    )


def _frequent_symbols(views: Sequence[SentenceView], min_count: int = 4) -> DictVectorizer:
    rows = [symbols(view) for view in views]
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    kept = [name for name, count in counts.items() if count >= min_count]
    vectorizer = DictVectorizer()
    vectorizer.fit([dict.fromkeys(sorted(kept), 1.0)])
    return vectorizer


def _logistic(c: float, **parameters: Any) -> LogisticRegression:
    return LogisticRegression(C=c, max_iter=2000, random_state=SEED, **parameters)


@dataclass(frozen=True, slots=True)
class SentencePart:
    """The part of the model that looks at sentences."""

    features: SentenceFeatures
    tone: LogisticRegression
    act_codes: tuple[str, ...]
    act_coef: np.ndarray[Any, np.dtype[np.float32]]
    act_intercept: np.ndarray[Any, np.dtype[np.float32]]


def fit_sentences(letters: Sequence[Prepared], examples: Sequence[ActExample], settings: Settings) -> SentencePart:
    """Fit tone and acts on the sentences of `letters` and on `examples`."""
    views = [view for letter in letters for view in letter.parsed.views] + [item.view for item in examples]
    features = fit_features(views, settings)
    matrix = features.transform(views)
    tones = [tone for letter in letters for tone in letter.tones] + [item.tone for item in examples]
    tone = _logistic(settings.tone_c).fit(matrix, tones)
    codes = tuple(load_acts())
    acts = [set(acts) for letter in letters for acts in letter.acts] + [{item.act} for item in examples]
    coefs, intercepts = [], []
    for code in codes:
        present = np.asarray([code in found for found in acts])
        if present.any():
            estimator = _logistic(settings.act_c).fit(matrix, present)
            coefs.append(estimator.coef_[0])
            intercepts.append(estimator.intercept_[0])
        else:
            coefs.append(np.zeros(matrix.shape[1]))
            intercepts.append(-5.0)
    return SentencePart(
        features, tone, codes, np.asarray(coefs, dtype=np.float32), np.asarray(intercepts, dtype=np.float32)
    )


def assemble(part: SentencePart, letter: Any, incoming: Any, involved: Any, identity: str = "in training") -> ToneModel:
    """Put the parts of a model together."""
    return ToneModel(
        part.features,
        part.tone,
        part.act_codes,
        part.act_coef,
        part.act_intercept,
        letter,
        incoming,
        involved,
        identity,
    )


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """What a model says of letters whose authors it has not seen."""

    scores: tuple[Scores, ...]
    acts: tuple[dict[str, float], ...]
    letter_row: tuple[float, ...]


def judge(model: ToneModel, letter: Prepared) -> OutOfFold:
    """Score one letter with the sentence part of `model`."""
    matrix = model.features.transform(letter.parsed.views)
    scores = model.sentence_scores(matrix)
    acts = [dict(zip(model.act_codes, map(float, row), strict=True)) for row in model.act_scores(matrix)]
    strengths = act_strengths(scores, acts)
    missing: tuple[Missing, ...] = missing_things(strengths, letter.parsed.shown)
    return OutOfFold(tuple(scores), tuple(acts), tuple(letter_features(scores, strengths, model.act_codes, missing)))


def cross_validate(letters: Sequence[Prepared], examples: Sequence[ActExample], settings: Settings) -> list[OutOfFold]:
    """Score every letter with a model trained on the letters of other authors; in the order of `letters`."""
    groups = [letter.letter.author for letter in letters]
    folds = GroupKFold(n_splits=min(settings.folds, len(set(groups))))
    results: list[OutOfFold | None] = [None] * len(letters)
    for seen, unseen in folds.split(letters, groups=groups):
        model = assemble(fit_sentences([letters[index] for index in seen], examples, settings), None, None, None)
        for index in unseen:
            results[index] = judge(model, letters[index])
    return [result for result in results if result is not None]


def fit_letter(rows: Sequence[Sequence[float]], labels: Sequence[str], settings: Settings) -> LogisticRegression:
    """Fit the letter's tone on out-of-fold letter features."""
    return letter_estimator(settings).fit(np.asarray(rows), labels)


def letter_estimator(settings: Settings) -> LogisticRegression:
    """Return the unfitted estimator of the letter's tone."""
    return _logistic(settings.letter_c, class_weight="balanced")


def train(letters: Sequence[Prepared], examples: Sequence[ActExample], settings: Settings) -> ToneModel:
    """Fit all parts of the model on `letters`."""
    part = fit_sentences(letters, examples, settings)
    held_out = cross_validate(letters, examples, settings)
    letter = fit_letter([item.letter_row for item in held_out], [item.letter.label.value for item in letters], settings)
    answered = [item.letter for item in letters if item.letter.incoming and item.letter.involved is not None]
    texts = [normalised(item.incoming or "") for item in answered]
    incoming = TfidfVectorizer(
        ngram_range=(1, 2), min_df=2, lowercase=False, sublinear_tf=True, token_pattern=r"\w+|[?!]"
    ).fit(texts)
    involved = _logistic(settings.involved_c, class_weight="balanced").fit(
        incoming.transform(texts), [int(bool(item.involved)) for item in answered]
    )
    return assemble(part, letter, incoming, involved)
