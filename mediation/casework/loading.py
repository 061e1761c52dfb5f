"""Rows to facts: the fact groups a decision needs, for many cases at once, one statement a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, select

from mediation.facts.columns import Row
from mediation.facts.folder import Case, Folder, Proceeding
from mediation.facts.known import GROUPS
from mediation.facts.people import Organisation
from mediation.records.schema import JOURNALED, folder_column, metadata

T = TypeVar("T", bound=Row)
_ORDER_BY = {
    "answer": ("seq", "name"),
    "party": ("ordinal",),
    "claim": ("ordinal",),
    "agent": ("since", "id"),
    "term": ("agreement_id", "ordinal"),
    "instalment": ("term_id", "ordinal"),
    "agreement": ("version",),
    "offer": ("round", "made_at", "id"),
    "consent": ("answered_at", "id"),
    "contact": ("tried_at", "id"),
    "meeting": ("starts_at", "id"),
    "signature": ("signed_at", "id"),
    "proceeding": ("opened_seq", "id"),
    "paper": ("seq", "id"),
    "clock": ("seq", "id"),
}


def rows_of(kind: type[T], found: Iterable[Any]) -> tuple[T, ...]:
    """Return result rows as values of their kind; the database has already held them to its constraints."""
    return tuple(kind.model_construct(**row) for row in found)


@cache
def _group_statement(name: str) -> tuple[Select[Any], Table, str]:
    table = JOURNALED[GROUPS[name]]
    order = [table.c[column] for column in _ORDER_BY.get(table.name, ("id",))]
    return select(table).order_by(*order), table, folder_column(table)


def load_groups(
    db: Connection, case_ids: Sequence[str], groups: Iterable[str]
) -> dict[str, dict[str, tuple[Row, ...]]]:
    """Return for every case its rows of every group: one statement a group, however many cases."""
    loaded: dict[str, dict[str, tuple[Row, ...]]] = {case_id: {} for case_id in case_ids}
    for group in sorted(set(groups)):
        statement, table, column = _group_statement(group)
        by_case: dict[str, list[Any]] = defaultdict(list)
        wanted = table.c[column] == case_ids[0] if len(case_ids) == 1 else table.c[column].in_(case_ids)
        for row in db.execute(statement.where(wanted)).mappings():
            by_case[row[column]].append(row)
        for case_id in case_ids:
            loaded[case_id][group] = rows_of(GROUPS[group], by_case[case_id])
    return loaded


def load_folder(db: Connection, folder_id: str, *, lock: bool) -> tuple[Folder, Case | None] | None:
    """Return a folder and, if it is a case's, the case; locked until the transaction ends when asked to."""
    folder, case = metadata.tables["folder"], metadata.tables["case_file"]
    statement = (
        select(folder, *(column.label(f"case_{column.name}") for column in case.columns))
        .select_from(folder.outerjoin(case, case.c.id == folder.c.id))
        .where(folder.c.id == folder_id)
    )
    if lock:
        statement = statement.with_for_update(of=folder)
    row = db.execute(statement).mappings().one_or_none()
    if row is None:
        return None
    held = Folder.model_construct(**{name: row[name] for name in Folder.model_fields})
    if row["case_id"] is None:
        return held, None
    return held, Case.model_construct(**{name: row[f"case_{name}"] for name in Case.model_fields})


def load_organisations(db: Connection, starting: Iterable[str]) -> dict[str, Organisation]:
    """Return these organisations and everything above them in the tree."""
    table = metadata.tables["organisation"]
    above = select(table).where(table.c.id.in_(sorted(set(starting)))).cte("above", recursive=True)
    parents = select(table).join(above, table.c.id == above.c.parent_id)
    tree = above.union(parents)
    found = db.execute(select(tree)).mappings()
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
    "involved",
    "lineage",
    "load_folder",
    "load_groups",
    "load_organisations",
    "rows_of",
]
