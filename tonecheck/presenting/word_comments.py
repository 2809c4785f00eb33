"""A copy of a Word letter with comments on its dismissive sentences and on the letter as a whole."""

from __future__ import annotations

import io
from pathlib import Path

from docx.text.run import Run

from tonecheck.messages import translate
from tonecheck.presenting.notes import act_names, remarks
from tonecheck.types import Letter, Sentence, Tone
from tonecheck.writing.word_runs import cut_out, opened, visible_text

_INITIALS = "tc"


def with_comments(source: Path, letter: Letter, lang: str) -> bytes:
    """Return the .docx in `source` with comments from `letter`, which must have been read from it.

    The layout stays as it is: runs are split at the borders of a sentence and nothing else changes. A sentence
    that cannot be found again in the document is commented on in the remark on the whole letter.

    Raises
    ------
    ReadError
        If the document cannot be opened for writing.
    """
    document = opened(source, "comments_failed")
    text = visible_text(document)
    author = translate("report.comment_author", lang)
    dismissive = [sentence for sentence in letter.sentences if sentence.label is Tone.DISMISSIVE]
    places = text.locate(letter.text, [(sentence.start, sentence.end) for sentence in dismissive])
    # Cut out from the back to the front, so that the places of what is still to do stay right.
    found = sorted((place for place in places if place), reverse=True)
    runs = {place: cut_out(text.places[slice(*place)]) for place in found}
    for sentence, place in zip(dismissive, places, strict=True):
        if place:
            document.add_comment(
                [Run(run, document) for run in runs[place]],
                text=_about_sentence(sentence, lang),
                author=author,
                initials=_INITIALS,
            )
    lost = [sentence for sentence, place in zip(dismissive, places, strict=True) if place is None]
    if text.places:
        first = Run(text.places[0].run, document)
        document.add_comment(first, text=_about_letter(letter, lost, lang), author=author, initials=_INITIALS)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _about_sentence(sentence: Sentence, lang: str) -> str:
    lines = [f"{translate('report.comment_sentence', lang)} ({act_names(sentence, lang)})"]
    lines.extend(act.explanation for act in sentence.acts)
    for suggestion in sentence.suggestions:
        line = translate("report.comment_suggestion", lang, text=suggestion.text)
        if said := remarks(suggestion, lang):
            line += f" ({'; '.join(said)})"
        lines.append(line)
    return "\n".join(lines)


def _about_letter(letter: Letter, lost: list[Sentence], lang: str) -> str:
    label = translate(f"tone.{letter.label.value}", lang)
    lines = [translate("report.comment_letter", lang, label=label)]
    lines.extend(
        translate("report.comment_missing", lang, missing=translate(f"missing.{what.value}", lang))
        for what in letter.missing
    )
    if letter.field_reason:
        lines.append(letter.field_reason)
    lines.extend(f"‘{sentence.text}’ {_about_sentence(sentence, lang)}" for sentence in lost)
    lines.append(translate("report.advice", lang))
    return "\n".join(lines)
