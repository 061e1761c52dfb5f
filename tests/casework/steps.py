"""What the tests of casework share: clocks of a case, the sweep, corrections, referrals."""

from __future__ import annotations

from typing import Any

import httpx2
from sqlalchemy import text

from mediation.casework.sweeping import Fired, sweep
from mediation.casework.verifying import verify
from mediation.records.database import reading
from tests.stories import with_parties
from tests.world import CaseAt, World, person_id

MEDIATION = "labour_mediation"


def clock(case: CaseAt, ref: str, who: str = "registrar") -> Any:
    """The newest clock of a reference."""
    return [c for c in case.world.get(f"/cases/{case.id}/clocks", who) if c["ref"] == ref][-1]


def dates(case: CaseAt, ref: str) -> tuple[str, str]:
    found = clock(case, ref)
    return found["raw"], found["due"]


def law_says(world: World, ref: str, day: str) -> tuple[str, str]:
    told = world.get(f"/time-limits/{ref}?from={day}", "registrar")
    return told["raw"], told["due"]


def fired(world: World) -> list[Fired]:
    return list(sweep(world.desk, world.now))


def correct(case: CaseAt, seq: int, name: str, value: Any, who: str = "registrar") -> Any:
    body = {"seq": seq, "name": name, "value": value, "reason": "邮戳日期看错"}
    return case.world.call(
        "POST", f"/cases/{case.id}/corrections", who, json=body, headers={"If-Match": f'"{case.version()}"'}
    )


def seq_of(case: CaseAt, act: str) -> int:
    """The number of the last event of an act."""
    statement = text("SELECT max(seq) FROM event WHERE folder_id = :case AND act = :act")
    with reading(case.world.desk.engine) as db:
        return int(db.execute(statement, {"case": case.id, "act": act}).scalar_one())


def is_whole(world: World) -> bool:
    with reading(world.desk.engine) as db:
        return verify(db).findings == ()


def referred(world: World, **more: Any) -> tuple[CaseAt, dict[str, str]]:
    """A case that a court sent to the desk."""
    case = world.open("clerk", source="court")
    ids = with_parties(case, "clerk")
    sent = {
        "kind": "delegated",
        "docket": "（2026）苏0999民诉前调1号",
        "complaint_on": "2026-08-01",
        "on_platform": True,
        "has_award": "yes",
        "applicant_consented": True,
        "respondent_consented": True,
        "delegation_switched_on": True,
    }
    case.move("clerk", "court_referral", "send", **{**sent, **more})
    return case, ids


def accepted(world: World, **more: Any) -> tuple[CaseAt, dict[str, str]]:
    """A referral the desk accepted on 3 August 2026."""
    how = more.pop("how", "signature")
    case, ids = referred(world, **more)
    mediator = person_id("mediator")
    case.move("liaison", "court_referral", "accept", how=how, accepted_on="2026-08-03", mediator=mediator)
    return case, ids


def codes(answer: httpx2.Response) -> set[str]:
    assert answer.status_code in {403, 409}, answer.text
    return {reason["code"] for reason in answer.json()["reasons"]}


def status(world: World, case: CaseAt, who: str) -> int:
    return world.call("GET", f"/cases/{case.id}", who).status_code


def scalar(world: World, statement: str, **values: Any) -> Any:
    with reading(world.desk.engine) as db:
        return db.execute(text(statement), values).scalar_one()
