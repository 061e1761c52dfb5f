"""The lint of an agreement as a reader is told: what, where, why and how to mend it; nothing for who may not see it."""

from __future__ import annotations

from functools import partial

from mediation.casework.desk import Desk
from mediation.casework.explaining import reason_view
from mediation.casework.opened import Opened
from mediation.casework.views import ReasonView, View
from mediation.law.reckoning.all import reckon
from mediation.policy import Resource
from mediation.rules.injury import Reckon
from mediation.rules.lint import Finding, lint


class FindingView(View):
    """One finding: ``term`` and ``field`` say where; ``overridden`` is the reason recorded for keeping it."""

    reason: ReasonView
    term: int | None
    field: str | None
    overridden: str | None


def calculator_of(desk: Desk) -> Reckon:
    """Return the calculators with the desk's figures and calendar."""
    return partial(reckon, parameters=desk.parameters, calendar=desk.calendar)


def findings(opened: Opened) -> tuple[Finding, ...]:
    """Return what the lint finds in the agreement that counts; nothing for who may not see the settlement."""
    if not opened.reader.may(Resource.SETTLEMENT):
        return ()
    return lint(opened.facts, calculator_of(opened.desk))


def agreement_check(opened: Opened) -> list[FindingView]:
    """Return every finding for a reader, the blocking ones first."""
    return [
        FindingView(
            reason=reason_view(finding.reason, opened.desk.statutes),
            term=finding.term,
            field=finding.field,
            overridden=finding.overridden,
        )
        for finding in findings(opened)
    ]
