"""Train the tone model on the corpus.

The parts learn from the training split. The stack, the letter model and the thresholds learn from what the parts say of
letters that they have not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from tonecheck.classifying.features import SentenceView, normalised, symbols
from tonecheck.classifying.letter import act_strengths, letter_features, missing_things
from tonecheck.classifying.logits import Part, SentenceLogits
from tonecheck.classifying.model import ToneModel
from tonecheck.classifying.ngrams import NgramPart, SentenceFeatures
from tonecheck.classifying.stack import Stack, cue_strengths, lone_rows
from tonecheck.classifying.surroundings import surroundings, surroundings_by_letter
from tonecheck.cues.definitions import load_acts
from tonecheck.training.examples import LooseExample
from tonecheck.training.prepared import Prepared
from tonecheck.training.unseen import PartTraining, Unseen, alone_tones, held_out, opinions, split_contrasts
from tonecheck.types import TONES, Scores, Tone, UnitKind

SEED = 20261123
MODEL_NAME = "tonecheck_tone"
FAST_NAME = "tonecheck_fast"
MODEL_VERSION = "2.7.0"
DEFAULT_ACT_THRESHOLD = 0.5
THRESHOLD_PRIOR = 30
Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Settings:
    """What cross-validation chose (see ``docs/model.md``)."""

    tone_c: float = 8.0
    act_c: float = 8.0
    stack_c: float = 1.0
    lone_c: float = 0.01
    lone_letters_weight: float = 0.3
    """What a sentence torn from its letter weighs beside a contrast, in judging sentences that stand alone."""
    in_letter_c: float = 3.0
    letter_c: float = 0.1
    involved_c: float = 8.0
    max_characters: int = 20_000
    folds: int = 5
    encoder_folds: int = 3
    reads_syntax: bool = False
    """Whether the n-grams and the stack look at cues and syntax too, so that sentences must be parsed."""
    contrasts_apart: int = 8
    """One in so many groups of contrasts is kept apart for what stands on top of the parts."""


def fit_features(views: Sequence[SentenceView], settings: Settings) -> SentenceFeatures:
    """Learn the vocabularies from the sentences of the training letters."""
    own = [normalised(view.text) for view in views]
    common = {"lowercase": False, "sublinear_tf": True}
    token = r"\w+|[?!,]"
    return SentenceFeatures(
        words=TfidfVectorizer(ngram_range=(1, 3), min_df=2, token_pattern=token, **common).fit(own),
        characters=TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), min_df=4, max_features=settings.max_characters, **common
        ).fit(own),
        previous=TfidfVectorizer(min_df=4, token_pattern=token, **common).fit(
            normalised(view.previous) for view in views
        ),
        following=TfidfVectorizer(min_df=4, token_pattern=token, **common).fit(
            normalised(view.following) for view in views
        ),
        symbols=_frequent_symbols(views, syntax=settings.reads_syntax),
        reads_syntax=settings.reads_syntax,
    )


def _frequent_symbols(views: Sequence[SentenceView], *, syntax: bool, min_count: int = 4) -> DictVectorizer:
    rows = [symbols(view, syntax=syntax) for view in views]
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


def fit_ngrams(
    letters: Sequence[Prepared],
    examples: Sequence[LooseExample],
    settings: Settings,
    change: Callable[[SentenceFeatures], SentenceFeatures] = lambda features: features,
) -> NgramPart:
    """Fit tone and acts on the sentences of `letters` and on `examples`; `change` may leave features out."""
    views = [view for letter in letters for view in letter.parsed.views] + [item.view for item in examples]
    features = change(fit_features(views, settings))
    matrix = features.transform(views)
    tones = [tone for letter in letters for tone in letter.tones] + [item.tone for item in examples]
    tone = _logistic(settings.tone_c).fit(matrix, tones)
    codes = tuple(load_acts())
    acts = [set(acts) for letter in letters for acts in letter.acts] + [set(item.acts) for item in examples]
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
    return NgramPart(features, tone, np.asarray(coefs, dtype=np.float32), np.asarray(intercepts, dtype=np.float32))


def fit_lone(
    unseen: Sequence[Unseen], tones: Sequence[str], contrasts: int, settings: Settings
) -> LogisticRegression | None:
    """Fit the judge of sentences without neighbours on what the parts say of such sentences, which have these `tones`.

    The last `contrasts` of them are contrasts. Without sentences of every tone there is none.
    """
    if len(set(tones)) < len(TONES):
        return None
    rows = lone_rows([part.alone for part in unseen], _act_tones())
    weights = [settings.lone_letters_weight] * (len(tones) - contrasts) + [1.0] * contrasts
    return _logistic(settings.lone_c).fit(rows, tones, sample_weight=weights)


def _act_tones() -> tuple[Tone, ...]:
    return tuple(act.tone for act in load_acts().values())


def fit_stack(
    letters: Sequence[Prepared],
    opinions: Sequence[Sequence[SentenceLogits]],
    settings: Settings,
    lone_tone: LogisticRegression | None = None,
) -> tuple[Stack, dict[str, float]]:
    """Fit the stack on held-out `opinions` (one list of letters per part); also return the act thresholds.

    Sentences without neighbours are left to `lone_tone`, if given.
    """
    codes = tuple(load_acts())
    joined = [
        SentenceLogits(np.concatenate([o.tones for o in part]), np.concatenate([o.acts for o in part]))
        for part in opinions
    ]
    counted = np.asarray([unit.kind is not UnitKind.HEADING for letter in letters for unit in letter.parsed.toned])
    tones = np.asarray([tone for letter in letters for tone in letter.tones])
    tone = _logistic(settings.stack_c).fit(np.hstack([part.tones for part in joined])[counted], tones[counted])
    # Without syntax their weights become 0.
    cues = np.concatenate([cue_strengths(letter.parsed.views, codes) for letter in letters]) * settings.reads_syntax
    found = [set(acts) for letter in letters for acts in letter.acts]
    coefs = np.zeros((len(codes), len(joined) + 1), dtype=np.float32)
    intercepts = np.full(len(codes), -5.0, dtype=np.float32)
    thresholds = {}
    for column, code in enumerate(codes):
        present = np.asarray([code in acts for acts in found])
        thresholds[code] = DEFAULT_ACT_THRESHOLD
        if not present.any():
            continue
        rows = np.column_stack([*(part.acts[:, column] for part in joined), cues[:, column]])
        estimator = _logistic(settings.stack_c).fit(rows, present)
        coefs[column], intercepts[column] = estimator.coef_[0], estimator.intercept_[0]
        thresholds[code] = best_threshold(estimator.predict_proba(rows)[:, 1], present)
    act_tones = _act_tones()
    if lone_tone is None:
        lone_tone = _logistic(settings.stack_c).fit(lone_rows(joined, act_tones)[counted], tones[counted])
    stack = Stack(tone, tone, lone_tone, coefs, intercepts, act_tones)
    first = stack.first(joined)
    around = surroundings_by_letter(first, [len(letter.tones) for letter in letters])
    rows = stack.letter_rows(joined, first, around)
    return replace(stack, in_letter=_logistic(settings.in_letter_c).fit(rows[counted], tones[counted])), thresholds


def scores_in_letter(stack: Stack, opinions: Sequence[SentenceLogits], letter: Prepared) -> list[Scores]:
    """Return the tone probabilities of the sentences of one letter, of which the parts have these `opinions`."""
    first = stack.first(opinions)
    return stack.scores(opinions, [view.alone for view in letter.parsed.views], first, surroundings(first))


def best_threshold(probabilities: NDArray[np.float64], present: NDArray[np.bool_]) -> float:
    """Return the threshold from 0.3 to 0.7 with the best F1, drawn to the default where data is scarce.

    A best threshold found on few sentences is mostly luck, so it counts for as many sentences as it has, and the
    default for `THRESHOLD_PRIOR`.
    """
    steps = np.arange(0.30, 0.71, 0.02)
    best = max(steps, key=lambda step: (f1_score(present, probabilities >= step, zero_division=0), -step))
    count = int(present.sum())
    drawn = (best * count + DEFAULT_ACT_THRESHOLD * THRESHOLD_PRIOR) / (count + THRESHOLD_PRIOR)
    return round(float(drawn), 3)


def letter_rows(letters: Sequence[Prepared], model: ToneModel, opinions: Sequence[Sequence[SentenceLogits]]) -> Rows:
    """Return the letter features of `letters` from held-out `opinions`, shape (letters, features)."""
    rows = []
    for letter, *by_part in zip(letters, *opinions, strict=True):
        scores = scores_in_letter(model.stack, by_part, letter)
        table = model.stack.acts(by_part, cue_strengths(letter.parsed.views, model.act_codes))
        acts = [dict(zip(model.act_codes, map(float, row), strict=True)) for row in table]
        strengths = act_strengths(scores, acts)
        rows.append(letter_features(scores, strengths, missing_things(strengths, letter.parsed.shown)))
    return np.asarray(rows)


def letter_estimator(settings: Settings) -> Pipeline:
    """Return the unfitted estimator of the letter's tone."""
    return make_pipeline(StandardScaler(), _logistic(settings.letter_c, class_weight="balanced"))


