"""Referrals and applications on their way between court and desk, for tests of both sides' pages."""

from __future__ import annotations

from typing import Any

from tests.api.files import pdf
from tests.stories import effective, with_parties
from tests.world import COURT, STREET, CaseAt, World

REFERRAL, CONFIRMATION = "court_referral", "judicial_confirmation"


def sent(world: World, **more: Any) -> tuple[CaseAt, dict[str, str]]:
    """A delegation that waits in the inbox, on paper unless said otherwise."""
    case = world.open("clerk", source="court")
    ids = with_parties(case, "clerk")
    answers = {
        "kind": "delegated",
        "complaint_on": "2026-08-01",
        "on_platform": False,
        "has_award": "yes",
        "applicant_consented": True,
        "delegation_switched_on": True,
        "docket": "（2026）苏0999诉前调7号",
        **more,
    }
    case.move("clerk", REFERRAL, "send", **answers)
    return case, ids


def prepared(world: World) -> tuple[CaseAt, dict[str, str]]:
    """A settlement whose application for confirmation is being prepared."""
    case, ids = effective(world)
    case.move("mediator", "labour_mediation", "prepare_confirmation", court=COURT)
    return case, ids


def filed(world: World) -> tuple[CaseAt, dict[str, str]]:
    """An application the court has."""
    case, ids = prepared(world)
    case.paper("mediator", "confirmation_application")
    certificate(case)
    both = [{"party": ids["worker"]}, {"party": ids["employer"]}]
    case.move("mediator", CONFIRMATION, "file", form="written", applicants=both)
    return case, ids


def certificate(case: CaseAt) -> None:
    """Hand in the proof that the body presided."""
    answer = case.world.call(
        "POST",
        f"/cases/{case.id}/attachments",
        "mediator",
        files={"file": ("证明.pdf", pdf("certificate"))},
        data={"kind": "mediation_certificate"},
    )
    assert answer.status_code == 201, answer.text


def line(number: int, **more: str) -> dict[str, str]:
    """A referral as a line of a sheet."""
    return {
        "kind": "委派调解",
        "docket": f"（2026）苏0999诉前调{number}号",
        "complaint_on": "2026/8/1",
        "on_platform": "否",
        "has_award": "有",
        "applicant_consented": "是",
        "delegation_switched_on": "是",
        "cause": "追索劳动报酬争议",
        "applicant": f"周行{chr(0x4E00 + number)}",
        "respondent": "江州远达物流有限公司",
        "item": "拖欠工资",
        "amount": "18,600.00",
        **more,
    }


def sheet_of(world: World, lines: list[dict[str, str]], who: str = "clerk", *, dry_run: bool = False) -> Any:
    """Send a sheet through the API."""
    body = {"organisation_id": STREET, "rows": lines}
    return world.call("POST", f"/referrals/sheet?dry_run={str(dry_run).lower()}", who, json=body)
