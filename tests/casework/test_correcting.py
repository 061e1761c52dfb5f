"""A wrong date or answer is corrected, not edited: clocks and rows follow, the old belief stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from mediation.records.database import reading
from tests.casework.steps import MEDIATION, accepted, clock, correct, dates, fired, is_whole, law_says, seq_of
from tests.stories import assigned, drafted, in_mediation, registered, sign
from tests.world import World, person_id


def test_a_corrected_day_derives_its_clocks_again_and_the_old_belief_stays_readable(small_world: World) -> None:
    case, _ = assigned(small_world)
    seq = seq_of(case, "register")

    answer = correct(case, seq, "received_on", "2026-07-31")

    assert answer.status_code == 200, answer.text
    for ref in ("M1", "M3"):
        assert dates(case, ref) == law_says(small_world, ref, "2026-07-31")
    assert dates(case, "M2") == law_says(small_world, "M2", "2026-08-03")
    with reading(small_world.desk.engine) as db:
        row = db.execute(text("SELECT target_seq, name, before, after FROM correction")).one()
    assert tuple(row) == (seq, "received_on", '"2026-08-03"', '"2026-07-31"')
    assert is_whole(small_world)


def test_a_corrected_day_takes_the_edition_that_was_in_force_on_it(small_world: World) -> None:
    case, _ = accepted(small_world, kind="entrusted_ordinary", on_platform=False, complaint_on="2024-12-20")
    seq = seq_of(case, "accept")

    answer = correct(case, seq, "accepted_on", "2024-12-30", "liaison")

    assert answer.status_code == 200, answer.text
    with reading(small_world.desk.engine) as db:
        edition = db.execute(
            text("SELECT edition FROM clock WHERE limit_id = 'entrusted_mediation_ordinary'")
        ).scalar_one()
    assert edition == small_world.desk.limits.get("D2").edition_on(date(2024, 12, 30)).key
    assert edition != small_world.desk.limits.get("D2").edition_on(date(2026, 8, 3)).key
    assert is_whole(small_world)


def test_a_corrected_day_that_the_act_could_not_have_had_is_refused_with_the_reason(small_world: World) -> None:
    case, _ = registered(small_world)
    small_world.at("2026-08-20 09:00")

    answer = correct(case, seq_of(case, "register"), "received_on", "2026-08-10")

    assert answer.status_code == 409
    assert [reason["code"] for reason in answer.json()["reasons"]] == ["day_ahead"]
    assert dates(case, "M1") == law_says(small_world, "M1", "2026-08-03")


def test_the_time_of_the_last_signature_corrected_moves_the_day_of_effect_and_its_limits(small_world: World) -> None:
    case, ids = drafted(small_world)
    small_world.at("2026-08-05 10:00")
    sign(case, "mediator", capacity="party", party=ids["worker"], form="signed", _at="2026-08-04T10:00:00+08:00")
    sign(case, "mediator", capacity="party", party=ids["employer"], form="sealed", _at="2026-08-04T10:00:00+08:00")
    sign(
        case,
        "mediator",
        capacity="mediator",
        mediator=person_id("mediator"),
        form="signed",
        _at="2026-08-04T10:00:00+08:00",
    )
    sign(case, "mediator", capacity="organisation", form="sealed")

    answer = correct(case, seq_of(case, "record_signature"), "occurred_at", "2026-08-04T18:00:00+08:00", "mediator")

    assert answer.status_code == 200, answer.text
    assert dates(case, "S3") == law_says(small_world, "S3", "2026-08-04")
    assert case.view("mediator")["agreement"]["effective_at"].startswith("2026-08-04T10:00:00")
    assert is_whole(small_world)


def test_the_meeting_that_was_scheduled_is_the_one_a_correction_puts_right(small_world: World) -> None:
    case, _ = assigned(small_world)
    case.move("mediator", MEDIATION, "schedule_meeting", starts_at="2026-08-04T09:00:00+08:00", channel="in_person")
    small_world.at("2026-08-05 10:00")
    checks = {"identity_checked": True, "rights_told": True, "sham_told": True, "address_confirmed": True}
    case.move("mediator", MEDIATION, "hold_meeting", channel="in_person", **checks)

    answer = correct(case, seq_of(case, "hold_meeting"), "occurred_at", "2026-08-04T09:00:00+08:00", "mediator")

    assert answer.status_code == 200, answer.text
    with reading(small_world.desk.engine) as db:
        meetings = [str(held) for held in db.execute(text("SELECT held_at FROM meeting")).scalars()]
        checked = {str(at) for at in db.execute(text("SELECT identity_checked_at FROM party")).scalars()}
    assert len(meetings) == 1
    assert meetings[0].startswith("2026-08-04 01:00:00")
    assert all(at.startswith("2026-08-04 01:00:00") for at in checked)


def test_a_corrected_number_of_days_lengthens_the_term_by_so_many(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    case.move("mediator", MEDIATION, "extend", days=3, all_agreed=True, channel="phone")

    answer = correct(case, seq_of(case, "extend"), "days", 10, "mediator")

    assert answer.status_code == 200, answer.text
    assert dates(case, "M2") == ("2026-08-28", "2026-08-28")
    assert is_whole(small_world)


def test_a_corrected_answer_puts_the_row_right_and_what_others_changed_since_stays(small_world: World) -> None:
    case, ids = registered(small_world)
    seqs = [e["seq"] for e in small_world.get(f"/cases/{case.id}/events", "registrar") if e["act"] == "add_party"]
    case.act("registrar", "amend_party", party=ids["worker"], phone="13900000009")

    amount = correct(case, seq_of(case, "add_claim"), "amount", "25000.00")
    name = correct(case, seqs[0], "name", "周行遠")
    phone = correct(case, seqs[0], "phone", "13800000007")

    assert [a.status_code for a in (amount, name, phone)] == [200, 200, 200]
    view = case.view()
    worker = next(p for p in view["parties"] if p["id"] == ids["worker"])
    assert worker["name"] == "周行遠"
    assert worker["phone"] == "13900000009"
    with reading(small_world.desk.engine) as db:
        assert db.execute(text("SELECT amount FROM claim WHERE ordinal = 2")).scalar_one() == 2_500_000
    assert is_whole(small_world)


def test_a_second_correction_remembers_the_first(small_world: World) -> None:
    case, _ = registered(small_world)
    seq = seq_of(case, "register")

    for day in ("2026-07-31", "2026-07-30"):
        assert correct(case, seq, "received_on", day).status_code == 200

    with reading(small_world.desk.engine) as db:
        beliefs = db.execute(text("SELECT before, after FROM correction ORDER BY seq")).all()
    assert [tuple(b) for b in beliefs] == [('"2026-08-03"', '"2026-07-31"'), ('"2026-07-31"', '"2026-07-30"')]
    assert dates(case, "M1") == law_says(small_world, "M1", "2026-07-30")


def test_an_answer_that_may_be_left_out_can_be_taken_back(small_world: World) -> None:
    case, ids = registered(small_world)
    case.act(
        "registrar", "add_claim", item="overtime", claimant=ids["worker"], respondent=ids["employer"], amount="1.00"
    )

    answer = correct(case, seq_of(case, "add_claim"), "amount", None)

    assert answer.status_code == 200, answer.text
    with reading(small_world.desk.engine) as db:
        assert db.execute(text("SELECT amount FROM claim WHERE item = 'overtime'")).scalar_one() is None
    assert correct(case, seq_of(case, "add_claim"), "amount", "2.00").status_code == 200
    assert is_whole(small_world)


UNCORRECTABLE = [
    ("open_case", "occurred_at", "2026-08-02T09:00:00+08:00", 422, "not_correctable"),
    ("add_claim", "claimant", "somebody", 422, "not_correctable"),
    ("register", "colour", "red", 422, "not_on_file"),
    ("register", "received_on", "2026-02-30", 422, "bad_date"),
    ("register", "received_on", None, 422, "missing"),
    ("register", "occurred_at", "2026-08-03T09:00", 422, "bad_time"),
    ("register", "occurred_at", "2026-08-04T09:00:00+08:00", 422, "in_the_future"),
]


@pytest.mark.parametrize(("act", "name", "value", "status", "code"), UNCORRECTABLE)
def test_what_cannot_be_corrected_says_so(
    small_world: World, act: str, name: str, value: Any, status: int, code: str
) -> None:
    case, _ = registered(small_world)
    seq = seq_of(case, act)
    small_world.at("2026-08-05 09:00")
    version = case.version()

    answer = correct(case, seq, name, value)

    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert case.version() == version


def test_an_answer_that_decided_which_limit_runs_is_recorded_anew_instead(small_world: World) -> None:
    case, _ = accepted(small_world)

    answer = correct(case, seq_of(case, "accept"), "how", "platform", "liaison")

    assert (answer.status_code, answer.json()["code"]) == (409, "not_correctable")
    assert clock(case, "D1")["state"] == "running"


def test_what_the_clock_recorded_is_not_corrected_by_hand(small_world: World) -> None:
    case, _ = registered(small_world)
    small_world.at("2026-09-30 09:00")
    fired(small_world)

    answer = correct(case, seq_of(case, "fire_clock"), "occurred_at", "2026-08-05T00:00:00+08:00")

    assert answer.json()["code"] == "not_correctable"


def test_no_event_of_that_number_is_said_to_be_missing(small_world: World) -> None:
    case, _ = registered(small_world)

    answer = correct(case, 999, "received_on", "2026-08-01")

    assert (answer.status_code, answer.json()["code"]) == (422, "not_on_file")


def test_a_correction_that_contradicts_other_records_is_refused(small_world: World) -> None:
    case, ids = registered(small_world)
    small_world.at("2026-08-10 09:00")
    agent = {"party": ids["worker"], "name": "程代理"}
    case.act("registrar", "add_agent", **agent, authority="general", _at="2026-08-04T09:00:00+08:00")
    case.act("registrar", "end_agent", **agent, _at="2026-08-05T09:00:00+08:00")

    answer = correct(case, seq_of(case, "add_agent"), "occurred_at", "2026-08-06T09:00:00+08:00")

    assert (answer.status_code, answer.json()["code"]) == (409, "contradicts_the_file")
    assert is_whole(small_world)
