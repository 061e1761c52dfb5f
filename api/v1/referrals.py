"""Referrals sent many at once: every line a case of its own, all of them or none."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.deps import Writes, answer
from api.v1.regular import regular
from api.v1.routing import done
from api.v1.schemas import Form, Id
from mediation.casework.batching import Asked
from mediation.casework.referral_sheet import LONGEST_CELL, MOST_REFERRALS
from mediation.casework.referring import refer

router = APIRouter(prefix="/referrals", tags=["referrals"], dependencies=[Depends(regular)])
Cell = Annotated[str, Field(max_length=LONGEST_CELL)]
_EXAMPLE: dict[str, Any] = {
    "kind": "delegated",
    "complaint_on": "2026-08-01",
    "on_platform": "否",
    "has_award": "yes",
    "applicant_consented": "是",
    "delegation_switched_on": "是",
    "cause": "追索劳动报酬争议",
    "applicant": "周行远",
    "respondent": "江州远达物流有限公司（虚构）",
    "item": "wages",
    "amount": "18600.00",
}


class ReferralSheetForm(Form):
    """Referrals to one mediation body; a line has the names of the columns of the Excel template."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"organisation_id": "jz-street", "rows": [_EXAMPLE]}]},
    )
    organisation_id: Id
    rows: Annotated[list[dict[str, Cell]], Field(min_length=1, max_length=MOST_REFERRALS)]


class ReferralRowView(BaseModel):
    """What became of a line, or would: its case once it is sent, and what stands against it."""

    line: int
    result: str
    case: dict[str, str] | None
    problems: list[dict[str, Any]]


class ReferralSheetView(BaseModel):
    """How many were sent, how many are good and bad; nothing is sent while a line is bad."""

    sent: int
    good: int
    bad: int
    rows: list[ReferralRowView]


@router.post("/sheet", responses=done(ReferralSheetView) | done(ReferralSheetView, status=201), status_code=201)
def send_sheet(form: ReferralSheetForm, write: Writes, dry_run: Annotated[bool, Query()] = False) -> Response:
    """Send every line, or none; with ``dry_run`` say what stands against each and write nothing (200)."""
    asked = Asked(write.who, write.key, write.fingerprint)
    return answer(refer(write.desk, asked, form.organisation_id, form.rows, write.now, dry_run=dry_run))
