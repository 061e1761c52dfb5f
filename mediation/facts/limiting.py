"""What a case's own record says about limitation: what is claimed by whom, what began the year anew, what suspended it.

Nothing is counted here but the conservative day; ``law.limitation`` counts. Days are Asia/Shanghai civil dates.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from mediation.facts.folder import Clock
from mediation.facts.known import Facts
from mediation.facts.parties import Claim
from mediation.facts.readings import OWN_DESK, answer, is_labour
from mediation.law.limitation import RESTARTS, Act, Claimed, Event
from mediation.law.periods import Suspension, corresponding_day
from mediation.law.wording import Text
from mediation.vocabulary import ClaimItem, Side

LIMITATION: Final = frozenset({"proceedings", "answers", "claims", "parties", "clocks"})
"""The groups these readings read."""
REMUNERATION: Final = frozenset({ClaimItem.WAGES, ClaimItem.OVERTIME})
"""What MAL 27(4) excepts while employment lasts (law.md §6.2)."""
OBSTACLES: Final = {
    "force_majeure": Text("不可抗力", "force majeure"),
    "no_representative": Text("劳动者无诉讼行为能力且法定代理人未确定", "a worker without capacity or representative"),
    "other": Text("其他正当理由", "another good reason"),
}
"""What may suspend the year (MAL 27(3); R33 28)."""
_MEDIATION_TERM: Final = "mediation_term"
_SUSPENDING: Final = ("suspend_limitation", "resume_limitation")


@dataclass(frozen=True, slots=True)
class Recorded:
    """An act on record with its answers; ``on`` is the day it happened, None where only the history knows it."""

    act: str
    seq: int
    on: date | None
    said: Mapping[str, Any]

    def day(self, name: str) -> date | None:
        """A day among the answers."""
        value = self.said.get(name)
        return date.fromisoformat(value) if isinstance(value, str) else value

    def claims(self, facts: Facts) -> frozenset[str] | None:
        """The one claim it names; None is every one."""
        number = self.said.get("claim")
        return None if number is None else frozenset(c.id for c in facts.claims if c.ordinal == number)


def recorded(facts: Facts, days: Mapping[int, date] | None = None) -> tuple[Recorded, ...]:
    """Return the acts that were answered, oldest first, the act at hand last; ``days`` by number of the event."""
    found: dict[int, tuple[str, dict[str, Any]]] = {}
    for row in facts.answers:
        if row.value is not None:
            found.setdefault(row.seq, (row.act, {}))[1][row.name] = json.loads(row.value)
    told = [Recorded(act, seq, (days or {}).get(seq), said) for seq, (act, said) in sorted(found.items())]
    acting = facts.acting
    if facts.given is not None:
        told.append(Recorded(acting.name, acting.seq, acting.day, facts.given))
    return tuple(told)


def claimed(facts: Facts, acts: Sequence[Recorded]) -> tuple[tuple[Claim, Claimed], ...]:
    """Return each claim as limitation sees it; of what was recorded of its beginning the latest counts."""
    civil = is_labour(facts) is False
    iou = answer(facts, "arbitration_exception", "court_referral") == "wage_iou"
    found = []
    for claim in facts.claims:
        bases = [a for a in acts if a.act == "record_limitation_basis" and _names(a, claim)]
        employment = next((a for a in reversed(bases) if a.said.get("employment")), None)
        found.append(
            (
                claim,
                Claimed(
                    key=claim.id,
                    claimant=claim.claimant_id,
                    respondent=claim.respondent_id,
                    known_on=next((d for a in reversed(bases) if (d := a.day("known_on"))), None),
                    wages=claim.item in REMUNERATION,
                    employed=employment.said["employment"] == "lasting" if employment else None,
                    ended_on=employment.day("employment_ended_on") if employment else None,
                    civil=civil or claim.item is ClaimItem.SERVICE_FEE or (iou and claim.item in REMUNERATION),
                ),
            )
        )
    return tuple(found)


def _names(act: Recorded, claim: Claim) -> bool:
    return act.said.get("claim") in (None, claim.ordinal)


def events(facts: Facts, acts: Sequence[Recorded], today: date) -> tuple[Event, ...]:
    """Return what began a year anew: only what happened on a known day; an act that is its applicants' is by each."""
    applicants = tuple(party.id for party in facts.parties if party.side is Side.APPLICANT)
    found = [event for act in acts for event in _told(facts, act, applicants)]
    term = _lapsed_term(facts, today)
    if term is not None:
        found += [Event(term, Act.MEDIATION_EXPIRED, by) for by in applicants]
    return tuple(found)


