from datetime import UTC, datetime

import pytest

from mediation.errors import BadInput, MediationError
from mediation.law.adjusting import Adjustment, AdjustmentRefused
from mediation.law.limits import LimitNotInForce
from mediation.law.time_limits import UnknownLimit
from mediation.vocabulary import OrganisationKind

from .shared import CALENDAR, computed, day, limits

ALL = list(limits())


def extend(days: int | None) -> Adjustment:
    return Adjustment("extend", days, None, None, "双方同意延长", "both parties agreed")


def suspend(start: str, end: str | None) -> Adjustment:
    return Adjustment("suspend", None, day(start), day(end) if end else None, "诉前鉴定", "appraisal")


@pytest.mark.parametrize(
    ("name", "trigger", "raw", "due"),
    [
        ("S3", "2026-01-24", "2026-02-23", "2026-02-24"),
        ("D2", "2026-02-05", "2026-02-20", "2026-02-24"),
        ("D3", "2026-02-09", "2026-02-16", "2026-02-24"),
        ("D1", "2026-01-26", "2026-02-25", "2026-02-25"),
        ("S1", "2026-09-16", "2026-10-01", "2026-10-08"),
        ("A7", "2026-09-21", "2026-10-06", "2026-10-08"),
        ("S15", "2026-04-20", "2026-05-05", "2026-05-06"),
        ("S7", "2026-06-05", "2026-06-20", "2026-06-22"),
        ("M1", "2026-02-12", "2026-02-24", "2026-02-24"),
        ("A3", "2026-02-12", "2026-02-26", "2026-02-26"),
        ("D6", "2026-04-30", "2026-05-08", "2026-05-08"),
        ("A2", "2026-09-24", "2026-10-15", "2026-10-15"),
        ("L18", "2026-02-12", "2026-03-11", "2026-03-11"),
        ("S3", "2026-09-01", "2026-10-01", "2026-10-08"),
    ],
)
def test_the_worked_dates_of_the_counting_rules(name: str, trigger: str, raw: str, due: str) -> None:
    found = computed(name, trigger)
    assert (found.raw, found.due) == (day(raw), day(due))


@pytest.mark.parametrize(
    ("name", "trigger", "raw", "due"),
    [
        ("D1", "2023-07-14", "2023-08-13", "2023-08-14"),
        ("S3", "2023-07-28", "2023-08-27", "2023-08-28"),
        ("S10", "2023-08-31", "2025-08-31", "2025-09-01"),
        ("S1", "2013-11-30", "2013-12-15", "2013-12-16"),
        ("S3", "2013-11-30", "2013-12-30", "2013-12-30"),
        ("S3", "2026-02-13", "2026-03-15", "2026-03-16"),
        ("S1", "2026-02-13", "2026-02-28", "2026-02-28"),
        ("S3", "2021-06-15", "2021-07-15", "2021-07-15"),
    ],
)
def test_the_dates_of_the_published_cases(name: str, trigger: str, raw: str, due: str) -> None:
    found = computed(name, trigger)
    assert (found.raw, found.due) == (day(raw), day(due))


@pytest.mark.parametrize("name", ["D4", "D5", "D6", "D7", "D8"])
def test_the_online_rules_did_not_exist_in_june_2021(name: str) -> None:
    with pytest.raises(LimitNotInForce):
        computed(name, "2021-06-15")


def test_the_golden_case_is_explained_line_by_line() -> None:
    lines = computed("judicial_confirmation_application", "2026-09-01").explain("zh")
    assert (
        lines[0] == "申请司法确认（S3）：自调解协议生效之日起30日，《民事诉讼法》第二百零五条、《人民调解法》第三十三条"
    )
    assert lines[1] == "起算日：2026-09-02（2026-09-01为事件当日，不计入，《民事诉讼法》第八十五条第二款）"
    assert lines[2] == "第30日：2026-10-01（星期四）"
    assert lines[3] == "2026-10-01（星期四）为国庆节，顺延一日（《民事诉讼法》第八十五条第三款）"
    assert lines[-1] == "届满：2026-10-08（星期四）24时"


def test_the_golden_case_is_explained_in_english_too() -> None:
    lines = computed("S3", "2026-09-01").explain("en")
    assert lines[0].endswith("30 calendar days from the day the agreement takes effect, CPL art 205, PML art 33")
    assert lines[-1] == "ends: 2026-10-08 (Thursday) at 24:00"


@pytest.mark.parametrize(
    ("on", "article"),
    [("2013-06-03", "CPL 194"), ("2021-12-31", "CPL 194"), ("2022-01-01", "CPL 201"), ("2024-01-01", "CPL 205")],
)
def test_confirmation_is_cited_by_the_article_of_its_day(on: str, article: str) -> None:
    assert article in computed("S3", on).cites