def without_scaler(fitted: Pipeline) -> LogisticRegression:
    """Return one estimator that gives on plain features what the fitted scaler and estimator give together."""
    scaler, estimator = fitted.named_steps["standardscaler"], fitted.named_steps["logisticregression"]
    estimator.coef_ = estimator.coef_ / scaler.scale_
    estimator.intercept_ = estimator.intercept_ - estimator.coef_ @ scaler.mean_
    return estimator


def train(
    letters: Sequence[Prepared],
    examples: Sequence[LooseExample],
    settings: Settings,
    encoder: PartTraining | None = None,
    judged: Sequence[Prepared] = (),
) -> ToneModel:
    """Fit the parts of the model on `letters` (the n-grams, and what `encoder` trains), and what stands on top of them.

    What stands on top learns from what the parts say of sentences that they have not seen: of the letters in `judged`,
    by other authors, and of a share of the contrasts, which is kept apart for it. Without such letters every part is
    trained several times, each time without some of the authors and contrasts.
    """

    def ngrams(some: Sequence[Prepared], more: Sequence[LooseExample]) -> Part:
        return fit_ngrams(some, more, settings)

    trainings = [PartTraining(ngrams, ngrams), *([encoder] if encoder else [])]
    everything = [*letters, *judged]
    if judged:
        taught, apart = split_contrasts(examples, settings.contrasts_apart)
        parts = [training.final(letters, taught) for training in trainings]
        unseen = [opinions(part, judged, apart) for part in parts]
    else:
        judged, apart = letters, [item for item in examples if item.group]
        folds = [settings.folds, settings.encoder_folds]
        unseen = [
            held_out(training.held_out, letters, examples, count)
            for training, count in zip(trainings, folds, strict=False)
        ]
        parts = [training.final(letters, examples) for training in trainings]
    by_letter = [part.letters for part in unseen]
    lone = fit_lone(unseen, alone_tones(judged, apart), len(alone_tones([], apart)), settings)
    stack, thresholds = fit_stack(judged, by_letter, settings, lone)
    incoming, involved = _fit_involvement(everything, settings)
    model = ToneModel(
        parts=tuple(parts),
        stack=stack,
        act_codes=tuple(load_acts()),
        act_thresholds=thresholds,
        letter=LogisticRegression(),
        incoming=incoming,
        involved=involved,
        identity="in training",
        reads_syntax=settings.reads_syntax,
    )
    rows, labels = letter_rows(judged, model, by_letter), [item.letter.label.value for item in judged]
    return replace(model, letter=without_scaler(letter_estimator(settings).fit(rows, labels)))


def _fit_involvement(letters: Sequence[Prepared], settings: Settings) -> tuple[TfidfVectorizer, LogisticRegression]:
    answered = [item.letter for item in letters if item.letter.incoming and item.letter.involved is not None]
    texts = [normalised(item.incoming or "") for item in answered]
    incoming = TfidfVectorizer(
        ngram_range=(1, 2), min_df=2, lowercase=False, sublinear_tf=True, token_pattern=r"\w+|[?!]"
    ).fit(texts)
    involved = _logistic(settings.involved_c, class_weight="balanced").fit(
        incoming.transform(texts), [int(bool(item.involved)) for item in answered]
    )
    return incoming, involved
