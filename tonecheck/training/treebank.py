"""Read UD treebanks (CoNLL-U) as spaCy documents, with lemmas and labels in one convention.

The files differ in convention: recent UD Dutch releases write compound lemmas with an underscore
(``mee_doen``, ``klooster_orde``) and put the particle of a split verb in the lemma of its stem
(*kwam … tegemoet* → ``tegemoet_komen``). A trainable lemmatizer sees one token at a time and cannot know
the particle, so the stem keeps its own lemma here; cue matching joins the two again through
``compound:prt``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True)
class Row:
    """One token of a CoNLL-U sentence; `head` counts from 0 within the sentence."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool


def read_conllu(path: Path) -> Iterator[list[Row]]:
    """Yield the sentences of a CoNLL-U file, without multiword and empty tokens."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.strip():
            fields = line.split("\t")
            if fields[0].isdigit():
                rows.append(fields)
        elif rows:
            yield _sentence(rows)
            rows = []
    if rows:
        yield _sentence(rows)


def _sentence(rows: list[list[str]]) -> list[Row]:
    particles = {int(row[6]): row[1].lower() for row in rows if row[7] == "compound:prt"}
    sentence = []
    for number, row in enumerate(rows, start=1):
        head = int(row[6]) - 1 if row[6].isdigit() and row[6] != "0" else number - 1
        sentence.append(
            Row(
                form=row[1],
                lemma=_lemma(row[1], row[2], particles.get(number)),
                upos=row[3],
                xpos="" if row[4] == "_" else row[4],
                feats="" if row[5] == "_" else row[5],
                head=head,
                deprel="" if row[7] == "_" else ("flat" if row[7] == "flat:name" else row[7]),
                space_after="SpaceAfter=No" not in row[9],
            )
        )
    return sentence


def _lemma(form: str, lemma: str, particle: str | None) -> str:
    if "_" not in lemma or "_" in form:
        return lemma
    if particle is not None and lemma.lower().startswith(particle + "_"):
        lemma = lemma[len(particle) + 1 :]
    return lemma.replace("_", "")


def to_docs(
    sentences: Iterable[list[Row]], vocab: Vocab, *, sentences_per_doc: int = 8, with_heads: bool = True
) -> Iterator[Doc]:
    """Group sentences into documents, so that the parser and senter learn boundaries.

    Without heads the documents teach tagging, morphology and lemmas only: for treebanks of an older
    conversion, whose attachment differs (measured on the dev part: with its heads, UAS falls by five points).
    """
    stream = iter(sentences)
    while group := list(islice(stream, sentences_per_doc)):
        yield _doc(group, vocab, with_heads)


def _doc(group: list[list[Row]], vocab: Vocab, with_heads: bool) -> Doc:
    rows = [(row, start) for start, sentence in _with_starts(group) for row in sentence]
    ends = {start + len(sentence) - 1 for start, sentence in _with_starts(group)}
    return Doc(
        vocab,
        words=[row.form for row, _ in rows],
        spaces=[row.space_after or index in ends for index, (row, _) in enumerate(rows)],
        tags=[row.xpos for row, _ in rows] if any(row.xpos for row, _ in rows) else None,
        pos=[row.upos for row, _ in rows],
        morphs=[row.feats or "_" for row, _ in rows],
        lemmas=[row.lemma for row, _ in rows],
        heads=[start + row.head for row, start in rows] if with_heads else None,
        deps=["ROOT" if row.deprel == "root" else row.deprel for row, _ in rows] if with_heads else None,
    )


def _with_starts(group: list[list[Row]]) -> Iterator[tuple[int, list[Row]]]:
    start = 0
    for sentence in group:
        yield start, sentence
        start += len(sentence)
