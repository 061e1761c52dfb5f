"""Every statutory time limit, computed from its trigger and explained with its articles.

``TimeLimits.load`` reads ``workflows/time_limits.yaml``; a change of law is a new edition there and no code here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path

from mediation.errors import Conflict, NotFound
from mediation.law import adjusting, telling
from mediation.law.adjusting import Adjustment
from mediation.law.calendar import Calendar
from mediation.law.limits import (
    Confidence,
    CountingEdition,
    Edition,
    LimitData,
    LimitNotInForce,
    LimitsFile,
    with_notes,
)
from mediation.law.periods import Basis, Count, Direction, Rule, count, until
from mediation.law.reading import fault, model_of, read_mapping
from mediation.law.statutes import Statutes
from mediation.law.telling import Step
from mediation.law.wording import Lang, Text, bad, civil_date
from mediation.vocabulary import OrganisationKind, Unit

_DAY = timedelta(days=1)


class UnknownLimit(NotFound):
    """No time limit has that id or reference."""

    code = "unknown_limit"


@dataclass(frozen=True, slots=True)
class Computed:
    """A limit counted from one trigger.

    ``raw`` is the last day before the roll, ``due`` after it, ``due_at`` its 24:00 in UTC; all are None where the law
    gives no number, and while the count stands still (``remaining`` is then what is left, in the limit's unit).
    ``binding`` holds for the organisation asked about; False is printed as 参照.
    """

    limit: str
    ref: str
    edition: str
    trigger: date
    first_day: date | None
    raw: date | None
    due: date | None
    due_at: datetime | None
    amber_on: date | None
    red_on: date | None
    provisional: bool
    remaining: int | None
    steps: tuple[Step, ...]
    cites: tuple[str, ...]
    binding: bool
    confidence: Confidence
    note: Text | None

    def explain(self, lang: Lang) -> tuple[str, ...]:
        """One line a step: first the limit and its articles, last the result with its weekday."""
        return tuple(step.said(lang) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit of the file, with the articles it is counted by at hand."""

    data: LimitData
    counting: tuple[CountingEdition, ...]
    statutes: Statutes

    @property
    def id(self) -> str:
        """Its readable name, as procedure files write it."""
        return self.data.id

    @property
    def ref(self) -> str:
        """Its reference in the table of periods: M1, D8, S3."""
        return self.data.ref

    @property
    def title(self) -> Text:
        """What the period is for."""
        return self.data.title

    def edition_on(self, on: date) -> Edition:
        """The edition in force that day; raises LimitNotInForce."""
        return self.data.edition_on(on)

    def compute(
        self,
        trigger: date,
        *,
        calendar: Calendar,
        ledger: Sequence[Adjustment] = (),
        edition: date | str | None = None,
        organisation: OrganisationKind | None = None,
        last_day: date | None = None,
    ) -> Computed:
        """Count from ``trigger`` (a Shanghai civil date, or an aware datetime) with what the ledger added or stopped.

        ``edition`` picks the edition by another date than the trigger's, such as that of the complaint, or by the key
        stored with a clock. ``last_day`` is the day set by whoever decides on a limit without a number. Raises
        LimitNotInForce, AdjustmentRefused for what the edition does not allow, ``length_fixed`` for a day set where the
        law has a number, BadInput for a date out of reach or a last day before the trigger.
        """
        day = civil_date(trigger, "trigger")
        chosen = self.data.edition_of(edition) if isinstance(edition, str) else self.edition_on(edition or day)
        extensions, suspensions = adjusting.applied(self.data, chosen, ledger, self.statutes)
        heading = self._heading(chosen, organisation)
        if last_day is not None:
            counted = self._until(chosen, day, last_day, calendar)
            return self._computed(chosen, day, counted, (heading, *counted.steps), calendar, organisation)
        if chosen.length is None:
            return self._computed(chosen, day, None, (heading, self._no_number(day)), calendar, organisation)
        rule = self._rule(chosen, chosen.length, day)
        counted = count(trigger, rule, calendar, extensions=extensions, suspensions=suspensions)
        return self._computed(chosen, day, counted, (heading, *counted.steps), calendar, organisation)

    def _until(self, chosen: Edition, day: date, last_day: date, calendar: Calendar) -> Count:
        if chosen.length is not None:
            raise Conflict(
                f"“{self.title.zh}”的期限由法律规定，不能另行指定最后一日，请删去该日期。",
                f"The law fixes “{self.title.en}”; nobody sets its last day. Remove the date.",
                code="length_fixed",
            )
        if civil_date(last_day, "last_day") < day:
            raise bad(
                "last_day",
                "last_day_before_trigger",
                f"指定的最后一日{last_day}早于起算之日{day}，请核对。",
                f"The last day set, {last_day}, lies before {day}, from which it runs; check both.",
            )
        return until(day, last_day, self._rule(chosen, 1, day), calendar, self.data.decided_by)

    def _rule(self, chosen: Edition, length: int, day: date) -> Rule:
        told = next(edition for edition in self.counting if _covers(edition, day))
        basis = Basis(
            self.statutes.text(told.not_counted),
            self.statutes.text(told.hours),
            self.statutes.text(told.months),
            self.statutes.text(told.roll),
            by_analogy=chosen.by_analogy,
        )
        civil = self.data.procedure == "civil"
        return Rule(length, chosen.unit, basis, chosen.roll, self.data.direction, next_hour=civil)

    def _computed(
        self,
        chosen: Edition,
        day: date,
        counted: Count | None,
        steps: tuple[Step, ...],
        calendar: Calendar,
        organisation: OrganisationKind | None,
    ) -> Computed:
        due = counted.due if counted else None
        floor = day if self.data.direction is Direction.AFTER else None
        rungs = self.data.rungs
        return Computed(
            limit=self.id,
            ref=self.ref,
            edition=chosen.key,
            trigger=day,
            first_day=counted.first_day if counted else None,
            raw=counted.raw if counted else None,
            due=due,
            due_at=counted.due_at if counted else None,
            amber_on=_rung(due, rungs.amber, chosen.unit, calendar, floor),
            red_on=_rung(due, rungs.red, chosen.unit, calendar, floor),
            provisional=bool(counted and counted.provisional),
            remaining=counted.remaining if counted else None,
            steps=steps,
            cites=chosen.cites,
            binding=chosen.binds(organisation),
            confidence=chosen.confidence,
            note=chosen.note,
        )

    def _heading(self, chosen: Edition, organisation: OrganisationKind | None) -> Step:
        articles = self.statutes.text(*chosen.cites)
        zh, en = _span(chosen, self.data)
        weak = Text("", "") if chosen.binds(organisation) else Text("；参照", "; for reference")
        return Step(
            "limit",
            None,
            f"{self.title.zh}（{self.ref}）：{zh}，{articles.zh}{weak.zh}",
            f"{self.title.en} ({self.ref}): {en}, {articles.en}{weak.en}",
        )

    def _no_number(self, day: date) -> Step:
        return Step(
            "no_number",
            day,
            f"自{day}起，法律未规定固定天数，不产生届满日期：{self.data.lapse.zh}",
            f"from {day}: the law fixes no number, so there is no last day: {self.data.lapse.en}",
        )


class TimeLimits:
    """All limits, found by readable id or by reference."""

    def __init__(self, limits: Sequence[Limit]) -> None:
        self._by_name = {name: limit for limit in limits for name in (limit.id, limit.ref)}
        self._limits = tuple(limits)
        self.windows = frozenset(limit.id for limit in limits if limit.data.window)
        """The ids of those within which somebody may act, but need not."""

    @classmethod
    def load(cls, path: Path, statutes: Statutes, settings: Mapping[str, int] | None = None) -> TimeLimits:
        """Read ``workflows/time_limits.yaml``; ``settings`` maps an id or reference to an operator's own length.

        Raises LawDataFault for every mistake in the file, a doubled id or reference, an uncitable article, and for a
        setting of a number that the law fixes; UnknownLimit for a setting of nothing.
        """
        file = model_of(LimitsFile, with_notes(read_mapping(path), path.name), path.name)
        names = [name for data in file.limits for name in (data.id, data.ref)]
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            told = "、".join(doubled)
            raise fault(
                path.name, f"期限名称或编号重复：{told}，请只保留一个。", f"Doubled names: {told}; keep one each."
            )
        loaded = cls([Limit(data, file.counting[data.procedure], statutes) for data in file.limits])
        return loaded.with_settings(settings) if settings else loaded

    def __iter__(self) -> Iterator[Limit]:
        return iter(self._limits)

    def get(self, name: str) -> Limit:
        """The limit with that id (``judicial_confirmation_application``) or reference (``S3``); raises UnknownLimit."""
        if name in self._by_name:
            return self._by_name[name]
        near = get_close_matches(name, self._by_name, n=1, cutoff=0.5)
        zh, en = (f"，是否为“{near[0]}”？", f"; did you mean “{near[0]}”?") if near else ("，请核对。", "; check it.")
        raise UnknownLimit(f"没有名为“{name}”的期限{zh}", f"No time limit is called “{name}”{en}")

    def with_settings(self, settings: Mapping[str, int]) -> TimeLimits:
        """The same limits with an operator's lengths in the editions that are settings; raises LawDataFault."""
        wanted = {self.get(name).id: length for name, length in settings.items()}
        return TimeLimits([_set(limit, wanted[limit.id]) if limit.id in wanted else limit for limit in self])


def _set(limit: Limit, length: int) -> Limit:
    if length < 1 or not limit.data.editions[-1].setting:
        raise fault(
            f"settings.{limit.ref}",
            f"“{limit.title.zh}”由法律规定或数值有误，不能另设，请删除该设置。",
            f"“{limit.title.en}” is fixed by law, or the number is below 1; remove the setting.",
        )
    editions = tuple(e.model_copy(update={"length": length}) if e.setting else e for e in limit.data.editions)
    return Limit(limit.data.model_copy(update={"editions": editions}), limit.counting, limit.statutes)


def _span(chosen: Edition, data: LimitData) -> tuple[str, str]:
    if chosen.length is None:
        return f"自{data.trigger.zh}起", f"from {data.trigger.en}"
    zh, en = telling.quantity(chosen.length, chosen.unit, "zh"), telling.quantity(chosen.length, chosen.unit, "en")
    if data.direction is Direction.BEFORE:
        return f"{data.trigger.zh}前{zh}", f"{en} before {data.trigger.en}"
    return f"自{data.trigger.zh}起{zh}", f"{en} from {data.trigger.en}"


def _rung(due: date | None, days: int, unit: Unit, calendar: Calendar, floor: date | None) -> date | None:
    if due is None:
        return None
    on = calendar.working_days_before(due, days) if unit is Unit.WORKING_DAY else due - timedelta(days=days)
    return max(on, floor) if floor else on


def _covers(edition: CountingEdition, day: date) -> bool:
    return (edition.start is None or edition.start <= day) and (edition.until is None or day <= edition.until)


__all__ = [
    "Adjustment",
    "Computed",
    "Limit",
    "LimitNotInForce",
    "TimeLimits",
    "UnknownLimit",
]
