"""A clerk hands over a statement; an act cites the law of its day; what is signed changes by a signed sheet only."""

from __future__ import annotations

from datetime import date
from typing import Any

from mediation.facts.folder import Proceeding
from mediation.facts.people import Membership
from mediation.policy import relations_to
from mediation.vocabulary import Relation, Role
from tests.api.files import pdf
from tests.casework.steps import accepted, is_whole
from tests.stories import effective, in_mediation, sign, term
from tests.world import COURT, STREET, CaseAt, World, person_id

MEDIATION, REFERRAL = "labour_mediation", "court_referral"
CHECKS = {"identity_checked": True, "rights_told": True, "sham_told": True, "address_confirmed": True}
HANDED = {"paper_kind": "statement", "signed_for_on": "2026-08-03"}


def signed(case: CaseAt, ids: dict[str, str]) -> None:
    case.move("mediator", MEDIATION, "hold_meeting", channel="court", **CHECKS)
    case.move("mediator", MEDIATION, "draft_agreement", terms=[term(ids, 1, "18600.00")], no_more_dispute=True)
    attached(case, "mediator", "agreement")
    sign(case, "mediator", capacity="party", party=ids["worker"], form="signed")
    sign(case, "mediator", capacity="party", party=ids["employer"], form="sealed")
    sign(case, "mediator", capacity="mediator", mediator=person_id("mediator"), form="signed")
    sign(case, "mediator", capacity="organisation", form="sealed")


def entrusted(world: World) -> CaseAt:
    """A settlement reached after filing, reported to the court."""
    docket = "（2026）苏0999民初1号"
    case, ids = accepted(world, kind="entrusted_ordinary", docket=docket, delegation_switched_on=False)
    signed(case, ids)
    case.move("mediator", REFERRAL, "report", result="agreement")
    return case


def attached(case: CaseAt, who: str, kind: str) -> str:
    files = {"file": (f"{kind}.pdf", pdf(kind), "application/pdf")}
    answer = case.world.call("POST", f"/cases/{case.id}/attachments", who, files=files, data={"kind": kind})
    assert answer.status_code in {200, 201}, answer.text
    return str(next(r["id"] for s in answer.json()["steps"] for r in s["rows"] if r["table"] == "attachment"))


def test_an_agreement_is_reported_without_a_word_on_materials_and_a_failure_is_not(small_world: World) -> None:
    case = entrusted(small_world)
    assert case.state(REFERRAL) == "reported"
    failed, _ = accepted(small_world)
    failed.move("mediator", MEDIATION, "end", ground="no_agreement")
    assert failed.refused("mediator", REFERRAL, "report", result="no_agreement") == {"materials_not_returned"}


def test_the_clerk_hands_over_the_statement_and_the_mediation_takes_effect_with_it(small_world: World) -> None:
    case = entrusted(small_world)
    assert case.state() == "agreed"

    told = case.move("clerk", REFERRAL, "hand_over_paper", **HANDED)

    assert [step["move"] for step in told["steps"]] == ["hand_over_paper", "receive_court_paper"]
    assert case.state() == "effective"
    assert case.refused("mediator", MEDIATION, "prepare_confirmation", court=COURT) == {"post_filing"}
    assert is_whole(small_world)


def test_a_report_signed_after_the_act_goes_to_the_court_when_it_is_uploaded(small_world: World) -> None:
    case, _ = accepted(small_world)
    early = attached(case, "mediator", "minutes")
    case.move("mediator", MEDIATION, "end", ground="no_agreement")
    case.move("mediator", REFERRAL, "report", result="no_agreement", materials_returned=True)

    report = attached(case, "mediator", "referral_report")

    seen = {file["id"] for file in case.view("clerk")["attachments"]}
    assert report in seen
    assert early not in seen


