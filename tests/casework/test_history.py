"""The history is enough and cannot be changed quietly: every tampering is found and named; personal text stands apart."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from mediation.casework import journal
from mediation.casework.sweeping import sweep
from mediation.casework.verifying import Heads, Verified, verify
from mediation.engine.shapes import Ask, AskType, Item, TextFormat
from mediation.records.database import reading, writing
from mediation.records.schema import JOURNALED, folder_column
from tests.casework.test_clocks import accepted, referred
from tests.stories import assigned, credit_code, drafted, effective, identity, in_mediation, registered
from tests.world import COURT, OTHER, PEOPLE, STREET, UNION, CaseAt, World, person_id

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000"
    "000049454e44ae426082"
)


def checked(world: World, anchor: Heads | None = None) -> Verified:
    with reading(world.desk.engine) as db:
        return verify(db, anchor=anchor)


def unguarded(engine: Engine) -> None:
    """Drop the triggers that refuse, as somebody with the database's password could."""
    with writing(engine) as db:
        if db.dialect.name == "sqlite":
            names = db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            for name in names:
                db.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in ("event", "blob", "definition"):
                db.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def tampered(world: World, *statements: str, **values: Any) -> set[tuple[int, str]]:
    """Change the database behind the program's back and return what verify finds: event and code."""
    unguarded(world.desk.engine)
    with writing(world.desk.engine) as db:
        if db.dialect.name == "sqlite":
            db.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for statement in statements:
            assert db.execute(text(statement), values).rowcount != 0
    return {(finding.seq, finding.code) for finding in checked(world).findings}


def test_a_history_nobody_touched_is_whole(world: World) -> None:
    effective(world)

    found = checked(world)

    assert found.findings == ()
    assert found.events > 25
    assert "锚点" in found.limits[0]


@pytest.mark.parametrize("statement", ["UPDATE event SET act = 'x'", "DELETE FROM event", "DELETE FROM blob"])
def test_the_database_itself_refuses_to_change_the_history(world: World, statement: str) -> None:
    drafted(world)

    with pytest.raises(Exception, match="append-only"), writing(world.desk.engine) as db:
        db.execute(text(statement))


def test_replacing_an_event_is_refused_as_deleting_it_is(small_world: World) -> None:
    registered(small_world)

    with pytest.raises(Exception, match="append-only"), writing(small_world.desk.engine) as db:
        db.execute(text("INSERT OR REPLACE INTO event SELECT * FROM event"))


def test_one_byte_changed_in_the_body_of_an_event_is_found_and_named(world: World) -> None:
    case, _ = registered(world)

    found = tampered(
        world,
        "UPDATE event SET body = replace(body, '1860000', '1860001') WHERE folder_id = :case AND seq = 4",
        case=case.id,
    )

    assert (4, "event_changed") in found
    assert (0, "row_differs") in found
    assert not {code for seq, code in found if seq not in {0, 4}}


def test_who_did_it_and_when_cannot_be_changed_either(world: World) -> None:
    case, _ = registered(world)

    for column, value in (("actor_id", "somebody"), ("recorded_at", "2026-08-09 01:00:00"), ("late", "1")):
        quoted = f"'{value}'" if column != "late" else "true"
        found = tampered(
            world, f"UPDATE event SET {column} = {quoted} WHERE folder_id = :case AND seq = 3", case=case.id
        )
        assert (3, "event_changed") in found


def test_an_event_deleted_is_found_missing(world: World) -> None:
    case, _ = registered(world)

    found = tampered(world, "DELETE FROM event WHERE folder_id = :case AND seq = 3", case=case.id)

    assert {(3, "event_missing"), (4, "chain_broken")} <= found


def test_two_events_swapped_are_found(world: World) -> None:
    case, _ = registered(world)
    swap = "UPDATE event SET seq = {} WHERE folder_id = :case AND seq = {}"

    found = tampered(world, swap.format(99, 2), swap.format(2, 3), swap.format(3, 99), case=case.id)

    assert {(2, "event_changed"), (3, "event_changed")} <= found


def test_an_event_inserted_is_found(world: World) -> None:
    case, _ = registered(world)
    last = checked(world).heads[case.id][0]
    columns = (
        "act, proceeding_id, actor_id, on_behalf_of, occurred_at, recorded_at, late, definition, body, previous, hash"
    )

    found = tampered(
        world,
        f"INSERT INTO event (id, folder_id, seq, {columns}) SELECT 'forged', folder_id, :next, {columns} "
        "FROM event WHERE folder_id = :case AND seq = 2",
        case=case.id,
        next=last + 1,
    )

    assert {(last + 1, "chain_broken"), (last + 1, "event_changed"), (last, "head_differs")} <= found


