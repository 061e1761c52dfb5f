"""What a reader is shown of a batch: closed shapes without defaults, over the cases that are theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping

from mediation.casework.batches import OUTCOMES, batches_of, counts_of, rows_of_batch
from mediation.casework.matters import OpenedMatter
from mediation.casework.people import names_of
from mediation.casework.reading import title_of
from mediation.casework.views import Title, View
from mediation.errors import NotFound


class BatchCard(View):
    """A batch and how far it is: ``done`` of ``rows`` have a result; ``counts`` says which."""

    id: str
    asked_at: datetime
    asked_by: str | None
    ended_at: datetime | None
    rows: int
    done: int
    counts: dict[str, int]


class BatchRowView(View):
    """One paper of one case; ``result`` is empty while it waits, the rest says why it was not made."""

    case_id: str
    number: str
    kind: str
    title: Title
    result: str | None
    code: str | None
    zh: str | None
    en: str | None
    reasons: list[dict[str, Any]]
    errors: list[dict[str, str]]


class BatchView(BatchCard):
    """A batch with its rows, in the order in which they are made."""

    results: list[BatchRowView]


class BatchList(View):
    """The batches of a matter, the newest first."""

    items: list[BatchCard]


def batch_list(db: Connection, opened: OpenedMatter) -> BatchList:
    """Return the batches of a matter."""
    return BatchList(items=[BatchCard(**card) for card in _cards(db, opened, batches_of(db, opened))])


def batch_view(db: Connection, opened: OpenedMatter, batch_id: str) -> BatchView:
    """Return a batch with its rows.

    Raises:
        NotFound: no such batch of this matter, or it is forgotten after seven days.
    """
    found = batches_of(db, opened, batch_id)
    if not found:
        raise NotFound("未找到该批次，或者已超过保存期。", "No such batch, or it is forgotten.", code="batch_not_found")
    rows = [_row(row) for row in rows_of_batch(db, opened, batch_id)]
    return BatchView(**_cards(db, opened, found)[0], results=rows)


def _cards(db: Connection, opened: OpenedMatter, batches: list[RowMapping]) -> list[dict[str, Any]]:
    counts = counts_of(db, opened, [batch["id"] for batch in batches])
    names = names_of(db, {batch["person_id"] for batch in batches})
    return [
        {
            "id": batch["id"],
            "asked_at": batch["asked_at"],
            "asked_by": names.get(batch["person_id"]),
            "ended_at": batch["ended_at"],
            "rows": sum(counts[batch["id"]].values()),
            "done": sum(count for result, count in counts[batch["id"]].items() if result is not None),
            "counts": {result: counts[batch["id"]].get(result, 0) for result in OUTCOMES},
        }
        for batch in batches
    ]


def _row(row: Mapping[str, Any]) -> BatchRowView:
    told = row["told"]
    return BatchRowView(
        case_id=row["case_id"],
        number=row["number"],
        kind=row["kind"],
        title=title_of(row["kind"]),
        result=row["result"],
        code=told.get("code"),
        zh=told.get("zh"),
        en=told.get("en"),
        reasons=told.get("reasons", []),
        errors=told.get("errors", []),
    )
