"""The history is enough: it folds to the rows after any walk, and holds no personal text."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from mediation.casework import journal
from mediation.casework.sweeping import sweep
from mediation.casework.verifying import Heads, Verified, verify
from mediation.engine.shapes import Ask, AskType, Item, TextFormat
from mediation.records.database import reading
from mediation.records.schema import JOURNALED, folder_column
from tests.casework.steps import accepted, referred
from tests.stories import assigned, credit_code, drafted, effective, identity, in_mediation, registered, with_parties
from tests.world import COURT, OTHER, PEOPLE, STREET, UNION, CaseAt, World, person_id

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000"
    "000049454e44ae426082"
)


def checked(world: World, anchor: Heads | None = None) -> Verified:
    with reading(world.desk.engine) as db:
        return verify(db, anchor=anchor)


def canary(place: str) -> str:
    return f"金丝雀{place}"


def planted(name: str, ask: Item, ids: Mapping[str, str], where: str = "") -> Any:
    """An answer of the type an ask takes; every free text holds a canary."""
    place = f"{where}{name}"
    if ask.type is AskType.TEXT:
        formats = {
            TextFormat.IDENTITY: identity("99010119851212333"),
            TextFormat.PHONE: "13700000777",
            TextFormat.DOCKET: "（2026）苏0999民初7号",
        }
        return formats[ask.format] if ask.format else canary(place.replace("_", ""))
    if ask.type is AskType.LIST:
        assert isinstance(ask, Ask)
        return [{sub: planted(sub, item, ids, place) for sub, item in ask.items.items()}]
    plain: dict[AskType, Any] = {
        AskType.CHOICE: next(iter(ask.options), ""),
        AskType.DATE: "2026-08-03",
        AskType.DATETIME: "2026-08-20T09:00:00+08:00",
        AskType.MONEY: "100.00",
        AskType.BOOL: True,
        AskType.INTEGER: 1,
        AskType.PARTY: ids["employer" if name in {"respondent", "payer"} else "worker"],
        AskType.PERSON: person_id("mediator" if where == "disclose_conflict" else "colleague"),
        AskType.ORGANISATION: UNION,
        AskType.PAPER: ids.get("paper", "none"),
    }
    return plain[ask.type]


def texts_of(asks: Mapping[str, Ask]) -> Iterator[str]:
    for name, ask in asks.items():
        yield from (
            [name]
            if ask.type is AskType.TEXT
            else (f"{name}.{i}" for i, a in ask.items.items() if a.type is AskType.TEXT)
        )


def bodies(world: World) -> str:
    with reading(world.desk.engine) as db:
        return "\n".join(db.execute(text("SELECT body FROM event")).scalars())


def all_personal(world: World) -> list[str]:
    with reading(world.desk.engine) as db:
        return [value for value in db.execute(text("SELECT value FROM personal")).scalars() if value]


LEAVES = ("hand_over", "reassign", "seal", "transfer_out", "withdraw", "recall", "archive", "end")
"""Acts after which those who stood to the case no longer do, or little is left to do: they come last."""


def everywhere(world: World) -> list[tuple[CaseAt, dict[str, str]]]:
    """Cases at many stages, each with a file of the court's."""
    confirming = effective(world)
    confirming[0].move("mediator", "labour_mediation", "prepare_confirmation", court=COURT)
    cases = [registered(world), assigned(world), in_mediation(world), drafted(world), effective(world), confirming]
    unsent = world.open("clerk", source="court")
    cases += [referred(world), accepted(world), (unsent, with_parties(unsent, "clerk"))]
    for case, ids in cases:
        told = _uploaded(world, case, canary("文件名"), canary("目的"))
        ids["paper"] = told
    return cases


def test_no_event_holds_personal_text_whichever_field_of_whichever_act_it_was_typed_into(small_world: World) -> None:
    """Every act and move with a text field is asked for on cases at many stages, a canary in each field."""
    cases = everywhere(small_world)
    asked = [
        (procedure, name, move)
        for procedure, definition in small_world.desk.procedures.current.items()
        for name, move in definition.moves.items()
        if list(texts_of(move.asks))
    ]
    done = set()
    for procedure, name, move in sorted(asked, key=lambda each: each[1] in LEAVES):
        if any(
            _sent(case, who, procedure, name, {ask: planted(ask, item, ids, name) for ask, item in move.asks.items()})
            for case, ids in reversed(cases)
            for who in ("mediator", "head", "liaison", "clerk", "registrar")
        ):
            done.add(name)

    first, _ = cases[0]
    wrong = {"seq": 2, "name": "name", "value": canary("改名"), "reason": canary("更正理由")}
    version = {"If-Match": f'"{first.version()}"'}
    corrected = [
        small_world.call("POST", f"/cases/{first.id}/corrections", who, json=wrong, headers=version).status_code
        for who in ("registrar", "head")
    ]
    kept, personal = bodies(small_world), all_personal(small_world)

    assert 200 in corrected
    assert len(done) >= 28, {name for _, name, _ in asked} - done
    assert {"add_party", "amend_party", "add_agent", "add_claim", "log_contact", "add_note", "record_fact"} <= done
    assert {"reassign", "hand_over", "offer", "schedule_meeting", "disclose_conflict", "send", "recall"} <= done
    assert sum("金丝雀" in value for value in personal) >= 40
    assert "金丝雀" not in kept
    assert [value for value in personal if value in kept] == []
    assert checked(small_world).findings == ()


