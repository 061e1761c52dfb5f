"""What a composer writes from, and how the file is said in a paper's words: parties, people, days, places, claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from mediation.casework.opened import Opened
from mediation.documents.parts import Account, AgentLine, Head, KnownParty, PartyLines
from mediation.documents.words import day
from mediation.engine.verdict import Met
from mediation.facts.folder import Case, Clock
from mediation.facts.known import Facts, civil_day
from mediation.facts.parties import Claim, Meeting, Party
from mediation.facts.people import Organisation
from mediation.facts.readings import is_labour
from mediation.law.identifiers import birth_date
from mediation.law.money import in_figures
from mediation.law.wording import SHANGHAI
from mediation.rules.all import RULES
from mediation.vocabulary import PartyKind, Relation, Side

_CHINESE = "一二三四五六七八九十"
_ORDER = {Side.APPLICANT: 0, Side.RESPONDENT: 1, Side.THIRD: 2}
_TERM_LIMITS = frozenset({"M2", "M4", "D1", "D2", "D3", "D8", "D8b", "D8c", "A2"})


@dataclass(frozen=True, slots=True)
class Background:
    """What a paper says that no fact group holds: who people are, by id, and on which day what happened.

    ``days`` is by the event's number, ``acts`` by procedure and act: the day it was last done.
    """

    names: Mapping[str, str]
    days: Mapping[int, date]
    acts: Mapping[tuple[str, str], date]


@dataclass(frozen=True, slots=True)
class Brief:
    """A case opened to write a paper; ``party`` is the one the paper is about."""

    opened: Opened
    background: Background
    party: Party | None = None

    @property
    def facts(self) -> Facts:
        """Everything on file."""
        return self.opened.facts

    @property
    def case(self) -> Case:
        """The case."""
        return self.opened.case

    @property
    def body(self) -> Organisation:
        """The organisation that mediates."""
        return self.opened.organisations[self.case.organisation_id]

    def holds(self, rule: str) -> bool:
        """Test if a rule that reads no answers is met."""
        return RULES[rule].check(self.facts) is Met

    def words(self, ref: str | None) -> str | None:
        """Return the personal text behind a reference."""
        return self.facts.words(ref)

    def named(self, person_id: str) -> str:
        """Return what somebody of the desk is called."""
        return self.background.names.get(person_id, "")

    def party_of(self, party_id: Any) -> Party | None:
        """Return the party with that id."""
        return next((party for party in self.facts.parties if party.id == party_id), None)

    def name(self, party: Party) -> str:
        """Return what a party is called."""
        return self.words(party.name_id) or ""


def matter(cause: str) -> str:
    """Return what the dispute is about, without the word for dispute that the sentence brings itself."""
    return cause.removesuffix("争议").removesuffix("纠纷")


def in_order(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Return parties as papers name them: applicants, respondents, third parties, each by number."""
    return tuple(sorted(parties, key=lambda party: (_ORDER[party.side], party.ordinal)))


def of_side(brief: Brief, *sides: Side) -> tuple[Party, ...]:
    """Return the parties of these sides, or all, as papers name them."""
    return in_order(party for party in brief.facts.parties if not sides or party.side in sides)


def everybody(brief: Brief) -> tuple[Party, ...]:
    """Return every party as papers name them."""
    return of_side(brief)


def side_label(brief: Brief, party: Party) -> str:
    """Return 申请人, or 申请人二 where several stand on the side."""
    same = of_side(brief, party.side)
    if len(same) == 1:
        return party.side.zh
    place = same.index(party)
    return f"{party.side.zh}{_CHINESE[place] if place < len(_CHINESE) else place + 1}"


def lines(brief: Brief, party: Party, label: str | None = None) -> PartyLines:
    """Return a party with full identity; ``label`` where the proceeding calls it otherwise (双方均为申请人)."""
    words = brief.words
    identity = words(party.identity_id)
    human = party.natural and identity is not None and len(identity) == 18
    return PartyLines(
        label=label or side_label(brief, party),
        name=words(party.name_id),
        is_organisation=not party.natural,
        identity_label=_identity_label(party),
        identity=identity,
        sex=("男" if int(identity[16]) % 2 else "女") if human and identity else None,
        birth=birth_date(identity) if human and identity else None,
        address=words(party.address_id),
        phone=words(party.phone_id),
        representative=words(party.representative_id),
        agents=_agents(brief, party),
    )


def mediators(brief: Brief) -> tuple[str, ...]:
    """Return the names of those who mediate now, the one who presides first (SI16 13)."""
    assigned = [a for a in brief.facts.assignments if a.relation is Relation.ASSIGNED_MEDIATOR and a.until is None]
    presiding_first = sorted(assigned, key=lambda a: (not a.presiding, a.since))
    return tuple(brief.named(a.person_id) for a in presiding_first)


