"""The group of twelve: one employer, one claim, one agreement a worker; nine settle, two refuse, one is not reached."""

from __future__ import annotations

import json
from functools import partial

from mediation.casework.batching import Asked
from mediation.casework.matters import Employer, Report, join, open_matter, report
from mediation.casework.opening import Opening
from mediation.city import endings, roads
from mediation.city.cast import STREET, person_id
from mediation.city.invented import Firm
from mediation.city.roads import CAUSES, Road, staff
from mediation.city.tale import Tale, Town
from mediation.facts.matters import ReportKind
from mediation.vocabulary import ClaimItem, Nature, Source

START, SETTLED, REFUSED = 16, 9, 2
PEOPLE = 12


def tell_group(town: Town) -> tuple[str, tuple[Tale, ...]]:
    """Open the matter, report it, join its cases and bring each to its end; return the matter's id and the cases."""
    firm = town.register.firm()
    began = len(town.days) - START
    tales = tuple(
        Tale(town, f"group/{n:02d}", STREET, began, ClaimItem.WAGES, shared=firm) for n in range(1, PEOPLE + 1)
    )
    matter_id = _open(tales[0], firm)
    for place, tale in enumerate(tales):
        tale.when_entered = partial(_join, matter_id=matter_id)
        _end_of(place)(tale)
    return matter_id, tales


def _end_of(place: int) -> Road:
    if place < SETTLED:
        return endings.closed
    return _unwilling if place < SETTLED + REFUSED else _unreachable


def _open(tale: Tale, firm: Firm) -> str:
    who = person_id(staff(tale).registers)
    opening = Opening(
        person_id=who,
        organisation_id=STREET,
        source=Source.APPLICATION,
        nature=Nature.LABOUR,
        cause=CAUSES[ClaimItem.WAGES],
        key="city/group/open",
        fingerprint="city/group",
    )
    employer = Employer(firm.name, firm.code, firm.phone, firm.address, firm.representative)
    desk = tale.town.desk
    matter_id = str(json.loads(open_matter(desk, opening, employer, tale.tick()).answer)["matter"]["id"])
    told = Report(
        kind=ReportKind.FIRST,
        people=PEOPLE,
        place="江州市城东区货运路（虚构）",
        demands="十二名劳动者要求支付拖欠的工资",
        measures="已到现场，已通知单位负责人",
    )
    report(desk, Asked(who, "city/group/report", "city/group"), matter_id, told, tale.tick())
    return matter_id


def _join(tale: Tale, matter_id: str) -> None:
    desk = tale.town.desk
    tale.filed(staff(tale).registers, "join_matter", lambda command, now: join(desk, command, matter_id, now))


def _unwilling(tale: Tale) -> None:
    """The worker does not sign and goes to arbitration."""
    roads.drafted(tale)
    tale.after(8)
    tale.move(staff(tale).mediates, "refuse_signature", party=tale.parties["worker"], reason="认为金额过低")
    tale.move(staff(tale).mediates, "end", ground="withdrawn_reply")
    tale.move(staff(tale).mediates, "advise_arbitration", signed_for=True)


def _unreachable(tale: Tale) -> None:
    """Nobody reaches the worker after the application."""
    roads.assigned(tale)
    for day in (3, 5, 7):
        tale.after(day)
        party = tale.parties["worker"]
        tale.act(staff(tale).mediates, "log_contact", party=party, channel="phone", outcome="switched_off")
    tale.move(staff(tale).mediates, "record_unreachable", party=tale.parties["worker"], channel="phone")
    tale.move(staff(tale).mediates, "end", ground="unreachable")
