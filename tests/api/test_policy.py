"""Every route answers every actor as the policy says: their own case, another's, and one that is not there."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from fastapi import APIRouter

from api.app import ROUTERS, hold_to_policy
from mediation.casework import explaining, office
from mediation.doors import DOORS
from mediation.facts.folder import Assignment
from mediation.policy import relations_to
from mediation.records.database import reading, writing
from mediation.vocabulary import Relation, Role
from tests.api.planting import Planted, upload
from tests.api.readers import ON_A_CASE, READERS
from tests.api.walking import READING, VARIANTS
from tests.stories import assigned, effective, registered, with_parties
from tests.world import COURT, OTHER_COURT, STREET, CaseAt, World, person_id

ABOUT_A_CASE = sorted(door for door in DOORS if "{case_id}" in door)
BODIES: dict[str, Any] = {
    "POST /api/v1/cases/{case_id}/acts/{name}": {"answers": {}},
    "POST /api/v1/cases/{case_id}/proceedings/{proceeding_id}/moves/{name}": {"answers": {}},
    "POST /api/v1/cases/{case_id}/corrections": {"seq": 1, "name": "reason", "value": "x", "reason": "x"},
    "POST /api/v1/cases/{case_id}/links": {"other_case_id": "other", "kind": "related", "reason": "x"},
    "POST /api/v1/cases/{case_id}/papers": {"kind": "agreement"},
    "POST /api/v1/cases/{case_id}/attachments": None,
}
"""What is sent through the doors of a case that write; a new one without a line here fails the test."""
SIGNED_IN = [who for who in READERS if who not in {"disabled", "expired", "revoked", None}]
STRANGERS = [who for who in SIGNED_IN if who not in ON_A_CASE]


def ask(world: World, door: str, who: str | None, case_id: str, proceeding_id: str) -> Any:
    method, _, path = door.partition(" ")
    fill = {
        "case_id": case_id,
        "proceeding_id": proceeding_id,
        "name": "add_note",
        "paper_id": "p",
        "attachment_id": "a",
        "route": "confirmation",
        "which": "transfer",
    }
    path = path.format(**fill).removeprefix("/api/v1")
    if method == "GET":
        return world.call("GET", path + VARIANTS[door][0], who)
    more: dict[str, Any] = {"json": BODIES[door], "headers": {"If-Match": '"1"'}}
    if door.endswith("/attachments"):
        more = {"files": {"file": ("a.png", b"\x89PNG")}, "data": {"kind": "evidence"}}
    return world.call("POST", path, who, **more)


def test_every_door_of_a_case_that_writes_has_something_to_send() -> None:
    assert set(BODIES) == set(ABOUT_A_CASE) - READING


@pytest.mark.parametrize("door", ABOUT_A_CASE)
def test_a_case_of_others_looks_like_one_that_is_not_there(planted: Planted, door: str) -> None:
    proceeding = CaseAt(planted.world, planted.own).proceeding("labour_mediation")
    for who in STRANGERS:
        theirs = ask(planted.world, door, who, planted.own, proceeding)
        nowhere = ask(planted.world, door, who, str(uuid.uuid4()), str(uuid.uuid4()))

        assert (theirs.status_code, theirs.content) == (nowhere.status_code, nowhere.content)
        assert theirs.status_code in ({422} if door.endswith("attachments") and "POST" in door else {404})


@pytest.mark.parametrize("door", sorted(DOORS))
def test_nobody_is_asked_to_sign_in_at_every_door(planted: Planted, door: str) -> None:
    method, _, path = door.partition(" ")
    path = re.sub(r"{\w+}", "p", path.removeprefix("/api/v1"))
    for who in ("disabled", "expired", "revoked", None):
        answer = planted.world.call(method, path, who)

        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.json()["code"] == "not_signed_in"


def test_a_token_is_no_token_without_its_scheme(planted: Planted) -> None:
    token = planted.world.tokens["head"]
    for wrong in (
        token,
        f"Basic {token}",
        f"Bearer {token}x",
        "Bearer",
        f"Bearer {token} {token}",
        "Bearer 凭证凭证凭证凭证凭证凭证凭证",
    ):
        answer = planted.world.call("GET", "/me", None, headers={"Authorization": wrong.encode()})

        assert answer.status_code == 401


def test_whoever_is_on_a_case_reads_it_and_learns_what_they_are_to_it(planted: Planted) -> None:
    relations = {who: planted.world.get(f"/cases/{planted.own}", who)["relations"] for who in ON_A_CASE}

    assert relations == {
        "registrar": ["registrar"],
        "head": ["head"],
        "liaison": ["union_liaison"],
        "clerk": ["court_clerk"],
        "mediator": ["assigned_mediator"],
    }


def test_lists_hold_the_cases_of_whoever_asks_and_no_others(planted: Planted) -> None:
    both = {planted.own, planted.referred}

    for who in SIGNED_IN:
        listed = {card["id"] for card in planted.world.get("/cases?size=100", who)["items"]}
        assert listed == (both if who in ON_A_CASE else set())


def test_a_page_follows_only_a_case_of_ones_own(planted: Planted) -> None:
    answers = [planted.world.call("GET", f"/cases?after={ref}", "stranger") for ref in (planted.own, "no-such-case")]

    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content


def test_pages_add_up_to_the_whole_list(planted: Planted) -> None:
    first = planted.world.get("/cases?size=1", "head")
    second = planted.world.get(f"/cases?size=1&after={first['next']}", "head")

    assert [card["id"] for card in first["items"] + second["items"]] == [planted.referred, planted.own]
    assert second["next"] is None


def test_whoever_belongs_nowhere_any_more_is_nothing_to_a_case(planted: Planted) -> None:
    assignment = Assignment(
        id="a", case_id="c", person_id="p", relation=Relation.ASSIGNED_MEDIATOR, since=planted.world.now
    )

    assert relations_to("p", (), [assignment], (STREET,), ()) == frozenset()
    assert planted.world.call("GET", f"/cases/{planted.referred}", "gone").status_code == 404


def test_a_court_hears_of_an_application_when_it_is_filed_and_not_before(small_world: World) -> None:
    case, ids = effective(small_world)
    case.move("mediator", "labour_mediation", "prepare_confirmation", court=COURT)
    before = small_world.call("GET", f"/cases/{case.id}", "clerk").status_code
    listed_before = small_world.get("/cases", "clerk")["items"]
    case.paper("mediator", "confirmation_application")
    upload(case, "mediator", "证明.png", _png(), kind="mediation_certificate")
    both = [{"party": ids["worker"]}, {"party": ids["employer"]}]
    case.move("mediator", "judicial_confirmation", "file", form="written", applicants=both)

    assert (before, listed_before) == (404, [])
    assert small_world.call("GET", f"/cases/{case.id}", "clerk").status_code == 200
    assert [card["states"] for card in small_world.get("/cases", "clerk")["items"]] == [
        {"judicial_confirmation": "filed"}
    ]
    assert small_world.call("GET", f"/cases/{case.id}", "far_clerk").status_code == 404


def test_a_court_that_sent_a_case_does_not_hear_that_an_application_is_being_prepared(planted: Planted) -> None:
    world, case = planted.world, CaseAt(planted.world, planted.referred)
    case.move("mediator", "labour_mediation", "prepare_confirmation", court=COURT)
    cards = {card["id"]: card["states"] for card in world.get("/cases", "clerk")["items"]}
    procedures = {p["procedure"] for p in case.view("clerk")["proceedings"]}

    assert cards[case.id] == {"court_referral": "reported"}
    assert procedures == {"court_referral"}


def test_of_two_courts_on_a_case_each_sees_its_own_proceeding(small_world: World) -> None:
    case = small_world.open("clerk", source="court")
    with writing(small_world.desk.engine) as db:
        db.exec_driver_sql(
            "INSERT INTO proceeding (id, case_id, procedure, definition, state, organisation_id, counterpart_id, "
            "opened_seq, ended) SELECT 'second', case_id, 'judicial_confirmation', ?, 'filed', organisation_id, ?, 1, "
            "0 FROM proceeding WHERE procedure = 'court_referral'",
            (small_world.desk.procedures.current["judicial_confirmation"].digest, OTHER_COURT),
        )

    seen = {who: [p["procedure"] for p in case.view(who)["proceedings"]] for who in ("clerk", "far_clerk")}
    listed = {who: small_world.get("/cases", who)["items"][0]["states"] for who in seen}

    assert seen == {"clerk": ["court_referral"], "far_clerk": ["judicial_confirmation"]}
    assert listed == {"clerk": {"court_referral": "preparing"}, "far_clerk": {"judicial_confirmation": "filed"}}


def test_a_clerk_who_is_head_elsewhere_still_sees_only_what_reached_the_court(planted: Planted) -> None:
    """A second role in another organisation opens nothing: what one is to a case is asked case by case."""
    world = planted.world
    with writing(world.desk.engine) as db:
        db.exec_driver_sql(
            "INSERT INTO membership (id, person_id, organisation_id, role, since) "
            "VALUES ('two', ?, 'jz-enterprise', ?, ?)",
            (person_id("clerk"), Role.HEAD.value, "2026-01-01"),
        )

    cards = {card["id"]: card["states"] for card in world.get("/cases", "clerk")["items"]}

    assert cards[planted.own] == {"judicial_confirmation": "confirmed"}


def test_the_board_gives_a_court_no_steps_of_the_mediation(small_world: World) -> None:
    case = small_world.open("clerk", source="court")
    with_parties(case, "clerk")
    with reading(small_world.desk.engine) as db:
        board = explaining.board(db, small_world.desk, person_id("clerk"), [case.id], small_world.now)
        strange = explaining.board(db, small_world.desk, person_id("far_clerk"), [case.id], small_world.now)

    assert [step.name for step in board[case.id]] == ["send"]
    assert strange == {}


def test_a_mediator_taken_off_the_case_reads_it_no_more(small_world: World) -> None:
    case, _ = assigned(small_world)
    before = small_world.call("GET", f"/cases/{case.id}", "mediator").status_code
    case.act("head", "reassign", mediator=person_id("colleague"), reason="工作安排")
    after = {who: small_world.call("GET", f"/cases/{case.id}", who).status_code for who in ("mediator", "colleague")}

    assert before == 200
    assert after == {"mediator": 404, "colleague": 200}


@pytest.mark.parametrize(
    ("who", "source", "status"),
    [
        ("registrar", "application", 201),
        ("mediator", "own_initiative", 201),
        ("head", "arbitration", 201),
        ("liaison", "application", 201),
        ("clerk", "court", 201),
        ("registrar", "court", 403),
        ("clerk", "application", 403),
        ("stranger", "application", 403),
        ("administrator", "application", 403),
    ],
)
def test_a_case_is_opened_by_those_whose_part_it_is(small_world: World, who: str, source: str, status: int) -> None:
    form = {"organisation_id": STREET, "source": source, "nature": "labour", "cause": "追索劳动报酬争议"}

    assert small_world.call("POST", "/cases", who, json=form).status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("head", 201), ("administrator", 201), ("mediator", 403), ("stranger", 403)]
)
def test_people_are_kept_by_the_head_and_the_administrator(small_world: World, who: str, status: int) -> None:
    form = {"organisation_id": STREET, "name": "邱明月", "role": "mediator"}

    assert small_world.call("POST", "/people", who, json=form).status_code == status


def test_somebody_disabled_is_out_at_once(small_world: World) -> None:
    _, _ = registered(small_world)
    ended = small_world.call("POST", f"/people/{person_id('registrar')}/disable", "head", json={"reason": "离职"})

    assert ended.status_code == 200
    assert small_world.call("GET", "/me", "registrar").status_code == 401


def test_the_last_administrator_stays(small_world: World) -> None:
    answer = small_world.call(
        "POST", f"/people/{person_id('administrator')}/disable", "administrator", json={"reason": "离职"}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "last_administrator")


def test_a_token_lives_as_long_as_it_was_given(small_world: World) -> None:
    with writing(small_world.desk.engine) as db:
        token = office.issue_token(db, person_id("head"), small_world.now)
    told = {"Authorization": f"Bearer {token}"}
    small_world.at("2026-08-03 20:59")
    alive = small_world.call("GET", "/me", None, headers=told).status_code
    small_world.at("2026-08-03 21:00")

    assert (alive, small_world.call("GET", "/me", None, headers=told).status_code) == (200, 401)


def test_a_route_that_the_policy_does_not_list_stops_the_application() -> None:
    planted = APIRouter()
    planted.add_api_route("/secret", lambda: None, methods=["GET"])

    with pytest.raises(LookupError, match="GET /api/v1/secret"):
        hold_to_policy([*ROUTERS, planted])


def test_a_door_without_its_route_stops_the_application() -> None:
    with pytest.raises(LookupError, match="routes and policy differ"):
        hold_to_policy(ROUTERS[:-1])


def _png() -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00" + bytes(20)
