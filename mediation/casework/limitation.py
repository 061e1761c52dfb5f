"""Until when each claim of a case can still be brought, from the case's own events, with every step of the count."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from mediation.casework import journal
from mediation.casework.clocks import OCCURRED
from mediation.casework.opened import Opened
from mediation.casework.views import Title, View
from mediation.facts.known import civil_day
from mediation.facts.limiting import claimed, events, recorded, suspensions
from mediation.facts.parties import Claim
from mediation.law.calendar import Calendar
from mediation.law.limitation import Act, Claimed, Event, Law, Limitation, Until
from mediation.law.time_limits import TimeLimits
from mediation.law.wording import Text, bad
from mediation.policy import Resource
from mediation.records.schema import metadata
from mediation.vocabulary import Rung

_EVENT, _CORRECTION = metadata.tables["event"], metadata.tables["correction"]
_BEGUN_ANEW = ("L1", "L1b", "L2b", "L4")
GROUPS = ("answers", "claims", "parties", "clocks")
"""What limitation is read from, besides the history."""


class UntilView(View):
    """A last day and its arithmetic; ``due`` is ``None`` while the period stands still. ``state`` as a clock's."""

    counted_from: date
    raw: date | None
    due: date | None
    provisional: bool
    days_left: int | None
    state: str
    steps: list[str]
    steps_en: list[str]


class LimitationView(View):
    """A claim's limitation: the conservative date, the date by R17 31 where such an event happened, and what to mind.

    Both are ``None`` where no period runs (wages while employed) or its beginning is not on file; a note says which.
    """

    claim_id: str
    ordinal: int
    title: Title
    claimant_id: str
    respondent_id: str
    ref: str
    limit_title: Title
    conservative: UntilView | None
    restarted: UntilView | None
    cites: list[str]
    articles: list[str]
    notes: list[Title]


def limitation_of(db: Connection, opened: Opened) -> list[LimitationView]:
    """Return the limitation of every claim; nothing for who may not read the desk's facts (a court's clerk)."""
    if not opened.reader.may(Resource.FACTS):
        return []
    facts, law = opened.facts, Law(opened.desk.limits, opened.desk.calendar)
    acts = recorded(facts, _days(db, opened.case.id))
    today = civil_day(opened.now)
    told = events(facts, acts, today)
    return [
        _view(opened, claim, law.limitation(party_claim, told, suspensions(acts, claim)), today)
        for claim, party_claim in claimed(facts, acts)
    ]


def _days(db: Connection, case_id: str) -> dict[int, date]:
    """The day each event of a case happened, as believed now: a corrected time counts instead of the recorded one."""
    found = db.execute(select(_EVENT.c.seq, _EVENT.c.occurred_at).where(_EVENT.c.folder_id == case_id))
    days = {row.seq: civil_day(row.occurred_at) for row in found}
    mine = (_CORRECTION.c.case_id == case_id) & (_CORRECTION.c.name == OCCURRED)
    later = db.execute(select(_CORRECTION.c.target_seq, _CORRECTION.c.after).where(mine).order_by(_CORRECTION.c.seq))
    return days | {row.target_seq: civil_day(datetime.fromisoformat(json.loads(row.after))) for row in later}


def _view(opened: Opened, claim: Claim, found: Limitation, today: date) -> LimitationView:
    limit = opened.desk.limits.get(found.ref)
    rungs = limit.data.rungs
    return LimitationView(
        claim_id=claim.id,
        ordinal=claim.ordinal,
        title=Title(zh=claim.item.zh, en=claim.item.en),
        claimant_id=claim.claimant_id,
        respondent_id=claim.respondent_id,
        ref=found.ref,
        limit_title=_title(limit.title),
        conservative=_until(found.conservative, today, rungs.amber, rungs.red),
        restarted=_until(found.restarted, today, rungs.amber, rungs.red),
        cites=list(found.cites),
        articles=[opened.desk.statutes.render(cite, "zh") for cite in found.cites],
        notes=[_title(note) for note in found.notes],
    )


def _title(text: Text) -> Title:
    return Title(zh=text.zh, en=text.en)


def _until(until: Until | None, today: date, amber: int, red: int) -> UntilView | None:
    if until is None:
        return None
    return UntilView(
        counted_from=until.counted_from,
        raw=until.raw,
        due=until.due,
        provisional=until.provisional,
        days_left=(until.due - today).days if until.due else None,
        state=_state(until.due, today, amber, red),
        steps=list(until.explain("zh")),
        steps_en=list(until.explain("en")),
    )


def _state(due: date | None, today: date, amber: int, red: int) -> str:
    if due is None:
        return "suspended"
    if today >= due:
        return "overdue" if today > due else "today"
    if today >= due - timedelta(days=red):
        return Rung.RED.value
    return Rung.AMBER.value if today >= due - timedelta(days=amber) else "running"


def limitation_told(
    limits: TimeLimits, calendar: Calendar, ref: str, start: date, acts: Sequence[tuple[date, Act]]
) -> dict[str, Any]:
    """Return both dates of a claim by itself, without a case: from its beginning and what happened since.

    ``start`` is the day of knowledge, for ``L2b`` the day employment ended; ``L4`` is a claim of civil law. A consent
    to perform is the debtor's act, every other one the claimant's.

    Raises:
        BadInput: the limit is none that acts begin anew.
    """
    limit = limits.get(ref)
    if limit.ref not in _BEGUN_ANEW:
        raise bad(
            "ref",
            "not_begun_anew",
            f"“{limit.title.zh}”不因当事人的行为重新计算，请去掉 --event；可用：{'、'.join(_BEGUN_ANEW)}。",
            f"Nothing begins “{limit.title.en}” anew; leave --event out. It goes with {', '.join(_BEGUN_ANEW)}.",
        )
    ended = limit.ref == "L2b"
    claim = Claimed("", "claimant", "debtor", start, ended, False if ended else None, start, limit.ref == "L4")
    told = [Event(on, act, "debtor" if act is Act.AGREED_TO_PERFORM else "claimant") for on, act in acts]
    found = Law(limits, calendar).limitation(claim, told)
    title = limits.get(found.ref).title
    return {
        "ref": found.ref,
        "title": {"zh": title.zh, "en": title.en},
        "from": start.isoformat(),
        "article": list(found.cites),
        "conservative": _told(found.conservative),
        "restarted": _told(found.restarted),
        "notes": [{"zh": note.zh, "en": note.en} for note in found.notes],
    }


def _told(until: Until | None) -> dict[str, Any] | None:
    if until is None:
        return None
    return {
        "from": until.counted_from.isoformat(),
        "raw": journal.plain(until.raw),
        "due": journal.plain(until.due),
        "provisional": until.provisional,
        "steps": list(until.explain("zh")),
        "steps_en": list(until.explain("en")),
    }


__all__ = ["GROUPS", "LimitationView", "UntilView", "limitation_of", "limitation_told"]