def test_the_same_complaint_gets_another_cap_after_new_year_2025() -> None:
    before, after = day("2024-12-31"), day("2025-01-02")
    entrusted = limits().get("D2")
    long = [extend(45)]
    assert entrusted.compute(before, calendar=CALENDAR, ledger=long).raw == day("2025-03-01")
    with pytest.raises(AdjustmentRefused) as refused:
        entrusted.compute(after, calendar=CALENDAR, ledger=long)
    assert refused.value.code == "extension_over_cap"
    assert "45日，超过上限30日" in refused.value.zh


def test_the_date_of_the_complaint_can_choose_the_edition() -> None:
    entrusted = limits().get("D3")
    found = entrusted.compute(day("2025-01-06"), calendar=CALENDAR, ledger=[extend(45)], edition=day("2024-12-31"))
    assert found.edition == "2016-07-01"


def test_a_stored_edition_key_gives_the_same_computation_again() -> None:
    first = computed("D2", "2025-03-03")
    assert limits().get("D2").compute(day("2025-03-03"), calendar=CALENDAR, edition=first.edition) == first


def test_a_key_without_a_date_is_an_edition_too() -> None:
    assert computed("M5", "2026-03-02").edition == "origin"
    again = limits().get("M5").compute(day("2026-03-02"), calendar=CALENDAR, edition="origin")
    assert again.due == day("2026-03-17")


@pytest.mark.parametrize("name", ["D2", "D3", "D8b", "D8c"])
def test_thirty_days_in_all_may_be_added_after_filing(name: str) -> None:
    limit = limits().get(name)
    assert limit.compute(day("2026-03-02"), calendar=CALENDAR, ledger=[extend(20), extend(10)]).due
    with pytest.raises(AdjustmentRefused):
        limit.compute(day("2026-03-02"), calendar=CALENDAR, ledger=[extend(20), extend(11)])


def test_delegated_mediation_may_be_extended_without_cap() -> None:
    found = limits().get("D1").compute(day("2026-03-02"), calendar=CALENDAR, ledger=[extend(90)])
    assert found.due == day("2026-06-30")


def test_platform_mediation_may_be_extended_by_fifteen_days_at_most() -> None:
    with pytest.raises(AdjustmentRefused):
        limits().get("M4").compute(day("2026-03-02"), calendar=CALENDAR, ledger=[extend(16)])


@pytest.mark.parametrize("name", ["S1", "S3", "S7", "S8", "A7", "M3"])
def test_a_right_that_lapses_cannot_be_extended(name: str) -> None:
    with pytest.raises(AdjustmentRefused) as refused:
        limits().get(name).compute(day("2026-03-02"), calendar=CALENDAR, ledger=[extend(1)])
    assert refused.value.code == "extension_not_allowed"


def test_only_the_online_delegated_term_and_appraisal_itself_know_a_suspension() -> None:
    assert {x.ref for x in ALL if any(e.suspension for e in x.data.editions)} == {"D8", "D9"}


def test_an_appraisal_stops_the_online_delegated_term() -> None:
    ledger = [suspend("2026-03-10", "2026-03-29")]
    found = limits().get("D8").compute(day("2026-03-02"), calendar=CALENDAR, ledger=ledger)
    assert found.raw == day("2026-04-21")


def test_while_the_appraisal_lasts_nothing_is_due() -> None:
    found = limits().get("D8").compute(day("2026-03-02"), calendar=CALENDAR, ledger=[suspend("2026-03-10", None)])
    assert (found.due, found.amber_on, found.red_on, found.remaining) == (None, None, None, 23)


@pytest.mark.parametrize("name", ["D1", "D2", "D8b", "M2", "S3"])
def test_nothing_stops_any_other_term(name: str) -> None:
    with pytest.raises(AdjustmentRefused) as refused:
        limits().get(name).compute(day("2026-03-02"), calendar=CALENDAR, ledger=[suspend("2026-03-10", None)])
    assert refused.value.code == "suspension_not_allowed"


@pytest.mark.parametrize("line", [extend(0), extend(None), suspend("2026-03-10", "2026-03-09")])
def test_a_ledger_line_without_its_numbers_is_refused(line: Adjustment) -> None:
    with pytest.raises(BadInput) as refused:
        limits().get("D8").compute(day("2026-03-02"), calendar=CALENDAR, ledger=[line])
    assert refused.value.code == "bad_adjustment"


@pytest.mark.parametrize("name", ["M1", "M2", "M7"])
def test_the_enterprise_rules_bind_enterprise_committees_only(name: str) -> None:
    limit = limits().get(name)
    enterprise = limit.compute(day("2026-03-02"), calendar=CALENDAR, organisation=OrganisationKind.ENTERPRISE)
    street = limit.compute(day("2026-03-02"), calendar=CALENDAR, organisation=OrganisationKind.STREET)
    assert (enterprise.binding, street.binding) == (True, False)
    assert street.explain("zh")[0].endswith("；参照")
    assert not enterprise.explain("zh")[0].endswith("；参照")


