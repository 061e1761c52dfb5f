"""A case opened by a reader: everything on file and who is reading, so that what leaves is only what they may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mediation.casework.desk import Desk
from mediation.casework.loading import involved, lineage, load_folder, load_groups, load_organisations
from mediation.casework.people import memberships_of
from mediation.facts.folder import Assignment, Case, Folder, Proceeding
from mediation.facts.known import GROUPS, Acting, Actor, Facts
from mediation.facts.parties import Attachment, Paper
from mediation.facts.people import Membership, Organisation
from mediation.policy import Reader, no_such_case, reached_the_court, relations_to
from mediation.vocabulary import COURT_DRAFTS, PaperKind, Relation

EVERYTHING = tuple(sorted(set(GROUPS) - {"proceedings", "assignments"}))
NOBODY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Opened:
    """A case opened by a reader: everything on file, and who is reading. Only what the reader may see leaves here."""

    desk: Desk
    folder: Folder
    case: Case
    facts: Facts
    reader: Reader
    memberships: tuple[Membership, ...]
    now: datetime

    @property
    def organisations(self) -> Mapping[str, Organisation]:
        """The organisations the case touches."""
        return self.facts.organisations

    def mine(self) -> tuple[Proceeding, ...]:
        """The proceedings this reader may see: a court's clerk only their own court's."""
        return tuple(p for p in self.facts.proceedings if self.reader.sees(p))

    def handed(self, object_id: str) -> bool:
        """Test if a paper or a file was handed to an organisation of the reader's."""
        own = self.reader.organisation_ids
        return any(h.object_id == object_id and h.organisation_id in own for h in self.facts.handovers)

    def may_see_paper(self, paper: Paper) -> bool:
        """Test if an issued paper is for this reader; a court's draft is for the people of that court alone."""
        if paper.kind in COURT_DRAFTS:
            return Relation.COURT_CLERK in self.reader.relations and self.handed(paper.id)
        return not self.reader.is_court_only or self.handed(paper.id)

    def drafts_in(self, kind: PaperKind) -> Proceeding | None:
        """Return the proceeding of the reader's own court in which they may have a draft of this kind made, if any."""
        if kind not in COURT_DRAFTS or Relation.COURT_CLERK not in self.reader.relations:
            return None
        procedure = "court_referral" if kind is PaperKind.REFERRAL_LETTER else "judicial_confirmation"
        newest = next((p for p in reversed(self.facts.proceedings) if p.procedure == procedure), None)
        own = newest is not None and newest.counterpart_id in self.reader.organisation_ids
        return newest if newest is not None and own and reached_the_court(newest) else None

    def may_see_attachment(self, attachment: Attachment) -> bool:
        """Test if a file is for this reader: what was confided is the mediator's, the court sees what it was handed."""
        if self.reader.is_court_only:
            return self.handed(attachment.id)
        return self.reader.may_hear(attachment.audience, attachment.fact_class)


def open_for(
    db: Connection, desk: Desk, person_id: str, case_id: str, now: datetime, groups: Iterable[str] = EVERYTHING
) -> Opened:
    """Open a case for a reader.

    Raises:
        NotFound: no such case, or nothing of it is for this person.
    """
    held = load_folder(db, case_id, lock=False)
    if held is None or held[1] is None:
        raise no_such_case()
    folder, case = held
    loaded = load_groups(db, [case.id], {*groups, "proceedings", "assignments", "handovers"})[case.id]
    proceedings = tuple(p for p in loaded["proceedings"] if isinstance(p, Proceeding))
    for proceeding in proceedings:
        desk.procedures.pinned(db, proceeding.definition)
    organisations = load_organisations(db, involved(case, proceedings))
    assignments = tuple(a for a in loaded["assignments"] if isinstance(a, Assignment))
    memberships = memberships_of(db, person_id, now)
    reader = reader_of(person_id, memberships, case, proceedings, assignments, organisations)
    if not reader.relations:
        raise no_such_case()
    acting = Acting(NOBODY, "read", Actor(person_id, reader.relations, reader.organisation_ids), now, now)
    facts = Facts(acting=acting, case=case, groups=loaded, organisations=organisations)
    return Opened(desk, folder, case, facts, reader, memberships, now)


def reader_of(
    person_id: str,
    memberships: Sequence[Membership],
    case: Case,
    proceedings: Sequence[Proceeding],
    assignments: Sequence[Assignment],
    organisations: Mapping[str, Organisation],
) -> Reader:
    """Return a person as the reader of a case."""
    line = lineage(case.organisation_id, organisations)
    relations = relations_to(person_id, memberships, assignments, line, proceedings)
    return Reader(person_id, relations, frozenset(m.organisation_id for m in memberships))