def _sent(case: CaseAt, who: str, procedure: str, name: str, answers: dict[str, Any]) -> bool:
    if procedure == "case_folder":
        return case.send_act(who, name, **answers).status_code == 200
    with reading(case.world.desk.engine) as db:
        there = db.execute(
            text("SELECT 1 FROM proceeding WHERE case_id = :case AND procedure = :procedure"),
            {"case": case.id, "procedure": procedure},
        ).first()
    return there is not None and case.send_move(who, procedure, name, **answers).status_code == 200


def _uploaded(world: World, case: CaseAt, filename: str, purpose: str) -> str:
    """Upload a picture whose name and purpose are canaries, as whoever has the case; return its id."""
    for who in ("head", "clerk"):
        answer = world.call(
            "POST",
            f"/cases/{case.id}/attachments",
            who,
            files={"file": (f"{filename}.png", PNG, "image/png")},
            data={"kind": "evidence", "purpose": purpose},
        )
        if answer.status_code == 201:
            return str(next(row["id"] for row in answer.json()["steps"][0]["rows"] if row["table"] == "attachment"))
    raise AssertionError(answer.text)


def folded(world: World, case: CaseAt) -> dict[tuple[str, str], Any]:
    with reading(world.desk.engine) as db:
        statement = text("SELECT body FROM event WHERE folder_id = :case ORDER BY seq")
        return journal.fold(db.execute(statement, {"case": case.id}).scalars())


def rows(world: World, case: CaseAt) -> dict[tuple[str, str], Any]:
    found: dict[tuple[str, str], Any] = {}
    with reading(world.desk.engine) as db:
        for kind, table in JOURNALED.items():
            statement = table.select().where(table.c[folder_column(table)] == case.id)
            for row in db.execute(statement).mappings():
                image = json.loads(journal.canonical(journal.image(kind.model_construct(**row))))
                found[table.name, str(row["id"])] = image
    return found


def heads(world: World) -> list[tuple[Any, ...]]:
    with reading(world.desk.engine) as db:
        return [tuple(row) for row in db.execute(text("SELECT id, seq, version, head FROM folder ORDER BY id"))]


class Walk:
    """A walk over a case: at each step somebody asks for some act or move, sensible or not."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random = world, random.Random(seed)
        self.case, self.ids = registered(world)
        self.taken = self.refused = 0

    def step(self) -> None:
        world, case, chance = self.world, self.case, self.random
        world.clock[0] += timedelta(hours=chance.choice([0, 1, 5, 26]))
        if chance.random() < 0.1:
            list(sweep(world.desk, world.now))
        procedure = chance.choice(["case_folder", "labour_mediation", "labour_mediation", "labour_mediation"])
        definition = world.desk.procedures.current[procedure]
        names = definition.moves_from(case.state(procedure)) if chance.random() < 0.9 else tuple(definition.moves)
        name = chance.choice(names or tuple(definition.moves))
        who = chance.choice(list(PEOPLE)) if chance.random() < 0.2 else self._somebody(definition.moves[name].by)
        answers = {n: self._answer(n, a) for n, a in definition.moves[name].asks.items() if self._given(a)}
        before = heads(world)
        send: Callable[..., Any] = case.send_act if procedure == "case_folder" else case.send_move
        path = (who, name) if procedure == "case_folder" else (who, procedure, name)
        answer = send(*path, **answers)
        assert answer.status_code in {200, 403, 404, 409, 412, 422}, answer.text
        if answer.status_code == 200:
            self.taken += 1
        else:
            self.refused += 1
            assert heads(world) == before, (name, answer.text)

    def _somebody(self, by: tuple[Any, ...]) -> str:
        people = {"assigned_mediator": "mediator", "union_liaison": "liaison", "court_clerk": "clerk"}
        return people.get(self.random.choice(by), "head")

    def _given(self, ask: Ask) -> bool:
        return ask.required or self.random.random() < 0.5

    def _answer(self, name: str, ask: Item) -> Any:
        chance = self.random
        if ask.type is AskType.CHOICE:
            return chance.choice(list(ask.options))
        if ask.type is AskType.PARTY:
            return {"payer": self.ids["employer"], "payee": self.ids["worker"]}.get(
                name, chance.choice([self.ids["worker"], self.ids["employer"]])
            )
        if ask.type is AskType.PERSON:
            return person_id(chance.choice(["mediator", "mediator", "colleague"]))
        if ask.type is AskType.ORGANISATION:
            return chance.choice([COURT, OTHER, STREET]) if chance.random() < 0.1 else COURT
        if ask.type is AskType.BOOL:
            return chance.random() < 0.9
        if ask.type is AskType.LIST:
            assert isinstance(ask, Ask)
            return [{n: self._answer(n, item) for n, item in ask.items.items()}]
        if ask.type is AskType.TEXT and ask.format is TextFormat.IDENTITY:
            return chance.choice([identity(), credit_code()])
        return planted(name, ask, self.ids, str(chance.randint(0, 99)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_walk_the_history_folds_to_the_rows_and_refusals_changed_nothing(
    small_world: World, seed: int
) -> None:
    walk = Walk(small_world, seed)
    for _ in range(70):
        walk.step()

    assert walk.taken >= 10
    assert walk.refused >= 5
    assert folded(small_world, walk.case) == rows(small_world, walk.case)
    assert checked(small_world).findings == ()
    with reading(small_world.desk.engine) as db:
        seqs = list(
            db.execute(text("SELECT seq FROM event WHERE folder_id = :id ORDER BY seq"), {"id": walk.case.id}).scalars()
        )
        seq, version = db.execute(text("SELECT seq, version FROM folder WHERE id = :id"), {"id": walk.case.id}).one()
    assert seqs == list(range(1, seq + 1))
    assert version <= seq
