from __future__ import annotations

import pytest

from mediation.vocabulary import Severity, Side
from tests.makers import make_party, make_text, said
from tests.rules.asking import make_facts
from tests.rules.rulings import Ruling

WARN = Severity.WARN
ON_FILE = (
    make_party("e", Side.RESPONDENT, 1),
    make_text("name:e", "江州建筑（集团）有限公司"),
)


def named(name: str, kind: str, side: str = "respondent") -> dict[str, object]:
    return {"name": said(name), "kind": kind, "side": side}


RULINGS = (
    Ruling("another company", "name_is_new_on_its_side", make_facts(*ON_FILE, given=named("江州运输公司", "employer"))),
    Ruling(
        "the same company with other brackets",
        "name_is_new_on_its_side",
        make_facts(*ON_FILE, given=named("江州建筑(集团) 有限公司", "employer")),
        "party_twice",
    ),
    Ruling(
        "the same name on the other side",
        "name_is_new_on_its_side",
        make_facts(*ON_FILE, given=named("江州建筑（集团）有限公司", "employer", "applicant")),
    ),
    Ruling("a worker of two characters", "name_looks_right", make_facts(given=named("周某", "worker"))),
    Ruling("a minority name", "name_looks_right", make_facts(given=named("古丽·买买提", "worker"))),
    Ruling("a company with a number", "name_looks_right", make_facts(given=named("江州第1建筑公司", "employer"))),
    Ruling(
        "a foreign worker",
        "name_looks_right",
        make_facts(given=named("John Smith", "worker")),
        "name_to_be_checked",
        severity=WARN,
    ),
    Ruling(
        "a figure in a human name",
        "name_looks_right",
        make_facts(given=named("周3", "individual")),
        "name_to_be_checked",
        severity=WARN,
    ),
    Ruling(
        "markup in a company's name",
        "name_looks_right",
        make_facts(given=named("<b>公司</b>", "employer")),
        "name_to_be_checked",
        severity=WARN,
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_names_of_parties(ruling: Ruling) -> None:
    ruling.holds()
