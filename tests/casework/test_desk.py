"""The acts of a desk: who and what is on the file, who has the case, what it is linked to, when it is sealed."""

from __future__ import annotations

import uuid
from typing import Any

import httpx2
import pytest

from mediation.casework import office
from mediation.records.database import writing
from mediation.vocabulary import Role
from tests.casework.steps import codes, is_whole, scalar, status
from tests.stories import assigned, in_mediation, registered, row
from tests.world import COURT, MONDAY, OTHER, STREET, CaseAt, World, person_id

MEDIATION = "labour_mediation"


class TestParties:
    def test_a_party_amended_keeps_what_was_not_given_anew(self, small_world: World) -> None:
        case, ids = registered(small_world)

        case.act("registrar", "amend_party", party=ids["worker"], phone="13900000009")

        worker = next(p for p in case.view()["parties"] if p["id"] == ids["worker"])
        assert (worker["name"], worker["phone"]) == ("周行远", "13900000009")

    def test_the_same_party_is_not_entered_twice_on_one_side(self, small_world: World) -> None:
        case, _ = registered(small_world)

        refused = case.send_act("registrar", "add_party", kind="worker", side="applicant", name="周行远")

        assert codes(refused) == {"party_twice"}

    def test_the_same_name_may_stand_on_the_other_side(self, small_world: World) -> None:
        case, _ = registered(small_world)

        assert case.act("registrar", "add_party", kind="individual", side="respondent", name="周行远")

    def test_a_party_of_another_case_is_not_on_file(self, small_world: World) -> None:
        case, _ = registered(small_world)
        _, elsewhere = registered(small_world)

        refused = case.send_act("registrar", "amend_party", party=elsewhere["worker"], phone="13900000009")

        assert (refused.status_code, refused.json()["code"]) == (422, "not_on_file")


class TestAgents:
    def add(self, case: CaseAt, party: str, name: str) -> httpx2.Response:
        return case.send_act("registrar", "add_agent", party=party, name=name, authority="general")

    def test_a_party_has_two_agents_at_most(self, small_world: World) -> None:
        case, ids = registered(small_world)
        told = [self.add(case, ids["worker"], name) for name in ("程一", "程二", "程三")]

        assert [answer.status_code for answer in told] == [200, 200, 409]
        assert codes(told[-1]) == {"too_many_agents"}
        assert self.add(case, ids["employer"], "程四").status_code == 200

    def test_an_authority_that_ended_makes_room_for_another(self, small_world: World) -> None:
        case, ids = registered(small_world)
        for name in ("程一", "程二"):
            self.add(case, ids["worker"], name)
        small_world.at("2026-08-03 10:00")

        case.act("registrar", "end_agent", party=ids["worker"], name="程一")

        assert self.add(case, ids["worker"], "程三").status_code == 200

    def test_an_agent_who_is_not_on_file_cannot_be_dismissed(self, small_world: World) -> None:
        case, ids = registered(small_world)

        assert codes(case.send_act("registrar", "end_agent", party=ids["worker"], name="程九")) == {"no_such_agent"}


class TestClaims:
    def claim(self, case: CaseAt, claimant: str, respondent: str, **more: Any) -> httpx2.Response:
        more = {"item": "overtime", "amount": "100.00", **more}
        return case.send_act("registrar", "add_claim", claimant=claimant, respondent=respondent, **more)

    def test_a_claim_runs_from_one_side_to_the_other(self, small_world: World) -> None:
        case, ids = registered(small_world)

        assert codes(self.claim(case, ids["worker"], ids["worker"])) == {"same_side"}

    def test_the_period_of_a_claim_does_not_end_before_it_begins(self, small_world: World) -> None:
        case, ids = registered(small_world)

        refused = self.claim(case, ids["worker"], ids["employer"], since="2026-05-01", until="2026-04-30")

        assert codes(refused) == {"period_backwards"}

    def test_claims_are_numbered_in_their_order(self, small_world: World) -> None:
        case, ids = registered(small_world)
        self.claim(case, ids["worker"], ids["employer"], since="2026-04-01", until="2026-04-30")

        assert scalar(small_world, "SELECT ordinal FROM claim WHERE item = 'overtime'") == 3


