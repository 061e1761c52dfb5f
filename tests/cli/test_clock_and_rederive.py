"""``mediation clock`` for every limit and for limitation with what began it anew; ``mediation rederive``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from mediation.cli.main import app
from mediation.law.time_limits import Limit
from mediation.records.database import writing
from mediation.vocabulary import Unit
from tests.casework.steps import is_whole, scalar
from tests.law.shared import limits
from tests.stories import effective
from tests.world import World

S3 = "judicial_confirmation_application"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


@pytest.mark.parametrize("limit", list(limits()), ids=lambda limit: str(limit.ref))
def test_clock_answers_for_every_limit(limit: Limit) -> None:
    hours = ("--at", "10:25") if limit.data.editions[-1].unit is Unit.HOUR else ()

    result = run("clock", limit.ref, "--from", "2026-03-02", *hours, "--json")

    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["limit"] == limit.id
    assert (told["due"] is None) == (limit.edition_on(limit.data.editions[-1].start or told["from"]).length is None)


def test_hours_end_at_their_hour() -> None:
    assert "2026-03-04 星期三 11:00" in run("clock", "S19", "--from", "2026-03-02", "--at", "10:25").stdout
    assert "2026-03-02 星期一 12:25" in run("clock", "G9", "--from", "2026-03-02", "--at", "10:25").stdout


def test_hours_without_a_time_ask_for_it() -> None:
    result = run("clock", "S19", "--from", "2026-03-02")

    assert result.exit_code == 3
    assert "时间" in result.stderr


APPLIED, FAILED = ("--event", "2026-03-02:applied_for_mediation"), ("--event", "2026-03-17:mediation_failed")


def test_limitation_tells_both_dates_and_the_defence() -> None:
    told = json.loads(run("clock", "L1", "--from", "2025-11-03", *APPLIED, *FAILED, "--json").stdout)

    assert (told["conservative"]["due"], told["restarted"]["due"]) == ("2027-03-02", "2027-03-17")
    assert any("应在仲裁期间提出" in note["zh"] for note in told["notes"])


def test_people_read_both_dates() -> None:
    shown = run("clock", "L1", "--from", "2025-11-03", *APPLIED, *FAILED).stdout

    assert shown.index("稳妥日期") < shown.index("2027-03-02 星期二 24时") < shown.index("2027-03-17 星期三 24时")


@pytest.mark.parametrize(
    ("ref", "event", "code"),
    [("S3", "2026-03-02:demanded", 3), ("L1", "2026-03-02:slept", 2), ("L1", "2026-02-30:demanded", 2)],
)
def test_what_begins_nothing_anew_is_refused(ref: str, event: str, code: int) -> None:
    assert run("clock", ref, "--from", "2026-03-02", "--event", event).exit_code == code


def outdated(world: World) -> None:
    """A running clock as an edition or a calendar left it that is no longer in force."""
    effective(world)
    with writing(world.desk.engine) as db:
        db.execute(text(f"UPDATE clock SET raw = '2026-08-24', due = '2026-08-24' WHERE limit_id = '{S3}'"))


def url(world: World) -> str:
    return world.desk.engine.url.render_as_string(hide_password=False)


def test_rederive_says_first_what_it_would_move_then_moves_it_once(world: World) -> None:
    outdated(world)

    dry = run("rederive", "--dry-run", "--database", url(world))
    still = scalar(world, f"SELECT due FROM clock WHERE limit_id = '{S3}'")
    wet = run("rederive", "--database", url(world))
    again = run("rederive", "--database", url(world), "--json")

    assert "届满 2026-08-24 → 2026-09-02" in dry.stdout
    assert "1 个期限会改变，未写入任何数据；0 个未改动。" in dry.stdout
    assert "1 个期限已重新推算；0 个未改动。" in wet.stdout
    assert (str(still), json.loads(again.stdout)) == ("2026-08-24", [])
    assert str(scalar(world, f"SELECT due FROM clock WHERE limit_id = '{S3}'")) == "2026-09-02"
    assert is_whole(world)


def test_rederive_makes_no_database_where_there_is_none(tmp_path: Path) -> None:
    assert run("rederive", "--database", f"sqlite:///{tmp_path / 'none.db'}").exit_code == 5
    assert list(tmp_path.iterdir()) == []
