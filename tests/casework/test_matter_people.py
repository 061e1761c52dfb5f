from __future__ import annotations

from typing import Any

import pytest

from tests.api.files import pdf
from tests.api.planting import upload
from tests.casework.groups import (
    MEDIATION,
    at,
    case_ids,
    drafted,
    each,
    group,
    in_mediation,
    send,
    view,
)
from tests.casework.test_history import checked
from tests.stories import row
from tests.world import OTHER, STREET, World, person_id


def elected(world: World, matter: str, number: int, purpose: str = "mediation") -> tuple[int, Any]:
    lines = view(world, matter)["rows"]
    paper = upload(at(world, lines[0]["case_id"]), "registrar", "证明.pdf", pdf("推选"), kind="group_representatives")
    people = [line["workers"][0]["id"] for line in lines[:number]]
    form: dict[str, Any] = {"elected": people, "elected_for": purpose, "paper_id": paper}
    answer = send(world, "registrar", matter, "representatives", **form)
    return answer.status_code, answer.json()


def test_representatives_are_named_in_the_cases_of_those_they_stand_for(small_world: World) -> None:
    matter = group(small_world, 10)
    status, told = elected(small_world, matter, 3)
    shown = view(small_world, matter)

    assert status == 200
    assert [line["result"] for line in told["rows"]] == ["done"] * 7
    assert [r["name"] for r in shown["representatives"]] == [line["workers"][0]["name"] for line in shown["rows"][:3]]
    agents = at(small_world, shown["rows"][9]["case_id"]).view()["parties"][0]["agents"]
    assert {agent["authority"] for agent in agents} == {"representative"}
    assert checked(small_world).findings == ()


@pytest.mark.parametrize(
    ("workers", "number", "purpose", "codes"),
    [
        (9, 1, "mediation", ["not_collective"]),
        (10, 2, "arbitration", ["representatives_number"]),
        (10, 6, "suit", ["representatives_number"]),
        (9, 1, "suit", ["not_collective", "representatives_number"]),
    ],
)
def test_an_election_is_held_to_the_number_of_workers_and_of_representatives(
    small_world: World, workers: int, number: int, purpose: str, codes: list[str]
) -> None:
    matter = group(small_world, workers)
    status, told = elected(small_world, matter, number, purpose)

    assert status == 409
    assert [reason["code"] for reason in told["reasons"]] == codes
    assert view(small_world, matter)["representatives"] == []


def test_a_representative_signs_for_nobody_who_did_not_consent_to_that_settlement(small_world: World) -> None:
    matter = drafted(small_world, 10)
    assert elected(small_world, matter, 1)[0] == 200
    case = at(small_world, case_ids(small_world, matter)[4])
    party = case.view()["parties"][0]["id"]
    by_representative = {"capacity": "agent", "party": party, "agent": 1, "form": "signed"}
    before = case.refused("mediator", MEDIATION, "record_signature", **by_representative)
    withdrawn = case.refused("mediator", MEDIATION, "withdraw", party=party, agent=1)
    case.act("mediator", "consent_to_representative", party=party, about="settle", answer="agreed", channel="phone")
    case.move("mediator", MEDIATION, "record_signature", **by_representative)

    assert before == {"representative_needs_consent"}
    assert withdrawn == {"representative_needs_consent"}
    assert case.state() == "signing"


def test_a_new_draft_needs_a_new_consent(small_world: World) -> None:
    matter = drafted(small_world, 10)
    elected(small_world, matter, 1)
    case = at(small_world, case_ids(small_world, matter)[4])
    party = case.view()["parties"][0]["id"]
    case.act("mediator", "consent_to_representative", party=party, about="settle", answer="agreed", channel="phone")
    terms = [{**term, "amount": "1.00"} for term in _terms(case.view())]
    case.move("mediator", MEDIATION, "draft_agreement", terms=terms, no_more_dispute=True)
    case.paper("mediator", "agreement")

    assert case.refused(
        "mediator", MEDIATION, "record_signature", capacity="agent", party=party, agent=1, form="signed"
    ) == {"representative_needs_consent"}


