"""SARIF 2.1.0, so that code-review tools can show findings (OASIS, 2020)."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from tonecheck.cues.definitions import load_acts
from tonecheck.messages import translate
from tonecheck.presenting.notes import remarks
from tonecheck.types import Letter, Sentence, Tone
from tonecheck.version import __version__

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(letters: Sequence[Letter], lang: str) -> str:
    """Return the dismissive sentences of `letters` as a SARIF log.

    Regions count in the text that was read: for .txt that is the file itself, for other formats its extracted
    text. Columns count Unicode code points.
    """
    acts = [act for act in load_acts().values() if act.tone is Tone.DISMISSIVE]
    rules = [
        {
            "id": act.code,
            "name": act.name[lang],
            "shortDescription": {"text": act.meaning[lang]},
            "fullDescription": {"text": act.why[lang]},
        }
        for act in acts
    ]
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "tonecheck", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(letter, sentence, [act.code for act in acts], lang)
            for letter in letters
            for sentence in letter.sentences
            if sentence.label is Tone.DISMISSIVE
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _result(letter: Letter, sentence: Sentence, codes: list[str], lang: str) -> dict[str, Any]:
    code = sentence.acts[0].code
    explanation = " ".join(act.explanation for act in sentence.acts)
    wordings = [
        f"{translate('report.suggestion', lang)}: {item.text}"
        + "".join(f" ({remark})" for remark in remarks(item, lang))
        for item in sentence.suggestions
    ]
    return {
        "ruleId": code,
        "ruleIndex": codes.index(code),
        "level": "warning",
        "message": {"text": " ".join([explanation, *wordings])},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(PurePath(letter.source).as_posix())},
                    "region": _region(letter.text, sentence),
                }
            }
        ],
        "rank": round(sentence.scores.dismissive * 100, 2),
    }


def _region(text: str, sentence: Sentence) -> dict[str, Any]:
    starts = [0] + [index + 1 for index, char in enumerate(text) if char == "\n"]

    def place(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    (start_line, start_column), (end_line, end_column) = place(sentence.start), place(sentence.end)
    return {
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": sentence.start,
        "charLength": sentence.end - sentence.start,
        "snippet": {"text": sentence.text},
    }
