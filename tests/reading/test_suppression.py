from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.reading import read_bytes
from tonecheck.reading.suppression import mark_comments, take_out

COMMENT = "<!-- tonecheck: negeer {} -->"
MARKDOWN = """Beste Jan,

{one}
Leuk plan, maar het past niet in ons beleid.

U gaat er niet over.{two} Dit is een zin.

{three}

Een alinea
van twee regels.

- punt een{four}
- punt twee
"""
HTML = (
    "<p>Beste Jan,</p>{one}<p>Leuk plan, maar het past niet in ons beleid.</p>"
    "<p>U gaat er niet over.{two} Dit is een zin.</p>{three}<p>Een alinea<br>van twee regels.</p>"
    "<ul><li>punt een {four}</li><li>punt twee</li></ul>"
)


def document(template: str, suffix: str, **comments: str) -> tuple[str, list[tuple[tuple[str, ...], str]]]:
    filled = template.format(**{name: comments.get(name, "") for name in ("one", "two", "three", "four")})
    read = read_bytes(filled.encode(), suffix, "brief")
    return read.text, [(item.acts, read.text[item.start : item.end]) for item in read.suppressions]


@pytest.mark.parametrize(("template", "suffix"), [(MARKDOWN, ".md"), (HTML, ".html")])
def test_a_comment_covers_its_paragraph_or_item_and_leaves_no_trace(template: str, suffix: str) -> None:
    plain, none = document(template, suffix)
    assert none == []
    text, covered = document(
        template,
        suffix,
        one=COMMENT.format("yes_but"),
        two=" " + COMMENT.format("not_your_place, ja-maar"),
        three="<!--tonecheck:ignore-->",
        four="<!-- Tonecheck: Negeer blame -->",
    )
    assert text == plain
    third = re.sub(r"\s+", " ", covered[2][1])
    assert [*covered[:2], (covered[2][0], third), covered[3]] == [
        (("yes_but",), "Leuk plan, maar het past niet in ons beleid."),
        (("not_your_place", "ja-maar"), "U gaat er niet over. Dit is een zin."),
        ((), "Een alinea van twee regels."),
        (("blame",), "- punt een"),
    ]


@pytest.mark.parametrize(
    "comment", ["<!-- negeer yes_but -->", "<!-- tonecheck: zoek yes_but -->", "tonecheck: negeer"]
)
def test_other_comments_and_words_ask_for_nothing(comment: str) -> None:
    assert document(MARKDOWN, ".md", one=comment)[1] == []


def test_in_plain_text_there_are_no_comments() -> None:
    read = read_bytes(b"U gaat er niet over. <!-- tonecheck: negeer -->", ".txt", "brief")
    assert (read.suppressions, "negeer" in read.text) == ((), True)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=6))
def test_spans_lie_in_the_text_whatever_it_is(parts: list[str]) -> None:
    marked = mark_comments(COMMENT.format("blame").join(parts))
    text, suppressions = take_out(marked)
    for item in suppressions:
        assert 0 <= item.start <= item.end <= len(text)
    assert "tcsuppress" not in text
