"""Who works where: joining, disabled at once, the last administrator."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from mediation.casework import office
from mediation.casework.verifying import verify
from mediation.facts.people import Organisation
from mediation.records.database import reading, writing
from mediation.vocabulary import LegalBasis, OrganisationKind, Role
from tests.stories import assigned
from tests.world import COURT, MONDAY, STREET, UNION, CaseAt, World, person_id


def status(world: World, case: CaseAt, who: str) -> int:
    return world.call("GET", f"/cases/{case.id}", who).status_code


def is_whole(world: World) -> bool:
    with reading(world.desk.engine) as db:
        return verify(db).findings == ()


def scalar(world: World, statement: str, **values: Any) -> Any:
    with reading(world.desk.engine) as db:
        return db.execute(text(statement), values).scalar_one()


class TestPeople:
    def disable(self, world: World, person: str, by: str) -> httpx2.Response:
        return world.call("POST", f"/people/{person}/disable", by, json={"reason": "离岗"})

    def test_the_tokens_of_a_disabled_person_are_dead_at_once(self, small_world: World) -> None:
        case, _ = assigned(small_world)
        before = status(small_world, case, "mediator")

        told = self.disable(small_world, person_id("mediator"), "head")

        assert (before, told.status_code, status(small_world, case, "mediator")) == (200, 200, 401)
        assert is_whole(small_world)

    def test_the_last_administrator_stays(self, small_world: World) -> None:
        mine = person_id("administrator")
        alone = self.disable(small_world, mine, "administrator")
        with writing(small_world.desk.engine) as db:
            office.add_person(db, office.Newcomer(UNION, "白若川", Role.ADMINISTRATOR), MONDAY)

        assert (alone.status_code, alone.json()["code"]) == (409, "last_administrator")
        assert self.disable(small_world, mine, "administrator").status_code == 200

    @pytest.mark.parametrize(
        ("by", "allowed"), [("head", 200), ("administrator", 200), ("mediator", 404), ("stranger", 404)]
    )
    def test_people_are_kept_by_the_head_of_their_desk_or_an_administrator(
        self, small_world: World, by: str, allowed: int
    ) -> None:
        assert self.disable(small_world, person_id("colleague"), by).status_code == allowed

    def test_a_court_has_clerks_and_nobody_else_has(self, small_world: World) -> None:
        def join(organisation: str, role: str) -> int:
            body = {"organisation_id": organisation, "name": "新人", "role": role}
            return small_world.call("POST", "/people", "administrator", json=body).status_code

        assert [join(COURT, "mediator"), join(STREET, "court_clerk"), join(COURT, "court_clerk")] == [422, 422, 201]

    def test_a_court_is_founded_without_a_basis_to_mediate(self, small_world: World) -> None:
        court = Organisation(
            id="c", kind=OrganisationKind.COURT, name="江州市中级人民法院（虚构）", legal_basis=LegalBasis.PML34
        )

        with pytest.raises(Exception, match="legal basis"), writing(small_world.desk.engine) as db:
            office.found_organisation(db, court, MONDAY)
