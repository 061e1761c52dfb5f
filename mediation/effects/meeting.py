"""Meetings: scheduled, then held with the four checks of the first one (SI16 14; SI21 17)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from mediation.effects.registry import effect
from mediation.facts.columns import Row, changed
from mediation.facts.known import Facts, Given
from mediation.facts.parties import Meeting, Note, Statement
from mediation.facts.readings import given_of
from mediation.vocabulary import Audience, Channel, FactClass, Side

_CHECKS: Final = ("identity_checked", "rights_told", "sham_told", "address_confirmed")


@effect(needs=set())
def schedule_meeting(facts: Facts) -> Sequence[Row]:
    """A meeting that is to be held."""
    given = given_of(facts)
    return (
        Meeting(
            id=facts.acting.new_id("meeting"),
            case_id=facts.case.id,
            starts_at=given["starts_at"],
            channel=Channel(given["channel"]),
            place_id=given.ref("place"),
        ),
    )


@effect(needs={"meetings", "parties"})
def hold_meeting(facts: Facts) -> Sequence[Row]:
    """The earliest scheduled meeting was held, or one that was not scheduled; what was checked, stays checked."""
    given = given_of(facts)
    at = facts.acting.occurred_at
    scheduled = next((meeting for meeting in facts.meetings if meeting.held_at is None), None)
    meeting = scheduled or Meeting(
        id=facts.acting.new_id("meeting"), case_id=facts.case.id, starts_at=at, channel=Channel(given["channel"])
    )
    held = changed(
        meeting,
        held_at=at,
        channel=Channel(given["channel"]),
        place_id=given.ref("place") or meeting.place_id,
        **{name: given.yes(name) for name in _CHECKS},
    )
    return (held, *_checked(facts, given.yes("identity_checked"), given.yes("address_confirmed")))


@effect(needs={"meetings"})
def write_minutes(facts: Facts) -> Sequence[Row]:
    """What was said at the meeting held last: before everybody as statements, behind closed doors as sealed notes.

    No concession has a place in the joint part: it is an act of its own (SI16 22; SI21 18).
    """
    given, acting = given_of(facts), facts.acting
    said_at = max((m.held_at for m in facts.meetings if m.held_at is not None), default=acting.occurred_at)
    joint = [
        Statement(
            id=acting.new_id("statement", number),
            case_id=facts.case.id,
            kind=kind,
            audience=Audience.JOINT,
            text_id=row.ref("text") or "",
            said_by_id=row.choice("said_by"),
            said_at=in_turn(said_at, number),
        )
        for number, (kind, row) in enumerate(_joint(given), 1)
    ]
    sealed = [
        Note(
            id=acting.new_id("note", audience),
            case_id=facts.case.id,
            audience=audience,
            text_id=ref,
            written_at=acting.occurred_at,
        )
        for audience in (Audience.APPLICANT_SIDE, Audience.RESPONDENT_SIDE, Audience.MEDIATOR)
        if (ref := given.ref(audience.value)) is not None
    ]
    return (*joint, *sealed)


def _joint(given: Given) -> list[tuple[FactClass, Given]]:
    said = [(FactClass.DISPUTED, row) for row in given.rows("said")]
    return said + [(FactClass.UNDISPUTED, row) for row in given.rows("undisputed")]


def in_turn(at: datetime, number: int) -> datetime:
    """Return when the statement of that number was said: a microsecond apart, so that they keep their order."""
    return at + timedelta(microseconds=number - 1)


def _checked(facts: Facts, identity: bool, address: bool) -> Sequence[Row]:
    """Mark both sides as checked on that day, where they were not before."""
    at = facts.acting.occurred_at
    rows: list[Row] = []
    for party in facts.parties:
        marks = {}
        if identity and party.identity_checked_at is None:
            marks["identity_checked_at"] = at
        if address and party.address_confirmed_at is None:
            marks["address_confirmed_at"] = at
        if marks and party.side is not Side.THIRD:
            rows.append(changed(party, **marks))
    return rows
