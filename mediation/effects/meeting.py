"""Meetings: scheduled, then held with the four checks of the first one (SI16 14; SI21 17)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mediation.effects.registry import effect
from mediation.facts.columns import Row, changed
from mediation.facts.known import Facts
from mediation.facts.parties import Meeting
from mediation.facts.readings import given_of
from mediation.vocabulary import Channel, Side

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
