"""Limitation from a case's own events: both dates of every claim, whose act counts, the reminders before the end."""

from __future__ import annotations

from typing import Any

from mediation.vocabulary import Rung
from tests.casework.steps import clock, codes, correct, fired, is_whole, referred, seq_of
from tests.stories import in_mediation, registered, row, with_parties
from tests.world import CaseAt, World

MEDIATION = "labour_mediation"


def limitation(case: CaseAt, number: int = 2, who: str = "registrar") -> Any:
    """What is told of a claim: 1 the wages, 2 the severance."""
    return case.world.get(f"/cases/{case.id}/limitation", who)[number - 1]


def dates(told: Any) -> tuple[str | None, str | None]:
    conservative, restarted = told["conservative"], told["restarted"]
    return conservative and conservative["due"], restarted and restarted["due"]


def known(case: CaseAt, on: str, **more: Any) -> None:
    case.act("registrar", "record_limitation_basis", known_on=on, **more)


def opened(world: World) -> tuple[CaseAt, dict[str, str]]:
    case = world.open()
    return case, with_parties(case)


def test_the_year_runs_from_knowledge_and_its_reminder_with_it(small_world: World) -> None:
    case, _ = opened(small_world)

    known(case, "2025-11-03")

    assert dates(limitation(case)) == ("2026-11-03", None)
    assert clock(case, "L1b")["due"] == "2026-11-03"
    assert limitation(case)["notes"][-1]["zh"].startswith("时效抗辩：应在仲裁期间提出")


def test_without_a_beginning_on_file_there_is_a_question_and_no_date(small_world: World) -> None:
    case, _ = opened(small_world)

    told = limitation(case)

    assert dates(told) == (None, None)
    assert any("未登记" in note["zh"] for note in told["notes"])


def test_the_reminder_comes_sixty_and_fifteen_days_before_the_end(small_world: World) -> None:
    case, _ = opened(small_world)
    known(case, "2025-11-03")

    rungs = []
    for moment in ("2026-09-03 23:59", "2026-09-04 00:00", "2026-10-18 23:59", "2026-10-19 00:00"):
        small_world.at(moment)
        rungs.append([f.rung for f in fired(small_world) if f.limit_id == "conservative_limitation"])

    assert rungs == [[], [Rung.AMBER], [], [Rung.RED]]


def test_wages_have_no_date_while_employment_lasts_and_a_year_from_its_end(small_world: World) -> None:
    case, _ = opened(small_world)

    case.act("registrar", "record_limitation_basis", claim=1, employment="lasting")
    lasting = limitation(case, 1)
    case.act("registrar", "record_limitation_basis", claim=1, employment="ended", employment_ended_on="2026-07-15")

    assert (lasting["ref"], dates(lasting)) == ("L2", (None, None))
    assert (limitation(case, 1)["ref"], dates(limitation(case, 1))) == ("L2b", ("2027-07-15", None))


