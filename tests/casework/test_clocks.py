"""Time limits on a case: started, stopped, lengthened, suspended, each rung fired once, acts typed late."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from mediation.vocabulary import Rung
from tests.casework.steps import MEDIATION, accepted, clock, dates, fired, is_whole, law_says, referred
from tests.faults.serving import at_once
from tests.stories import assigned, effective, in_mediation, registered, with_parties
from tests.world import CaseAt, World


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
