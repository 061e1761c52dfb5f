"""The whole schema: the tables, a CHECK for each closed list, the triggers that keep history append-only."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import DDL, CheckConstraint, Enum, Table, event
from sqlmodel import SQLModel

from mediation.facts import folder, matters, parties, people, settlement
from mediation.facts.columns import Row
from mediation.records import case_tables, job_tables, matter_tables, own_tables, search_tables, sign_in_tables, tables

metadata = SQLModel.metadata

JOURNALED: Mapping[type[Row], Table] = {
    row: metadata.tables[name]
    for row, name in (
        (folder.Personal, "personal"),
        (people.Organisation, "organisation"),
        (people.Person, "person"),
        (people.Membership, "membership"),
        (folder.Case, "case_file"),
        (folder.Proceeding, "proceeding"),
        (folder.Answer, "answer"),
        (folder.Clock, "clock"),
        (folder.Adjustment, "adjustment"),
        (folder.Firing, "firing"),
        (folder.Assignment, "assignment"),
        (folder.Interest, "interest"),
        (folder.Link, "link"),
        (folder.Handover, "handover"),
        (folder.Correction, "correction"),
        (parties.Party, "party"),
        (parties.Agent, "agent"),
        (parties.Participant, "participant"),
        (parties.Claim, "claim"),
        (parties.Consent, "consent"),
        (parties.Contact, "contact"),
        (parties.Meeting, "meeting"),
        (parties.Statement, "statement"),
        (parties.Note, "note"),
        (parties.Attachment, "attachment"),
        (settlement.Offer, "offer"),
        (settlement.Agreement, "agreement"),
        (settlement.Term, "term"),
        (settlement.Instalment, "instalment"),
        (settlement.Signature, "signature"),
        (parties.Paper, "paper"),
        (matters.Matter, "matter"),
        (matters.Joining, "joining"),
        (matters.Representative, "representative"),
        (matters.GroupReport, "group_report"),
    )
}
"""Rows whose after-image every event carries: folding a history gives exactly these rows."""

DERIVED: Mapping[str, str] = {
    "folder": "seq, version and head follow from the events",
    "search_word": "endings of names and numbers; made anew by reindex",
    "counter": "the last serial follows from the cases and papers",
    "event": "is the history",
    "definition": "content-addressed: its key is its digest",
    "blob": "content-addressed: its key is its digest",
    "idempotency": "kept answers, seven days",
    "token": "sign-ins of programs, outside every case",
    "credential": "sign-in names and hashes, outside every case",
    "sign_in": "sign-ins of people, outside every case",
    "attempt": "failed sign-ins, forgotten after a day",
    "batch": "what runs in the background; what it did is in the histories of the cases",
    "batch_row": "progress of a batch, forgotten with it",
    "runner": "processes at work now",
    "draft": "words not filed yet: their writer's alone, gone once filed",
    "feed": "keys to calendars, outside every case",
}
"""Tables that no event carries, and why none needs to."""

APPEND_ONLY = ("event", "definition", "blob")
_FOLDERS = frozenset({"organisation", "case_file", "matter"})
"""Tables whose rows have a folder of their own, under their own id."""


def folder_column(table: Table) -> str:
    """Return the column that says whose folder a journaled row belongs to."""
    if table.name in _FOLDERS:
        return "id"
    return next(name for name in ("folder_id", "case_id", "matter_id", "organisation_id") if name in table.c)


def _close_lists() -> None:
    """Give every column that holds a word of a closed list a CHECK that names it."""
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, Enum):
                listed = ", ".join(f"'{value}'" for value in column.type.enums)
                table.append_constraint(CheckConstraint(f"{column.name} IN ({listed})", name=f"{column.name}_listed"))


def append_only(table: str, dialect: str) -> tuple[str, ...]:
    """Return the statements that make the database refuse UPDATE and DELETE (and on PostgreSQL TRUNCATE) of a table."""
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        )
    return (
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()",
    )


def _guard_history() -> None:
    for table in APPEND_ONLY:
        for dialect in ("sqlite", "postgresql"):
            for statement in append_only(table, dialect):
                ddl = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]  # theirs
                event.listen(metadata.tables[table], "after_create", ddl)


_close_lists()
_guard_history()
search_tables.guard(metadata.tables["search_word"])

__all__ = [
    "APPEND_ONLY",
    "DERIVED",
    "JOURNALED",
    "append_only",
    "case_tables",
    "folder_column",
    "job_tables",
    "matter_tables",
    "metadata",
    "own_tables",
    "sign_in_tables",
    "tables",
]
