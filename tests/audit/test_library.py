from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import tonecheck.audit
from tonecheck.audit import Columns, Dataset, Failure, Options, Row, audit, judge, judge_bag, judge_frame, to_arrow
from tonecheck.errors import TonecheckError

pandas = pytest.importorskip("pandas")
FAST = Options(model="fast", chunk=2)
COLD = "Beste Jan,\n\nU gaat hier niet over.\n"
WARM = "Beste Noor,\n\nWij denken graag met je mee over de tuin en helpen je met de vergunning.\n"
RECORDS = [
    {"id": "a", "text": COLD, "afdeling": "Groen", "datum": "3-4-2024"},
    {"id": "b", "text": "", "afdeling": "Groen"},
    {"id": "a", "text": WARM, "afdeling": "Wegen", "contact": "s.bakker@voorbeeld.nl"},
]


def test_letters_are_judged_in_order_whatever_their_ids() -> None:
    found = list(judge(RECORDS, FAST))
    assert [result.id for result in found] == ["a", "b", "a"]
    first, second, third = found
    assert isinstance(first, Row)
    assert isinstance(third, Row)
    assert (first.label, third.label) == ("dismissive", "empathic")
    assert isinstance(second, Failure)
    assert first.metadata == {"afdeling": "Groen", "datum": "2024-04-03"}
    assert third.metadata["contact"] == "[e-mailadres]"


def test_texts_will_do_and_are_numbered() -> None:
    assert [(result.id, getattr(result, "label", None)) for result in judge([COLD, WARM, " "], FAST)] == [
        ("1", "dismissive"),
        ("2", "empathic"),
        ("3", None),
    ]


def test_letters_are_taken_as_they_are_needed() -> None:
    taken = []

    def letters() -> Iterator[str]:
        for number in range(10):
            taken.append(number)
            yield COLD

    next(judge(letters(), FAST))
    assert len(taken) == FAST.chunk


def test_a_record_without_a_text_is_a_failure_that_says_so() -> None:
    (found,) = judge([{"brief": COLD}], FAST)
    assert isinstance(found, Failure)
    assert "text" in found.reason
    (found,) = judge([{"brief": COLD}], Options(model="fast", columns=Columns(text="brief")))
    assert isinstance(found, Row)


def test_the_rows_are_those_of_a_dataset(archive: Path, tmp_path: Path) -> None:
    audit(archive, tmp_path / "dataset", Options(model="fast", jobs=1))
    kept = {row["id"]: row for row in Dataset(tmp_path / "dataset").table("letters").to_pylist()}
    name = "Groen/2023/een.txt"
    again = to_arrow(judge([(archive / name).read_text(encoding="utf-8")], FAST)).to_pylist()[0]
    assert {**again, "id": name} == {**kept[name], "reason": None}


def test_bags_and_frames() -> None:
    bags = pytest.importorskip("dask.bag")
    frames = pytest.importorskip("dask.dataframe")
    wanted = list(judge(RECORDS, FAST))
    bag = judge_bag(bags.from_sequence(RECORDS, npartitions=2), FAST)
    assert bag.compute(scheduler="synchronous") == wanted
    records = pandas.DataFrame(RECORDS, index=[7, 8, 9])
    found = judge_frame(records, FAST)
    assert list(found.index) == [7, 8, 9]
    assert found["label"].fillna("").tolist() == ["dismissive", "", "empathic"]
    assert found["reason"].notna().tolist() == [False, True, False]
    spread = judge_frame(frames.from_pandas(records, npartitions=2), FAST).compute(scheduler="synchronous")
    assert spread["label"].fillna("").tolist() == found["label"].fillna("").tolist()
    assert list(spread.columns) == list(found.columns)


def test_everything_promised_is_there() -> None:
    assert all(getattr(tonecheck.audit, name) for name in tonecheck.audit.__all__)
    with pytest.raises(AttributeError):
        tonecheck.audit.nothing_of_the_kind  # noqa: B018


def test_a_model_that_is_not_there_is_an_error_at_once() -> None:
    with pytest.raises(TonecheckError):
        next(judge([COLD], Options(model="geen")))
