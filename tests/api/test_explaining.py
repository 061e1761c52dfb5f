"""The explanation keeps its word: what it permits succeeds, what it refuses is refused for the reasons it gave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests import stories
from tests.api.walking import plausible
from tests.stories import assigned, effective, with_parties
from tests.world import CaseAt, World, make_world, person_id


class Snapshot:
    """A database that can be put back to where it was."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.file = Path(str(engine.url.database))
        with engine.connect() as db:
            db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        self.bytes = self.file.read_bytes()

    def restore(self) -> None:
        self.engine.dispose()
        for beside in ("-wal", "-shm"):
            self.file.with_name(self.file.name + beside).unlink(missing_ok=True)
        self.file.write_bytes(self.bytes)


@pytest.fixture
def world_at(sqlite: Engine) -> World:
    """A world whose database is a file that can be put back."""
    return make_world(sqlite)


STAGES: dict[str, Callable[[World], tuple[CaseAt, dict[str, str]]]] = {
    "registered": stories.registered,
    "assigned": stories.assigned,
    "in_mediation": stories.in_mediation,
    "drafted": stories.drafted,
    "effective": stories.effective,
}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("who", ["registrar", "head", "liaison", "mediator"])
def test_a_move_succeeds_exactly_when_it_was_explained_as_permitted(world_at: World, stage: str, who: str) -> None:
    case, ids = STAGES[stage](world_at)
    if world_at.call("GET", f"/cases/{case.id}", who).status_code == 404:
        assert (stage, who) == ("registered", "mediator")
        return
    definition = world_at.desk.procedures.current["labour_mediation"]
    path = f"/cases/{case.id}/proceedings/{case.proceeding('labour_mediation')}/moves"
    explained = world_at.get(f"{path}?others=true", who)
    snapshot = Snapshot(world_at.desk.engine)
    for step in explained:
        answers = plausible(definition.moves[step["name"]].asks, ids["worker"], person_id("colleague"))
        answer = case.send_move(who, "labour_mediation", step["name"], **answers)
        _keeps_its_word(step, answer)
        if answer.status_code == 200:
            snapshot.restore()

    assert {step["name"] for step in explained} == set(definition.moves)


def _keeps_its_word(step: Any, answer: Any) -> None:
    if not step["permitted"]:
        assert answer.status_code in {403, 409, 422}, (step["name"], answer.text)
    elif not step["pending"]:
        assert answer.status_code in {200, 422}, (step["name"], answer.text)
        assert answer.status_code == 200 or {e["code"] for e in answer.json()["errors"]} == {"not_on_file"}
    if answer.status_code == 200:
        assert step["target"] in {None, answer.json()["steps"][0]["to"]}
    if answer.status_code in {403, 409}:
        told = {reason["code"] for reason in answer.json()["reasons"]}
        expected = {reason["code"] for reason in step["reasons"]}
        assert expected <= told or told == {"not_your_part"}


def test_a_refusal_carries_every_reason_with_article_cure_and_who(small_world: World) -> None:
    case = small_world.open()
    with_parties(case)
    answer = case.send_move("registrar", "labour_mediation", "accept")
    reasons = answer.json()["reasons"]

    assert answer.status_code == 409
    assert len({reason["code"] for reason in reasons}) >= 2
    for reason in reasons:
        assert all(reason[field] for field in ("code", "truth", "severity", "zh", "en", "who", "who_titles"))
        assert reason["cure"]["zh"]
        assert reason["cure"]["en"]
        assert len(reason["articles"]) == len(reason["cites"])
        assert reason["zh"] in answer.json()["title"]
        assert reason["en"] in answer.json()["title_en"]
    assert any("《" in article for reason in reasons for article in reason["articles"])


def test_a_move_that_is_not_yours_says_whose_it_is(small_world: World) -> None:
    case, _ = assigned(small_world)
    answer = case.send_move("registrar", "labour_mediation", "reopen", reason="结错")
    barred = next(reason for reason in answer.json()["reasons"] if reason["code"] == "not_your_part")

    assert answer.status_code == 403
    assert barred["who"] == ["head"]


def test_a_move_of_another_state_says_what_is_possible_now(small_world: World) -> None:
    case, _ = assigned(small_world)
    answer = case.send_move("mediator", "labour_mediation", "close", result="performed")
    reason = next(reason for reason in answer.json()["reasons"] if reason["code"] == "illegal_transition")

    assert answer.status_code == 409
    assert "主持调解" in reason["cure"]["zh"]


def test_after_a_settlement_every_road_is_shown_with_its_last_day_and_why_not(small_world: World) -> None:
    case, _ = effective(small_world)

    roads = {road["key"]: road for road in small_world.get(f"/cases/{case.id}/routes", "mediator")}

    open_ones = {key: road["closes_on"] for key, road in roads.items() if road["status"] == "open"}
    assert open_ones["R3"] == "2026-08-18"
    assert open_ones["R2"] == "2026-09-02"
    shut = [road for road in roads.values() if road["status"] != "open"]
    assert shut
    assert all(road["why"] and all(reason["cure"]["zh"] for reason in road["why"]) for road in shut)
