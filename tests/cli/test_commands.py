"""The command line: what it prints, what it exits with, in which language it says what is wrong."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mediation.casework.desk import WORKFLOWS
from mediation.cli.main import app
from mediation.law.calendar import Calendar
from mediation.law.statutes import Statutes
from mediation.law.time_limits import TimeLimits
from tests.replay.short import SHORT, changed

OK, DIFFERS, USAGE, DATA, CONFLICT, SYSTEM = 0, 1, 2, 3, 4, 5


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the short case was replayed."""
    folder = tmp_path_factory.mktemp("played")
    script = folder / "short.yaml"
    script.write_text(SHORT, encoding="utf-8")
    result = run("replay", script, "--database", f"sqlite:///{folder / 'short.db'}")
    assert result.exit_code == OK, result.output
    return folder / "short.db"


def copied(played: Path, folder: Path) -> Path:
    copy = folder / "copy.db"
    with sqlite3.connect(played) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy


@pytest.mark.parametrize(
    ("ref", "start"), [("S3", "2026-08-14"), ("S1", "2026-08-14"), ("D1", "2023-07-14"), ("M1", "2026-02-12")]
)
def test_clock_says_as_json_what_the_law_computes(ref: str, start: str) -> None:
    told = json.loads(run("clock", ref, "--from", start, "--json").stdout)
    statutes = Statutes.load(WORKFLOWS / "statutes.yaml")
    limits = TimeLimits.load(WORKFLOWS / "time_limits.yaml", statutes)
    law = limits.get(ref).compute(date.fromisoformat(start), calendar=Calendar())
    assert (told["raw"], told["due"]) == (str(law.raw), str(law.due))
    assert told["article"] == list(law.cites)
    assert told["steps"] == list(law.explain("zh"))


def test_clock_knows_a_limit_by_reference_and_by_name_and_by_edition() -> None:
    by_ref = json.loads(run("clock", "D2", "--from", "2025-01-02", "--json").stdout)
    by_name = json.loads(run("clock", "entrusted_mediation_ordinary", "--from", "2025-01-02", "--json").stdout)
    earlier = json.loads(run("clock", "D2", "--from", "2025-01-02", "--edition", "2024-12-31", "--json").stdout)
    assert by_ref == by_name
    assert by_ref["edition"] != earlier["edition"]


def test_clock_tells_people_the_arithmetic_in_both_languages() -> None:
    said = run("clock", "S3", "--from", "2026-09-01").stdout
    assert "2026-10-01 星期四" in said
    assert "2026-10-08 星期四 24时" in said
    assert "国庆节" in said
    assert "CPL art 205" in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("clock", "S33", "--from", "2026-01-01"), DATA, "S3"),
        (("clock", "S3", "--from", "2026-02-30"), USAGE, "不是真实存在的日期"),
        (("clock", "S3"), USAGE, "--from"),
        (("verify", "--database", "sqlite:///no/such.db"), SYSTEM, "没有这个数据库文件"),
        (("verify", "--database", "nonsense"), SYSTEM, "数据库地址无法识别"),
        (("replay", "no-such-script.yaml"), SYSTEM, "no-such-script.yaml"),
        (("check", "no-such-procedure.yaml"), SYSTEM, "no-such-procedure.yaml"),
    ],
)
def test_what_is_wrong_is_said_on_stderr_with_the_exit_code_of_its_kind(
    arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == ""


def test_check_finds_our_own_files_sound() -> None:
    result = run("check")
    assert result.exit_code == OK, result.stderr
    assert "没有发现问题" in result.stdout


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("    to: filed\n", "    to: filled\n", "unknown_state", "moves.file.to"),
        ("      - both_apply_jointly\n", "      - both_aply_jointly\n", "unknown_rule", "moves.file.when"),
        (
            'cites: ["SI11 4", "CPLI 355"]',
            'cites: ["SI11 4", "CPLI 955"]',
            "citation_not_in_force",
            "moves.accept.cites",
        ),
        ("waits: {clock: S4}", "waits: {clock: S5}", "clock_never_starts", "states.filed"),
    ],
)
def test_check_names_a_planted_fault_with_file_and_line(
    tmp_path: Path, old: str, new: str, code: str, path: str
) -> None:
    text = (WORKFLOWS / "judicial_confirmation.yaml").read_text(encoding="utf-8")
    assert old in text
    planted = tmp_path / "judicial_confirmation.yaml"
    planted.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = run("check", planted)
    assert result.exit_code == DATA
    named = [line for line in result.stderr.splitlines() if path in line]
    assert named, result.stderr
    assert named[0].startswith("judicial_confirmation.yaml:")
    assert int(named[0].split(":")[1].split(" ")[0]) > 1
    assert named[0].endswith(f"[{code}]")


