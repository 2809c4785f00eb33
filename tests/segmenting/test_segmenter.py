from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.segmenting import segment

FRAGMENTS = st.sampled_from(
    [
        "Geachte heer,",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "U gaat er niet over.",
        " jl. ",
        "art. 3:4",
        "> ",
        "Van: x\nAan: y",
        "\t",
        "…",
        "’",
        "\r",
        "\x0b",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), max_size=30).map("".join))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_units_are_in_order_and_leave_out_only_blanks_and_list_markers(text: str) -> None:
    units = segment(text)
    position = 0
    for unit in units:
        assert position <= unit.start < unit.end <= len(text)
        assert text[unit.start : unit.end] == text[unit.start : unit.end].strip()
        # What is left out is a list marker at most.
        assert len(text[position : unit.start].split()) <= 1
        position = unit.end
    assert not text[position:].strip()
