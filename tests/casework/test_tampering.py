"""The history cannot be changed quietly: every tampering by direct SQL is found and named."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from mediation.casework.verifying import Heads, Verified, verify
from mediation.records.database import reading, writing
from tests.stories import drafted, effective, registered
from tests.world import CaseAt, World


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
        "INSERT INTO consent SELECT 'forged', case_id, seq, party_id, subject, answer, channel, answered_at, object_id "
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
    columns = "id, case_id, seq, party_id, subject, answer, channel, answered_at, object_id"

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
            "UPDATE folder SET seq = seq - 1, head = "
            "(SELECT hash FROM event WHERE folder_id = :case AND seq = :before) WHERE id = :case"
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
