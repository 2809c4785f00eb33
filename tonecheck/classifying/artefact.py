"""Save and load the tone model as plain arrays and JSON: nothing in it can run code.

The folder holds ``model.json`` (vocabularies, names, versions), ``arrays.npz`` (numbers) and ``manifest.json`` with
the SHA-256 of both, which is checked before anything is used. A model with an encoder has it in the folder ``encoder``.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from tonecheck.classifying.encoder import EncoderPart, load_encoder
from tonecheck.classifying.logits import Part
from tonecheck.classifying.model import ToneModel
from tonecheck.classifying.ngrams import NgramPart, SentenceFeatures
from tonecheck.classifying.stack import Stack
from tonecheck.cues.definitions import load_acts
from tonecheck.errors import ModelError

FORMAT = 4
_FILES = ("model.json", "arrays.npz")
ENCODER_FOLDER = "encoder"
_ENCODER_ARRAYS = ("tone_coef", "tone_intercept", "act_coef", "act_intercept")
_TFIDF_PARAMETERS = ("analyzer", "ngram_range", "sublinear_tf", "token_pattern")


def save_model(model: ToneModel, folder: Path, *, name: str, version: str) -> None:
    """Write `model` to `folder`; `name` and `version` become part of its identity.

    The encoder's own files, if it has one, must already be in the folder ``encoder`` inside it.
    """
    ngrams = next(part for part in model.parts if isinstance(part, NgramPart))
    encoder = next((part for part in model.parts if isinstance(part, EncoderPart)), None)
    arrays: dict[str, Any] = {"act_coef": ngrams.act_coef, "act_intercept": ngrams.act_intercept}
    description: dict[str, Any] = {"format": FORMAT, "name": name, "version": version, "acts": model.act_codes}
    description["act_thresholds"] = model.act_thresholds
    description["reads_syntax"] = model.reads_syntax
    description["encoder"] = encoder.encoder.digest if encoder else None
    if encoder:
        arrays |= {f"encoder_{key}": getattr(encoder, key) for key in _ENCODER_ARRAYS}
    arrays |= {"stack_act_coef": model.stack.act_coef, "stack_act_intercept": model.stack.act_intercept}
    for key in ("words", "characters", "previous", "following"):
        description[key] = _describe_tfidf(getattr(ngrams.features, key), key, arrays)
    description["incoming"] = _describe_tfidf(model.incoming, "incoming", arrays)
    description["symbols"] = list(ngrams.features.symbols.feature_names_)
    estimators = {
        "tone": ngrams.tone,
        "stack": model.stack.tone,
        "in_letter": model.stack.in_letter,
        "lone": model.stack.lone_tone,
        "letter": model.letter,
        "involved": model.involved,
    }
    for key, estimator in estimators.items():
        description[key] = [str(label) for label in estimator.classes_]
        arrays[f"{key}_coef"] = estimator.coef_.astype(np.float32)
        arrays[f"{key}_intercept"] = estimator.intercept_.astype(np.float32)
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(description, ensure_ascii=False, indent=0, sort_keys=True)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")
    np.savez_compressed(folder / "arrays.npz", **arrays)
    digests = {file: _digest(folder / file) for file in _FILES}
    (folder / "manifest.json").write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


def load_model(folder: Path) -> ToneModel:
    """Load the model in `folder` after checking its digests.

    Raises
    ------
    ModelError
        If files are missing, damaged, or written by another format version.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if any(manifest[file] != _digest(folder / file) for file in _FILES):
            raise ModelError("model_damaged", folder=folder)
        description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        if description["format"] != FORMAT:
            raise ModelError("model_format", folder=folder)
        with np.load(folder / "arrays.npz", allow_pickle=False) as stored:
            arrays = dict(stored)
    except (OSError, ValueError, KeyError, TypeError):
        raise ModelError("model_damaged", folder=folder) from None
    digest = hashlib.sha256("".join(manifest[file] for file in _FILES).encode()).hexdigest()[:8]
    return ToneModel(
        parts=_parts(folder, description, arrays),
        stack=Stack(
            _logistic(description["stack"], "stack", arrays),
            _logistic(description["in_letter"], "in_letter", arrays),
            _logistic(description["lone"], "lone", arrays),
            arrays["stack_act_coef"],
            arrays["stack_act_intercept"],
            tuple(load_acts()[code].tone for code in description["acts"]),
        ),
        act_codes=tuple(description["acts"]),
        act_thresholds=description["act_thresholds"],
        letter=_logistic(description["letter"], "letter", arrays),
        incoming=_tfidf(description["incoming"], "incoming", arrays),
        involved=_logistic(description["involved"], "involved", arrays),
        identity=f"{description['name']} {description['version']} ({digest})",
        reads_syntax=description.get("reads_syntax", True),
    )


def _parts(folder: Path, description: dict[str, Any], arrays: dict[str, Any]) -> tuple[Part, ...]:
    ngrams = NgramPart(
        features=SentenceFeatures(
            words=_tfidf(description["words"], "words", arrays),
            characters=_tfidf(description["characters"], "characters", arrays),
            previous=_tfidf(description["previous"], "previous", arrays),
            following=_tfidf(description["following"], "following", arrays),
            symbols=_dict_vectorizer(description["symbols"]),
            reads_syntax=description.get("reads_syntax", True),
        ),
        tone=_logistic(description["tone"], "tone", arrays),
        act_coef=arrays["act_coef"],
        act_intercept=arrays["act_intercept"],
    )
    if description["encoder"] is None:
        return (ngrams,)
    encoder = load_encoder(folder / ENCODER_FOLDER)
    if encoder.digest != description["encoder"]:
        raise ModelError("model_damaged", folder=folder)
    return (ngrams, EncoderPart(encoder, *(arrays[f"encoder_{key}"] for key in _ENCODER_ARRAYS)))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _describe_tfidf(vectorizer: TfidfVectorizer, key: str, arrays: dict[str, Any]) -> dict[str, Any]:
    arrays[f"{key}_idf"] = vectorizer.idf_.astype(np.float32)
    parameters = {name: getattr(vectorizer, name) for name in _TFIDF_PARAMETERS}
    return {"vocabulary": [str(term) for term in vectorizer.get_feature_names_out()], **parameters}


def _tfidf(description: dict[str, Any], key: str, arrays: dict[str, Any]) -> TfidfVectorizer:
    parameters = {name: description[name] for name in _TFIDF_PARAMETERS}
    parameters["ngram_range"] = tuple(parameters["ngram_range"])
    terms = {term: index for index, term in enumerate(description["vocabulary"])}
    vectorizer = TfidfVectorizer(vocabulary=terms, lowercase=False, **parameters)
    vectorizer.idf_ = arrays[f"{key}_idf"].astype(np.float64)
    return vectorizer


def _dict_vectorizer(names: list[str]) -> DictVectorizer:
    vectorizer = DictVectorizer()
    vectorizer.fit([dict.fromkeys(names, 1.0)])
    return vectorizer


def _logistic(labels: list[str], key: str, arrays: dict[str, Any]) -> LogisticRegression:
    estimator = LogisticRegression()
    estimator.classes_ = np.asarray(labels)
    estimator.coef_ = arrays[f"{key}_coef"].astype(np.float64)
    estimator.intercept_ = arrays[f"{key}_intercept"].astype(np.float64)
    estimator.n_features_in_ = estimator.coef_.shape[1]
    return estimator