def _terms(case: Any) -> list[dict[str, Any]]:
    parties = {p["kind"]: p["id"] for p in case["parties"]}
    return [
        {
            "kind": "payment",
            "claim": 1,
            "payer": parties["employer"],
            "payee": parties["worker"],
            "tax": "before",
            "insurance_included": False,
            "due_on": "2026-09-01",
            "method": "银行转账",
        }
    ]


def test_a_group_event_is_reported_in_any_state_and_the_next_report_is_due_by_the_hours_set(small_world: World) -> None:
    matter = group(small_world, 10)
    due = [view(small_world, matter)["report_due"]]
    for at_time, kind in (("2026-08-03 10:30", "first"), ("2026-08-04 08:00", "written"), ("2026-08-05 09:00", "last")):
        small_world.at(at_time)
        told: dict[str, Any] = {"kind": kind, "people": 10, "place": "厂区南门（虚构）", "demands": "拖欠工资"}
        assert (
            send(small_world, "mediator" if kind == "x" else "registrar", matter, "reports", **told).status_code == 200
        )
        due.append(view(small_world, matter)["report_due"])

    assert [d and (d["kind"], d["due_at"], d["hours"]) for d in due] == [
        ("first", "2026-08-03T03:00:00Z", 2),
        ("written", "2026-08-04T02:30:00Z", 24),
        ("follow_up", "2026-08-05T00:00:00Z", 24),
        None,
    ]
    assert due[0]["confidence"] == "M"
    assert [r["title"]["zh"] for r in view(small_world, matter)["reports"]] == ["首报", "书面报告", "终报"]
    moved = each(small_world, "head", matter, "report_group_event", people=10, place="南门（虚构）", demands="欠薪")
    assert moved["counts"]["done"] == 10
    assert checked(small_world).findings == ()


def test_a_matter_is_for_its_desk_those_above_it_and_who_mediates_one_of_its_cases(small_world: World) -> None:
    matter = in_mediation(small_world, 2)
    case = at(small_world, case_ids(small_world, matter)[1])
    case.act("head", "reassign", mediator=person_id("colleague"), reason="工作安排")
    seen = {
        who: small_world.call("GET", f"/matters/{matter}", who)
        for who in ("registrar", "head", "liaison", "mediator", "colleague", "clerk", "stranger", "administrator")
    }
    lines = {who: len(answer.json()["rows"]) for who, answer in seen.items() if answer.status_code == 200}

    assert lines == {"registrar": 2, "head": 2, "liaison": 2, "mediator": 1, "colleague": 1}
    assert {seen[who].status_code for who in ("clerk", "stranger", "administrator")} == {404}
    listed = {who: len(small_world.get("/matters", who)["items"]) for who in ("head", "colleague", "clerk", "stranger")}
    assert listed == {"head": 1, "colleague": 1, "clerk": 0, "stranger": 0}


@pytest.mark.parametrize(
    ("who", "over", "status"),
    [
        ("stranger", {}, 403),
        ("clerk", {}, 403),
        ("registrar", {"organisation_id": OTHER}, 403),
        ("registrar", {"source": "court"}, 422),
        ("registrar", {"employer": {"name": "江州\u202e公司"}}, 422),
        ("registrar", {"employer": {"name": "江州公司", "identity": "91990101MA00000012"}}, 422),
        ("registrar", {"occurred_at": "2027-01-01T09:00:00+08:00"}, 422),
    ],
)
def test_a_matter_is_opened_by_those_who_open_cases_there(
    small_world: World, who: str, over: dict[str, object], status: int
) -> None:
    form = {"organisation_id": STREET, "source": "application", "nature": "labour", "cause": "追索劳动报酬争议"}
    body = {**form, "employer": {"name": "江州远达物流有限公司（虚构）"}, **over}

    assert small_world.call("POST", "/matters", who, json=body).status_code == status


def test_row_is_the_row_that_was_written(small_world: World) -> None:
    matter = group(small_world, 1)
    case = at(small_world, case_ids(small_world, matter)[0])

    assert row(case.act("registrar", "leave_matter", reason="另案"), "joining")
