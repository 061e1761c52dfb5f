"""What may never leave: every reader tries every door; each canary comes to exactly those it is for (DESIGN §5)."""

from __future__ import annotations

import itertools

import pytest

from mediation.doors import DOORS, PAGES
from tests.api.planting import CLERK, DESK, MEDIATOR, NOBODY, Planted
from tests.api.readers import ON_A_CASE, READERS
from tests.api.walking import (
    PAGE_VARIANTS,
    READING,
    READING_PAGES,
    VARIANTS,
    Walked,
    addresses,
    ids,
    plausible,
    sign_ins,
    told,
    visit,
)
from tests.world import CaseAt, person_id

CASES = ("own", "referred")


@pytest.fixture(scope="module")
def walked(planted: Planted) -> Walked:
    """Everybody went through every door that reads, at every address there is."""
    found, cookies = Walked(), sign_ins(planted)
    for door in sorted(READING | READING_PAGES):
        for case, reader in itertools.product(CASES, READERS):
            for address in addresses(planted, door, getattr(planted, case)):
                page = door in READING_PAGES
                answer = (
                    visit(planted, address, cookies[reader]) if page else planted.world.call("GET", address, reader)
                )
                found.statuses[door, reader, address] = answer.status_code
                found.seen[reader][f"{door} {address}"] = told(answer)
    return found


def test_every_door_that_reads_has_its_recipe() -> None:
    assert set(VARIANTS) == READING
    assert set(PAGE_VARIANTS) == READING_PAGES


def test_every_door_opens_for_somebody(walked: Walked) -> None:
    opened = {door for (door, _, _), status in walked.statuses.items() if status == 200}

    assert opened == (READING | READING_PAGES) - {"GET /display"}  # which only sends one back


def test_nothing_breaks_on_the_way(walked: Walked) -> None:
    assert {status for (door, _, _), status in walked.statuses.items() if door in DOORS} == {200, 401, 404}
    assert {status for (door, _, _), status in walked.statuses.items() if door in PAGES} == {200, 303, 404}


def test_whatever_was_confided_comes_to_those_it_is_for_and_to_nobody_else(planted: Planted, walked: Walked) -> None:
    leaks = {
        (canary, str(reader)): walked.where(canary, reader)
        for canary, readers in planted.canaries.items()
        for reader in walked.who_saw(canary) - readers
    }

    assert leaks == {}


def test_whoever_may_see_it_does_see_it(planted: Planted, walked: Walked) -> None:
    missed = {
        canary: missing for canary, readers in planted.canaries.items() if (missing := readers - walked.who_saw(canary))
    }

    assert missed == {}


def test_something_was_planted_for_each_kind_of_reader(planted: Planted) -> None:
    audiences = list(planted.canaries.values())

    assert {NOBODY, MEDIATOR, DESK, DESK | CLERK, CLERK} == set(audiences)
    assert audiences.count(MEDIATOR) >= 40


@pytest.mark.parametrize("reader", [r for r in READERS if r not in ON_A_CASE])
def test_strangers_are_told_nothing_of_either_case(planted: Planted, walked: Walked, reader: str | None) -> None:
    case_ids = {planted.own, planted.referred}
    answered = {
        address
        for (_, who, address), status in walked.statuses.items()
        if who == reader and status == 200 and any(case_id in address for case_id in case_ids)
    }
    heard = "".join(text for address, text in walked.seen[reader].items() if "/cases?" in address)

    assert answered == set()
    assert not any(case_id in heard for case_id in case_ids)


def test_people_without_a_good_token_are_told_to_sign_in_at_every_door(walked: Walked) -> None:
    ended = {"disabled", "expired", "revoked", None}

    assert {status for (door, who, _), status in walked.statuses.items() if who in ended and door in DOORS} == {401}
    closed = {door for door, needs in PAGES.items() if not needs.public}
    assert {status for (door, who, _), status in walked.statuses.items() if who in ended and door in closed} == {303}


