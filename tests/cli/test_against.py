"""``check --against``: a draft folder held against a database, for people and for programs; nothing is written."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mediation.casework.desk import WORKFLOWS
from mediation.casework.whatif import ChangedStep, WhatIf
from mediation.casework.whatif_dates import Dates, MovedClock
from mediation.cli import whatif
from mediation.cli.main import app
from mediation.law.wording import Text
from mediation.records.database import reading
from mediation.records.schema import metadata
from mediation.vocabulary import Relation
from tests.stories import effective
from tests.world import World

LIMITS = "time_limits.yaml"
S3 = "length: 30, roll: next_working_day, cites: [CPL 205, PML 33]"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A folder that holds nothing but a shorter S3."""
    before = (WORKFLOWS / LIMITS).read_text(encoding="utf-8")
    assert before.count(S3) == 1
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / LIMITS).write_text(before.replace(S3, S3.replace("30", "20", 1)), encoding="utf-8")
    return tmp_path / "draft"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


def content(world: World) -> dict[str, list[str]]:
    with reading(world.desk.engine) as db:
        return {t.name: sorted(repr(tuple(row)) for row in db.execute(t.select())) for t in metadata.sorted_tables}


def url(world: World) -> str:
    return world.desk.engine.url.render_as_string(hide_password=False)


def test_what_would_move_is_said_as_data_and_nothing_is_written(world: World, draft: Path) -> None:
    case, _ = effective(world)
    before = content(world)

    result = run("--against", url(world), "--workflows", draft, "--json")

    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["open_cases"] == 1
    assert [(c["case"], c["ref"], c["due"], c["why"][0]["en"]) for c in told["clocks"]] == [
        (case.view()["number"], "S3", ["2026-09-02", "2026-08-24"], "30 calendar days become 20 calendar days")
    ]
    assert content(world) == before


def test_people_read_a_line_a_clock_and_a_line_a_step(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = Dates(date(2026, 9, 2), None, date(2026, 8, 30)), Dates(None, None, date(2026, 8, 30))
    title, why = Text("申请司法确认", "application for confirmation"), (Text("期限已于2026-08-24届满。", "It ended."),)
    clock = MovedClock("江东工调〔2026〕1号", "S3", "judicial_confirmation_application", title, old, new, why)
    relations = (Relation.HEAD, Relation.REGISTRAR)
    step = ChangedStep(clock.case, "labour_mediation", "effective", "prepare", title, False, relations, why)

    whatif.show(WhatIf(7, (clock,), (step, replace(step, appears=True))))

    said = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert said[0] == "7 个未结案件；1 个期限改变日期，2 项下一步改变。未写入任何数据。"
    assert said[2] == f"{clock.case}  申请司法确认（S3）：届满 2026-09-02 → 无；期限已于2026-08-24届满"
    who = "调解组织负责人、登记人员"
    assert said[4] == f"{clock.case}  不再可办“申请司法确认”（prepare，{who}）；草案：期限已于2026-08-24届满"
    assert said[6] == f"{clock.case}  新增可办“申请司法确认”（prepare，{who}）；现行：期限已于2026-08-24届满"


def test_a_draft_with_a_mistake_is_refused_with_its_line(small_world: World, draft: Path) -> None:
    payment = (WORKFLOWS / "payment_order.yaml").read_text(encoding="utf-8")
    (draft / "payment_order.yaml").write_text(payment.replace("    cites: [", '    cites: ["CPL 999", ', 1), "utf-8")

    result = run("--against", url(small_world), "--workflows", draft)

    assert result.exit_code == 3
    assert "payment_order.yaml:" in result.stderr


@pytest.mark.parametrize("arguments", [("--json",), ("--workflows", "."), ("--against", "sqlite:///a.db", "file.yaml")])
def test_options_that_do_not_go_together_are_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_an_empty_folder_is_no_draft(small_world: World, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    assert run("--against", url(small_world), "--workflows", tmp_path / "empty").exit_code == 5
