"""Many at once: one wins, the others are told clearly; nothing is lost, nothing is done twice. On both databases."""

from __future__ import annotations

import threading
import time
import uuid
from functools import partial

import httpx2
import pytest
from sqlalchemy import text

from mediation.casework import office
from mediation.casework.verifying import verify
from mediation.records.database import reading, writing
from mediation.vocabulary import Role
from tests.faults.serving import at_once, post, served
from tests.stories import registered
from tests.world import MONDAY, OTHER, STREET, CaseAt, World, person_id

CONTACT = {"channel": "phone", "outcome": "spoken", "note": "约定周三见面"}


def clerks(world: World, number: int) -> list[str]:
    """The tokens of so many registrars."""
    tokens = []
    with writing(world.desk.engine) as db:
        for place in range(number):
            person = office.add_person(db, office.Newcomer(STREET, f"登记员{place}", Role.REGISTRAR), MONDAY)
            tokens.append(office.issue_token(db, person, MONDAY, office.TOKEN_LIVES * 2000))
    return tokens


def moves(case: CaseAt, url: str, name: str) -> str:
    return f"{url}/api/v1/cases/{case.id}/proceedings/{case.proceeding('labour_mediation')}/moves/{name}"


def events_of(world: World, case: CaseAt) -> list[str]:
    with reading(world.desk.engine) as db:
        found = db.execute(text("SELECT act FROM event WHERE folder_id = :id ORDER BY seq"), {"id": case.id})
        return [row.act for row in found]


def is_whole(world: World) -> bool:
    with reading(world.desk.engine) as db:
        return verify(db).findings == ()


def test_of_ten_clerks_who_make_the_same_move_one_wins_and_nine_are_told_who_did(world: World) -> None:
    case, _ = registered(world)
    version, tokens = case.version(), clerks(world, 10)
    body = {"answers": {"missing": "请补充工资流水"}}

    with served(world) as url:
        address = moves(case, url, "ask_for_material")
        told = at_once([partial(post, address, token, uuid.uuid4().hex, body, version) for token in tokens])
        again = at_once([partial(post, address, token, uuid.uuid4().hex, body, version + 1) for token in tokens])

    assert sorted(answer.status_code for answer in told) == [200] + [412] * 9
    stale = next(answer.json() for answer in told if answer.status_code == 412)
    assert stale["version"] == version + 1
    assert [change["act"] for change in stale["changes"]] == ["ask_for_material"]
    assert "登记员" in stale["title"]
    assert {answer.status_code for answer in again} == {409}
    assert all("illegal_transition" in {r["code"] for r in answer.json()["reasons"]} for answer in again)
    assert events_of(world, case).count("ask_for_material") == 1
    assert case.version() == version + 1
    assert is_whole(world)


def test_the_same_key_ten_times_at_once_is_one_act_and_one_answer(world: World) -> None:
    case, ids = registered(world)
    token, key = world.tokens["registrar"], uuid.uuid4().hex
    body = {"answers": {"party": ids["worker"], **CONTACT}}

    with served(world) as url:
        address = f"{url}/api/v1/cases/{case.id}/acts/log_contact"
        told = at_once([partial(post, address, token, key, body) for _ in range(10)])

    assert {(answer.status_code, answer.content, answer.headers["etag"]) for answer in told} == {
        (200, told[0].content, told[0].headers["etag"])
    }
    assert events_of(world, case).count("log_contact") == 1
    assert is_whole(world)


def test_acts_that_commute_all_succeed_at_once_and_none_is_lost(world: World) -> None:
    case, ids = registered(world)
    version, body = case.version(), {"answers": {"party": ids["worker"], **CONTACT}}

    with served(world) as url:
        address = f"{url}/api/v1/cases/{case.id}/acts/log_contact"
        calls = [partial(post, address, token, uuid.uuid4().hex, body) for token in clerks(world, 12)]
        told = at_once(calls)

    assert [answer.status_code for answer in told] == [200] * 12
    assert len({answer.json()["seq"] for answer in told}) == 12
    assert case.version() == version
    assert is_whole(world)


def test_forty_cases_opened_by_eight_at_once_are_numbered_without_gap_or_double(world: World) -> None:
    form = {"organisation_id": STREET, "source": "application", "nature": "labour", "cause": "追索劳动报酬争议"}
    half_way = {**form, "occurred_at": "2026-12-31T09:00:00+08:00"}  # refused only after its number was drawn

    def client(url: str, token: str) -> list[httpx2.Response]:
        forms = [form, half_way, form, form, half_way, form, form]
        return [post(f"{url}/api/v1/cases", token, uuid.uuid4().hex, body) for body in forms]

    with served(world) as url:
        told = at_once([partial(client, url, token) for token in clerks(world, 8)])

    opened = [answer.json() for answers in told for answer in answers if answer.status_code == 201]
    refused = [answer.status_code for answers in told for answer in answers if answer.status_code != 201]
    assert refused == [422] * 16
    numbers = sorted(int(case["case"]["number"].split("〕")[1].removesuffix("号")) for case in opened)
    assert numbers == list(range(1, 41))
    assert is_whole(world)


def test_forty_people_at_once_are_all_answered(world: World) -> None:
    case, ids = registered(world)
    body = {"answers": {"party": ids["worker"], **CONTACT}}

    with served(world) as url:
        address = f"{url}/api/v1/cases/{case.id}/acts/log_contact"
        told = at_once([partial(post, address, token, uuid.uuid4().hex, body) for token in clerks(world, 40)])

    assert {answer.status_code for answer in told} == {200}


def test_who_waited_while_the_case_was_handed_over_no_longer_finds_it(world: World) -> None:
    case, ids = registered(world)
    answers: list[int] = []

    def log_contact() -> None:
        path = f"/cases/{case.id}/acts/log_contact"
        body = {"answers": {"party": ids["worker"], **CONTACT}}
        answers.append(world.call("POST", path, "registrar", json=body).status_code)

    waiting = threading.Thread(target=log_contact)
    with writing(world.desk.engine) as db:
        lock = "" if db.dialect.name == "sqlite" else " FOR UPDATE"
        db.execute(text(f"SELECT id FROM folder WHERE id = :id{lock}"), {"id": case.id})
        db.execute(
            text("UPDATE case_file SET organisation_id = :other WHERE id = :id"), {"other": OTHER, "id": case.id}
        )
        waiting.start()
        time.sleep(0.5)
    waiting.join()

    assert answers == [404]


def test_of_two_administrators_who_disable_each_other_at_once_one_stays(world: World) -> None:
    with writing(world.desk.engine) as db:
        newcomer = office.Newcomer(OTHER, "白若川", Role.ADMINISTRATOR)
        second = office.add_person(db, newcomer, MONDAY)
        tokens = dict(world.tokens, second=office.issue_token(db, second, MONDAY, office.TOKEN_LIVES * 2000))
    pairs = [("administrator", second), ("second", person_id("administrator"))]

    with served(world) as url:
        told = at_once(
            [
                partial(post, f"{url}/api/v1/people/{other}/disable", tokens[who], uuid.uuid4().hex, {"reason": "离岗"})
                for who, other in pairs
            ]
        )

    with reading(world.desk.engine) as db:
        left = db.execute(
            text(
                "SELECT count(*) FROM person JOIN membership ON membership.person_id = person.id "
                "WHERE membership.role = 'administrator' AND person.disabled_at IS NULL"
            )
        ).scalar_one()
    assert left == 1
    assert sorted(answer.status_code for answer in told)[0] == 200
    assert pytest.approx(1) == sum(answer.status_code == 200 for answer in told)
