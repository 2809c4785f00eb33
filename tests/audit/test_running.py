from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tonecheck.analyser import load
from tonecheck.audit.asking import export, query
from tonecheck.audit.dataset import ERRORS, LETTERS, Dataset
from tonecheck.audit.running import Options, Progress, audit
from tonecheck.errors import TonecheckError

pytest.importorskip("pyarrow")
FAST = Options(model="fast", jobs=1, chunk=3)


@pytest.fixture(scope="module")
def dataset(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("audit") / "dataset"
    audit(archive, output, FAST)
    return output


def parts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


def test_every_letter_is_judged_or_has_a_reason(dataset: Path) -> None:
    letters, errors = Dataset(dataset).table(LETTERS).to_pylist(), Dataset(dataset).table(ERRORS).to_pylist()
    assert len(letters) == 10
    assert {row["id"] for row in errors} == {
        "Groen/2023/foto.jpg",
        "Groen/2023/kapot.docx",
        "Groen/2023/leeg.txt",
        "slecht.zip",
    }
    assert all(row["reason"] for row in errors)


def test_rows_are_what_checking_one_by_one_gives(dataset: Path, archive: Path) -> None:
    row = next(row for row in Dataset(dataset).table(LETTERS).to_pylist() if row["id"] == "Groen/2023/een.txt")
    letter = load(model="fast", suggest=False).analyse((archive / row["id"]).read_text(encoding="utf-8"))
    assert row["label"] == letter.label.value
    assert row["dismissive"] == letter.scores.dismissive
    assert row["missing"] == [what.value for what in letter.missing]
    assert row["acts"] == sorted(act.code for item in letter.sentences for act in item.acts if act.sure)


def test_the_same_text_has_the_same_fingerprint(dataset: Path) -> None:
    prints = {row["id"]: row["fingerprint"] for row in Dataset(dataset).table(LETTERS).to_pylist()}
    assert prints["Groen/2023/een.txt"] == prints["ouder.tar.gz!vijf.txt"]
    assert len(set(prints.values())) == len(prints) - 1


def test_two_workers_write_the_same_bytes_as_one(dataset: Path, archive: Path, tmp_path: Path) -> None:
    audit(archive, tmp_path / "two", Options(model="fast", jobs=2, chunk=3))
    assert parts(tmp_path / "two") == parts(dataset)


def test_a_broken_off_run_goes_on_and_new_letters_are_added(dataset: Path, archive: Path, tmp_path: Path) -> None:
    class BrokenOffError(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.done >= 6:
            raise BrokenOffError

    copy, output = tmp_path / "archief", tmp_path / "dataset"
    shutil.copytree(archive, copy)
    with pytest.raises(BrokenOffError):
        audit(copy, output, FAST, stop)
    assert 0 < len(Dataset(output).done()) < 14
    assert audit(copy, output, FAST).done == 14 - 6
    assert Dataset(output).table(LETTERS).equals(Dataset(dataset).table(LETTERS))
    assert audit(copy, output, FAST).total == 0
    (copy / "nieuw.txt").write_text("Beste Jan,\n\nUw plan is welkom.\n", encoding="utf-8")
    assert audit(copy, output, FAST).total == 1
    assert Dataset(output).table(LETTERS).num_rows == 11


def test_a_dataset_is_not_mixed_with_another(dataset: Path, archive: Path, tmp_path: Path) -> None:
    with pytest.raises(TonecheckError, match="path_pattern"):
        audit(archive, dataset, Options(model="fast", jobs=1, path_pattern="{jaar}"))
    (tmp_path / "iets.txt").write_text("van mij", encoding="utf-8")
    with pytest.raises(TonecheckError, match="lege map"):
        audit(archive, tmp_path, FAST)
    with pytest.raises(TonecheckError, match="geen dataset"):
        export(tmp_path, tmp_path / "uit.csv")


def test_the_table_is_exported_without_formulas(dataset: Path, tmp_path: Path) -> None:
    assert export(dataset, tmp_path / "uit.csv") == 10
    text = (tmp_path / "uit.csv").read_text(encoding="utf-8-sig")
    assert "'=Sport" in text
    assert ",=Sport" not in text
    assert export(dataset, tmp_path / "uit.xlsx") == export(dataset, tmp_path / "uit.parquet") == 10
    with pytest.raises(TonecheckError, match="doc"):
        export(dataset, tmp_path / "uit.doc")


def test_questions_are_answered_and_cannot_touch_files(dataset: Path, tmp_path: Path) -> None:
    assert query(dataset, "select count(*) as n from letters") == "n\n10\n"
    assert "Welzijn" in query(dataset, "select meta_afdeling from letters where meta_afdeling is not null")
    for risky in (f"copy letters to '{tmp_path}/x.csv'", "select * from read_csv('/etc/passwd')", "select nothing"):
        with pytest.raises(TonecheckError, match="niet te beantwoorden"):
            query(dataset, risky)
