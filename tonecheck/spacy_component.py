"""tonecheck as a spaCy component: ``nlp.add_pipe("tonecheck")``.

Results stand on ``doc._.tone`` (a `Letter`), on ``span._.tone`` (the `Sentence` that the span lies in) and in
``doc.spans["tonecheck"]`` (the sentences that are not neutral, labelled with their tone).
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from tonecheck.types import Letter, Sentence, Tone

SPANS_KEY = "tonecheck"


def _sentence_of(span: Span) -> Sentence | None:
    letter: Letter | None = span.doc._.tone
    if letter is None:
        return None

    def overlap(sentence: Sentence) -> int:
        return min(sentence.end, span.end_char) - max(sentence.start, span.start_char)

    best = max(letter.sentences, key=overlap, default=None)
    return best if best is not None and overlap(best) > 0 else None


@Language.factory(
    "tonecheck",
    assigns=["doc._.tone", "span._.tone", "doc.spans"],
    default_config={"pipeline": None, "model": None, "lang": "nl", "suggest": False},
)
class ToneComponent:
    """Checks every document as one letter.

    The letter is segmented and analysed by tonecheck's own road, whatever the host pipeline is, so that the
    answers equal those of `tonecheck.analyse`.
    """

    def __init__(
        self, nlp: Language, name: str, pipeline: str | None, model: str | None, lang: str, suggest: bool
    ) -> None:
        """Load the analyser; the parameters are those of `tonecheck.load`."""
        from tonecheck.analyser import load

        self.name = name
        self._analyser = load(pipeline=pipeline, model=model, lang=lang, suggest=suggest)
        if not Doc.has_extension("tone"):
            Doc.set_extension("tone", default=None)
        if not Span.has_extension("tone"):
            Span.set_extension("tone", getter=_sentence_of)

    def __call__(self, doc: Doc) -> Doc:
        """Set the results on `doc` and return it."""
        letter = self._analyser.analyse(doc.text)
        doc._.tone = letter
        spans = [
            span
            for sentence in letter.sentences
            if sentence.label is not Tone.NEUTRAL
            and (span := doc.char_span(sentence.start, sentence.end, sentence.label.value, alignment_mode="expand"))
        ]
        doc.spans[SPANS_KEY] = SpanGroup(doc, name=SPANS_KEY, spans=spans)
        return doc
