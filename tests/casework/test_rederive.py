"""An edition that reaches back: running clocks are derived anew, an act a case, and what it cannot do it says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import text

from mediation.casework.desk import WORKFLOWS, Desk
from mediation.casework.rederive import Again, rederive
from mediation.law.time_limits import TimeLimits
from mediation.records.database import reading, writing
from tests.casework.steps import accepted, clock, fired, is_whole, scalar
from tests.stories import effective
from tests.world import CaseAt, World

S3 = "{from: 2024-01-01, length: 30, roll: next_working_day, cites: [CPL 205, PML 33], confidence: V}"
D3 = "{from: 2025-01-01, length: 7, extension: {by: both_parties, cap_days: 30}"


def under(world: World, folder: Path, old: str, *new: str) -> Desk:
    """The world's desk after an edition was published."""
    before = (WORKFLOWS / "time_limits.yaml").read_text(encoding="utf-8")
    assert before.count(old) == 1
    file = folder / "time_limits.yaml"
    file.write_text(before.replace(old, "\n      - ".join(new)), encoding="utf-8")
    return replace(world.desk, limits=TimeLimits.load(file, world.desk.statutes))


def retroactive(world: World, folder: Path) -> Desk:
    """From 1 July 2026 an application for confirmation has 45 days; published when cases of August already run."""
    old = S3.replace("2024-01-01,", "2024-01-01, until: 2026-06-30,")
    return under(world, folder, S3, old, S3.replace("2024-01-01", "2026-07-01").replace("length: 30", "length: 45"))


def events(world: World, case: CaseAt) -> Sequence[str]:
    with reading(world.desk.engine) as db:
        found = db.execute(text("SELECT act FROM event WHERE folder_id = :case ORDER BY seq"), {"case": case.id})
        return [row.act for row in found]


def due(found: Sequence[Again]) -> list[tuple[str, date | None, date | None]]:
    return [(again.ref, again.before.due, again.after.due) for again in found]


def test_publishing_leaves_running_clocks_and_rederiving_moves_them_once(world: World, tmp_path: Path) -> None:
    case, _ = effective(world)
    desk = retroactive(world, tmp_path)
    desk.publish(world.now)
    assert clock(case, "S3")["due"] == "2026-09-02"

    first = list(rederive(desk, world.now))
    told = events(world, case)
    again = list(rederive(desk, world.now))

    assert due(first) == [("S3", date(2026, 9, 2), date(2026, 9, 17))]
    assert told[-1] == "rederive_clocks"
    assert again == []
    assert events(world, case) == told
    with reading(world.desk.engine) as db:
        row = db.execute(text("SELECT due, edition FROM clock WHERE limit_id = 'judicial_confirmation_application'"))
        assert [(str(r.due), r.edition) for r in row] == [("2026-09-17", "2026-07-01")]
    assert is_whole(world)


def test_the_event_says_what_was_and_what_is_and_the_edition(world: World, tmp_path: Path) -> None:
    effective(world)

    list(rederive(retroactive(world, tmp_path), world.now))

    (row,) = json.loads(scalar(world, "SELECT value FROM answer WHERE act = 'rederive_clocks'"))
    assert {name: row[name] for name in row if name not in ("limit", "seq")} == {
        "due_before": "2026-09-02",
        "due_after": "2026-09-17",
        "edition_before": "2024-01-01",
        "edition_after": "2026-07-01",
    }
    assert scalar(world, "SELECT actor_id FROM event WHERE act = 'rederive_clocks'") == "system"


def test_a_dry_run_says_the_same_and_writes_nothing(world: World, tmp_path: Path) -> None:
    case, _ = effective(world)
    before = events(world, case)

    found = list(rederive(retroactive(world, tmp_path), world.now, dry_run=True))

    assert due(found) == [("S3", date(2026, 9, 2), date(2026, 9, 17))]
    assert events(world, case) == before
    assert clock(case, "S3")["due"] == "2026-09-02"


def test_a_run_that_was_cut_short_is_finished_by_the_next(world: World, tmp_path: Path) -> None:
    cases = [effective(world)[0] for _ in range(3)]
    desk = retroactive(world, tmp_path)

    cut = next(rederive(desk, world.now))
    rest = list(rederive(desk, world.now))

    assert sorted([cut.case_id, *(again.case_id for again in rest)]) == sorted(case.id for case in cases)
    assert [events(world, case).count("rederive_clocks") for case in cases] == [1, 1, 1]


def test_the_rungs_are_armed_for_the_new_day(small_world: World, tmp_path: Path) -> None:
    effective(small_world)
    small_world.at("2026-08-31 09:00")
    before = [f.rung for f in fired(small_world) if f.limit_id == "judicial_confirmation_application"]
    desk = retroactive(small_world, tmp_path)

    list(rederive(desk, small_world.now))
    small_world.at("2026-10-08 09:00")

    after = [f.rung for f in fired(small_world) if f.limit_id == "judicial_confirmation_application"]
    assert (before, after) == (["amber", "red"], ["amber", "red", "end"])


def test_a_clock_that_was_stopped_stays_as_it_was(small_world: World, tmp_path: Path) -> None:
    case, _ = effective(small_world)
    case.move("mediator", "labour_mediation", "close", result="other_route")
    stopped = scalar(small_world, "SELECT due FROM clock WHERE limit_id = 'judicial_confirmation_application'")

    assert [a for a in rederive(retroactive(small_world, tmp_path), small_world.now) if a.ref == "S3"] == []
    assert scalar(small_world, "SELECT due FROM clock WHERE limit_id = 'judicial_confirmation_application'") == stopped


def test_a_ledger_the_new_edition_refuses_is_said_and_left(small_world: World, tmp_path: Path) -> None:
    case, _ = accepted(small_world, kind="entrusted_summary", on_platform=False)
    case.move("mediator", "labour_mediation", "extend", days=20, all_agreed=True, channel="phone")
    before = clock(case, "D3")

    (found,) = rederive(under(small_world, tmp_path, D3, D3.replace("30", "10")), small_world.now)

    assert (found.ref, found.refused is not None and "上限10日" in found.refused.zh) == ("D3", True)
    assert clock(case, "D3") == before


def test_a_case_whose_rows_are_broken_does_not_hold_up_the_others(world: World, tmp_path: Path) -> None:
    cases = sorted((effective(world)[0] for _ in range(2)), key=lambda case: case.id)
    with writing(world.desk.engine) as db:
        db.execute(
            text("UPDATE proceeding SET state = 'nowhere' WHERE case_id = :case AND procedure = 'case_folder'"),
            {"case": cases[0].id},
        )

    found = list(rederive(retroactive(world, tmp_path), world.now))

    assert [(again.case_id, again.refused is None) for again in found] == [(cases[0].id, False), (cases[1].id, True)]
    assert scalar(world, "SELECT count(*) FROM event WHERE act = 'rederive_clocks'") == 1


def test_a_calendar_that_came_late_takes_the_provisional_mark_away(small_world: World) -> None:
    effective(small_world)
    with writing(small_world.desk.engine) as db:
        db.execute(text("UPDATE clock SET provisional = true WHERE limit_id = 'judicial_confirmation_application'"))

    (found,) = rederive(small_world.desk, small_world.now)

    assert (found.before.provisional, found.after.provisional, found.after.due) == (True, False, date(2026, 9, 2))