def test_the_court_sees_its_own_proceeding_and_not_the_mediation(planted: Planted, walked: Walked) -> None:
    with planted.world.desk.engine.connect() as db:
        rows = db.exec_driver_sql("SELECT id, procedure FROM proceeding").all()
    seen = {
        procedure
        for ref, procedure in rows
        for (_, who, address), status in walked.statuses.items()
        if who == "clerk" and status == 200 and ref in address
    }

    assert seen == {"court_referral", "judicial_confirmation", "case_folder"}


def test_the_court_reads_no_history_but_its_own(planted: Planted) -> None:
    events = planted.world.get(f"/cases/{planted.own}/events?size=100", "clerk")

    assert [event["act"] for event in events] == ["file", "accept", "confirm"]


def test_that_something_was_confided_is_not_in_the_history_of_the_desk(planted: Planted) -> None:
    told_to = {
        who: {e["act"] for e in planted.world.get(f"/cases/{planted.own}/events?size=100", who)}
        for who in ("head", "registrar", "liaison", "mediator")
    }
    confided = {"add_note", "offer", "record_fact"}

    assert told_to["mediator"] >= confided
    assert all(told_to[who].isdisjoint(confided) for who in ("head", "registrar", "liaison"))


def test_a_refused_move_tells_nothing_that_was_confided(planted: Planted) -> None:
    heard: dict[tuple[str, str], str] = {}
    for case_id in (planted.own, planted.referred):
        for who in ON_A_CASE[:-1]:
            for address, text in _refusals(planted, case_id, who):
                heard[who, address] = text
    leaks = {
        (canary, who, address)
        for (who, address), text in heard.items()
        for canary, readers in planted.canaries.items()
        if canary in text and who not in readers
    }

    assert len(heard) > 150
    assert leaks == set()


def _refusals(planted: Planted, case_id: str, who: str) -> list[tuple[str, str]]:
    """What somebody hears who tries everything that is not theirs, with plausible answers."""
    world, found = planted.world, []
    with world.desk.engine.connect() as db:
        rows = db.exec_driver_sql("SELECT id, procedure, state FROM proceeding WHERE case_id = ?", (case_id,)).all()
    party = ids(planted, "party", case_id)[0]
    for ref, procedure, state in rows:
        definition = world.desk.procedures.current[procedure]
        theirs = {"clerk": "court_clerk", "liaison": "union_liaison"}.get(who, who)
        for name, move in definition.moves.items():
            if theirs in move.by and name in definition.moves_from(state):
                continue
            address = f"/cases/{case_id}/proceedings/{ref}/moves/{name}"
            body = {"answers": plausible(move.asks, party, person_id("mediator"))}
            version = {"If-Match": f'"{CaseAt(world, case_id).version()}"'}
            answer = world.call("POST", address, who, json=body, headers=version)
            assert answer.status_code in {403, 404, 409, 422}, (address, answer.text)
            found.append((address, told(answer)))
    return found


def test_an_act_of_the_mediators_alone_says_no_more_than_that(planted: Planted) -> None:
    case = CaseAt(planted.world, planted.own)
    party = ids(planted, "party", planted.own)[0]

    for offer in (1, 2, 9):
        answer = case.send_move("head", "labour_mediation", "answer_offer", offer=offer, party=party, answer="accepted")

        assert answer.status_code == 403
        assert [reason["code"] for reason in answer.json()["reasons"]] == ["not_your_part"]


def test_a_court_is_told_of_the_mediation_as_of_a_proceeding_that_is_not_there(planted: Planted) -> None:
    case = CaseAt(planted.world, planted.own)
    version = {"If-Match": f'"{case.version()}"'}
    bodies = {
        planted.world.call(
            "POST", f"/cases/{case.id}/proceedings/{ref}/moves/close", "clerk", json={"answers": {}}, headers=version
        ).text
        for ref in (case.proceeding("labour_mediation"), "nothing-of-the-kind")
    }

    assert len(bodies) == 1
    assert "proceeding_not_found" in bodies.pop()
