"""How far a case has come before a court: settled after a referral, filed for confirmation; and what it was handed."""

from __future__ import annotations

from typing import Any

from tests.api.files import pdf
from tests.casework.issuing import MEDIATION
from tests.stories import effective, sign, term
from tests.world import COURT, CaseAt, World, person_id

REFERRAL, CONFIRMATION = "court_referral", "judicial_confirmation"
CHECKS = {"identity_checked": True, "rights_told": True, "sham_told": True, "address_confirmed": True}
DOCKET = "（2026）苏0999民初1号"


def handed_in(case: CaseAt, who: str, kind: str, name: str = "a", **more: Any) -> str:
    files = {"file": (f"{name}.pdf", pdf(kind + name), "application/pdf")}
    answer = case.world.call("POST", f"/cases/{case.id}/attachments", who, files=files, data={"kind": kind, **more})
    assert answer.status_code in {200, 201}, answer.text
    return str(answer.json()["attachment"]["id"])


def settled(case: CaseAt, ids: dict[str, str]) -> None:
    case.move("mediator", MEDIATION, "hold_meeting", channel="court", **CHECKS)
    facts = [{"fact": "周行远自2024年3月1日起任货车司机。"}]
    case.move("mediator", MEDIATION, "record_undisputed_facts", facts=facts, all_agreed=True)
    case.move("mediator", MEDIATION, "draft_agreement", terms=[term(ids, 1, "18600.00")], no_more_dispute=True)
    case.paper("mediator", "agreement")
    sign(case, "mediator", capacity="party", party=ids["worker"], form="signed")
    sign(case, "mediator", capacity="party", party=ids["employer"], form="sealed")
    for signature in (
        {"capacity": "mediator", "mediator": person_id("mediator"), "form": "signed"},
        {"capacity": "organisation", "form": "sealed"},
    ):
        still = case.state() in {"drafting", "signing"}
        case.move("mediator", MEDIATION, "record_signature" if still else "add_signature", **signature)


def filed(world: World, case: CaseAt | None = None, ids: dict[str, str] | None = None) -> CaseAt:
    """An application for confirmation that lies before the court."""
    if case is None or ids is None:
        case, ids = effective(world)
    case.move("mediator", MEDIATION, "prepare_confirmation", court=COURT)
    case.paper("mediator", "mediation_certificate")
    case.paper("mediator", "confirmation_application")
    both = [{"party": ids["worker"]}, {"party": ids["employer"]}]
    case.move("mediator", CONFIRMATION, "file", form="written", applicants=both)
    return case


def papers(case: CaseAt, who: str) -> set[str]:
    return {paper["kind"] for paper in case.world.get(f"/cases/{case.id}/papers", who)}


def ask(case: CaseAt, who: str, kind: str) -> Any:
    headers = {"If-Match": f'"{case.version()}"'}
    return case.world.call("POST", f"/cases/{case.id}/papers", who, json={"kind": kind}, headers=headers)
