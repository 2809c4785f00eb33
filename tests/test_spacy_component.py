from __future__ import annotations

import spacy

from tests.conftest import DATA
from tonecheck.analyser import Analyser

TEXT = (DATA.parent / "acceptance" / "files" / "kort.txt").read_text(encoding="utf-8")


def test_the_component_is_found_by_its_entry_point_and_gives_the_same_answers(analyser: Analyser) -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("tonecheck", config={"suggest": True})
    doc = nlp(TEXT)
    letter = analyser.analyse(TEXT)
    assert doc._.tone == letter
    for sentence in letter.sentences:
        span = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
        assert span._.tone == sentence
    spans = [(span.text, span.label_) for span in doc.spans["tonecheck"]]
    assert spans == [(s.text, s.label.value) for s in letter.sentences if s.label.value != "neutral"]
    assert spans


def test_a_document_that_was_not_checked_has_no_tone() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("tonecheck")
    doc = nlp.make_doc("U gaat hier niet over.")
    assert doc._.tone is None
    assert doc[0:2]._.tone is None


def test_an_empty_document() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("tonecheck")
    assert nlp("")._.tone.sentences == ()