ROWS = [
    ("UPDATE claim SET amount = amount + 1 WHERE ordinal = 1", "row_differs"),
    ("UPDATE party SET side = 'third' WHERE ordinal = 1", "row_differs"),
    ("UPDATE clock SET due = '2027-01-01', next_at = NULL", "row_differs"),
    ("UPDATE proceeding SET state = 'accepted' WHERE procedure = 'labour_mediation'", "row_differs"),
    ("DELETE FROM consent", "row_missing"),
    ("DELETE FROM answer", "row_missing"),
    (
        "INSERT INTO consent SELECT 'forged', case_id, party_id, subject, answer, channel, answered_at, object_id "
        "FROM consent",
        "row_unaccounted",
    ),
    ("UPDATE personal SET value = '周行近' WHERE value = '周行远'", "text_differs"),
    ("UPDATE personal SET salt = 'another' WHERE value = '周行远'", "text_differs"),
    ("UPDATE folder SET version = version - 1 WHERE kind = 'case'", "version_differs"),
    ("UPDATE membership SET role = 'head' WHERE role = 'registrar'", "row_differs"),
    ("UPDATE definition SET body = replace(body, 'registrar', 'court_clerk')", "definition_differs"),
]


@pytest.mark.parametrize(("statement", "code"), ROWS)
def test_a_row_the_history_does_not_account_for_is_found(world: World, statement: str, code: str) -> None:
    registered(world)
    columns = "id, case_id, party_id, subject, answer, channel, answered_at, object_id"

    found = tampered(world, statement.replace("INTO consent ", f"INTO consent ({columns}) "))

    assert {named for _, named in found} == {code}


def test_a_byte_changed_in_a_paper_or_a_paper_gone_is_found(world: World) -> None:
    drafted(world)
    flip = {
        "sqlite": "UPDATE blob SET content = CAST('x' AS BLOB) || substr(content, 2)",
        "postgresql": "UPDATE blob SET content = set_byte(content, 0, 120)",
    }[world.desk.dialect]

    assert {code for _, code in tampered(world, flip)} == {"bytes_differ"}


def test_the_bytes_of_a_paper_gone_are_missed(small_world: World) -> None:
    drafted(small_world)
    unguarded(small_world.desk.engine)
    with small_world.desk.engine.connect() as db:
        db.exec_driver_sql("ROLLBACK")
        db.exec_driver_sql("PRAGMA foreign_keys=OFF")
        db.exec_driver_sql("DELETE FROM blob")

    assert {finding.code for finding in checked(small_world).findings} == {"bytes_missing"}


def cut(db: Connection, case: CaseAt) -> None:
    """Cut the last event of a case so that everything left fits together."""
    last = db.execute(text("SELECT seq FROM folder WHERE id = :case"), {"case": case.id}).scalar_one()
    db.execute(text("DELETE FROM contact WHERE case_id = :case"), {"case": case.id})
    db.execute(text("DELETE FROM answer WHERE case_id = :case AND seq = :last"), {"case": case.id, "last": last})
    db.execute(text("DELETE FROM event WHERE folder_id = :case AND seq = :last"), {"case": case.id, "last": last})
    db.execute(
        text(
            "UPDATE folder SET seq = seq - 1, head = (SELECT hash FROM event WHERE folder_id = :case AND seq = :before) "
            "WHERE id = :case"
        ),
        {"case": case.id, "before": last - 1},
    )


def test_a_consistent_cut_of_the_tail_needs_an_anchor_and_is_found_by_it(world: World) -> None:
    case, ids = registered(world)
    case.act("registrar", "log_contact", party=ids["worker"], channel="phone", outcome="no_answer")
    noted = checked(world).heads
    unguarded(world.desk.engine)
    with writing(world.desk.engine) as db:
        cut(db, case)

    alone, held = checked(world), checked(world, noted)

    assert alone.findings == ()
    assert "anchor" in alone.limits[1]
    assert [(f.folder_id, f.code) for f in held.findings] == [(case.id, "anchor_differs")]
    assert held.limits == ("", "")


def test_a_history_that_only_went_on_agrees_with_its_anchor(world: World) -> None:
    case, ids = registered(world)
    noted = checked(world).heads

    case.act("registrar", "log_contact", party=ids["worker"], channel="phone", outcome="no_answer")

    assert checked(world, noted).findings == ()


def test_erasing_a_personal_text_leaves_the_chain_whole_and_the_case_readable(world: World) -> None:
    case, _ = effective(world)

    with writing(world.desk.engine) as db:
        erased = db.execute(text("UPDATE personal SET value = NULL, salt = '' WHERE folder_id = :id"), {"id": case.id})

    assert erased.rowcount > 10
    assert checked(world).findings == ()
    assert case.view("mediator")["id"] == case.id


def canary(place: str) -> str:
    return f"金丝雀{place}"


def planted(name: str, ask: Item, ids: Mapping[str, str], where: str = "") -> Any:
    """An answer of the type an ask takes; every free text holds a canary."""
    place = f"{where}{name}"
    if ask.type is AskType.TEXT:
        formats = {TextFormat.IDENTITY: identity("99010119851212333"), TextFormat.PHONE: "13700000777"}
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
        AskType.PERSON: person_id("colleague"),
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
    cases += [referred(world), accepted(world)]
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