def held(brief: Brief) -> tuple[Meeting, ...]:
    """Return the meetings that were held, oldest first."""
    return tuple(meeting for meeting in brief.facts.meetings if meeting.held_at is not None)


def mediated_on(brief: Brief) -> date | None:
    """Return the day of the last meeting that was held."""
    return max((civil_day(m.held_at) for m in held(brief) if m.held_at), default=None)


def place(brief: Brief) -> str | None:
    """Return where the last meeting was held; by phone or video it was held at the organisation."""
    there = held(brief)
    return (brief.words(there[-1].place_id) or brief.body.name) if there else None


def accepted_on(brief: Brief) -> date | None:
    """Return the day the term of mediation was triggered: acceptance, by whichever path (R17 29; SI16 27; SI21 24)."""
    clock = term_clock(brief)
    return civil_day(clock.trigger_at) if clock else None


def today(brief: Brief) -> date:
    """Return the day (Asia/Shanghai) the paper is made."""
    return civil_day(brief.opened.now)


def request(brief: Brief, claim: Claim) -> str:
    """Return one claim as the parties read it; what backs it up is not agreed and stays out."""
    name = {party.id: brief.name(party) for party in brief.facts.parties}
    period = f"{day(claim.since)}至{day(claim.until)}期间的" if claim.since and claim.until else ""
    sum_of = f"人民币{in_figures(claim.amount)}元" if claim.amount else ""
    return f"{name[claim.claimant_id]}请求{name[claim.respondent_id]}支付{period}{claim.item.zh}{sum_of}。"


def requests(brief: Brief) -> tuple[str, ...]:
    """Return every claim as the parties read it."""
    return tuple(request(brief, claim) for claim in brief.facts.claims)


def account(brief: Brief, payee: Party) -> Account | None:
    """Return a payee's own account, if it is on file."""
    if payee.account_number_id is None:
        return None
    words = brief.words
    return Account(
        name=words(payee.account_name_id), bank=words(payee.account_bank_id), number=words(payee.account_number_id)
    )


def moment(at: datetime | None) -> date | None:
    """Return the day (Asia/Shanghai) of an instant."""
    return civil_day(at) if at else None


def is_worker(party: Party) -> bool:
    """Test if a party is a worker, or an heir who stands for one."""
    return party.kind in (PartyKind.WORKER, PartyKind.HEIR)


def called(brief: Brief, party: Party) -> KnownParty:
    """Return a party by its name and those who sign for it; who it is beyond that is not said."""
    return KnownParty(
        label=side_label(brief, party),
        name=brief.words(party.name_id),
        is_organisation=not party.natural,
        representative=brief.words(party.representative_id),
        agents=_agents(brief, party),
    )


def known(brief: Brief, party: Party) -> KnownParty:
    """Return a party as far as it is known, with identity, address and telephone."""
    identity = brief.words(party.identity_id)
    return replace(
        called(brief, party),
        identity_label=_identity_label(party) if identity else None,
        identity=identity,
        address=brief.words(party.address_id),
        phone=brief.words(party.phone_id),
    )


def head(brief: Brief, say: Callable[[Brief, Party], KnownParty] = called) -> Head:
    """Return what every paper of the desk begins with; a paper that prints more of the parties says them ``known``."""
    return Head(
        case_number=brief.case.number,
        cause=matter(brief.case.cause),
        parties=tuple(say(brief, party) for party in everybody(brief)),
        organisation=brief.body.name,
    )


def labour(brief: Brief) -> bool:
    """Test if the paper speaks of arbitration: also where it is open whether the labour statutes apply (§0-26)."""
    return is_labour(brief.facts) is not False


def at_the_clock(at: datetime) -> str:
    """Return 2026年8月10日9时30分 (Asia/Shanghai)."""
    local = at.astimezone(SHANGHAI)
    return f"{day(local.date())}{local.hour}时" + (f"{local.minute}分" if local.minute else "")


def term_clock(brief: Brief) -> Clock | None:
    """Return the clock of the mediation's term, the last that was started."""
    limits = brief.opened.desk.limits
    running = [c for c in brief.facts.clocks if limits.get(c.limit_id).ref in _TERM_LIMITS]
    return running[-1] if running else None


def _identity_label(party: Party) -> str:
    return "公民身份号码" if party.natural else "统一社会信用代码"


def _agents(brief: Brief, party: Party) -> tuple[AgentLine, ...]:
    return tuple(
        AgentLine(name=brief.words(agent.name_id), authority=agent.authority)
        for agent in brief.facts.agents
        if agent.party_id == party.id
    )
