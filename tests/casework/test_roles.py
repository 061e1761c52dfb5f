"""A wall between mediating a dispute and any other part in it: both ways, over time, across linked cases."""

from __future__ import annotations

from typing import Any

import pytest

from mediation.casework.conflicts import conflicts_for
from mediation.casework.opened import open_for
from mediation.records.database import reading
from tests.stories import assigned, consented, identity, in_mediation, with_parties
from tests.world import CaseAt, World, person_id

MEDIATION = "labour_mediation"
COLLEAGUE = {"person": person_id("colleague"), "name": "郝明达"}


def codes(answer: Any) -> set[str]:
    assert answer.status_code == 409, answer.text
    return {reason["code"] for reason in answer.json()["reasons"]}


def warned(answer: Any) -> set[str]:
    return {warning["code"] for warning in answer["steps"][0]["warnings"]}


def accepted(world: World) -> tuple[CaseAt, dict[str, str]]:
    case, ids = consented(world)
    case.move("registrar", MEDIATION, "accept")
    return case, ids


def linked_with(case: CaseAt) -> CaseAt:
    """Another case of the same dispute, linked from the first."""
    other = case.world.open()
    with_parties(other)
    body = {"other_case_id": other.id, "kind": "related", "reason": "同一纠纷"}
    headers = {"If-Match": f'"{case.version()}"'}
    answer = case.world.call("POST", f"/cases/{case.id}/links", "registrar", json=body, headers=headers)
    assert answer.status_code in {200, 201}, answer.text
    return other


@pytest.mark.parametrize("role", ["witness", "assessor", "appraiser", "interpreter", "litigation_agent"])
def test_who_took_part_may_not_be_assigned_also_after_leaving(small_world: World, role: str) -> None:
    case, _ = accepted(small_world)
    case.act("registrar", "add_participant", role=role, **COLLEAGUE)
    case.act("registrar", "end_participant", role=role, name=COLLEAGUE["name"])

    assert case.refused("head", MEDIATION, "assign", mediator=person_id("colleague")) == {"role_wall"}
    case.move("head", MEDIATION, "assign", mediator=person_id("mediator"))


def test_a_legal_aid_lawyer_may_not_mediate_and_a_mediator_gives_no_legal_aid(small_world: World) -> None:
    case, _ = assigned(small_world)
    aid = {"role": "legal_aid_lawyer", "side": "applicant"}

    refused = case.send_act("registrar", "add_participant", **aid, name="方允和", person=person_id("mediator"))
    assert codes(refused) == {"mediator_may_not_act"}
    case.act("registrar", "add_participant", **aid, **COLLEAGUE)
    again = {"replaced": person_id("mediator"), "mediator": person_id("colleague"), "reason": "岗位调整"}
    assert case.refused("head", MEDIATION, "replace_mediator", **again) == {"role_wall"}


def test_a_former_mediator_never_becomes_an_agent_not_even_in_a_linked_case(small_world: World) -> None:
    case, _ = assigned(small_world)
    other = linked_with(case)
    change = {"replaced": person_id("mediator"), "mediator": person_id("colleague"), "reason": "岗位调整"}
    case.move("head", MEDIATION, "replace_mediator", **change)
    worker = other.view()["parties"][0]["id"]
    form = {"party": worker, "name": "方允和", "authority": "special"}

    sure = other.send_act("registrar", "add_agent", **form, person=person_id("mediator"))
    by_name = other.send_act("registrar", "add_agent", **form)

    assert codes(sure) == {"mediator_may_not_act"}
    assert {article for reason in sure.json()["reasons"] for article in reason["cites"]} == {"SI16 16"}
    assert codes(by_name) == {"same_name_to_check"}
    other.act("registrar", "add_agent", **form, different_person=True)


def test_a_part_that_comes_to_light_by_a_link_stops_the_next_meeting(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    other = linked_with(case)
    worker = other.view()["parties"][0]["id"]
    lone = small_world.open()
    ids = with_parties(lone)
    agent = {"name": "方允和", "person": person_id("mediator"), "authority": "general"}
    lone.act("registrar", "add_agent", party=ids["worker"], **agent)
    case.move("mediator", MEDIATION, "hold_meeting", channel="phone")

    headers = {"If-Match": f'"{lone.version()}"'}
    body = {"other_case_id": other.id, "kind": "related", "reason": "同一纠纷"}
    small_world.call("POST", f"/cases/{lone.id}/links", "registrar", json=body, headers=headers)

    assert worker
    assert case.refused("mediator", MEDIATION, "hold_meeting", channel="phone") == {"role_wall"}


def test_one_who_once_acted_for_the_other_side_is_pointed_out(small_world: World) -> None:
    case, ids = consented(small_world)
    agent = {"name": "郑守正", "identity": identity("99010119850102003"), "authority": "general"}
    case.act("registrar", "add_agent", party=ids["worker"], **agent)
    case.act("registrar", "end_agent", party=ids["worker"], name="郑守正")

    told = case.act("registrar", "add_agent", party=ids["employer"], **agent)

    assert warned(told) == {"stood_on_the_other_side"}


def test_the_assignment_page_is_told_every_conflict_of_each_person(small_world: World) -> None:
    case, _ = accepted(small_world)
    case.act("registrar", "add_participant", role="witness", **COLLEAGUE)
    case.act("registrar", "add_participant", role="interpreter", name="方允和")
    people = [person_id(who) for who in ("mediator", "colleague", "liaison")]

    with reading(small_world.desk.engine) as db:
        opened = open_for(db, small_world.desk, person_id("head"), case.id, small_world.now)
        found = conflicts_for(db, opened, people)

    assert [[reason.code for reason in found[person]] for person in people] == [
        ["same_name_to_check"],
        ["role_wall"],
        [],
    ]
    assert found[people[1]][0].articles == ["《特邀调解规定》第十六条", "《特邀调解规定》第十五条"]


def test_a_body_in_common_is_pointed_out_until_it_is_disclosed_and_every_party_agrees(small_world: World) -> None:
    case, _ = accepted(small_world)
    lawyer = {"role": "legal_aid_lawyer", "side": "applicant", "name": "何援助"}
    case.act("registrar", "add_participant", **lawyer, unit="江州市城东街道劳动争议调解中心")
    mediator = person_id("mediator")
    held: dict[str, Any] = {"channel": "phone", "identity_checked": True, "rights_told": True}
    held |= {"sham_told": True, "address_confirmed": True}

    told = case.move("head", MEDIATION, "assign", mediator=mediator)
    assert warned(told) == {"conflict_to_disclose"}
    case.move("mediator", MEDIATION, "disclose_conflict", mediator=mediator, detail="与法律援助承办人同属一个单位")
    assert case.refused("mediator", MEDIATION, "hold_meeting", **held) == {"conflict_open"}
    consent = {"mediator": mediator, "all_agreed": True, "channel": "phone"}
    case.move("mediator", MEDIATION, "clear_conflict", **consent)
    assert warned(case.move("mediator", MEDIATION, "hold_meeting", **held)) == set()


def test_participants_are_the_desks_to_see(small_world: World) -> None:
    case, _ = accepted(small_world)
    case.act("registrar", "add_participant", role="witness", side="applicant", name="何作证", unit="江州某仓储公司")

    (shown,) = case.view()["participants"]

    assert (shown["role"], shown["name"], shown["until"]) == ("witness", "何作证", None)
