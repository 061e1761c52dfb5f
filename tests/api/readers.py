"""Everybody who may try a door, and how they came to be what they are."""

from __future__ import annotations

from datetime import timedelta

from mediation.casework import office
from mediation.records.database import writing
from mediation.vocabulary import Role
from tests.world import STREET, World, person_id

READERS = (
    "registrar", "mediator", "former", "colleague", "head", "liaison", "clerk", "far_clerk", "stranger",
    "administrator", "disabled", "expired", "revoked", "gone", None,
)  # fmt: skip
"""Whoever may try a door: ``former`` was on the case once, ``gone`` belongs nowhere any more, ``None`` is nobody."""
ON_A_CASE = ("registrar", "head", "liaison", "clerk", "mediator")


def add_people(world: World) -> None:
    tokens = dict(world.tokens)
    with writing(world.desk.engine) as db:
        for who, role in (("former", Role.MEDIATOR), ("disabled", Role.HEAD), ("gone", Role.MEDIATOR)):
            newcomer = office.Newcomer(STREET, f"虚构人{who}", role)
            office.add_person(db, newcomer, world.now, person_id=person_id(who))
            tokens[who] = office.issue_token(db, person_id(who), world.now, timedelta(days=900))
        tokens["expired"] = office.issue_token(db, person_id("head"), world.now, timedelta(seconds=1))
        tokens["revoked"] = office.issue_token(db, person_id("head"), world.now, timedelta(days=900))
    world.tokens = tokens


def end_people(world: World) -> None:
    """Some tokens end, somebody is disabled, somebody's membership ran out, somebody was taken off the cases."""
    refused = world.call("POST", f"/people/{person_id('disabled')}/disable", "administrator", json={"reason": "离职"})
    assert refused.status_code == 200, refused.text
    with writing(world.desk.engine) as db:
        db.exec_driver_sql(
            "UPDATE token SET revoked_at = issued_at WHERE id = (SELECT id FROM token WHERE person_id = ? "
            "ORDER BY rowid DESC LIMIT 1)",
            (person_id("head"),),
        )
        db.exec_driver_sql("UPDATE membership SET until = '2026-01-01' WHERE person_id = ?", (person_id("gone"),))
