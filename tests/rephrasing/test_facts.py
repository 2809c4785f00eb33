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


def test_an_official_who_writes_as_ik_keeps_doing_so(pipeline: LinguisticPipeline) -> None:
    texts = {"u": "Wij begrijpen dat dit tegenvalt, en leggen u graag uit waarom. Zullen wij u bellen?", "je": ""}
    own = letter_facts(pipeline.analyse(["Ik heb uw brief gelezen.", "Dat vind ik mooi, schreef ik u."]))
    assert own.template(texts) == "Ik begrijp dat dit tegenvalt, en leg u graag uit waarom. Zal ik u bellen?"
    ours = letter_facts(pipeline.analyse(["Wij hebben uw brief gelezen.", "Ik bel u."]))
    assert ours.template(texts).startswith("Wij begrijpen")
