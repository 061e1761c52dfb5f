"""The papers of a case as a task list: what its stage needs, what is there, what is stale, what can be made now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from api.workbench.case_page import MEDIATION
from mediation.casework import papers
from mediation.casework.composing import COMPOSERS
from mediation.casework.composing.brief import Brief
from mediation.casework.opened import Opened
from mediation.casework.views import AttachmentView, CaseView, PaperView
from mediation.errors import BadInput, MediationError, Problem
from mediation.policy import Resource
from mediation.vocabulary import PaperKind, Stage

_INTAKE = ("application", "oral_application", "registration", "rights_notice", "consent_inquiry", "acceptance_notice")
_ENGAGE = ("appointment", "meeting_notice", "delivery_address", "power_of_attorney")
_HANDLE = ("meeting_notice", "minutes", "investigation", "undisputed_facts", "extension_consent", "agreement")
_RESOLVE = ("agreement", "service_return", "performance_record", "confirmation_application", "visit_record")
OF_STAGE: Mapping[Stage, tuple[PaperKind, ...]] = {
    stage: tuple(PaperKind(name) for name in names if name in set(PaperKind))
    for stage, names in (
        (Stage.REPORT, _INTAKE),
        (Stage.ENGAGE, _ENGAGE),
        (Stage.HANDLE, _HANDLE),
        (Stage.RESOLVE, _RESOLVE),
    )
}
"""What a desk usually makes at each stage, in the order of the file; what a move asked for stands before it."""


@dataclass(frozen=True, slots=True)
class Task:
    """One paper of the set; ``state`` is done, stale, make (can be made now) or get (comes from outside)."""

    kind: PaperKind
    party_id: str | None
    owed: bool
    issued: PaperView | None
    received: AttachmentView | None
    makes: bool

    @property
    def state(self) -> str:
        """How it stands."""
        if self.issued is not None:
            return "stale" if self.issued.stale else "done"
        if self.received is not None:
            return "done"
        return "make" if self.makes else "get"


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper as it would be issued now: how many pages, or what is missing."""

    kind: PaperKind
    party_id: str | None
    pages: int
    problems: Sequence[Problem]
    refusal: MediationError | None


def paper_set(db: Connection, opened: Opened, case: CaseView) -> list[Task]:
    """Return the set of the stage the case stands at: what is owed first, each once, one a party where it is so."""
    if not opened.reader.may(Resource.FACTS):
        return []
    owed = [PaperKind(str(due["kind"])) for due in case.papers_due]
    stage = next((Stage(p.stage) for p in case.proceedings if p.procedure == MEDIATION), Stage.ENGAGE)
    kinds = dict.fromkeys((*owed, *OF_STAGE[stage]))
    brief = Brief(opened, papers.background_of(db, opened))
    makes = set(papers.issuable(opened))
    return [_task(case, kind, party, kind in owed, kind in makes) for kind in kinds for party in _about(brief, kind)]


def _about(brief: Brief, kind: PaperKind) -> list[str | None]:
    one_of = COMPOSERS[kind].one_of if kind in COMPOSERS else None
    return [party.id for party in one_of(brief)] if one_of else [None]


def _task(case: CaseView, kind: PaperKind, party_id: str | None, owed: bool, makes: bool) -> Task:
    issued = [p for p in case.papers if p.kind == kind and party_id in (None, p.party)]
    received = [a for a in case.attachments if a.kind == kind and party_id in (None, a.party_id)]
    return Task(
        kind,
        party_id,
        owed,
        issued[-1] if issued else None,
        received[-1] if received else None,
        makes,
    )


def previewed(db: Connection, opened: Opened, kind: str, party_id: str | None) -> Preview | None:
    """Return the preview that was asked for, with everything that is still missing named."""
    if kind not in set(papers.issuable(opened)):
        return None
    wanted = PaperKind(kind)
    try:
        count = len(papers.drawn(opened, wanted, papers.background_of(db, opened), party_id))
    except BadInput as error:
        return Preview(wanted, party_id, 0, error.problems, None)
    except MediationError as error:
        return Preview(wanted, party_id, 0, (), error)
    return Preview(wanted, party_id, count, (), None)
