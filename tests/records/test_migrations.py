"""The migrations and the models say the same, to the last CHECK and trigger, on both databases."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import DBAPIError

from mediation.errors import Conflict
from mediation.facts.known import GROUPS
from mediation.records.database import connect, reading, writing
from mediation.records.migrate import current, upgrade
from mediation.records.schema import DERIVED, JOURNALED, metadata

_POSTGRES = (
    "SELECT 'column', table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || "
    "coalesce(character_maximum_length::text, '') || ' ' || coalesce(column_default, '') "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT 'constraint', conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'",
    "SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT 'trigger', pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT 'function', pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)
_SQLITE = ("SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",)


def dump(engine: Engine) -> list[str]:
    """Return everything the database holds of the schema, white space folded, the migration's own table left out."""
    queries = _SQLITE if engine.dialect.name == "sqlite" else _POSTGRES
    with reading(engine) as db:
        found = [f"{kind} {said}" for query in queries for kind, said in db.execute(text(query))]
    return sorted(re.sub(r"\s+", " ", line) for line in found if "alembic_version" not in line)


def test_migrations_give_exactly_the_models_schema(database: Engine, database_url: str) -> None:
    migrated = dump(database)
    with writing(database) as db:
        db.execute(text("DROP TABLE alembic_version"))
        metadata.drop_all(db)
        if database.dialect.name == "postgresql":
            for function in ("event_append_only", "definition_append_only", "blob_append_only", "personal_erased"):
                db.execute(text(f"DROP FUNCTION {function}"))
        metadata.create_all(db)

    assert dump(database) == migrated
    assert len([line for line in migrated if "CHECK" in line]) > 20
    assert len([line for line in migrated if line.startswith("trigger")]) == 7


def test_upgrading_twice_changes_nothing(database: Engine) -> None:
    before = dump(database)

    upgrade(database)

    assert dump(database) == before
    assert current(database) == "2026_11_22_first"


def test_a_database_of_a_newer_program_is_refused(database: Engine) -> None:
    with writing(database) as db:
        db.execute(text("UPDATE alembic_version SET version_num = '2999_01_01_later'"))

    with pytest.raises(Conflict) as refused:
        upgrade(database)

    assert refused.value.code == "newer_database"


def test_tables_of_somebody_else_are_not_overwritten(database_url: str) -> None:
    engine = connect(database_url)
    with writing(engine) as db:
        db.execute(text("CREATE TABLE party (id INTEGER)"))

    with pytest.raises(Conflict) as refused:
        upgrade(engine)

    assert refused.value.code == "not_our_database"
    engine.dispose()


@pytest.mark.parametrize("statement", ["UPDATE event SET act = 'x'", "DELETE FROM event"])
def test_the_database_itself_refuses_to_change_history(database: Engine, statement: str) -> None:
    _one_event(database)

    with pytest.raises(DBAPIError, match="append-only"), writing(database) as db:
        db.execute(text(statement))


def test_replacing_an_event_does_not_slip_past_the_trigger(database: Engine) -> None:
    _one_event(database)
    verb = "INSERT OR REPLACE INTO" if database.dialect.name == "sqlite" else "INSERT INTO"

    with pytest.raises(DBAPIError), writing(database) as db:
        db.execute(text(f"{verb} event SELECT * FROM event"))


def _one_event(database: Engine) -> None:
    moment = "2026-01-01 00:00:00"
    with writing(database) as db:
        db.execute(text("INSERT INTO folder (id, kind, seq, version, head) VALUES ('f', 'case', 1, 1, '')"))
        db.execute(
            text(
                "INSERT INTO event"
                " (id, folder_id, seq, act, actor_id, occurred_at, recorded_at, late, body, previous, hash)"
                f" VALUES ('e', 'f', 1, 'a', 'p', '{moment}', '{moment}', false, '{{}}', '', '{'0' * 64}')"
            )
        )


def test_a_word_that_is_not_on_the_list_is_refused_by_the_database(database: Engine) -> None:
    with pytest.raises(DBAPIError), writing(database) as db:
        db.execute(text("INSERT INTO folder (id, kind, seq, version, head) VALUES ('f', 'cabinet', 0, 0, '')"))


def test_every_table_is_journaled_or_says_why_not() -> None:
    journaled = {table.name for table in JOURNALED.values()}

    assert journaled | set(DERIVED) == set(metadata.tables)
    assert not journaled & set(DERIVED)


def test_every_row_type_is_its_table_to_the_last_column() -> None:
    for row, table in JOURNALED.items():
        assert set(row.model_fields) == set(table.c.keys()), table.name


def test_every_fact_group_is_a_journaled_table() -> None:
    assert set(GROUPS.values()) <= set(JOURNALED)


def test_a_failed_transaction_leaves_nothing(database: Engine) -> None:
    folder = metadata.tables["folder"]
    row = {"id": "f", "kind": "case", "seq": 0, "version": 0, "head": ""}
    with suppress(DBAPIError), writing(database) as db:
        db.execute(insert(folder).values(row))
        db.execute(insert(folder).values(row))

    with reading(database) as db:
        assert db.execute(folder.select()).first() is None
