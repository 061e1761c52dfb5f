"""What the replays share: who acts, the procedures, papers that come into being by acts outside moves."""

from __future__ import annotations

from typing import Any

from mediation.facts.settlement import Agreement, AgreementStatus
from mediation.vocabulary import (
    PaperKind,
    Relation,
)
from tests.makers import (
    make_paper,
)
from tests.rules.walk import Walk

MED, LIAISON, CLERK, HEAD = (
    Relation.ASSIGNED_MEDIATOR,
    Relation.UNION_LIAISON,
    Relation.COURT_CLERK,
    Relation.HEAD,
)
MEDIATION, REFERRAL, CONFIRMATION = "labour_mediation", "court_referral", "judicial_confirmation"
FOUR_CHECKS = {"identity_checked": True, "rights_told": True, "sham_told": True, "address_confirmed": True}
PARTY = {"capacity": "party", "form": "fingerprint"}
FILED_PAPERS = (PaperKind.CONFIRMATION_APPLICATION, PaperKind.MEDIATION_CERTIFICATE)


def issue_agreement(walk: Walk) -> None:
    """The paper of the current version is issued."""
    newest = [a for a in walk.of(Agreement) if a.status is not AgreementStatus.ABANDONED][-1]
    paper = make_paper(PaperKind.AGREEMENT, agreement_id=newest.id)
    walk.lay(paper.model_copy(update={"id": f"paper:{newest.id}"}))


def both_apply(walk: Walk) -> dict[str, Any]:
    return {"form": "written", "applicants": [{"party": "w"}, {"party": "e"}]}
