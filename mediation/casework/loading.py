"""Rows to facts: the fact groups a decision needs, for many cases at once, one statement a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Select, bindparam, select

from mediation.facts.columns import Row
from mediation.facts.folder import Case, Folder, Proceeding
from mediation.facts.known import GROUPS, MORE_GROUPS
from mediation.facts.people import Organisation
from mediation.records.schema import JOURNALED, folder_column, metadata

T = TypeVar("T", bound=Row)
_ORDER_BY = {
    "answer": ("seq", "name"),
    "party": ("ordinal",),
    "claim": ("ordinal",),
    "agent": ("since", "id"),
    "participant": ("since", "id"),
    "term": ("agreement_id", "ordinal"),
    "instalment": ("term_id", "ordinal"),
    "agreement": ("version",),
    "offer": ("round", "made_at", "id"),
    "consent": ("answered_at", "seq", "id"),
    "contact": ("tried_at", "id"),
    "meeting": ("starts_at", "id"),
    "statement": ("said_at", "id"),
    "note": ("written_at", "id"),
    "signature": ("signed_at", "id"),
    "proceeding": ("opened_seq", "id"),
    "paper": ("seq", "id"),
    "clock": ("seq", "id"),
}


def rows_of(kind: type[T], found: Iterable[Any]) -> tuple[T, ...]:
    """Return result rows as values of their kind; the database has already held them to its constraints."""
    return tuple(kind.model_construct(**row) for row in found)


def all_of(kind: type[T], result: CursorResult[Any]) -> tuple[T, ...]:
    """Return every row of a result as values of their kind: ``rows_of`` for the hot path, fetched at once."""
    names = tuple(result.keys())
    return tuple(kind.model_construct(**dict(zip(names, row, strict=True))) for row in result.all())


def in_order(table: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows of a table in the order in which they are loaded."""
    by = _ORDER_BY.get(table, ("id",))
    return tuple(sorted(rows, key=lambda row: tuple(getattr(row, name) for name in by)))


@dataclass(frozen=True, slots=True)
class _Group:
    """The statements of a fact group, built once: building one anew costs more than running it."""

    column: str
    of_one: Select[Any]
    of_many: Select[Any]


@cache
def _group(name: str) -> _Group:
    table = JOURNALED[GROUPS[name]]
    column = folder_column(table)
    statement = select(table).order_by(*(table.c[by] for by in _ORDER_BY.get(table.name, ("id",))))
    return _Group(
        column,
        statement.where(table.c[column] == bindparam("one")),
        statement.where(table.c[column].in_(bindparam("many", expanding=True))),
    )


def load_groups(
    db: Connection, case_ids: Sequence[str], groups: Iterable[str]
) -> dict[str, dict[str, tuple[Row, ...]]]:
    """Return for every case its rows of every group: one statement a group, however many cases.

    ``organisations`` and ``standing`` are no rows of a case alone: whoever decides loads them.
    """
    loaded: dict[str, dict[str, tuple[Row, ...]]] = {case_id: {} for case_id in case_ids}
    for name in sorted(set(groups) - MORE_GROUPS):
        group, kind = _group(name), GROUPS[name]
        if len(case_ids) == 1:
            loaded[case_ids[0]][name] = all_of(kind, db.execute(group.of_one, {"one": case_ids[0]}))
            continue
        by_case: dict[str, list[Any]] = defaultdict(list)
        for row in db.execute(group.of_many, {"many": list(case_ids)}).mappings():
            by_case[row[group.column]].append(row)
        for case_id in case_ids:
            loaded[case_id][name] = rows_of(kind, by_case[case_id])
    return loaded


@cache
def _folder_statement(*, lock: bool) -> Select[Any]:
    folder, case = metadata.tables["folder"], metadata.tables["case_file"]
    statement = (
        select(folder, *(column.label(f"case_{column.name}") for column in case.columns))
        .select_from(folder.join(case, case.c.id == folder.c.id))
        .where(folder.c.id == bindparam("one"))
    )
    return statement.with_for_update(key_share=True) if lock else statement


def load_folder(db: Connection, folder_id: str, *, lock: bool) -> tuple[Folder, Case] | None:
    """Return a case and its folder; both locked until the transaction ends when asked to.

    Both rows are locked: PostgreSQL reads again only what it locks, so a case that was handed over while somebody
    waited for the folder would otherwise still be seen where it lay.
    """
    row = db.execute(_folder_statement(lock=lock), {"one": folder_id}).mappings().one_or_none()
    if row is None:
        return None
    held = Folder.model_construct(**{name: row[name] for name in Folder.model_fields})
    return held, Case.model_construct(**{name: row[f"case_{name}"] for name in Case.model_fields})


def lock_folder(db: Connection, folder_id: str) -> Folder | None:
    """Return a folder, locked until the transaction ends."""
    table = metadata.tables["folder"]
    found = db.execute(select(table).where(table.c.id == folder_id).with_for_update(key_share=True)).mappings()
    return next(iter(rows_of(Folder, found)), None)


@cache
def _tree_statement() -> Select[Any]:
    table = metadata.tables["organisation"]
    starting = table.c.id.in_(bindparam("many", expanding=True))
    above = select(table).where(starting).cte("above", recursive=True)
    return select(above.union(select(table).join(above, table.c.id == above.c.parent_id)))


def load_organisations(db: Connection, starting: Iterable[str]) -> dict[str, Organisation]:
    """Return these organisations and everything above them in the tree."""
    found = db.execute(_tree_statement(), {"many": sorted(set(starting))}).mappings()
    return {row["id"]: Organisation.model_construct(**row) for row in found}


def involved(case: Case, proceedings: Sequence[Proceeding]) -> set[str]:
    """Return the organisations a case touches: its own and those on the other end of its proceedings."""
    ids = {case.organisation_id}
    for proceeding in proceedings:
        ids.add(proceeding.organisation_id)
        if proceeding.counterpart_id:
            ids.add(proceeding.counterpart_id)
    return ids


def lineage(organisation_id: str, organisations: Mapping[str, Organisation]) -> tuple[str, ...]:
    """Return the organisation and those above it, nearest first."""
    line: list[str] = []
    current: str | None = organisation_id
    while current is not None and current in organisations and current not in line:
        line.append(current)
        current = organisations[current].parent_id
    return tuple(line)


__all__ = [
    "in_order",
    "involved",
    "lineage",
    "load_folder",
    "load_groups",
    "load_organisations",
    "lock_folder",
    "rows_of",
]
