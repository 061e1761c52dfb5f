"""Until when a claim can still be brought: limitation in labour arbitration (MAL 27; R33 26–28; R17 31) and in court.

Two dates are told. The conservative one counts from the claimant's own last application, demand or complaint; the
other from the last event that begins the year anew under R17 31 (refusal, failure, expiry, breach). A withdrawal leaves
only the first. Days are Asia/Shanghai civil dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from mediation.law import suspending, telling
from mediation.law.calendar import Calendar
from mediation.law.periods import Suspension, corresponding_day
from mediation.law.telling import Step
from mediation.law.time_limits import Limit, TimeLimits
from mediation.law.wording import Lang, Text
from mediation.vocabulary import Unit, Word

_DAY: Final = timedelta(days=1)


class Act(Word):
    """What somebody did that may begin the period anew."""

    DEMANDED = "demanded", "向对方主张权利（含要求协商）", "a demand on the other side, negotiation included"
    APPLIED_FOR_MEDIATION = "applied_for_mediation", "申请调解", "an application for mediation"
    COMPLAINED = "complained", "向有关部门投诉", "a complaint to an authority"
    APPLIED_FOR_ARBITRATION = "applied_for_arbitration", "申请仲裁", "an application for arbitration"
    SUED = "sued", "向人民法院起诉", "a suit"
    APPLIED_FOR_PAYMENT_ORDER = "applied_for_payment_order", "申请支付令", "an application for a payment order"
    AGREED_TO_PERFORM = "agreed_to_perform", "对方同意履行义务", "the other side's consent to perform"
    NEGOTIATION_REFUSED = "negotiation_refused", "对方不同意协商或者五日内不回应", "negotiation was refused"
    NEGOTIATION_FAILED = "negotiation_failed", "约定的协商期限内未达成一致", "negotiation failed"
    MEDIATION_REFUSED = "mediation_refused", "对方不同意调解", "mediation was refused"
    MEDIATION_FAILED = "mediation_failed", "当事人不同意继续调解", "a party would not go on with mediation"
    MEDIATION_EXPIRED = "mediation_expired", "调解期限内未达成协议", "the term of mediation expired"
    BREACHED = "breached", "达成协议后逾期不履行", "the agreement was not performed in time"
    WITHDRAWN = "withdrawn", "撤回调解申请", "the application for mediation was withdrawn"


RESTARTS: Final = {
    Act.NEGOTIATION_REFUSED: "R17 31(1)",
    Act.NEGOTIATION_FAILED: "R17 31(3)",
    Act.MEDIATION_REFUSED: "R17 31(5)",
    Act.MEDIATION_FAILED: "R17 31(6)",
    Act.MEDIATION_EXPIRED: "R17 31(7)",
    Act.BREACHED: "R17 31",
}
"""The events of R17 31 with their articles."""
_UNKNOWN: Final = Text(
    "起算的日期（知道权利受侵害之日或者劳动关系终止之日）未登记，请询问。",
    "The day it runs from (knowledge, or the end of employment) is not on file; ask.",
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claim of one party against another; the keys are the caller's.

    ``known_on``: when the claimant knew or should have known. ``wages`` is remuneration only (MAL 27(4)); for it
    ``employed`` says whether employment lasts, None if nobody asked, and ``ended_on`` when it ended. ``civil`` is a
    claim outside the labour-dispute procedure (services, a wage IOU alone): three years (CC 188).
    """

    key: str
    claimant: str
    respondent: str
    known_on: date | None
    wages: bool = False
    employed: bool | None = None
    ended_on: date | None = None
    civil: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """An act on a day: by whom, against whom (None: everybody), on which claims (None: all the party's own).

    The refusal, failure or expiry of a mediation is an event ``by`` the party whose application it answers, a breach
    one ``by`` the creditor.
    """

    on: date
    act: Act
    by: str
    against: str | None = None
    claims: frozenset[str] | None = None

    def concerns(self, claim: Claimed) -> bool:
        """Whether it counts for a claim: an act its claimant's own, a consent to perform its debtor's."""
        if self.claims is not None and claim.key not in self.claims:
            return False
        actor, other = (claim.claimant, claim.respondent)
        if self.act is Act.AGREED_TO_PERFORM:
            actor, other = other, actor
        return self.by == actor and self.against in (None, other)


