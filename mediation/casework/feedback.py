"""The monthly feedback a desk gives a court: every referral of the month with what became of it; nothing confided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from mediation.casework.desk import Desk
from mediation.casework.queues import REFERRAL, Asked, Entry, queue
from mediation.facts.known import civil_day
from mediation.facts.people import Membership
from mediation.law.wording import SHANGHAI
from mediation.vocabulary import ReferralKind

COLUMNS: Final = (
    "法院", "法院案号", "移送种类", "调解案号", "申请人", "被申请人", "案由", "移送日期", "接收日期", "接收方式",
    "期限届满", "状态", "调解结果", "反馈日期", "材料已退还", "不接受的理由",
)  # fmt: skip
_PAGE = 200


def month_of(text: str, today: date) -> date:
    """Return the first day of a month written 2026-10, of the month before today's when it is none."""
    try:
        year, month = (int(part) for part in text.split("-"))
        return date(year, month, 1)
    except ValueError:
        return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def lines_of_month(
    db: Connection, desk: Desk, person_id: str, own: Sequence[Membership], month: date, now: datetime
) -> Iterator[tuple[str | date | None, ...]]:
    """Yield a line a referral that was sent, answered or reported in a month (Asia/Shanghai), as ``COLUMNS`` say."""
    start = datetime.combine(month, time(), SHANGHAI).astimezone(UTC)
    end = datetime.combine((month + timedelta(days=32)).replace(day=1), time(), SHANGHAI).astimezone(UTC)
    after: str | None = None
    while True:
        found = queue(db, desk, person_id, own, Asked(procedure=REFERRAL, after=after, size=_PAGE), now)
        for entry in sorted(found.entries, key=lambda one: (one.counterpart, one.case.serial)):
            days = [entry.happened.get(act) for act in ("send", "accept", "decline", "report")]
            if any(at is not None and start <= at < end for at in days):
                yield _line(desk, entry)
        if found.next is None:
            return
        after = found.next


def _line(desk: Desk, entry: Entry) -> tuple[str | date | None, ...]:
    said, happened = entry.answers, entry.happened
    accepted = said.get("accepted_on") if "accept" in happened else None
    return (
        entry.counterpart,
        said.get("docket"),
        ReferralKind(said["kind"]).zh if said.get("kind") else None,
        entry.case.number,
        entry.sides[0],
        entry.sides[1],
        entry.case.cause,
        _day(happened.get("send")),
        date.fromisoformat(accepted) if accepted else None,
        _option(desk, entry, "accept", "how"),
        entry.due if not entry.house else None,
        entry.state.zh,
        _option(desk, entry, "report", "result"),
        _day(happened.get("report")),
        "是" if said.get("materials_returned") else None,
        _option(desk, entry, "decline", "reason"),
    )


def _option(desk: Desk, entry: Entry, move: str, name: str) -> str | None:
    """The words of what was chosen in a move that was made."""
    if move not in entry.happened:
        return None
    words: Any = desk.procedures.known[entry.proceeding.definition].moves[move].asks[name].options
    chosen = words.get(entry.answers.get(name, ""))
    return chosen.zh if chosen else None


def _day(at: datetime | None) -> date | None:
    return civil_day(at) if at else None
