from __future__ import annotations

import pytest

from tonecheck.cues.definitions import find_act, load_acts
from tonecheck.errors import TonecheckError


@pytest.mark.parametrize("name", ["yes_but", "yes-but", "Ja, maar", "ja-maar", "JAMAAR", "yes, but"])
def test_an_act_is_found_however_its_name_is_spelled(name: str) -> None:
    assert find_act(name).code == "yes_but"


def test_every_act_is_found_by_each_of_its_names() -> None:
    for act in load_acts().values():
        assert {find_act(name).code for name in (act.code, *act.name.values())} == {act.code}


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(TonecheckError, match="closing"):
        find_act("closin")
    with pytest.raises(TonecheckError):
        find_act("")
