from __future__ import annotations

import re
import tomllib

import pytest

from tonecheck.resources import data_folder
from tonecheck.segmenting import segment
from tonecheck.types import UnitKind

RAW = tomllib.loads(data_folder("segmenting", "anatomy.toml").read_text(encoding="utf-8"))
ENTRIES = [(group, entry) for group in ("line", "quote_start", "sentence") for entry in RAW[group]]


@pytest.mark.parametrize(("group", "entry"), ENTRIES, ids=[f"{g}-{e.get('kind', 'quote')}" for g, e in ENTRIES])
def test_examples_match_and_counter_examples_do_not(group: str, entry: dict) -> None:
    pattern = re.compile(entry["pattern"], re.IGNORECASE | re.DOTALL)
    assert [text for text in entry["examples"] if not pattern.match(text)] == []
    assert [text for text in entry["counter"] if pattern.match(text)] == []


def kinds(text: str) -> list[tuple[str, str]]:
    return [(unit.kind.value, text[unit.start : unit.end]) for unit in segment(text)]


LETTER = """Gemeente Oosterwoud
Postbus 12, 3900 AB Oosterwoud

3 april 2019
Ons kenmerk: Z/19/1
Betreft: uw plan

Geachte heer Jansen,

Dank voor uw brief. Hieronder leest u ons antwoord.

Waarom niet
1. De stoep is smal.
2. Het is er druk.
Tegen dit besluit kunt u binnen zes weken bezwaar maken.

Hoogachtend,

P. de Boer
beleidsadviseur

Disclaimer: dit bericht is vertrouwelijk.
Pagina 1 van 1
"""


def test_every_part_of_a_letter_has_its_kind() -> None:
    assert kinds(LETTER) == [
        ("address", "Gemeente Oosterwoud"),
        ("address", "Postbus 12, 3900 AB Oosterwoud"),
        ("date", "3 april 2019"),
        ("reference", "Ons kenmerk: Z/19/1"),
        ("subject", "Betreft: uw plan"),
        ("salutation", "Geachte heer Jansen,"),
        ("body", "Dank voor uw brief."),
        ("body", "Hieronder leest u ons antwoord."),
        ("heading", "Waarom niet"),
        ("list_item", "De stoep is smal."),
        ("list_item", "Het is er druk."),
        ("appeal", "Tegen dit besluit kunt u binnen zes weken bezwaar maken."),
        ("closing", "Hoogachtend,"),
        ("signature", "P. de Boer"),
        ("signature", "beleidsadviseur"),
        ("disclaimer", "Disclaimer: dit bericht is vertrouwelijk."),
        ("furniture", "Pagina 1 van 1"),
    ]


def test_everything_under_the_newest_reply_is_quoted() -> None:
    text = (
        "Beste Noor,\n\nDat kan.\n\nGroet,\nJan\n\n"
        "Van: Noor\nVerzonden: maandag\nAan: Jan\n\nU gaat er niet over.\nHoogachtend,\nNoor\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["salutation", "body", "closing", "signature"] + ["quoted"] * 6


def test_quoted_lines_and_introduction_are_no_words_of_the_official() -> None:
    text = "Beste Jan,\n\nDank.\n\nOp 1 mrt 2026 schreef Jan:\n> U doet niets.\n"
    assert kinds(text)[-2:] == [("quoted", "Op 1 mrt 2026 schreef Jan:"), ("quoted", "> U doet niets.")]


def test_a_sentence_after_the_salutation_on_the_same_line_is_body() -> None:
    assert kinds("Beste Jan, Bedankt voor je bericht.") == [
        ("salutation", "Beste Jan,"),
        ("body", "Bedankt voor je bericht."),
    ]


@pytest.mark.parametrize("line", ["Beste Bas, beste Noa,", "Hoi Cor, Wil en Annemiek,", "Geachte heer, mevrouw,"])
def test_several_people_are_one_salutation(line: str) -> None:
    assert kinds(f"{line}\n\nDank voor uw brief.")[0] == ("salutation", line)


def test_a_bare_paragraph_is_body() -> None:
    assert kinds("U gaat er niet over. Dat is ons werk.") == [
        ("body", "U gaat er niet over."),
        ("body", "Dat is ons werk."),
    ]


def test_wrapped_lines_are_one_sentence() -> None:
    text = "Beste Jan,\n\nDeze zin is zo lang dat hij niet op een regel past en doorloopt\nop de volgende regel.\n"
    assert [kind for kind, _ in kinds(text)] == ["salutation", "body"]


@pytest.mark.parametrize("kind", UnitKind)
def test_kinds_are_documented_in_the_schema(kind: UnitKind) -> None:
    assert f'"{kind.value}"' in data_folder("report.schema.json").read_text(encoding="utf-8")