@dataclass(frozen=True, slots=True)
class Until:
    """A last day and how it was found; ``due`` is None while the period stands still."""

    counted_from: date
    raw: date | None
    due: date | None
    provisional: bool
    steps: tuple[Step, ...]

    def explain(self, lang: Lang) -> tuple[str, ...]:
        """One line a step."""
        return tuple(step.said(lang) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Limitation:
    """Until when one claim can be brought. Both dates None: no period runs (wages while employed), or it is unknown.

    ``restarted`` is the date by R17 31, None where no such event happened; ``notes`` are for people.
    """

    claim: Claimed
    ref: str
    cites: tuple[str, ...]
    conservative: Until | None
    restarted: Until | None
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """What a count rests on: the file of periods and the calendar."""

    limits: TimeLimits
    calendar: Calendar

    def limitation(self, claim: Claimed, events: Iterable[Event], suspensions: Sequence[Suspension] = ()) -> Limitation:
        """Tell both dates for a claim. ``suspensions`` are force majeure and the like (MAL 27(3); R33 28)."""
        mine = sorted((event for event in events if event.concerns(claim)), key=lambda event: event.on)
        limit = self.limits.get(_ref(claim))
        cites = limit.data.editions[-1].cites
        if limit.ref == "L2":
            return Limitation(claim, "L2", cites, None, None, (limit.data.lapse, self._defence()))
        counted = _Count(limit, self.calendar, tuple(suspensions), claim)
        own = [event for event in mine if event.act not in RESTARTS and event.act is not Act.WITHDRAWN]
        conservative, missed = counted.run(own)
        restarted = counted.run([*own, *_restarts(mine)])[0] if _begins_anew(mine, claim) else None
        notes = [*_notes(claim, mine, missed, suspensions)]
        if conservative is None:
            notes.append(_UNKNOWN)
        if not claim.civil:
            notes.append(self._defence())
        return Limitation(claim, limit.ref, cites, conservative, restarted, tuple(notes))

    def _defence(self) -> Text:
        data = self.limits.get("L3").data
        return Text(f"{data.title.zh}：{data.lapse.zh}", f"{data.title.en}: {data.lapse.en}")


def _ref(claim: Claimed) -> str:
    if claim.civil:
        return "L4"
    if not claim.wages or claim.employed is None:
        return "L1"
    return "L2" if claim.employed else "L2b"


def _restarts(events: Sequence[Event]) -> list[Event]:
    return [event for event in events if event.act in RESTARTS]


def _begins_anew(events: Sequence[Event], claim: Claimed) -> bool:
    """Whether the last word was an event of R17 31; it is for labour disputes, and a later withdrawal undoes it."""
    last = next((event.act for event in reversed(events) if event.act in {*RESTARTS, Act.WITHDRAWN}), None)
    return not claim.civil and last in RESTARTS


@dataclass(frozen=True, slots=True)
class _Count:
    """The period of one claim, begun and begun anew."""

    limit: Limit
    calendar: Calendar
    suspensions: tuple[Suspension, ...]
    claim: Claimed

    def run(self, events: Sequence[Event]) -> tuple[Until | None, tuple[Event, ...]]:
        """The last day after the events in their order, and those that came when it was over already."""
        begin = self.claim.ended_on if self.limit.ref == "L2b" else self.claim.known_on
        now = self._until(begin, None) if begin else None
        missed: list[Event] = []
        for event in sorted(events, key=lambda event: event.on):
            if now is not None and event.on <= now.counted_from:
                continue
            over = now is not None and now.due is not None and event.on > now.due
            if over and event.act is not Act.AGREED_TO_PERFORM:
                missed.append(event)
                continue
            now = self._until(event.on, event)
        return now, tuple(missed)

    def _until(self, begin: date, event: Event | None) -> Until:
        edition = self.limit.edition_on(begin)
        years = edition.length or 0
        raw = corresponding_day(begin, years * 12)
        text, title = self.limit.statutes.text, self.limit.title
        long = Text(telling.quantity(years, Unit.YEAR, "zh"), telling.quantity(years, Unit.YEAR, "en"))
        heading = Step(
            "limit",
            None,
            f"{title.zh}（{self.limit.ref}）：{long.zh}，{text(*edition.cites).zh}",
            f"{title.en} ({self.limit.ref}): {long.en}, {text(*edition.cites).en}",
        )
        counting = next(e for e in self.limit.counting if (e.until is None or begin <= e.until))
        steps = [heading, *self._begun_anew(event), telling.start(begin, begin + _DAY, text(counting.not_counted))]
        months = text(counting.months)
        steps.append(telling.raw_end(raw, years, Unit.YEAR, months, corresponds=raw.day == begin.day))
        end = (suspending.held if self.claim.civil else suspending.lengthened)(begin, raw, self.suspensions)
        steps += telling.suspended(self.suspensions, begin, end or raw) if not self.claim.civil else ()
        steps += self._six_months(raw, end) if self.claim.civil and end != raw else ()
        if end is None:
            left = (raw - min(s.start for s in self.suspensions if s.end is None)).days + 1
            return Until(begin, None, None, False, (*steps, telling.paused(raw, left, Unit.DAY)))
        due = end if self.calendar.is_working_day(end) else self.calendar.next_working_day(end)
        steps += telling.rolled(end, due, self.calendar, text(counting.roll), by_analogy=False) if due != end else ()
        provisional = self.calendar.is_provisional(due) or self.calendar.is_provisional(end)
        steps += [telling.provisional(due)] if provisional else []
        return Until(begin, end, due, provisional, (*steps, telling.ended(due, provisional=provisional)))

    def _six_months(self, raw: date, end: date | None) -> Iterator[Step]:
        article = self.limit.statutes.text(suspending.cite(raw))
        after = Text(f"，至{end}" if end else "", f", to {end}" if end else "")
        yield Step(
            "suspended",
            end,
            f"最后六个月内因障碍不能行使请求权，中止{after.zh}（{article.zh}）",
            f"an obstacle in the last six months suspends the period{after.en} ({article.en})",
        )

    def _begun_anew(self, event: Event | None) -> Iterator[Step]:
        if event is None:
            return
        cite = RESTARTS.get(event.act, "CC 195" if self.claim.civil else "R33 27")
        article = self.limit.statutes.text(cite)
        zh, en = f"{event.on}中断：{event.act.zh}", f"interrupted on {event.on}: {event.act.en}"
        yield Step("interrupted", event.on, f"{zh}（{article.zh}）", f"{en} ({article.en})")


def _notes(
    claim: Claimed, events: Sequence[Event], missed: Sequence[Event], suspensions: Sequence[Suspension]
) -> Iterator[Text]:
    if claim.wages and claim.employed is None and not claim.civil:
        yield Text(
            "追索劳动报酬：劳动关系存续期间不受一年限制；请核实劳动关系是否终止及终止日期。",
            "Wages: no one-year period while employment lasts; ask whether and when it ended.",
        )
    for event in missed:
        yield Text(
            f"{event.on}的{event.act.zh}发生在期限届满以后，不产生中断的效力。",
            f"On {event.on} the period was over already; this interrupted nothing: {event.act.en}.",
        )
    if any(event.act is Act.WITHDRAWN for event in events):
        yield Text("撤回调解申请的，只按申请之日计算。", "After a withdrawal only the application's date counts.")
    if claim.civil and suspensions:
        yield Text(
            "普通诉讼时效只因最后六个月内的障碍中止，条文凭记忆整理，请向人民法院核实。",
            "Only an obstacle in the last six months suspends the general period; so from memory, ask the court.",
        )


__all__ = ["RESTARTS", "Act", "Claimed", "Event", "Law", "Limitation", "Until"]