def test_a_statement_is_handed_over_once_and_by_the_court_alone(small_world: World) -> None:
    case = entrusted(small_world)
    assert case.refused("liaison", REFERRAL, "hand_over_paper", **HANDED) == {"not_your_part"}
    case.move("clerk", REFERRAL, "hand_over_paper", **HANDED)
    assert case.refused("clerk", REFERRAL, "hand_over_paper", **HANDED) == {"illegal_transition"}


def undated(world: World) -> tuple[CaseAt, dict[str, str]]:
    """A draft whose only payment is due 「九月上旬」."""
    case, ids = in_mediation(world)
    payment = {name: value for name, value in term(ids, 1, "18600.00").items() if name != "due_on"}
    terms = [{**payment, "due_wording": "九月上旬"}]
    case.move("mediator", MEDIATION, "draft_agreement", terms=terms, no_more_dispute=True)
    return case, ids


CHOSEN = {"term": 1, "due_on": "2026-09-10", "all_agreed": True}


def test_a_draft_gets_its_last_day_without_a_sheet_and_is_printed_anew(small_world: World) -> None:
    case, _ = undated(small_world)
    told = case.move("mediator", MEDIATION, "choose_last_day", **CHOSEN)
    assert told["steps"][0]["papers_due"] == ["agreement"]


def test_once_signed_a_last_day_needs_a_sheet_that_everybody_signed(small_world: World) -> None:
    case, ids = undated(small_world)
    attached(case, "mediator", "agreement")
    sign(case, "mediator", capacity="party", party=ids["worker"], form="signed")
    sheet = attached(case, "mediator", "supplementary_sheet")
    other = attached(case, "mediator", "other")

    assert case.refused("mediator", MEDIATION, "choose_last_day", **CHOSEN) == {"illegal_transition"}
    assert case.refused("mediator", MEDIATION, "supplement_agreement", **CHOSEN, sheet=other) == {"sheet_not_signed"}
    told = case.move("mediator", MEDIATION, "supplement_agreement", **CHOSEN, sheet=sheet)

    assert told["steps"][0]["papers_due"] == []


def test_a_refusal_of_an_old_act_cites_the_articles_of_its_day(small_world: World) -> None:
    case, _ = effective(small_world)
    headers = {"If-Match": f'"{case.version()}"'}
    path = f"/cases/{case.id}/proceedings/{case.proceeding(MEDIATION)}/moves/mediate_anew"

    def cited(day: str) -> set[str]:
        body = {"answers": {"all_agreed": True}, "occurred_at": f"{day}T09:00+08:00"}
        answer = small_world.call("POST", path, "mediator", json=body, headers=headers)
        return {cite for reason in answer.json()["reasons"] for cite in reason["cites"]}

    assert cited("2026-08-03") == {"CPL 206"}
    assert cited("2023-08-03") == {"CPL 202"}


def test_a_missing_paper_is_named_with_its_article(small_world: World) -> None:
    case, ids = effective(small_world)
    case.move("mediator", MEDIATION, "prepare_confirmation", court=COURT)
    both = [{"party": ids["worker"]}, {"party": ids["employer"]}]
    answer = case.send_move("mediator", "judicial_confirmation", "file", form="written", applicants=both)
    missing = [reason for reason in answer.json()["reasons"] if reason["code"] == "paper_missing"]
    assert missing
    assert all(reason["articles"] for reason in missing)


def test_a_commissions_people_stand_to_its_own_proceedings_as_a_courts_do() -> None:
    def membership(body: str) -> Membership:
        return Membership(id=body, person_id="p", organisation_id=body, role=Role.COURT_CLERK, since=date(2026, 1, 1))

    review = Proceeding(
        id="r",
        case_id="c",
        procedure="arbitration_review",
        definition="d",
        state="filed",
        organisation_id=STREET,
        counterpart_id="commission",
        opened_seq=1,
    )

    def relations(body: str) -> Any:
        return relations_to("p", [membership(body)], [], [STREET], [review])

    assert relations("commission") == {Relation.COURT_CLERK}
    assert relations("another") == frozenset()
