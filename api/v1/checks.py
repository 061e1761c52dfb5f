"""What is looked through before it leaves: the agreement, the application; and what came back, by its ground."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.deps import Reads
from api.v1.regular import regular
from api.v1.routing import READ
from api.v1.schemas import Day, Id
from mediation.casework import checking_agreement, preflight, returns
from mediation.casework.checking_agreement import FindingView
from mediation.casework.preflight import PreflightItemView
from mediation.casework.returns import ReturnView
from mediation.rules.preflight import Road

router = APIRouter(tags=["checks"], dependencies=[Depends(regular)])


@router.get("/cases/{case_id}/agreement-check", responses=READ)
def check_agreement(case_id: Id, read: Reads) -> list[FindingView]:
    """Return what is to be mended or minded in the agreement that counts: what, where, why, how."""
    return checking_agreement.agreement_check(read.case(case_id))


@router.get("/cases/{case_id}/preflight/{route}", responses=READ)
def check_application(case_id: Id, route: Road, read: Reads) -> list[PreflightItemView]:
    """Return every ground on which the application could be refused: green, or what is in the way and its cure."""
    return preflight.preflight_of(read.case(case_id), route)


@router.get("/returns", responses=READ)
def count_returns(
    read: Reads, since: Annotated[Day | None, Query()] = None, until: Annotated[Day | None, Query()] = None
) -> list[ReturnView]:
    """Return how many applications came back from courts and commissions, by ground, over the cases you may see."""
    return returns.returns(read.db, read.desk, read.who, read.now, since=since, until=until)