def test_contacts_and_notes_commute_and_facts_do_not(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    path, version = f"/cases/{case.id}/acts", case.version()
    contact = {"answers": {"party": ids["worker"], "channel": "phone", "outcome": "spoken"}}
    note = {"answers": {"audience": "applicant_side", "text": "愿意分期"}}
    fact = {"answers": {"class": "disputed", "audience": "joint", "text": "加班时数"}}

    told = [
        small_world.call("POST", f"{path}/{name}", "mediator", json=body).status_code
        for name, body in (("log_contact", contact), ("add_note", note), ("record_fact", fact))
    ]

    assert told == [200, 200, 428]
    assert case.version() == version


def test_a_concession_is_never_joint(small_world: World) -> None:
    case, _ = in_mediation(small_world)

    refused = case.send_act("mediator", "record_fact", **{"class": "concession"}, audience="joint", text="可以少要")

    assert codes(refused) == {"concession_joint"}


def test_an_act_that_nobody_gave_you_is_not_yours(small_world: World) -> None:
    case, _ = in_mediation(small_world)

    refused = case.send_act("registrar", "add_note", audience="mediator", text="登记员不写笔记")

    assert refused.status_code == 403
    assert codes(refused) == {"not_your_part"}


class TestReassigning:
    def reassign(self, case: CaseAt, who: str) -> httpx2.Response:
        return case.send_act("head", "reassign", mediator=person_id(who), reason="工作调整")

    def test_the_new_mediator_takes_over_and_the_old_one_leaves(self, small_world: World) -> None:
        case, _ = assigned(small_world)
        assert (status(small_world, case, "mediator"), status(small_world, case, "colleague")) == (200, 404)

        assert self.reassign(case, "colleague").status_code == 200

        assert (status(small_world, case, "mediator"), status(small_world, case, "colleague")) == (404, 200)
        assert is_whole(small_world)

    def test_a_disclosed_conflict_bars_until_both_sides_still_consent(self, small_world: World) -> None:
        case, _ = in_mediation(small_world)
        case.move("mediator", MEDIATION, "disclose_conflict", mediator=person_id("mediator"), detail="系申请人表亲")
        self.reassign(case, "colleague")
        barred = self.reassign(case, "mediator")
        self.reassign(case, "colleague")

        assert codes(barred) == {"conflict_open"}

    def test_a_cleared_conflict_bars_no_more(self, small_world: World) -> None:
        case, _ = in_mediation(small_world)
        mediator = person_id("mediator")
        case.move("mediator", MEDIATION, "disclose_conflict", mediator=mediator, detail="系申请人同乡")
        case.move("mediator", MEDIATION, "clear_conflict", mediator=mediator, all_agreed=True, channel="phone")
        self.reassign(case, "colleague")

        assert self.reassign(case, "mediator").status_code == 200

    @pytest.mark.parametrize("who", ["clerk", "administrator"])
    def test_who_belongs_to_no_mediation_body_is_given_no_case(self, small_world: World, who: str) -> None:
        case, _ = assigned(small_world)

        assert codes(self.reassign(case, who)) == {"mediator_may_not_serve"}

    def test_who_was_disabled_is_given_no_case(self, small_world: World) -> None:
        case, _ = assigned(small_world)
        with writing(small_world.desk.engine) as db:
            office.disable_person(db, person_id("colleague"), MONDAY, "离岗")

        assert codes(self.reassign(case, "colleague")) == {"mediator_may_not_serve"}


class TestHandingOver:
    def hand_over(self, case: CaseAt, to: str) -> httpx2.Response:
        return case.send_act("head", "hand_over", organisation=to, reason="管辖调整")

    def test_the_receiver_has_the_case_the_giver_no_longer_and_the_number_stays(self, small_world: World) -> None:
        case, _ = assigned(small_world)
        number = case.view()["number"]

        assert self.hand_over(case, OTHER).status_code == 200

        seen = {who: status(small_world, case, who) for who in ("head", "registrar", "mediator", "liaison", "stranger")}
        assert seen == {"head": 404, "registrar": 404, "mediator": 404, "liaison": 404, "stranger": 200}
        assert case.view("stranger")["number"] == number
        assert scalar(small_world, "SELECT numbered_by_id FROM case_file") == STREET
        assert is_whole(small_world)

    def test_the_next_case_of_the_giver_gets_the_next_number(self, small_world: World) -> None:
        case, _ = assigned(small_world)
        self.hand_over(case, OTHER)

        assert small_world.open().view()["number"] == "江东工调字〔2026〕2号"

    def test_the_receiver_goes_on_where_the_case_stands(self, small_world: World) -> None:
        case, _ = assigned(small_world)
        self.hand_over(case, OTHER)
        with writing(small_world.desk.engine) as db:
            new = office.add_person(db, office.Newcomer(OTHER, "龚新", Role.MEDIATOR), MONDAY)

        told = case.move("stranger", MEDIATION, "assign", mediator=new)

        assert told["steps"][0]["to"] == "assigned"

    def test_a_case_is_not_handed_to_itself_nor_to_a_court(self, small_world: World) -> None:
        case, _ = assigned(small_world)

        assert codes(self.hand_over(case, STREET)) == {"same_organisation"}
        assert codes(self.hand_over(case, COURT)) == {"receiver_does_not_mediate"}
        assert self.hand_over(case, "nowhere").json()["code"] == "not_on_file"


class TestLinking:
    def link(self, case: CaseAt, other: str, who: str = "registrar", kind: str = "duplicate") -> httpx2.Response:
        body = {"other_case_id": other, "kind": kind, "reason": "同一申请重复登记"}
        headers = {"If-Match": f'"{case.version()}"'}
        return case.world.call("POST", f"/cases/{case.id}/links", who, json=body, headers=headers)

    def test_duplicates_are_linked_and_the_kind_can_be_changed(self, small_world: World) -> None:
        one, two = registered(small_world)[0], registered(small_world)[0]

        told = [self.link(one, two.id), self.link(one, two.id, kind="related")]

        assert [answer.status_code for answer in told] == [200, 200]
        assert row(told[0].json(), "link") == row(told[1].json(), "link")
        assert scalar(small_world, "SELECT kind FROM link") == "related"
        assert is_whole(small_world)

    def test_a_case_one_cannot_see_is_not_linked_and_not_told_of(self, small_world: World) -> None:
        one = registered(small_world)[0]
        hidden = small_world.open("stranger", organisation_id=OTHER)

        refused, absent = self.link(one, hidden.id), self.link(one, str(uuid.uuid4()))

        assert refused.status_code == absent.status_code == 404
        assert refused.json() == absent.json()

    def test_a_case_is_not_linked_to_itself(self, small_world: World) -> None:
        one = registered(small_world)[0]

        assert self.link(one, one.id).json()["code"] == "same_case"


class TestSealing:
    def ended(self, world: World) -> CaseAt:
        case, ids = registered(world)
        case.move("registrar", MEDIATION, "withdraw", party=ids["worker"])
        return case

    def test_a_folder_with_an_open_proceeding_is_not_sealed(self, small_world: World) -> None:
        case, _ = registered(small_world)

        assert codes(case.send_act("head", "seal")) == {"proceeding_open"}

    def test_a_sealed_folder_takes_nothing_until_the_head_opens_it(self, small_world: World) -> None:
        case = self.ended(small_world)
        case.act("registrar", "seal")
        party = {"kind": "third_party", "side": "third", "name": "江州某保险公司", "natural": False}
        refused = case.send_act("registrar", "add_party", **party)
        denied = case.send_act("registrar", "unseal", reason="补充")

        case.act("head", "unseal", reason="补充第三人")

        assert codes(refused) == {"illegal_transition"}
        assert codes(denied) == {"not_your_part"}
        assert case.act("registrar", "add_party", **party)
        assert is_whole(small_world)
