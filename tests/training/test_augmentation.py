from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tonecheck.training.augmentation import names_in, variants

SENTENCES = [
    "Morgen belt mevrouw De Wit u over de vergunning.",
    "Wij nemen uw voorstel mee.",
    "Het overleg met Postma en Visser is uitgesteld tot 3 mei.",
]


def test_a_variant_is_another_way_to_write_the_sentence_and_always_the_same() -> None:
    made = [variants(SENTENCES, ["Jansen", "Bakker"], seed) for seed in range(40)]
    assert made == [variants(SENTENCES, ["Jansen", "Bakker"], seed) for seed in range(40)]
    for sentence, *others in zip(SENTENCES, *made, strict=True):
        assert len(set(others)) > 3
        assert all(abs(len(other) - len(sentence)) < 15 for other in others)


def test_names_give_way_to_other_names_and_nothing_else_of_the_kind_comes_in() -> None:
    for seed in range(20):
        found = names_in(variants(SENTENCES, ["Jansen", "Bakker"], seed)[2])
        assert len(found) == 2
        assert not {"Postma", "Visser"} & set(found)


def test_the_first_word_is_no_name() -> None:
    assert names_in("Bakker en Visser bellen.") == ["Visser"]


@given(st.lists(st.text(max_size=80), max_size=4), st.lists(st.text(min_size=2, max_size=5), max_size=2))
def test_any_text_has_a_variant(sentences: list[str], names: list[str]) -> None:
    assert len(variants(sentences, names, 1)) == len(sentences)
