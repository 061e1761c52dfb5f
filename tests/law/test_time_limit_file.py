from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.law.limits import LimitNotInForce
from mediation.law.periods import Direction
from mediation.law.reading import LawDataFault
from mediation.law.time_limits import Limit, TimeLimits
from mediation.vocabulary import Unit

from .shared import CALENDAR, WORKFLOWS, day, limits, statutes

ALL = list(limits())


@pytest.mark.parametrize("limit", ALL, ids=lambda limit: str(limit.ref))
def test_every_edition_computes_on_its_first_and_last_day_and_explains_itself(limit: Limit) -> None:
    for edition in limit.data.editions:
        for on in {edition.start or date(2020, 1, 2), edition.until or date(2026, 3, 2)}:
            trigger = datetime(on.year, on.month, on.day, 4, tzinfo=UTC) if edition.unit is Unit.HOUR else on
            found = limit.compute(trigger, calendar=CALENDAR)
            assert found.edition == edition.key
            assert (found.due is None) == (edition.length is None)
            assert len(found.explain("zh")) == len(found.explain("en")) >= 2


@pytest.mark.parametrize("limit", ALL, ids=lambda limit: str(limit.ref))
def test_every_article_cited_was_in_force_throughout_the_edition(limit: Limit) -> None:
    for edition in limit.data.editions:
        for on in {edition.start or date(2020, 1, 2), edition.until or date(2026, 12, 31)}:
            assert [p for cite in edition.cites if (p := statutes().problem(cite, on))] == []


@pytest.mark.parametrize("name", ["S3", "L1"])
def test_every_article_of_counting_was_in_force_throughout_its_edition(name: str) -> None:
    for edition in limits().get(name).counting:
        for on in {edition.start or date(1995, 1, 1), edition.until or date(2026, 12, 31)}:
            cites = (edition.not_counted, edition.hours, edition.months, edition.roll)
            assert [p for cite in cites if (p := statutes().problem(cite, on))] == []


def test_every_reference_of_the_table_of_periods_is_there() -> None:
    wanted = {"N1", "N2"} | {f"M{n}" for n in range(1, 9)} | {f"D{n}" for n in range(1, 15)}
    wanted |= {f"A{n}" for n in range(1, 15)} | {f"S{n}" for n in range(1, 23)} | {f"L{n}" for n in range(1, 21)}
    assert wanted <= {limit.ref for limit in ALL}


def test_a_number_from_memory_says_so_and_may_be_set() -> None:
    remembered = [e for limit in ALL for e in limit.data.editions if e.confidence == "M"]
    assert remembered
    assert all(e.note and e.setting for e in remembered)


def test_an_operator_may_set_a_number_no_law_fixes() -> None:
    own = TimeLimits.load(WORKFLOWS / "time_limits.yaml", statutes(), {"S22": 14})
    assert own.get("follow_up_visit").compute(day("2026-03-02"), calendar=CALENDAR).raw == day("2026-03-16")


def test_an_operator_may_not_set_a_number_the_law_fixes() -> None:
    with pytest.raises(LawDataFault):
        limits().with_settings({"S3": 60})


BROKEN = {
    "confidence: V": "confidence: M",
    "length: 15": "length: 0",
    "cites: [MAL 14(3)]": "cites: []",
    "roll: none": "roll: sometimes",
    "ref: M3": "ref: m3",
    "procedure: none": "procedure: criminal",
    "unit: day": "unit: hour, extension: {by: both_parties}",
}
SMALL = """
counting:
  none: [{from: ~, not_counted: CC 201(1), hours: CC 201(2), months: CC 202, roll: CC 203(1)}]
notes: {n: {zh: 注, en: note}}
limits:
  - id: arbitration_opens
    ref: M3
    title: {zh: 可申请仲裁, en: opens}
    trigger: {zh: 收到之日, en: receipt}
    lapse: {zh: 可申请, en: open}
    decided_by: {zh: 当事人, en: party}
    rungs: {amber: 4, red: 1}
    procedure: none
    editions: [{from: 2021-01-01, length: 15, unit: day, roll: none, cites: [MAL 14(3)], confidence: V, note: n}]
"""


def load(tmp_path: Path, text: str) -> TimeLimits:
    file = tmp_path / "limits.yaml"
    file.write_text(text, encoding="utf-8")
    return TimeLimits.load(file, statutes())


def test_the_small_file_of_the_next_tests_is_sound(tmp_path: Path) -> None:
    assert load(tmp_path, SMALL).get("M3").edition_on(day("2026-01-01")).length == 15


@pytest.mark.parametrize("sound", BROKEN)
def test_a_mistake_in_the_file_is_refused_with_its_place(tmp_path: Path, sound: str) -> None:
    with pytest.raises(LawDataFault) as refused:
        load(tmp_path, SMALL.replace(sound, BROKEN[sound], 1))
    assert refused.value.problems[0].where.startswith("limits.yaml.limits.")


def test_editions_that_overlap_are_refused(tmp_path: Path) -> None:
    second = ", {from: 2020-01-01, length: 10, roll: none, cites: [MAL 14(3)], confidence: V}]"
    with pytest.raises(LawDataFault) as refused:
        load(tmp_path, SMALL.replace("note: n}]", "note: n}" + second))
    assert refused.value.problems[0].where == "limits.yaml.limits.M3"


def test_a_doubled_key_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(LawDataFault) as refused:
        load(tmp_path, SMALL.replace("    ref: M3\n", "    ref: M3\n    ref: M4\n"))
    assert refused.value.problems[0].where == "limits.yaml:8"


def test_an_unknown_note_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawDataFault):
        load(tmp_path, SMALL.replace("note: n}]", "note: other}]"))


def test_a_doubled_reference_is_refused(tmp_path: Path) -> None:
    entry = SMALL[SMALL.index("  - id") :]
    with pytest.raises(LawDataFault):
        load(tmp_path, SMALL + entry.replace("arbitration_opens", "other"))


@given(st.sampled_from(ALL), st.dates(date(2022, 5, 1), date(2026, 12, 31)))
def test_no_limit_ends_before_its_raw_end_nor_turns_red_before_amber(limit: Limit, on: date) -> None:
    if not any(edition.covers(on) for edition in limit.data.editions):
        with pytest.raises(LimitNotInForce):
            limit.edition_on(on)
        return
    found = limit.compute(datetime(on.year, on.month, on.day, 3, tzinfo=UTC), calendar=CALENDAR)
    if found.due is None or found.raw is None or found.due_at is None:
        assert limit.edition_on(on).length is None
        return
    assert found.raw <= found.due
    assert found.amber_on is not None
    assert found.red_on is not None
    assert found.amber_on <= found.red_on
    within_hours = limit.edition_on(on).unit is Unit.HOUR
    assert (found.due > on or within_hours) == (limit.data.direction is Direction.AFTER)
    assert found.due_at <= datetime(found.due.year, found.due.month, found.due.day, 16, tzinfo=UTC)
    assert found.due_at > datetime(found.due.year, found.due.month, found.due.day, 16, tzinfo=UTC) - timedelta(days=1)
