"""Who may do or see what: one table, actor × resource × act; ``mediation.doors`` lists what each door touches.

Confidences (offers not released, caucus notes, concessions) belong to the mediators of the case alone: not to the head
of the desk, the liaison or the court (SI16 2(5), 22, 28(4); CPLI 146; R17 24).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mediation.errors import NotFound
from mediation.facts.folder import Assignment, Proceeding
from mediation.facts.people import Membership
from mediation.vocabulary import Audience, FactClass, Relation, Role


class Resource(StrEnum):
    """What can be seen or done."""

    CASE = "case"
    CASE_OPENING = "case_opening"
    PARTIES = "parties"
    CONTACTS = "contacts"
    HISTORY = "history"
    CONFIDENCES = "confidences"
    FACTS = "facts"
    SETTLEMENT = "settlement"
    CLOCKS = "clocks"
    PAPERS = "papers"
    MOVES = "moves"
    ATTACHMENTS = "attachments"
    WORKFLOWS = "workflows"
    TIME_LIMITS = "time_limits"
    CALCULATORS = "calculators"
    OFFICE = "office"
    SELF = "self"
    MATTERS = "matters"


_DESK = frozenset({Relation.ASSIGNED_MEDIATOR, Relation.HEAD, Relation.REGISTRAR, Relation.UNION_LIAISON})
_EVERYBODY_ON_IT = _DESK | {Relation.COURT_CLERK}

READS: Mapping[Resource, frozenset[Relation]] = {
    Resource.CASE: _EVERYBODY_ON_IT,
    Resource.PARTIES: _EVERYBODY_ON_IT,
    Resource.CONTACTS: _DESK,
    Resource.HISTORY: _EVERYBODY_ON_IT,
    Resource.CONFIDENCES: frozenset({Relation.ASSIGNED_MEDIATOR}),
    Resource.FACTS: _DESK,
    Resource.SETTLEMENT: _DESK,
    Resource.CLOCKS: _EVERYBODY_ON_IT,
    Resource.PAPERS: _EVERYBODY_ON_IT,
    Resource.MOVES: _EVERYBODY_ON_IT,
    Resource.ATTACHMENTS: _EVERYBODY_ON_IT,
}
"""Who on a case may read a resource of it; a court clerk, of what was handed over only (``casework.reading``)."""

CONFIDED = frozenset({"add_note", "offer", "record_fact", "write_minutes"})
"""Acts whose mere occurrence is the mediators' to know."""

COURTS_OWN = frozenset({"draft_court_paper"})
"""Acts whose mere occurrence is the court's to know: which ruling was drafted is nobody else's."""

OPENS_CASES: Mapping[Role, str] = {
    Role.REGISTRAR: "labour_mediation",
    Role.MEDIATOR: "labour_mediation",
    Role.HEAD: "labour_mediation",
    Role.UNION_LIAISON: "labour_mediation",
    Role.COURT_CLERK: "court_referral",
}
"""Which procedure a case begins with, by who opens it."""

KEEPS_OFFICE = frozenset({Role.ADMINISTRATOR, Role.HEAD})
"""Who may add or disable people of an organisation."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a case: there is no default reader, and no reader who is nobody."""

    person_id: str
    relations: frozenset[Relation]
    organisation_ids: frozenset[str]

    def may(self, resource: Resource) -> bool:
        """Test if anything of the resource may be read."""
        return not self.relations.isdisjoint(READS.get(resource, frozenset()))

    @property
    def is_court_only(self) -> bool:
        """Test if nothing but the court's part may be seen."""
        return bool(self.relations) and self.relations <= {Relation.COURT_CLERK}

    def sees(self, proceeding: Proceeding) -> bool:
        """Test if a proceeding is this reader's to see: a court's clerk only their own court's, once it reached it."""
        own = proceeding.counterpart_id in self.organisation_ids and reached_the_court(proceeding)
        return own or not self.is_court_only

    def may_hear(self, audience: Audience, fact_class: FactClass | None = None) -> bool:
        """Test if what was said to this audience, under this class of fact, is for this reader."""
        if Relation.ASSIGNED_MEDIATOR in self.relations:
            return True
        return audience is Audience.JOINT and fact_class is not FactClass.CONCESSION and not self.is_court_only


def relations_to(
    person_id: str,
    memberships: Collection[Membership],
    assignments: Collection[Assignment],
    line: Collection[str],
    proceedings: Collection[Proceeding],
) -> frozenset[Relation]:
    """Return what a person is to a case.

    ``line`` is the case's organisation and those above it: heads, registrars and liaisons of any of them stand to the
    case as such. A court's clerk stands to it only where the court is on the other end of a proceeding; so do a
    commission's people, by the same role; without any, the liaison records with the commission's paper. Whoever belongs
    nowhere any more is nothing to any case, whatever they were assigned.
    """
    if not memberships:
        return frozenset()
    found = {a.relation for a in assignments if a.person_id == person_id and a.until is None}
    by_role = {Role.HEAD: Relation.HEAD, Role.REGISTRAR: Relation.REGISTRAR, Role.UNION_LIAISON: Relation.UNION_LIAISON}
    for membership in memberships:
        if membership.organisation_id in line and membership.role in by_role:
            found.add(by_role[membership.role])
    courts = {p.counterpart_id for p in proceedings if reached_the_court(p)}
    if any(m.role is Role.COURT_CLERK and m.organisation_id in courts for m in memberships):
        found.add(Relation.COURT_CLERK)
    return frozenset(found)


def relations_in(
    proceeding: Proceeding,
    person_id: str,
    memberships: Collection[Membership],
    assignments: Collection[Assignment],
    line: Collection[str],
    proceedings: Collection[Proceeding],
) -> frozenset[Relation]:
    """Return what a person is to one proceeding: a court's clerk only to their own court's, and to the folder."""
    seen = proceedings if proceeding.procedure == "case_folder" else (proceeding,)
    return relations_to(person_id, memberships, assignments, line, seen)


def reached_the_court(proceeding: Proceeding) -> bool:
    """Test if a proceeding is the court's to see: its own referral from the start, an application once it is filed."""
    return proceeding.procedure == "court_referral" or proceeding.state != "preparing"


def no_such_case() -> NotFound:
    """Return the answer a stranger gets: the same whether the case exists or not."""
    return NotFound("未找到该案件，或您无权查看。", "No such case, or it is not for you.", code="case_not_found")


def no_such_proceeding() -> NotFound:
    """Return the answer when a proceeding is not there, or not for whoever asks."""
    return NotFound("本案没有该程序，请刷新后重试。", "The case has no such proceeding.", code="proceeding_not_found")
