"""Which cases there are: the mix of a district's desks, every state and every closed door among them.

Of claims about 45 % are pay, 30 % severance and damages, 10 % work injury; more than half settle, a quarter of those
are confirmed, most are paid at once (law.md §7 has the published figures behind this).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mediation.city import confirming, courts, endings, roads
from mediation.city.cast import LOGISTICS, STREET, STUDIO
from mediation.city.invented import Register
from mediation.city.roads import Road
from mediation.city.stuck import STUCK
from mediation.vocabulary import ClaimItem, Nature

_SHARES = (
    (ClaimItem.WAGES, 17),
    (ClaimItem.OVERTIME, 5),
    (ClaimItem.SEVERANCE, 13),
    (ClaimItem.DAMAGES, 10),
    (ClaimItem.INJURY_MEDICAL, 4),
    (ClaimItem.INJURY_BENEFIT, 4),
    (ClaimItem.ANNUAL_LEAVE, 4),
    (ClaimItem.DOUBLE_WAGES, 4),
    (ClaimItem.NON_COMPETE, 2),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A case to be told: its road, its desk, and how many working days before today it begins."""

    label: str
    road: Road
    start: int
    organisation: str = STREET
    item: ClaimItem | None = None
    nature: Nature = Nature.LABOUR
    rare: bool = False


_AT_THE_STREET = (
    Planned(label="new", road=roads.applied, start=1, rare=True),
    Planned(label="registered", road=roads.registered, start=1),
    Planned(label="to-be-assigned", road=roads.accepted, start=2),
    Planned(label="bargaining", road=roads.bargained, start=8, rare=True),
    Planned(label="instalments", road=endings.instalments, start=12),
    Planned(label="breached", road=endings.breached, start=17, item=ClaimItem.WAGES),
    Planned(label="closed", road=endings.closed, start=14),
    Planned(label="archived", road=endings.archived, start=24, rare=True),
    Planned(label="advised", road=endings.advised, start=19),
    Planned(label="refused", road=endings.refused, start=5),
    Planned(label="withdrawn", road=endings.withdrawn, start=9),
)
_AT_THE_COMMITTEE = (
    Planned(label="committee-paid", road=endings.performed, start=12, organisation=LOGISTICS),
    Planned(label="committee-met", road=roads.met, start=6, organisation=LOGISTICS),
)
_BY_COURT = (
    Planned(label="inbox", road=courts.waiting, start=1, organisation=STUDIO),
    Planned(label="inbox-west", road=courts.waiting_from_the_west, start=2, organisation=STUDIO),
    Planned(label="inbox-entrusted", road=courts.waiting_entrusted, start=1, organisation=STUDIO),
    Planned(label="inbox-platform", road=courts.waiting_on_platform, start=2, organisation=STUDIO),
    Planned(label="lapsed", road=courts.waiting_on_platform, start=6, organisation=STUDIO),
    Planned(label="declined", road=courts.declined, start=4, organisation=STUDIO),
    Planned(label="recalled", road=courts.recalled, start=7, organisation=STUDIO),
    Planned(label="overdue-delegation", road=courts.begun, start=32, organisation=STUDIO),
    Planned(label="returned", road=courts.returned, start=15, organisation=STUDIO),
    Planned(label="reported", road=courts.reported, start=11, organisation=STUDIO),
    Planned(label="delegated-paid", road=courts.delegated_performed, start=20, organisation=STUDIO),
    Planned(label="statement-paid", road=courts.entrusted_performed, start=18, organisation=STUDIO),
)
_CONFIRMED_AND_PAID = 7


def planned() -> tuple[Planned, ...]:
    """Return every case but those of the group, the earliest first."""
    # Those being prepared and filed are among the closed doors.
    states = [name for name in confirming.CONFIRMATIONS if name not in {"preparing", "filed"}]
    ways = tuple(
        Planned(label=f"confirmation/{name}", road=confirming.CONFIRMATIONS[name], start=19 + place)
        for place, name in enumerate(states)
    )
    paid = tuple(
        Planned(label=f"confirmed-paid/{n}", road=confirming.confirmed_and_performed, start=17 + 3 * n)
        for n in range(1, _CONFIRMED_AND_PAID + 1)
    )
    doors = tuple(
        Planned(
            label=door.label,
            road=door.road,
            start=door.start,
            organisation=door.organisation,
            item=door.item,
            nature=door.nature,
        )
        for door in STUCK
    )
    every = (*_AT_THE_STREET, *_AT_THE_COMMITTEE, *_BY_COURT, *ways, *paid, *doors)
    return tuple(sorted(every, key=lambda each: (-each.start, each.label)))


def items(register: Register) -> Iterator[ClaimItem]:
    """Yield what is claimed in the cases that leave it open, in the shares above, in the order of the seed."""
    return register.shuffled([item for item, count in _SHARES for _ in range(count)])
