"""What if: a draft held against the open cases says which days and next steps would be others, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mediation.casework.desk import WORKFLOWS, Desk, Procedures
from mediation.casework.whatif import WhatIf, compare
from mediation.engine.loading import load
from mediation.law.time_limits import TimeLimits
from mediation.records.database import connect, reading
from mediation.records.schema import metadata
from mediation.vocabulary import Relation
from tests.stories import drafted, effective, registered, with_parties
from tests.world import MONDAY, World, law, make_world

S3 = "      - {from: 2024-01-01, length: 30, roll: next_working_day, cites: [CPL 205, PML 33], confidence: V}\n"
RETURN = """    title: {zh: 退回继续调解, en: return to mediation}
    from: [drafting, signing]
    to: in_mediation
    by: [assigned_mediator]
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, sqlite_template: bytes) -> Iterator[tuple[World, dict[str, str]]]:
    """A desk with four cases, and their numbers; shared, since nothing here may write."""
    file = tmp_path_factory.mktemp("office") / "mediation.db"
    file.write_bytes(sqlite_template)
    world = make_world(connect(f"sqlite:///{file}"))
    withdrawn = world.open()
    ids = with_parties(withdrawn)
    withdrawn.move("registrar", "labour_mediation", "withdraw", party=ids["worker"])
    cases = {"registered": registered(world)[0], "drafted": drafted(world)[0], "effective": effective(world)[0]}
    yield world, {name: case.view()["number"] for name, case in cases.items()}
    world.desk.engine.dispose()


@pytest.fixture
def world(office: tuple[World, dict[str, str]]) -> World:
    return office[0]


@pytest.fixture
def numbers(office: tuple[World, dict[str, str]]) -> dict[str, str]:
    return office[1]


def edited(name: str, old: str, new: str) -> str:
    """One of our files with one place changed."""
    before = (WORKFLOWS / name).read_text(encoding="utf-8")
    assert before.count(old) == 1
    return before.replace(old, new)


def with_limits(folder: Path, *editions: str) -> Desk:
    """The law in force, but for the present edition of S3."""
    (folder / "time_limits.yaml").write_text(edited("time_limits.yaml", S3, "".join(editions)), encoding="utf-8")
    return replace(law(), limits=TimeLimits.load(folder / "time_limits.yaml", law().statutes))


def with_mediation(text: str) -> Desk:
    """The procedures in force, but for the mediation."""
    ours = law().procedures
    definition = load(text, ours.registry, MONDAY.date(), name="labour_mediation.yaml")
    return replace(law(), procedures=Procedures(ours.registry, {**ours.current, "labour_mediation": definition}))


def against(world: World, draft: Desk, now: datetime = MONDAY) -> WhatIf:
    with reading(world.desk.engine) as db:
        return compare(db, world.desk, draft, now)


def content(world: World) -> dict[str, list[str]]:
    with reading(world.desk.engine) as db:
        return {t.name: sorted(repr(tuple(row)) for row in db.execute(t.select())) for t in metadata.sorted_tables}


def test_what_is_in_force_changes_nothing_and_a_withdrawn_case_is_not_open(world: World) -> None:
    found = against(world, law())

    assert (found.cases, found.clocks, found.steps) == (3, (), ())


def test_a_shorter_edition_moves_exactly_the_running_clocks_of_its_limit(
    world: World, numbers: dict[str, str], tmp_path: Path
) -> None:
    before = content(world)

    (moved,) = against(world, with_limits(tmp_path, S3.replace("length: 30", "length: 20"))).clocks

    assert (moved.case, moved.ref) == (numbers["effective"], "S3")
    assert (moved.old.due, moved.new.due) == (date(2026, 9, 2), date(2026, 8, 24))
    assert [reason.zh for reason in moved.why] == ["30日改为20日"]
    assert content(world) == before


def test_a_new_edition_takes_the_triggers_from_its_first_day_on(world: World, tmp_path: Path) -> None:
    def split(last: str, first: str) -> Desk:
        new = S3.replace("2024-01-01", first).replace("length: 30", "length: 45")
        return with_limits(tmp_path, S3.replace("2024-01-01,", f"2024-01-01, until: {last},"), new)

    (moved,) = against(world, split("2026-08-02", "2026-08-03")).clocks

    assert moved.new.due == date(2026, 9, 17)
    assert "改用自2026-08-03起施行的版本（原为2024-01-01）" in {reason.zh for reason in moved.why}
    assert against(world, split("2026-08-03", "2026-08-04")).clocks == ()


def test_a_limit_that_would_not_be_in_force_loses_its_day_and_says_so(world: World, tmp_path: Path) -> None:
    (moved,) = against(world, with_limits(tmp_path, S3.replace("2024-01-01,", "2024-01-01, until: 2025-12-31,"))).clocks

    assert (moved.ref, moved.new.due) == ("S3", None)
    assert "没有施行中的规定" in moved.why[0].zh


def test_a_removed_move_is_gone_where_it_could_be_made_for_whoever_could(world: World, numbers: dict[str, str]) -> None:
    whole = (WORKFLOWS / "labour_mediation.yaml").read_text(encoding="utf-8")
    at = whole.index("  return_to_mediation:\n")
    draft = with_mediation(whole[:at] + whole[whole.index("\n\n", at) + 2 :])

    (step,) = against(world, draft).steps

    assert (step.case, step.move, step.appears) == (numbers["drafted"], "return_to_mediation", False)
    assert step.relations == (Relation.ASSIGNED_MEDIATOR,)
    assert step.why[0].zh == "流程中没有这一操作"


def test_a_move_given_to_another_appears_for_them_and_goes_for_who_had_it(world: World) -> None:
    draft = with_mediation(edited("labour_mediation.yaml", RETURN, RETURN.replace("assigned_mediator", "head")))

    found = against(world, draft).steps

    assert {(step.move, step.appears, step.relations) for step in found} == {
        ("return_to_mediation", False, (Relation.ASSIGNED_MEDIATOR,)),
        ("return_to_mediation", True, (Relation.HEAD,)),
    }


def test_a_rule_added_to_a_move_is_the_reason_why_it_goes(world: World, numbers: dict[str, str]) -> None:
    ruled = RETURN + "    when: [{rule: clock_running, limit: judicial_confirmation_application}]\n"
    draft = with_mediation(edited("labour_mediation.yaml", RETURN, ruled))

    (step,) = against(world, draft).steps

    assert (step.case, step.move, step.appears) == (numbers["drafted"], "return_to_mediation", False)
    assert [reason.zh for reason in step.why] == ["该期限没有在计算。"]


def test_a_day_that_moves_takes_with_it_the_steps_that_rest_on_it(
    world: World, numbers: dict[str, str], tmp_path: Path
) -> None:
    draft = with_limits(tmp_path, S3.replace("length: 30", "length: 20"))

    in_between = against(world, draft, datetime(2026, 8, 28, 1, tzinfo=UTC)).steps

    assert {(step.case, step.move, step.appears) for step in in_between} == {
        (numbers["effective"], "prepare_confirmation", False)
    }
    assert "2026-08-24" in in_between[0].why[0].zh
    assert against(world, draft, MONDAY).steps == ()
