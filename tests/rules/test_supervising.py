from __future__ import annotations

from datetime import date

import pytest

from tests.makers import at, make_clock
from tests.rules.asking import make_facts
from tests.rules.rulings import Ruling

DUE = date(2026, 8, 6)
RULINGS = (
    Ruling(
        "the head waits for an answer",
        "supervision_is_open",
        make_facts(make_clock("supervision_answer", DUE)),
    ),
    Ruling(
        "答复过的不再答复: the answer stopped the clock",
        "supervision_is_open",
        make_facts(make_clock("supervision_answer", DUE, stopped_at=at())),
        "nothing_to_answer",
    ),
    Ruling("nobody urged the case on", "supervision_is_open", make_facts(), "nothing_to_answer"),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_an_answer_is_given_to_whoever_waits_for_one(ruling: Ruling) -> None:
    ruling.holds()