def _told(facts: Facts, act: Recorded, applicants: tuple[str, ...]) -> Iterator[Event]:
    if act.act == "record_limitation_event":
        on, by, against = act.day("happened_on"), act.said["party"], act.said.get("against")
        if on is not None:
            yield Event(on, Act(act.said["kind"]), by, against, act.claims(facts))
    elif act.act in ("take_other_route", "withdraw", "declare_breach"):
        on = act.day("filed_on") or act.on
        if on is not None:
            yield Event(on, _own(act), act.said["party"])
    elif (kind := _of_applicants(facts, act)) is not None:
        on = act.day("received_on") or act.day("complaint_on") or act.on
        if kind is Act.MEDIATION_EXPIRED:
            on = _term_end(facts) or on
        yield from (Event(on, kind, by) for by in applicants if on is not None)


def _own(act: Recorded) -> Act:
    if act.act == "take_other_route":
        return Act.SUED if act.said["route"] == "sue" else Act.APPLIED_FOR_ARBITRATION
    return Act.WITHDRAWN if act.act == "withdraw" else Act.BREACHED


def _of_applicants(facts: Facts, act: Recorded) -> Act | None:
    """What an act is to those who applied; R17 31 speaks of the desk's own mediation only."""
    if act.act == "register":
        return Act.APPLIED_FOR_MEDIATION
    if act.act == "send":
        by_commission = str(act.said.get("kind", "")).startswith("arbitration")
        return Act.APPLIED_FOR_ARBITRATION if by_commission else Act.SUED
    if facts.case.source not in OWN_DESK:
        return None
    ground = act.said.get("ground")
    if act.act == "not_accept" and ground in ("other_party_refused", "other_party_unreachable"):
        return Act.MEDIATION_REFUSED
    if act.act == "end":
        return Act.MEDIATION_EXPIRED if ground == "expired" else Act.MEDIATION_FAILED
    return None


def _term(facts: Facts) -> Clock | None:
    return next((clock for clock in reversed(facts.clocks) if clock.limit_id == _MEDIATION_TERM), None)


def _term_end(facts: Facts) -> date | None:
    clock = _term(facts)
    return clock.due if clock is not None else None


def _lapsed_term(facts: Facts, today: date) -> date | None:
    """The last day of a term that ran out although nobody ended the mediation (R17 29(2), 31(7))."""
    clock = _term(facts)
    over = clock is not None and clock.stopped_at is None and clock.due is not None and clock.due < today
    return clock.due if clock is not None and over else None


def suspensions(acts: Sequence[Recorded], claim: Claim) -> tuple[Suspension, ...]:
    """Return what kept a claimant from applying (MAL 27(3)); it lasts until its end is recorded."""
    found: list[Suspension] = []
    for act in acts:
        mine = act.said.get("party") == claim.claimant_id
        if act.act == "suspend_limitation" and mine and (since := act.day("since")):
            found.append(Suspension(since, None, OBSTACLES[act.said["reason"]]))
        elif act.act == "resume_limitation" and mine and (until := act.day("until")):
            found = [s if s.end or s.start > until else Suspension(s.start, until, s.reason) for s in found]
    return tuple(found)


def suspended_now(facts: Facts, party_id: str | None) -> date | None:
    """The day since which something keeps this party from applying, None when nothing does."""
    before = (act for act in recorded(facts) if act.seq != facts.acting.seq)
    last = [act for act in before if act.said.get("party") == party_id and act.act in _SUSPENDING]
    return last[-1].day("since") if last and last[-1].act == "suspend_limitation" else None


def conservative_day(facts: Facts) -> date | None:
    """The day from which the earliest of the conservative years runs (law.md §0-10); None where none runs.

    An act counts for its claimant's own claims and only while the year still ran; the roll over days off is left out
    here, so that the day is never too late. A suspension is too: the reminder then comes early.
    """
    acts = recorded(facts)
    told = sorted(events(facts, acts, facts.acting.day), key=lambda event: event.on)
    begun = [_begun(claim, told) for _, claim in claimed(facts, acts) if not claim.civil]
    return min((day for day in begun if day is not None), default=None)


def _begun(claim: Claimed, told: Sequence[Event]) -> date | None:
    if claim.wages and claim.employed:
        return None
    now = claim.ended_on if claim.wages and claim.employed is False else claim.known_on
    for event in told:
        if event.act in RESTARTS or event.act is Act.WITHDRAWN or not event.concerns(claim):
            continue
        in_time = now is None or event.on <= corresponding_day(now, 12) or event.act is Act.AGREED_TO_PERFORM
        if in_time and (now is None or event.on > now):
            now = event.on
    return now


__all__ = [
    "LIMITATION",
    "Recorded",
    "claimed",
    "conservative_day",
    "events",
    "recorded",
    "suspended_now",
    "suspensions",
]
