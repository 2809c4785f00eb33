from __future__ import annotations

import pytest

from tonecheck.pipeline import LinguisticPipeline
from tonecheck.rephrasing.facts import letter_facts


@pytest.mark.parametrize(
    ("sentences", "address", "initiative"),
    [
        (["U stuurde ons uw plan voor een buurttuin."], "u", "uw plan voor een buurttuin"),
        (["Dank voor uw brief van 2 februari.", "Uw idee bespreken wij."], "u", "uw idee"),
        (["Uw verzoek van 2 februari is besproken."], "u", "uw verzoek"),
        (["Je plan voor een bankje aan de Lindelaan is leuk."], "je", "je plan voor een bankje aan de Lindelaan"),
        (["Wij reageren hierop."], "u", "uw vraag"),
        (["Wat leuk dat je dit bedacht."], "je", "je vraag"),
        ([], "u", "uw vraag"),
    ],
)
def test_letter_facts(sentences: list[str], address: str, initiative: str, pipeline: LinguisticPipeline) -> None:
    facts = letter_facts(pipeline.analyse(sentences))
    assert (facts.address, facts.initiative) == (address, initiative)
