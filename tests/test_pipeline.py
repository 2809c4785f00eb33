from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tonecheck.errors import ModelError
from tonecheck.pipeline import OFFICIAL, load_pipeline
from tonecheck.resources import models_folder

LABELS = {"compound:prt", "nsubj", "nsubj:pass", "obl", "advmod", "ROOT"}


def test_the_shipped_pipeline_serves_where_the_official_one_is_absent() -> None:
    assert load_pipeline().identity.startswith("nl_tonecheck_sm ")


def test_the_shipped_pipeline_is_small_and_has_the_labels_of_the_official_one() -> None:
    import spacy

    folder = models_folder() / "pipeline"
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) <= 10 * 1024 * 1024
    nlp = spacy.load(folder)
    assert nlp.pipe_names == ["tok2vec", "tagger", "morphologizer", "parser", "trainable_lemmatizer", "senter"]
    assert set(nlp.get_pipe("parser").labels) >= LABELS
    assert "WW|pv|tgw|ev" in nlp.get_pipe("tagger").labels


def test_the_official_pipeline_is_used_where_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / OFFICIAL
    shutil.copytree(models_folder() / "pipeline", package / "data")
    meta = package / "data" / "meta.json"
    meta.write_text(
        meta.read_text(encoding="utf-8").replace('"tonecheck_sm"', '"core_news_sm"').replace('"1.0.0"', '"3.8.0"', 1),
        encoding="utf-8",
    )
    (package / "__init__.py").write_text(
        "from pathlib import Path\nfrom spacy.util import load_model_from_path\n"
        "def load(**overrides):\n    return load_model_from_path(Path(__file__).parent / 'data', **overrides)\n"
    )
    metadata = tmp_path / f"{OFFICIAL}-3.8.0.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: nl-core-news-sm\nVersion: 3.8.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, OFFICIAL, raising=False)
    assert load_pipeline().identity == "nl_core_news_sm 3.8.0"
    assert load_pipeline(models_folder() / "pipeline").identity.startswith("nl_tonecheck_sm ")


def test_sentences_stay_whole_whatever_the_parser_thinks() -> None:
    doc = load_pipeline().analyse(["Beste Jan. Dit is. Een raar geheel.\nMaar één zin."])[0]
    assert len(list(doc.sents)) == 1
    assert len(doc.text) == len("Beste Jan. Dit is. Een raar geheel.\nMaar één zin.")


@pytest.mark.parametrize("choice", ["bestaat_niet", "/geen/map"])
def test_unknown_pipeline(choice: str) -> None:
    with pytest.raises(ModelError) as caught:
        load_pipeline(choice)
    assert choice in caught.value.message()


def test_unfit_pipeline(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ModelError) as caught:
        load_pipeline(tmp_path)
    assert caught.value.key == "pipeline_unfit"


def test_what_is_remembered_equals_what_is_analysed_anew() -> None:
    sentences = ["Wij gaan hier niet over.", "Uw plan wijzen wij af.", "", "Uw plan wijzen wij af."]
    pipeline = load_pipeline()
    first, second = pipeline.analyse(sentences), pipeline.analyse([*reversed(sentences)])[::-1]
    anew = load_pipeline().analyse(sentences)
    for one, other, fresh in zip(first, second, anew, strict=True):
        assert one.text == other.text == fresh.text
        assert [(token.lemma_, token.dep_, token.pos_, token.head.i) for token in other] == [
            (token.lemma_, token.dep_, token.pos_, token.head.i) for token in fresh
        ]
