from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.running import CASES, expected, run


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_the_command_does_exactly_what_is_written_down(case: Path) -> None:
    outcome = run(case)
    assert outcome == expected(case)
    assert "Traceback" not in outcome.stderr
