"""A clock that cannot fire is told and passed over: those after it fire, and it fires itself once it is mended."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import text

from mediation.casework.sweeping import Stuck, sweep
from mediation.records.database import writing
from tests.casework.steps import is_whole, scalar
from tests.stories import registered
from tests.world import CaseAt, World


def spoil(world: World, case: CaseAt, state: str = "nowhere") -> None:
    """Put the folder of a case into a state no definition has."""
    with writing(world.desk.engine) as db:
        db.execute(
            text("UPDATE proceeding SET state = :state WHERE case_id = :case AND procedure = 'case_folder'"),
            {"case": case.id, "state": state},
        )


def fired_cases(world: World, stuck: list[Stuck]) -> list[str]:
    return [fired.case_id for fired in sweep(world.desk, world.now, stuck.append)]


def test_a_case_whose_clock_cannot_fire_does_not_hold_up_those_after_it(world: World) -> None:
    bad, good = registered(world)[0], registered(world)[0]
    spoil(world, bad)
    world.at("2026-09-30 09:00")
    stuck: list[Stuck] = []

    found = fired_cases(world, stuck)

    assert found == [good.id] * 6
    assert [(one.case_id, len({s.clock_id for s in stuck})) for one in stuck] == [(bad.id, 2)] * 2
    assert scalar(world, "SELECT count(*) FROM firing WHERE case_id = :case", case=bad.id) == 0


def test_a_hundred_bad_clocks_before_it_do_not_hide_a_good_one(small_world: World) -> None:
    bad = registered(small_world)[0]
    columns = "case_id, proceeding_id, limit_id, edition, seq, source, trigger_at, first_day, raw, due, provisional"
    copied = scalar(small_world, "SELECT id FROM clock WHERE limit_id = 'arbitration_opens'")
    with writing(small_world.desk.engine) as db:
        for number in range(110):
            db.execute(
                text(
                    f"INSERT INTO clock (id, next_at, {columns}, amber_on, red_on) SELECT :id, '2026-08-04 00:00:00', "
                    f"{columns}, amber_on, red_on FROM clock WHERE id = :copied"
                ),
                {"id": f"copy-{number}", "copied": copied},
            )
    spoil(small_world, bad)
    good = registered(small_world)[0]
    small_world.at("2026-09-30 09:00")
    stuck: list[Stuck] = []

    assert fired_cases(small_world, stuck) == [good.id] * 6
    assert len(stuck) == 112


def test_what_was_stuck_fires_once_it_is_mended(small_world: World) -> None:
    bad = registered(small_world)[0]
    spoil(small_world, bad)
    small_world.at("2026-09-30 09:00")
    fired_cases(small_world, [])

    spoil(small_world, bad, "open")
    stuck: list[Stuck] = []

    assert fired_cases(small_world, stuck) == [bad.id] * 6
    assert stuck == []
    assert is_whole(small_world)


def test_the_log_names_case_and_clock_and_no_words_of_the_case(
    small_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    bad = registered(small_world)[0]
    spoil(small_world, bad)
    small_world.at("2026-09-30 09:00")

    with caplog.at_level(logging.ERROR, "mediation.sweep"):
        assert list(sweep(small_world.desk, small_world.now)) == []

    assert len(caplog.messages) == 2
    assert all(f"case={bad.id} clock=" in line and "周行远" not in line for line in caplog.messages)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_case_that_somebody_holds_is_left_for_the_next_sweep(world: World) -> None:
    held, free = registered(world)[0], registered(world)[0]
    world.at("2026-08-05 09:00")
    stuck: list[Stuck] = []
    with writing(world.desk.engine) as db:
        db.execute(text("SELECT 1 FROM folder WHERE id = :case FOR UPDATE"), {"case": held.id})
        found = fired_cases(world, stuck)

    assert set(found) == {free.id}
    assert {one.case_id for one in stuck} == {held.id}
    assert set(fired_cases(world, [])) == {held.id}