def test_the_application_counts_from_its_receipt_and_the_failure_gives_the_second_date(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    known(case, "2025-11-03")
    small_world.at("2026-08-17 10:00")

    case.move("mediator", MEDIATION, "end", ground="no_agreement")

    assert dates(limitation(case)) == ("2027-08-03", "2027-08-17")
    assert (clock(case, "L1b")["due"], clock(case, "L1")["due"]) == ("2027-08-03", "2027-08-17")
    assert "中断：当事人不同意继续调解" in limitation(case)["restarted"]["steps"][1]
    assert is_whole(small_world)


def test_a_refusal_at_the_own_desk_gives_the_second_date_too(small_world: World) -> None:
    case, ids = registered(small_world)
    small_world.at("2026-08-05 10:00")
    case.move("registrar", MEDIATION, "record_refusal", party=ids["employer"], channel="phone")

    case.move("head", MEDIATION, "not_accept", ground="other_party_refused")

    assert dates(limitation(case)) == ("2027-08-03", "2027-08-05")


def test_a_term_that_runs_out_unheeded_counts_as_failed_on_its_last_day(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    due = clock(case, "M2")["due"]
    small_world.at("2026-09-10 09:00")

    told = limitation(case)

    assert (dates(told)[0], told["restarted"]["counted_from"]) == ("2027-08-03", due)


def test_a_withdrawal_leaves_only_the_date_from_the_application(small_world: World) -> None:
    case, ids = in_mediation(small_world)
    small_world.at("2026-08-10 10:00")

    case.move("registrar", MEDIATION, "withdraw", party=ids["worker"])

    assert dates(limitation(case)) == ("2027-08-03", None)


def employer_applies(world: World) -> tuple[CaseAt, dict[str, str]]:
    """The employer applies for its tools back; the worker claims wages in the same dispute."""
    case = world.open()
    parties = {}
    for kind, side, name in (("employer", "applicant", "江州远达物流有限公司"), ("worker", "respondent", "周行远")):
        parties[kind] = row(case.act("registrar", "add_party", kind=kind, side=side, name=name), "party")
    for item, claimant, respondent in (("other", "employer", "worker"), ("severance", "worker", "employer")):
        case.act(
            "registrar",
            "add_claim",
            item=item,
            claimant=parties[claimant],
            respondent=parties[respondent],
            amount="1.00",
        )
    known(case, "2025-11-03")
    case.move("registrar", MEDIATION, "register", form="written", received_on="2026-08-03")
    return case, parties


def test_an_employers_application_leaves_the_workers_year_alone(small_world: World) -> None:
    case, _ = employer_applies(small_world)

    assert dates(limitation(case, 1)) == ("2027-08-03", None)
    assert dates(limitation(case, 2)) == ("2026-11-03", None)
    assert clock(case, "L1b")["due"] == "2026-11-03"


def test_an_employer_who_agrees_to_perform_restarts_it(small_world: World) -> None:
    case, parties = employer_applies(small_world)

    case.act(
        "registrar",
        "record_limitation_event",
        kind="agreed_to_perform",
        party=parties["employer"],
        claim=2,
        happened_on="2026-08-01",
    )

    assert dates(limitation(case, 2))[0] == "2027-08-02"  # 1 August 2027 is a Sunday


def test_an_act_of_somebody_without_that_claim_is_pointed_out(small_world: World) -> None:
    case, ids = opened(small_world)

    told = case.act(
        "registrar", "record_limitation_event", kind="demanded", party=ids["employer"], happened_on="2026-08-01"
    )

    assert [warning["code"] for warning in told["steps"][0]["warnings"]] == ["interrupts_nothing"]


def test_a_demand_after_the_year_was_over_moves_neither_date_nor_reminder(small_world: World) -> None:
    case, ids = opened(small_world)
    known(case, "2025-06-02")

    case.act("registrar", "record_limitation_event", kind="demanded", party=ids["worker"], happened_on="2026-07-01")

    assert dates(limitation(case)) == ("2026-06-02", None)
    assert clock(case, "L1b")["due"] == "2026-06-02"
    assert any("届满以后" in note["zh"] for note in limitation(case)["notes"])


def test_force_majeure_lengthens_the_year_by_its_days(small_world: World) -> None:
    case, ids = opened(small_world)
    known(case, "2025-11-03")
    case.act("registrar", "suspend_limitation", party=ids["worker"], reason="force_majeure", since="2026-07-01")
    meanwhile = limitation(case)["conservative"]

    case.act("registrar", "resume_limitation", party=ids["worker"], until="2026-07-20")

    assert (meanwhile["due"], meanwhile["state"]) == (None, "suspended")
    assert dates(limitation(case)) == ("2026-11-23", None)
    assert any("不可抗力" in line for line in limitation(case)["conservative"]["steps"])


def test_an_obstacle_is_not_recorded_twice_nor_ended_before_it_began(small_world: World) -> None:
    case, ids = opened(small_world)
    worker = ids["worker"]

    early = case.send_act("registrar", "resume_limitation", party=worker, until="2026-07-20")
    case.act("registrar", "suspend_limitation", party=worker, reason="force_majeure", since="2026-07-01")
    twice = case.send_act("registrar", "suspend_limitation", party=worker, reason="other", since="2026-07-02")
    before = case.send_act("registrar", "resume_limitation", party=worker, until="2026-06-30")

    assert [codes(answer) for answer in (early, twice, before)] == [
        {"not_suspended"},
        {"suspended_already"},
        {"not_suspended"},
    ]


def test_a_corrected_day_of_knowledge_moves_date_and_reminder(small_world: World) -> None:
    case, _ = opened(small_world)
    known(case, "2025-11-03")

    answer = correct(case, seq_of(case, "record_limitation_basis"), "known_on", "2025-12-01")

    assert answer.status_code == 200, answer.text
    assert dates(limitation(case)) == ("2026-12-01", None)
    assert clock(case, "L1b")["due"] == "2026-12-01"


def test_a_corrected_day_of_receipt_moves_the_reminder_that_began_later(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    small_world.at("2026-08-17 10:00")
    case.move("mediator", MEDIATION, "end", ground="no_agreement")

    answer = correct(case, seq_of(case, "register"), "received_on", "2026-07-31")

    assert answer.status_code == 200, answer.text
    assert dates(limitation(case)) == ("2027-08-02", "2027-08-17")  # 31 July 2027 is a Saturday
    assert (clock(case, "L1b")["due"], clock(case, "L1")["due"]) == ("2027-08-02", "2027-08-17")
    assert is_whole(small_world)


def test_a_corrected_time_of_the_failure_moves_the_second_date(small_world: World) -> None:
    case, _ = in_mediation(small_world)
    small_world.at("2026-08-17 10:00")
    case.move("mediator", MEDIATION, "end", ground="no_agreement")

    answer = correct(case, seq_of(case, "end"), "occurred_at", "2026-08-13T10:00:00+08:00", who="mediator")

    assert answer.status_code == 200, answer.text
    assert dates(limitation(case)) == ("2027-08-03", "2027-08-13")
    assert clock(case, "L1")["due"] == "2027-08-13"


def test_services_have_three_years_and_no_reminder_of_the_labour_year(small_world: World) -> None:
    case = small_world.open(nature="service", cause="劳务合同纠纷")
    with_parties(case)
    known(case, "2025-11-03")

    assert (limitation(case)["ref"], dates(limitation(case))) == ("L4", ("2028-11-03", None))
    assert [c for c in small_world.get(f"/cases/{case.id}/clocks", "registrar") if c["ref"] == "L1b"] == []


def test_a_court_hears_nothing_of_it(small_world: World) -> None:
    case, _ = referred(small_world)

    assert small_world.get(f"/cases/{case.id}/limitation", "clerk") == []
    assert limitation(case)["conservative"]["counted_from"] == "2026-08-01"


def award(case: CaseAt, who: str, **more: Any) -> Any:
    return case.act("registrar", "record_award", party=who, award_received_on="2026-07-24", **more)


def running(case: CaseAt) -> dict[str, str]:
    found = case.world.get(f"/cases/{case.id}/clocks", "registrar")
    return {c["ref"]: c["due"] for c in found if c["state"] != "stopped"}


def test_a_final_award_may_be_sued_on_by_the_worker_and_only_annulled_by_the_employer(small_world: World) -> None:
    case, ids = opened(small_world)

    for who in ("worker", "employer"):
        told = award(case, ids[who], finality="final")

    assert running(case) == {"A7": "2026-08-10", "A8": "2026-08-24"}
    assert [warning["code"] for warning in told["steps"][0]["warnings"]] == ["award_is_final"]


def test_an_award_that_is_not_final_may_be_sued_on_by_each_from_its_own_receipt(small_world: World) -> None:
    case, ids = opened(small_world)

    award(case, ids["worker"], finality="not_final")
    case.act(
        "registrar",
        "record_award",
        party=ids["employer"],
        award_received_on="2026-07-28",
        finality="not_final",
    )

    assert running(case) == {"A7": "2026-08-10", "A7b": "2026-08-12"}


def test_once_a_suit_is_filed_the_days_to_sue_run_no_more(small_world: World) -> None:
    case, ids = opened(small_world)
    award(case, ids["worker"], finality="not_final")

    case.act("registrar", "record_complaint", party=ids["worker"], route="sue", filed_on="2026-08-03")

    assert running(case) == {}


def test_of_a_complaint_that_is_filed_already_no_day_to_sue_is_shown(small_world: World) -> None:
    case, ids = referred(small_world)

    award(case, ids["worker"], finality="not_final")

    assert "A7" not in running(case)