def test_check_names_a_mistake_in_a_script_and_in_the_time_limits(tmp_path: Path) -> None:
    script = tmp_path / "short.yaml"
    script.write_text(changed("kind: street", "kind: strete"), encoding="utf-8")
    limits = tmp_path / "time_limits.yaml"
    text = (WORKFLOWS / "time_limits.yaml").read_text(encoding="utf-8")
    limits.write_text(text.replace("ref: S3\n", "ref: S1\n"), encoding="utf-8")
    named = run("check", script)
    assert named.exit_code == DATA
    assert "short.yaml:6 cast.organisations.0.kind" in named.stderr
    assert "S1" in run("check", limits).stderr


def test_check_holds_what_is_stored_against_the_names_there_are(played: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{copied(played, tmp_path)}"
    small = WORKFLOWS / "case_folder.yaml"
    assert run("check", small, "--database", url).exit_code == OK
    with sqlite3.connect(tmp_path / "copy.db") as db:
        db.execute("DROP TRIGGER definition_no_update")
        db.execute("UPDATE definition SET body = replace(body, 'both_apply_jointly', 'a_rule_that_went')")
    result = run("check", small, "--database", url)
    assert result.exit_code == DATA
    assert "a_rule_that_went" in result.stderr
    assert "name_is_gone" in result.stderr


def test_verify_finds_a_whole_history_whole_and_says_what_it_cannot_see(played: Path) -> None:
    result = run("verify", "--database", f"sqlite:///{played}")
    assert result.exit_code == OK, result.stderr
    assert "anchor" in result.stdout
    assert "锚抄存到别处" in result.stdout


def test_verify_names_the_event_in_which_one_byte_changed(played: Path, tmp_path: Path) -> None:
    with sqlite3.connect(copied(played, tmp_path)) as db:
        db.execute("DROP TRIGGER event_no_update")
        (row,) = db.execute("SELECT folder_id FROM event WHERE act = 'register'").fetchall()
        db.execute("UPDATE event SET body = replace(body, '2026-08-03', '2026-08-02') WHERE act = 'register'")
        (seq,) = db.execute("SELECT seq FROM event WHERE act = 'register'").fetchone()
    result = run("verify", "--database", f"sqlite:///{tmp_path / 'copy.db'}")
    assert result.exit_code == CONFLICT
    assert any(line.startswith(f"{row[0]}:{seq} ") and "event_changed" in line for line in result.stderr.splitlines())


def test_a_replay_that_differs_exits_with_one_and_says_where(tmp_path: Path) -> None:
    script = tmp_path / "short.yaml"
    script.write_text(changed("{due: 2026-08-06,", "{due: 2026-08-07,"), encoding="utf-8")
    result = run("replay", script, "--out", tmp_path / "out", "--json")
    assert result.exit_code == DIFFERS
    told = json.loads(result.stdout)
    assert [each["act"] for each in told["differences"]] == [6]
    assert "第 6 步" in (tmp_path / "out" / "account.txt").read_text(encoding="utf-8")


def test_an_operator_adds_an_organisation_and_people(tmp_path: Path) -> None:
    at = ("--database", f"sqlite:///{tmp_path / 'office.db'}")
    desk = run(
        "organisation", "add", "--name", "江州市总工会（虚构）", "--kind", "union", "--code", "江工调", *at
    ).stdout.strip()
    assert "江州市总工会（虚构）" in run("organisation", "list", *at).stdout
    added = run("user", "add", "--organisation", desk, "--name", "白若水", "--role", "registrar", *at)
    assert added.exit_code == OK, added.stderr
    person = added.stdout.split()[1]
    assert run("user", "token", person, *at).exit_code == OK
    assert run("user", "disable", person, "--reason", "离岗", *at).exit_code == OK
    assert run("user", "token", person, *at).exit_code == DATA
    assert run("organisation", "add", "--name", "甲", "--kind", "union", "--parent", "nobody", *at).exit_code == DATA


def test_help_names_every_command_on_a_plain_screen() -> None:
    done = subprocess.run([sys.executable, "-m", "mediation", "--help"], capture_output=True, text=True, check=True)
    for command in ("serve", "demo", "check", "clock", "replay", "verify", "worker", "user", "organisation"):
        assert f"\n  {command}" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_colourful_word_never_reaches_a_pipe(played: Path) -> None:
    assert "\x1b" not in run("verify", "--database", f"sqlite:///{played}").stdout
