"""One self-contained HTML page: no scripts, no fonts or pictures from outside, readable on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tonecheck.messages import translate
from tonecheck.presenting.notes import (
    Note,
    act_names,
    certainty,
    counts,
    ignored,
    is_complete,
    is_judged,
    notes,
    remarks,
)
from tonecheck.resources import data_folder
from tonecheck.types import Letter
from tonecheck.version import __version__


def to_html(letters: Sequence[Letter], *, lang: str, model: str, pipeline: str) -> str:
    """Return the report on `letters` as an HTML page in `lang`; everything from the letters is escaped."""
    environment = Environment(
        loader=FileSystemLoader(data_folder("templates")), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )

    def text(key: str, **values: object) -> str:
        return translate(key, lang, **values)

    return environment.get_template("report.html.j2").render(
        t=text,
        lang=lang,
        letters=[_letter(letter, lang) for letter in letters],
        generator=next((letter.generator for letter in letters if letter.generator), None),
        made_by=translate("report.made_by", lang, version=__version__, model=model, pipeline=pipeline),
    )


def _letter(letter: Letter, lang: str) -> dict[str, Any]:
    noted = list(notes(letter))
    return {
        "source": letter.source,
        "warnings": letter.warnings,
        "judged": is_judged(letter),
        "label": letter.label.value,
        "certainty": certainty(letter.scores, letter.label, lang),
        "counts": counts(letter, lang),
        "ignored": ignored(letter, lang),
        "complete": is_complete(letter),
        "missing": [what.value for what in letter.missing],
        "field_reason": letter.field_reason,
        "pieces": list(_pieces(letter, noted)),
        "notes": [_note(note, lang) for note in noted],
    }


def _pieces(letter: Letter, noted: Sequence[Note]) -> Iterator[dict[str, Any]]:
    position = 0
    for note in noted:
        sentence = note.sentence
        yield {"text": letter.text[position : sentence.start], "note": None}
        yield {"text": sentence.text, "note": note.number, "label": sentence.label.value, "mark": note.mark}
        position = sentence.end
    yield {"text": letter.text[position:], "note": None}


def _note(note: Note, lang: str) -> dict[str, Any]:
    sentence = note.sentence
    return {
        "number": note.number,
        "mark": note.mark,
        "label": sentence.label.value,
        "acts": act_names(sentence, lang),
        "certainty": certainty(sentence.scores, sentence.label, lang),
        "text": sentence.text,
        "explanations": [act.explanation for act in sentence.acts],
        "suggestions": [(suggestion.text, remarks(suggestion, lang)) for suggestion in sentence.suggestions],
    }
