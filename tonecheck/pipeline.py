"""The spaCy pipeline that analyses sentences: the official one where it is installed, else the one we ship."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache

from tonecheck.errors import ModelError
from tonecheck.resources import models_folder

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Halves of characters, which some programs leave behind when they cut a text; spaCy cannot hash them.
_UNPRINTABLE = re.compile("[\ud800-\udfff]")
#: Used when it is installed and no other pipeline is asked for.
OFFICIAL = "nl_core_news_sm"
#: Components that tonecheck does not need, whatever the pipeline: sentences are found by our own rules.
UNUSED_COMPONENTS = ("ner", "senter")


_REMEMBERED = 2**13
"""So many sentences are kept, in about 30 MiB: letters of one archive repeat one another, and so do suggestions."""


class LinguisticPipeline:
    """A loaded spaCy pipeline that analyses sentences one by one, safe to share between threads."""

    def __init__(self, nlp: Language) -> None:
        """Wrap `nlp`, which must tag, parse and lemmatise Dutch with Universal Dependencies labels."""
        # spaCy's Dutch tokenizer takes "u." for an abbreviation of "uur"; in letters it is the reader, at the end.
        tokenizer: Any = nlp.tokenizer
        tokenizer.rules = {text: rule for text, rule in tokenizer.rules.items() if text != "u."}
        self._nlp = nlp
        self._lock = threading.Lock()
        self._remembered: LRUCache[str, Doc] = LRUCache(_REMEMBERED)
        self.nothing = nlp.make_doc("")
        """Stands for the analysis of a sentence that was not analysed."""
        self.identity = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"

    def analyse(self, sentences: Sequence[str]) -> list[Doc]:
        """Return one analysed `Doc` per sentence, with the same offsets as the string.

        The sentences of one call are processed as one batch; what is found in each does not depend on the others. Who
        asks for the same sentence soon again may get the same `Doc`: leave it as it is.
        """
        texts = [analysable(sentence) for sentence in sentences]
        with self._lock:
            docs = {text: self._remembered.get(text) or self._nlp.make_doc(text) for text in dict.fromkeys(texts)}
            new = {text: doc for text, doc in docs.items() if len(doc) and text not in self._remembered}
            for doc in new.values():
                for token in doc:
                    token.is_sent_start = token.i == 0
            for doc in self._nlp.pipe(list(new.values()), batch_size=max(len(new), 1)):
                # Vectors are most of what a document takes in memory, and nobody looks at them again.
                doc.tensor = doc.tensor[:0]
            self._remembered.update(new)
        return [docs[text] for text in texts]


def analysable(sentence: str) -> str:
    """Return `sentence` as it is analysed, and as the text of its `Doc`: on one line, and of as many characters."""
    return _UNPRINTABLE.sub("\ufffd", sentence).replace("\n", " ")


def load_pipeline(choice: str | Path | None = None) -> LinguisticPipeline:
    """Load a pipeline by package name or path; without a choice, the official one if installed, else ours.

    Raises
    ------
    ModelError
        If there is no such pipeline or it cannot be loaded.
    """
    import spacy

    if choice is None:
        choice = OFFICIAL if spacy.util.is_package(OFFICIAL) else models_folder() / "pipeline"
    try:
        nlp = spacy.load(choice, exclude=UNUSED_COMPONENTS)
    except (OSError, ValueError, KeyError, ImportError):
        raise ModelError("pipeline", name=str(choice)) from None
    missing = {"parser", "tagger", "morphologizer"} - set(nlp.pipe_names)
    if nlp.lang != "nl" or "parser" in missing:
        raise ModelError("pipeline_unfit", name=str(choice))
    return LinguisticPipeline(nlp)
