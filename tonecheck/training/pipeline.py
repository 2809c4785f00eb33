"""Train the shipped Dutch spaCy pipeline on UD treebanks: ``python -m tonecheck.training.pipeline``.

The configuration is ``models/pipeline.cfg``. The result is written to ``models/pipeline`` with its measured
scores in ``meta.json`` and a model card beside it. Takes about fifteen minutes on one core.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import click
import spacy
from spacy.cli.train import train as train_from_config
from spacy.tokens import DocBin
from spacy.training import Corpus

from tonecheck.training.treebank import read_conllu, to_docs

PIPELINE_NAME = "tonecheck_sm"
PIPELINE_VERSION = "1.0.0"
REPORTED = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")


def write_docbins(treebanks: Path, folder: Path) -> None:
    """Convert the treebank files in `treebanks` to ``train.spacy``, ``dev.spacy`` and ``test.spacy`` in `folder`."""
    vocab = spacy.blank("nl").vocab
    train = DocBin(store_user_data=False)
    for doc in to_docs(read_conllu(treebanks / "train.conllu"), vocab):
        train.add(doc)
    for doc in to_docs(read_conllu(treebanks / "extra-2.0.conllu"), vocab, sentences_per_doc=1, with_heads=False):
        train.add(doc)
    train.to_disk(folder / "train.spacy")
    for part in ("dev", "test"):
        docs = DocBin(docs=to_docs(read_conllu(treebanks / f"{part}.conllu"), vocab), store_user_data=False)
        docs.to_disk(folder / f"{part}.spacy")


def evaluate(nlp: spacy.language.Language, docbin: Path) -> dict[str, float]:
    """Score `nlp` on a DocBin from raw text, as spaCy's own ``evaluate`` does; every score lies in 0..1."""
    scores = nlp.evaluate(Corpus(docbin)(nlp))
    return {name: round(float(scores[name]), 4) for name in REPORTED}


def _describe(nlp: spacy.language.Language, scores: dict[str, float]) -> None:
    meta: dict[str, Any] = nlp.meta
    meta.update(
        name=PIPELINE_NAME,
        version=PIPELINE_VERSION,
        description="Dutch pipeline for tonecheck: tok2vec, tagger, morphologizer, parser, lemmatizer, senter.",
        author="tonecheck",
        license="CC BY-SA 4.0",
        sources=[
            {
                "name": "UD_Dutch-LassySmall and UD_Dutch-Alpino",
                "author": "Bouma, Gosse; van Noord, Gertjan; Zeman, Daniel; Žabokrtský, Zdeněk",
                "license": "CC BY-SA 4.0",
                "url": "https://universaldependencies.org",
            }
        ],
        performance=scores,
    )


@click.command()
@click.option("--treebanks", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True)
@click.option("--config", type=click.Path(path_type=Path, exists=True), default=Path("models/pipeline.cfg"))
@click.option("--out", type=click.Path(path_type=Path), default=Path("models/pipeline"))
def main(treebanks: Path, config: Path, out: Path) -> None:
    """Train on TREEBANKS (train, extra-2.0, dev and test .conllu) and write the pipeline to OUT."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        write_docbins(treebanks, folder)
        overrides = {"paths.train": str(folder / "train.spacy"), "paths.dev": str(folder / "dev.spacy")}
        train_from_config(config, folder / "trained", overrides=overrides)
        nlp = spacy.load(folder / "trained" / "model-best")
        nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
        scores = evaluate(nlp, folder / "test.spacy")
        _describe(nlp, scores)
        nlp.to_disk(out, exclude=["vectors"])
    click.echo(json.dumps(scores, indent=2))


if __name__ == "__main__":
    main()
