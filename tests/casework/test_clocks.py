"""Time limits on a case: started, stopped, lengthened, suspended, fired once, derived again when a record was wrong."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from mediation.casework.sweeping import Fired, sweep
from mediation.casework.verifying import verify
from mediation.records.database import reading
from mediation.vocabulary import Rung
from tests.faults.serving import at_once
from tests.stories import assigned, drafted, effective, in_mediation, registered, sign, with_parties
from tests.world import CaseAt, World, person_id

MEDIATION = "labour_mediation"


def clock(case: CaseAt, ref: str, who: str = "registrar") -> Any:
    """The newest clock of a reference."""
    return [c for c in case.world.get(f"/cases/{case.id}/clocks", who) if c["ref"] == ref][-1]


def dates(case: CaseAt, ref: str) -> tuple[str, str]:
    found = clock(case, ref)
    return found["raw"], found["due"]


def law_says(world: World, ref: str, day: str) -> tuple[str, str]:
    told = world.get(f"/time-limits/{ref}?from={day}", "registrar")
    return told["raw"], told["due"]


def fired(world: World) -> list[Fired]:
    return list(sweep(world.desk, world.now))


def correct(case: CaseAt, seq: int, name: str, value: Any, who: str = "registrar") -> Any:
    body = {"seq": seq, "name": name, "value": value, "reason": "邮戳日期看错"}
    return case.world.call(
        "POST", f"/cases/{case.id}/corrections", who, json=body, headers={"If-Match": f'"{case.version()}"'}
    )


def seq_of(case: CaseAt, act: str) -> int:
    """The number of the last event of an act."""
    statement = text("SELECT max(seq) FROM event WHERE folder_id = :case AND act = :act")
    with reading(case.world.desk.engine) as db:
        return int(db.execute(statement, {"case": case.id, "act": act}).scalar_one())


def is_whole(world: World) -> bool:
    with reading(world.desk.engine) as db:
        return verify(db).findings == ()


def referred(world: World, **more: Any) -> tuple[CaseAt, dict[str, str]]:
    """A case that a court sent to the desk."""
    case = world.open("clerk", source="court")
    ids = with_parties(case, "clerk")
    sent = {
        "kind": "delegated",
        "docket": "（2026）江0199民诉前调1号",
        "complaint_on": "2026-08-01",
        "on_platform": True,
        "has_award": "yes",
        "applicant_consented": True,
        "respondent_consented": True,
        "delegation_switched_on": True,
    }
    case.move("clerk", "court_referral", "send", **{**sent, **more})
    return case, ids


def accepted(world: World, **more: Any) -> tuple[CaseAt, dict[str, str]]:
    """A referral the desk accepted on 3 August 2026."""
    how = more.pop("how", "signature")
    case, ids = referred(world, **more)
    mediator = person_id("mediator")
    case.move("liaison", "court_referral", "accept", how=how, accepted_on="2026-08-03", mediator=mediator)
    return case, ids


def test_a_registered_application_starts_the_limits_of_its_day_of_receipt(small_world: World) -> None:
    case, _ = registered(small_world)

    for ref in ("M1", "M3"):
        assert dates(case, ref) == law_says(small_world, ref, "2026-08-03")


def test_acceptance_stops_one_limit_and_starts_the_next(small_world: World) -> None:
    case, _ = assigned(small_world)

    assert clock(case, "M1")["state"] == "stopped"
    assert clock(case, "M2")["state"] == "running"
    assert dates(case, "M2") == law_says(small_world, "M2", "2026-08-03")


def test_the_last_signature_needed_starts_the_limits_of_both_routes(small_world: World) -> None:
    case, _ = effective(small_world)

    for ref in ("S1", "S3"):
        assert dates(case, ref) == law_says(small_world, ref, "2026-08-03")
    assert clock(case, "M2")["state"] == "stopped"


def extend(case: CaseAt, days: int) -> Any:
    return case.move("mediator", MEDIATION, "extend", days=days, all_agreed=True, channel="phone")


def test_an_extension_moves_the_end_and_arms_the_rungs_again(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    small_world.at("2026-08-14 09:00")
    before = [f.rung for f in fired(small_world) if f.limit_id == "mediation_term"]

    extend(case, 10)
    moved = dates(case, "M2")
    at_once_after = [f.rung for f in fired(small_world) if f.limit_id == "mediation_term"]
    small_world.at("2026-09-01 09:00")
    again = [f.rung for f in fired(small_world) if f.limit_id == "mediation_term"]

    assert before == [Rung.AMBER]
    assert moved == ("2026-08-28", "2026-08-28")
    assert at_once_after == []
    assert again == [Rung.AMBER, Rung.RED, Rung.END]
    assert is_whole(small_world)


def test_each_rung_fires_once_however_often_somebody_sweeps(small_world: World) -> None:
    case, _ = registered(small_world)
    small_world.at("2026-09-30 09:00")

    first, second = fired(small_world), fired(small_world)

    assert sorted((f.limit_id, f.rung) for f in first) == sorted(
        (limit, rung) for limit in ("arbitration_opens", "mediation_acceptance") for rung in Rung
    )
    assert [f.at for f in first if f.limit_id == "arbitration_opens"] == sorted(
        f.at for f in first if f.limit_id == "arbitration_opens"
    )
    assert second == []
    assert case.state() == "registered"


def test_many_sweepers_at_once_fire_each_rung_once(world: World) -> None:
    cases = [registered(world)[0] for _ in range(3)]
    world.at("2026-09-30 09:00")

    told = at_once([partial(fired, world) for _ in range(5)])

    rungs = [(f.case_id, f.limit_id, f.rung) for found in told for f in found]
    assert len(rungs) == len(set(rungs)) == len(cases) * 6
    assert is_whole(world)


def test_the_end_of_a_limit_only_records(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    version = case.version()
    small_world.at("2026-10-30 09:00")

    ended = [f for f in fired(small_world) if f.rung is Rung.END]

    assert {f.move for f in ended} == {None}
    assert case.state() == "in_mediation"
    assert case.version() == version


def test_a_referral_on_the_platform_that_nobody_confirms_lapses_by_its_clock(small_world: World) -> None:
    case, _ = referred(small_world)
    due = small_world.get("/time-limits/D6?from=2026-08-03", "clerk")["due"]
    small_world.at(f"{due} 23:59")
    in_time = [f.move for f in fired(small_world)]
    before = case.state("court_referral")
    small_world.at(f"{date.fromisoformat(due).replace(day=date.fromisoformat(due).day + 1)} 00:00")

    late = [f.move for f in fired(small_world)]

    assert set(in_time) == {None}
    assert before == "sent"
    assert late == ["lapse"]
    assert case.state("court_referral") == "lapsed"
    assert is_whole(small_world)


def test_a_referral_outside_the_platform_never_lapses(small_world: World) -> None:
    case, _ = referred(small_world, on_platform=False)
    small_world.at("2026-12-01 09:00")

    assert fired(small_world) == []
    assert case.state("court_referral") == "sent"


def test_an_appraisal_before_filing_takes_its_days_out_of_the_online_term(small_world: World) -> None:
    case, _ = accepted(small_world, how="platform")
    whole = clock(case, "D8")["due"]
    case.move(
        "mediator",
        MEDIATION,
        "hold_meeting",
        channel="video",
        identity_checked=True,
        rights_told=True,
        sham_told=True,
        address_confirmed=True,
    )
    small_world.at("2026-08-10 09:00")
    case.move("mediator", MEDIATION, "suspend", reason="appraisal")
    small_world.at("2026-08-19 09:00")
    case.move("mediator", MEDIATION, "resume")

    assert whole == "2026-09-02"
    assert clock(case, "D8")["raw"] == "2026-09-12"
    assert is_whole(small_world)


def test_an_extension_beyond_the_cap_of_the_edition_is_refused(small_world: World) -> None:
    case, _ = accepted(small_world, kind="entrusted_summary", on_platform=False)

    refused = case.send_move("mediator", MEDIATION, "extend", days=31, all_agreed=True, channel="phone")

    assert (refused.status_code, refused.json()["code"]) == (409, "extension_over_cap")
    assert clock(case, "D3")["raw"] == "2026-08-10"


def test_an_act_typed_late_counts_from_when_it_happened_and_is_marked(small_world: World) -> None:
    case = small_world.open()
    with_parties(case)
    case.move(
        "registrar", MEDIATION, "register", form="written", received_on="2026-08-03", _at="2026-08-03T08:00:00+08:00"
    )
    for party in case.view()["parties"]:
        if party["side"] == "respondent":
            case.move("registrar", MEDIATION, "record_consent", party=party["id"], channel="phone")
    small_world.at("2026-08-13 10:00")

    told = case.move("registrar", MEDIATION, "accept", _at="2026-08-04T15:00:00+08:00")

    assert told["steps"][0]["late"] is True
    assert [warning["code"] for warning in told["steps"][0]["warnings"]] == []
    assert dates(case, "M2") == law_says(small_world, "M2", "2026-08-04")
    assert small_world.get(f"/cases/{case.id}/events", "registrar")[-1]["late"] is True


def test_an_act_of_the_same_day_is_not_late(small_world: World) -> None:
    case = small_world.open()
    small_world.at("2026-08-03 17:00")

    told = case.act(
        "registrar",
        "add_party",
        kind="worker",
        side="applicant",
        name="周行远",
        _at="2026-08-03T09:30:00+08:00",
    )

    assert told["steps"][0]["late"] is False


def test_nothing_can_have_happened_later_than_now(small_world: World) -> None:
    case, ids = registered(small_world)

    refused = case.send_act(
        "registrar",
        "log_contact",
        party=ids["worker"],
        channel="phone",
        outcome="spoken",
        _at="2026-08-03T09:00:01+08:00",
    )

    assert refused.status_code == 422
    assert [(e["field"], e["code"]) for e in refused.json()["errors"]] == [("occurred_at", "in_the_future")]


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
    extend(case, 3)

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