@pytest.mark.parametrize("name", ["A1", "D9", "D14", "L2", "L3", "L9", "M7", "M8", "N2", "S5", "S9", "S18"])
def test_where_the_law_gives_no_number_there_is_no_date_but_an_explanation(name: str) -> None:
    found = computed(name, "2026-03-02")
    assert (found.due, found.due_at, found.amber_on) == (None, None, None)
    assert "法律未规定固定天数" in found.explain("zh")[-1]


@pytest.mark.parametrize(
    ("name", "trigger", "amber", "red"),
    [
        ("D1", "2026-03-02", "2026-03-25", "2026-03-30"),
        ("S3", "2026-09-01", "2026-09-28", "2026-10-05"),
        ("D6", "2026-04-30", "2026-05-07", "2026-05-08"),
        ("S4", "2026-03-02", "2026-03-05", "2026-03-07"),
    ],
)
def test_a_clock_turns_amber_and_red_before_its_end(name: str, trigger: str, amber: str, red: str) -> None:
    found = computed(name, trigger)
    assert (found.amber_on, found.red_on) == (day(amber), day(red))


def test_a_hearing_notice_is_counted_back_from_the_hearing() -> None:
    assert computed("A5b", "2026-10-09").due == day("2026-09-24")


def test_the_right_to_arbitrate_opens_on_a_holiday_too() -> None:
    assert computed("M3", "2026-09-16").due == day("2026-10-01")


def test_preservation_is_counted_in_hours_from_the_next_hour() -> None:
    event = datetime(2026, 3, 2, 2, 25, tzinfo=UTC)
    found = limits().get("S19").compute(event, calendar=CALENDAR)
    assert found.due_at == datetime(2026, 3, 4, 3, tzinfo=UTC)
    assert "《民事诉讼法解释》第一百二十五条" in found.explain("zh")[1]


def test_a_roll_no_text_orders_is_said_to_be_by_analogy() -> None:
    assert "比照《民事诉讼法》第八十五条第三款" in computed("D2", "2026-02-05").explain("zh")[3]


def test_a_period_into_an_unpublished_year_is_provisional() -> None:
    found = computed("S3", "2026-12-10")
    assert found.provisional
    assert "2027年放假安排尚未载入" in found.explain("zh")[-2]


def test_a_limit_is_found_by_name_and_by_reference() -> None:
    assert limits().get("S3") is limits().get("judicial_confirmation_application")


def test_an_unknown_limit_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownLimit) as refused:
        limits().get("judical_confirmation_application")
    assert "judicial_confirmation_application" in refused.value.zh


def test_a_last_day_that_the_court_set_is_kept_and_says_who_set_it() -> None:
    found = limits().get("S5").compute(day("2026-09-01"), calendar=CALENDAR, last_day=day("2026-09-10"))

    assert (found.first_day, found.raw, found.due) == (day("2026-09-02"), day("2026-09-10"), day("2026-09-10"))
    assert (found.amber_on, found.red_on) == (day("2026-09-07"), day("2026-09-09"))
    assert "最后一日由人民法院指定：2026-09-10（星期四）" in found.explain("zh")
    assert found.explain("en")[-1] == "ends: 2026-09-10 (Thursday) at 24:00"


def test_without_a_day_set_the_court_the_limit_has_no_last_day() -> None:
    assert computed("S5", "2026-09-01").due is None


@pytest.mark.parametrize(
    ("limit", "last_day", "code"),
    [("S3", "2026-09-20", "length_fixed"), ("S5", "2026-08-31", "last_day_before_trigger")],
)
def test_nobody_sets_a_last_day_against_the_law_or_before_the_trigger(limit: str, last_day: str, code: str) -> None:
    with pytest.raises(MediationError) as refused:
        limits().get(limit).compute(day("2026-09-01"), calendar=CALENDAR, last_day=day(last_day))

    assert code in {refused.value.code, *(problem.code for problem in getattr(refused.value, "problems", ()))}


@pytest.mark.parametrize("limit", ["M1", "M2", "M7"])
def test_the_enterprise_committees_terms_are_for_reference_elsewhere(limit: str) -> None:
    def heading(kind: OrganisationKind) -> str:
        counted = limits().get(limit).compute(day("2026-09-01"), calendar=CALENDAR, organisation=kind)
        return counted.explain("zh")[0]

    assert not heading(OrganisationKind.ENTERPRISE).endswith("参照")
    assert heading(OrganisationKind.STREET).endswith("参照")


def test_an_extension_says_who_approved_it_where_it_is_not_the_parties_own_act() -> None:
    review = limits().get("S2").compute(day("2026-09-01"), calendar=CALENDAR, ledger=[extend(5)])
    mediation = limits().get("M2").compute(day("2026-09-01"), calendar=CALENDAR, ledger=[extend(5)])

    assert any("经仲裁委员会主任或其委托的人批准" in line for line in review.explain("zh"))
    assert any("双方同意延长" in line for line in mediation.explain("zh"))
