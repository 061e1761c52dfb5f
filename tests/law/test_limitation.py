"""Limitation, ruled case by case: whose act counts for whose claim, and from when the year runs."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.law.limitation import RESTARTS, Act, Claimed, Event, Law, Limitation
from mediation.law.periods import Suspension
from mediation.law.wording import Text

from .shared import CALENDAR, day, limits

LAW = Law(limits(), CALENDAR)
KNOWN = day("2025-11-03")
SEVERANCE = Claimed("severance", "worker", "employer", KNOWN)
FORCE_MAJEURE = Text("不可抗力", "force majeure")


def event(on: str, act: Act, by: str = "worker", **more: Any) -> Event:
    return Event(day(on), act, by, **more)


def ruled(*events: Event, claim: Claimed = SEVERANCE, stopped: tuple[Suspension, ...] = ()) -> Limitation:
    return LAW.limitation(claim, events, stopped)


def dates(found: Limitation) -> tuple[date | None, date | None]:
    conservative, restarted = found.conservative, found.restarted
    return conservative.due if conservative else None, restarted.due if restarted else None


APPLIED = event("2026-03-02", Act.APPLIED_FOR_MEDIATION)


def test_the_year_runs_from_knowledge_while_nobody_acts() -> None:
    found = ruled()

    assert found.ref == "L1"
    assert dates(found) == (day("2026-11-03"), None)


def test_a_last_day_on_a_holiday_rolls() -> None:
    assert dates(ruled(claim=Claimed("k", "worker", "employer", day("2025-10-01")))) == (day("2026-10-08"), None)


def test_the_year_from_29_february_ends_on_28_february() -> None:
    found = ruled(claim=Claimed("k", "worker", "employer", day("2024-02-29")))

    assert found.conservative is not None
    assert (found.conservative.raw, found.conservative.due) == (day("2025-02-28"), day("2025-02-28"))


def test_an_application_for_mediation_begins_the_year_anew() -> None:
    assert dates(ruled(APPLIED)) == (day("2027-03-02"), None)


@pytest.mark.parametrize("act", sorted(RESTARTS))
def test_an_event_of_r17_31_gives_a_second_later_date(act: Act) -> None:
    assert dates(ruled(APPLIED, event("2026-03-17", act))) == (day("2027-03-02"), day("2027-03-17"))


def test_a_withdrawal_leaves_only_the_date_from_the_application() -> None:
    found = ruled(APPLIED, event("2026-03-10", Act.WITHDRAWN))

    assert dates(found) == (day("2027-03-02"), None)
    assert any("撤回" in note.zh for note in found.notes)


def test_a_failure_after_a_first_application_was_withdrawn_counts_again() -> None:
    again = [event("2026-04-01", Act.APPLIED_FOR_MEDIATION), event("2026-04-16", Act.MEDIATION_EXPIRED)]

    assert dates(ruled(APPLIED, event("2026-03-10", Act.WITHDRAWN), *again)) == (day("2027-04-01"), day("2027-04-16"))


def test_an_employers_application_does_not_restart_the_workers_year() -> None:
    theirs = event("2026-03-02", Act.APPLIED_FOR_MEDIATION, by="employer")

    assert dates(ruled(theirs, event("2026-03-17", Act.MEDIATION_FAILED, by="employer"))) == (day("2026-11-03"), None)


def test_an_employers_application_interrupts_the_employers_own_claim() -> None:
    theirs = event("2026-03-02", Act.APPLIED_FOR_MEDIATION, by="employer")

    assert dates(ruled(theirs, claim=Claimed("tools", "employer", "worker", KNOWN))) == (day("2027-03-02"), None)


def test_an_employer_who_agrees_to_perform_restarts_the_workers_year() -> None:
    agreed = event("2026-03-02", Act.AGREED_TO_PERFORM, by="employer")

    assert dates(ruled(agreed)) == (day("2027-03-02"), None)


def test_a_worker_who_says_so_has_not_agreed_to_perform_for_the_employer() -> None:
    assert dates(ruled(event("2026-03-02", Act.AGREED_TO_PERFORM))) == (day("2026-11-03"), None)


def test_an_application_interrupts_only_the_claims_it_asserts() -> None:
    wages_only = event("2026-03-02", Act.APPLIED_FOR_MEDIATION, claims=frozenset({"wages"}))

    assert dates(ruled(wages_only)) == (day("2026-11-03"), None)


def test_an_application_against_the_subcontractor_interrupts_nothing_against_the_general_contractor() -> None:
    against = event("2026-03-02", Act.APPLIED_FOR_MEDIATION, against="subcontractor")

    assert dates(ruled(against)) == (day("2026-11-03"), None)


def test_an_act_after_the_year_is_over_interrupts_nothing() -> None:
    found = ruled(event("2026-11-04", Act.APPLIED_FOR_MEDIATION))

    assert dates(found) == (day("2026-11-03"), None)
    assert any("届满以后" in note.zh for note in found.notes)


def test_an_act_on_the_last_rolled_day_is_in_time() -> None:
    claim = Claimed("k", "worker", "employer", day("2025-10-01"))

    assert dates(ruled(event("2026-10-08", Act.DEMANDED), claim=claim))[0] == day("2027-10-08")


def test_a_debtor_who_agrees_to_perform_after_the_year_owes_anew() -> None:
    agreed = event("2026-12-01", Act.AGREED_TO_PERFORM, by="employer")

    assert dates(ruled(agreed)) == (day("2027-12-01"), None)


def test_wages_have_no_period_while_employment_lasts() -> None:
    found = ruled(claim=Claimed("wages", "worker", "employer", day("2020-01-01"), wages=True, employed=True))

    assert (found.ref, dates(found)) == ("L2", (None, None))
    assert "MAL 27(4)" in found.cites


def test_wages_run_a_year_from_the_end_of_employment_not_from_knowledge() -> None:
    ended = Claimed("wages", "worker", "employer", day("2019-01-01"), True, False, day("2026-02-27"))
    found = ruled(claim=ended)

    assert found.ref == "L2b"
    assert found.conservative is not None
    assert found.conservative.raw == day("2027-02-27")


def test_an_application_made_while_still_employed_does_not_shorten_the_year_after_the_end() -> None:
    ended = Claimed("wages", "worker", "employer", KNOWN, True, False, day("2026-06-30"))

    assert dates(ruled(APPLIED, claim=ended))[0] == day("2027-06-30")


def test_wages_of_somebody_of_whom_nobody_asked_take_the_stricter_year_and_say_so() -> None:
    found = ruled(claim=Claimed("wages", "worker", "employer", KNOWN, wages=True))

    assert (found.ref, dates(found)[0]) == ("L1", day("2026-11-03"))
    assert any("是否终止" in note.zh for note in found.notes)


def test_an_unknown_beginning_is_no_date_but_a_question() -> None:
    found = ruled(claim=Claimed("k", "worker", "employer", None))

    assert dates(found) == (None, None)
    assert any("未登记" in note.zh for note in found.notes)


def test_a_claim_of_unknown_beginning_runs_from_the_application_at_least() -> None:
    assert dates(ruled(APPLIED, claim=Claimed("severance", "worker", "employer", None)))[0] == day("2027-03-02")


def test_services_have_three_years_and_no_restart_by_the_mediation_rules() -> None:
    civil = Claimed("fee", "worker", "employer", day("2022-12-29"), civil=True)
    failed = event("2023-08-13", Act.MEDIATION_FAILED)
    found = ruled(event("2023-07-14", Act.SUED), failed, claim=civil)

    assert found.ref == "L4"
    assert dates(found) == (day("2026-07-14"), None)
    assert not any("仲裁" in note.zh for note in found.notes)


def test_days_of_force_majeure_are_added_before_the_roll() -> None:
    stopped = Suspension(day("2026-02-01"), day("2026-02-20"), FORCE_MAJEURE)
    found = ruled(stopped=(stopped,))

    assert found.conservative is not None
    assert (found.conservative.raw, found.conservative.due) == (day("2026-11-23"), day("2026-11-23"))
    assert any("不可抗力" in line for line in found.conservative.explain("zh"))


def test_force_majeure_before_the_year_began_adds_nothing() -> None:
    stopped = Suspension(day("2025-01-01"), day("2025-02-01"), FORCE_MAJEURE)

    assert dates(ruled(stopped=(stopped,)))[0] == day("2026-11-03")


def test_while_force_majeure_lasts_nothing_is_due() -> None:
    found = ruled(stopped=(Suspension(day("2026-10-05"), None, FORCE_MAJEURE),))

    assert found.conservative is not None
    assert (found.conservative.raw, found.conservative.due) == (None, None)
    assert "尚余30日" in found.conservative.explain("zh")[-1]


def general(known: str, start: str, end: str | None) -> Limitation:
    stopped = Suspension(day(start), day(end) if end else None, FORCE_MAJEURE)
    return ruled(claim=Claimed("fee", "worker", "employer", day(known), civil=True), stopped=(stopped,))


def test_an_obstacle_in_the_last_six_months_leaves_six_months_of_the_general_period_after_it() -> None:
    found = general("2023-06-01", "2026-02-01", "2026-04-20")

    assert dates(found)[0] == day("2026-10-20")
    assert found.conservative is not None
    assert any("《民法典》第一百九十四条" in line for line in found.conservative.explain("zh"))
    assert any("人民法院" in note.zh for note in found.notes)


def test_an_obstacle_that_ended_before_the_last_six_months_adds_nothing_to_the_general_period() -> None:
    assert dates(general("2023-06-01", "2025-02-01", "2025-11-30"))[0] == day("2026-06-01")


def test_an_obstacle_that_began_earlier_and_reaches_into_them_does() -> None:
    assert dates(general("2023-06-01", "2025-02-01", "2025-12-31"))[0] == day("2026-06-30")


def test_while_the_obstacle_lasts_the_general_period_does_not_end() -> None:
    assert dates(general("2023-06-01", "2026-05-01", None)) == (None, None)


def test_before_october_2017_what_was_left_of_the_general_period_ran_on() -> None:
    assert dates(general("2015-03-02", "2017-01-10", "2017-01-19"))[0] == day("2017-03-13")  # 12 March is a Sunday


def test_the_defence_must_be_raised_in_the_arbitration() -> None:
    assert any("应在仲裁期间提出" in note.zh for note in ruled().notes)


def test_the_arithmetic_names_the_event_the_article_and_the_result() -> None:
    found = ruled(APPLIED, event("2026-03-17", Act.MEDIATION_EXPIRED))

    assert found.restarted is not None
    lines = found.restarted.explain("zh")
    assert lines[0].startswith("劳动争议仲裁时效（L1）：1年")
    assert "2026-03-17中断：调解期限内未达成协议（《企业劳动争议协商调解规定》第三十一条" in lines[1]
    assert lines[-1] == "届满：2027-03-17（星期三）24时（暂定）"
    assert found.restarted.provisional


def test_the_wage_case_of_a_worker_who_left_in_february_and_filed_in_december_is_in_time() -> None:
    left = Claimed("overtime", "worker", "employer", day("2018-03-01"), True, False, day("2019-02-28"))
    found = ruled(event("2019-12-20", Act.APPLIED_FOR_ARBITRATION), claim=left)

    assert dates(found)[0] == day("2020-12-21")


DAYS = st.integers(0, 3000).map(lambda n: day("2018-01-01") + timedelta(days=n))
EVENTS = st.lists(st.builds(Event, DAYS, st.sampled_from(Act), st.sampled_from(["worker", "employer"])), max_size=6)


@given(DAYS, EVENTS)
def test_no_event_ever_makes_a_claim_end_earlier(known: date, events: list[Event]) -> None:
    claim = Claimed("k", "worker", "employer", known)
    bare, found = ruled(claim=claim).conservative, ruled(*events, claim=claim).conservative

    assert bare is not None
    assert found is not None
    assert found.due is not None
    assert bare.due is not None
    assert found.due >= bare.due


@given(DAYS, EVENTS)
def test_the_date_by_r17_31_is_never_before_the_conservative_one(known: date, events: list[Event]) -> None:
    found = ruled(*events, claim=Claimed("k", "worker", "employer", known))
    conservative, restarted = dates(found)

    assert restarted is None or (conservative is not None and restarted >= conservative)
