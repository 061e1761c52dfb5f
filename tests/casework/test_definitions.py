"""Which rules a case runs under: its own for ever, the newest for a new one; nothing it names may go."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from mediation.casework.desk import WORKFLOWS, Desk, load_procedures, registry_of
from mediation.errors import Conflict
from mediation.settings import Settings
from tests.casework.steps import codes, is_whole, scalar
from tests.world import MONDAY, CaseAt, World, law

MEDIATION = "labour_mediation"


def copied(folder: Path, **changes: tuple[str, str]) -> Path:
    """The workflows in a folder of their own, with these words changed in a file."""
    shutil.copytree(WORKFLOWS, folder)
    for name, (old, new) in changes.items():
        file = folder / f"{name}.yaml"
        before = file.read_text()
        assert old in before
        file.write_text(before.replace(old, new, 1))
    return folder


def reopened(world: World, workflows: Path, *, without: str | None = None) -> World:
    """The same database under other procedure files, as after an upgrade."""
    common = law()
    registry = registry_of(common.limits, common.statutes)
    if without is not None:
        registry = replace(registry, rules={name: spec for name, spec in registry.rules.items() if name != without})
    procedures = load_procedures(registry, date(2026, 8, 3), workflows)
    desk = Desk(world.desk.engine, procedures, common.limits, common.statutes, common.calendar)
    desk.publish(MONDAY)
    app = create_app(Settings(hosts=("testserver",)), desk=desk, clock=lambda: world.now)
    return World(desk, TestClient(app, raise_server_exceptions=False), world.tokens, world.clock)


OLDER = ('edition: "2026-01-01"', 'edition: "2026-09-01"')


class TestDefinitions:
    def changed(self, tmp_path: Path) -> Path:
        """A later edition of the mediation in which nothing that is claimed is needed to register."""
        folder = copied(tmp_path / "workflows", labour_mediation=OLDER)
        file = folder / "labour_mediation.yaml"
        file.write_text(file.read_text().replace("both_sides_named, something_is_claimed, ", "both_sides_named, ", 1))
        return folder

    def parties(self, case: CaseAt) -> None:
        for kind, side in (("worker", "applicant"), ("employer", "respondent")):
            case.act("registrar", "add_party", kind=kind, side=side, name=f"江州{side}")

    def test_an_old_case_keeps_its_rules_and_a_new_one_gets_the_new(self, small_world: World, tmp_path: Path) -> None:
        old = small_world.open()
        later = reopened(small_world, self.changed(tmp_path))
        new = later.open()
        old.world = later
        for case in (old, new):
            self.parties(case)

        refused = old.send_move("registrar", MEDIATION, "register", form="written", received_on="2026-08-03")
        told = new.send_move("registrar", MEDIATION, "register", form="written", received_on="2026-08-03")

        assert codes(refused) == {"nothing_claimed"}
        assert told.status_code == 200
        assert len({d["digest"] for d in later.get("/workflows", "head")}) == len(later.desk.procedures.current)
        assert scalar(later, "SELECT count(*) FROM definition WHERE procedure = 'labour_mediation'") == 2
        assert is_whole(later)

    def test_publishing_again_changes_nothing(self, small_world: World) -> None:
        before = scalar(small_world, "SELECT count(*) FROM definition")

        small_world.desk.publish(MONDAY)

        assert scalar(small_world, "SELECT count(*) FROM definition") == before

    def test_a_name_that_a_stored_definition_uses_may_not_go(self, small_world: World, tmp_path: Path) -> None:
        small_world.open()

        with pytest.raises(Conflict) as refused:
            reopened(small_world, self.changed(tmp_path), without="something_is_claimed")

        assert refused.value.code == "name_gone"
        assert "something_is_claimed" in refused.value.en

    def test_a_definition_that_is_not_sound_is_not_published(self, small_world: World, tmp_path: Path) -> None:
        folder = copied(tmp_path / "workflows", judicial_confirmation=("  clocks: [S3]\n", "  clocks: []\n"))

        with pytest.raises(Exception, match="S3"):
            reopened(small_world, folder)

        assert scalar(small_world, "SELECT count(*) FROM definition") == len(small_world.desk.procedures.current)
