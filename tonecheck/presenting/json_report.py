"""The JSON report: a contract, described by ``data/report.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tonecheck.resources import data_folder
from tonecheck.types import Letter
from tonecheck.version import __version__


def report(letters: Sequence[Letter], model: str, pipeline: str) -> dict[str, Any]:
    """Return the report on `letters`, made with the named model and pipeline, as JSON-ready values."""
    return {
        "tonecheck": __version__,
        "model": model,
        "pipeline": pipeline,
        "letters": [letter.to_dict() for letter in letters],
    }


def to_json(letters: Sequence[Letter], model: str, pipeline: str) -> str:
    """Return the report as JSON text, ending in a newline."""
    return json.dumps(report(letters, model, pipeline), ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema that every report satisfies."""
    loaded: dict[str, Any] = json.loads(data_folder("report.schema.json").read_text(encoding="utf-8"))
    return loaded
