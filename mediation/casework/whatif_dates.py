"""The dates half of a what-if: what running clocks come to under a draft of the law, beside the dates on file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mediation.casework import clocks
from mediation.casework.desk import Desk
from mediation.errors import MediationError
from mediation.facts.columns import changed
from mediation.facts.folder import Adjustment, Clock
from mediation.facts.known import Facts, civil_day
from mediation.law.limits import Edition, LimitData
from mediation.law.telling import quantity
from mediation.law.wording import Lang, Text


class Dates(NamedTuple):
    """The days (Asia/Shanghai) of a clock; ``None`` where there is none."""

    due: date | None
    amber: date | None
    red: date | None


@dataclass(frozen=True, slots=True)
class MovedClock:
    """A running clock whose days would be others, and every reason why."""

    case: str
    ref: str
    limit: str
    title: Text
    old: Dates
    new: Dates
    why: tuple[Text, ...]


def moved_clocks(desk: Desk, draft: Desk, facts: Facts) -> tuple[list[Clock], list[MovedClock]]:
    """Return a case's clocks as they would be under a draft, and those of the running ones that moved.

    The edition is the draft's for the day of the trigger, whichever is stored with the clock.
    """
    after, moved = [], []
    for clock in facts.clocks:
        then, refused = (clock, None) if clock.stopped_at else _under(draft, clock, facts.adjustments)
        after.append(then)
        old, new = _dates(clock), _dates(then)
        if old != new:
            limit = desk.limits.get(clock.limit_id)
            why = (refused,) if refused else tuple(_why(desk, draft, clock, then))
            moved.append(MovedClock(facts.case.number, limit.ref, limit.id, limit.title, old, new, why))
    return after, moved


def _under(draft: Desk, clock: Clock, ledger: Iterable[Adjustment]) -> tuple[Clock, Text | None]:
    """Return a running clock under the draft; without days, and why, where the draft refuses it."""
    try:
        edition = draft.limits.get(clock.limit_id).edition_on(civil_day(clock.trigger_at)).key
        return clocks.derived(draft, changed(clock, edition=edition), ledger, ()), None
    except MediationError as error:
        return changed(clock, due=None, amber_on=None, red_on=None), Text(error.zh, error.en)


def _dates(clock: Clock) -> Dates:
    return Dates(clock.due, clock.amber_on, clock.red_on)


def _why(desk: Desk, draft: Desk, clock: Clock, then: Clock) -> Iterator[Text]:
    before, after = desk.limits.get(clock.limit_id).data, draft.limits.get(clock.limit_id).data
    was, shall = before.edition_of(clock.edition), after.edition_of(then.edition)
    told = tuple(_differences((before, was), (after, shall)))
    if told:
        yield from told
    elif before == after:
        yield Text("期限未改，库中日期与现行日历不一致", "the limit is the same; the calendar has changed since")
    else:
        yield Text("期限的其他规定改变", "another part of the limit's rule is changed")


def _differences(old: tuple[LimitData, Edition], new: tuple[LimitData, Edition]) -> Iterator[Text]:
    (before, was), (after, shall) = old, new
    if was.key != shall.key:
        yield Text(f"改用自{shall.key}起施行的版本（原为{was.key}）", f"edition of {shall.key} instead of {was.key}")
    if (was.length, was.unit) != (shall.length, shall.unit):
        yield Text(f"{_long(was, 'zh')}改为{_long(shall, 'zh')}", f"{_long(was, 'en')} become {_long(shall, 'en')}")
    if was.roll != shall.roll:
        yield Text("末日遇休息日的顺延规则改变", "the last day rolls otherwise")
    if before.rungs != after.rungs:
        yield Text("提示日改变", "the reminders come on other days")


def _long(edition: Edition, lang: Lang) -> str:
    if edition.length is None:
        return "无固定天数" if lang == "zh" else "no number"
    return quantity(edition.length, edition.unit, lang)
