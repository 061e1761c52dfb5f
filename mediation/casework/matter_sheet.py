"""The sheet of a matter: a line a case, for one reader. The number of statements does not grow with the cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, select

from mediation.casework.desk import FOLDER
from mediation.casework.loading import involved, load_groups, load_organisations, rows_of
from mediation.casework.matter_views import ClaimedView, CountView, MatterRowView, WorkerView
from mediation.casework.matters import OpenedMatter
from mediation.casework.opened import NOBODY, Opened, reader_of
from mediation.casework.reading import proceeding_view, title_of
from mediation.casework.said import yuan
from mediation.facts.folder import Assignment, Case, Folder, Proceeding
from mediation.facts.known import Acting, Actor, Facts
from mediation.facts.matters import Parted
from mediation.facts.parties import Party
from mediation.facts.readings import answer, instalments_of, newest, terms_of
from mediation.facts.settlement import AgreementStatus, TermKind
from mediation.records.schema import metadata
from mediation.rules.matters import Claimed
from mediation.vocabulary import ConsentAnswer, ConsentSubject, PartyKind

GROUPS = (
    "proceedings",
    "assignments",
    "parties",
    "claims",
    "consents",
    "agreements",
    "terms",
    "instalments",
    "answers",
    "clocks",
    "texts",
)
_REFUSED = frozenset({"refused", "other_party_refused", "withdrawn_reply"})
_UNREACHABLE = frozenset({"unreachable", "other_party_unreachable"})
_OVER = frozenset({"ended", "not_accepted", "closed", "archived", "transferred"})


def opened_cases(db: Connection, matter: OpenedMatter, groups: Iterable[str] = GROUPS) -> list[Opened]:
    """Return the joined cases, in the order of their numbers, each as the reader of the matter may open it."""
    case, folder = metadata.tables["case_file"], metadata.tables["folder"]
    ids = list(matter.case_ids)
    cases = {c.id: c for c in rows_of(Case, db.execute(select(case).where(case.c.id.in_(ids))).mappings())}
    folders = {f.id: f for f in rows_of(Folder, db.execute(select(folder).where(folder.c.id.in_(ids))).mappings())}
    loaded = load_groups(db, ids, groups)
    proceedings = {ref: tuple(p for p in loaded[ref]["proceedings"] if isinstance(p, Proceeding)) for ref in ids}
    organisations = load_organisations(db, {o for ref in ids for o in involved(cases[ref], proceedings[ref])})
    found = []
    for ref in ids:
        for proceeding in proceedings[ref]:
            matter.desk.procedures.pinned(db, proceeding.definition)
        assignments = tuple(a for a in loaded[ref]["assignments"] if isinstance(a, Assignment))
        memberships = matter.memberships
        reader = reader_of(matter.person_id, memberships, cases[ref], proceedings[ref], assignments, organisations)
        if not reader.relations or reader.is_court_only:
            continue
        actor = Actor(matter.person_id, reader.relations, reader.organisation_ids)
        acting = Acting(NOBODY, "read", actor, matter.now, matter.now)
        facts = Facts(acting=acting, case=cases[ref], groups=loaded[ref], organisations=organisations)
        found.append(Opened(matter.desk, folders[ref], cases[ref], facts, reader, memberships, matter.now))
    return found


def workers_of(facts: Facts) -> tuple[Party, ...]:
    """Return the workers of a case: what is counted as people (人)."""
    found = tuple(p for p in facts.parties if p.kind is PartyKind.WORKER)
    return found or tuple(p for p in facts.parties if p.kind is PartyKind.HEIR)[:1]


def claims_of(opened: Sequence[Opened]) -> Iterator[Claimed]:
    """Yield who claims what, over all cases."""
    for each in opened:
        own = {worker.id for worker in workers_of(each.facts)}
        yield from ((claim.claimant_id, claim.item) for claim in each.facts.claims if claim.claimant_id in own)


def _standing(facts: Facts) -> Proceeding:
    """The mediation, or while a court's case is still to be taken, its referral."""
    found = newest(facts, "labour_mediation")
    return found or next(p for p in reversed(facts.proceedings) if p.procedure != FOLDER)


def parted(facts: Facts, state: str) -> Parted:
    """Return how a case parted: by its agreement, else by what ended it, else by what was last answered."""
    agreement = facts.agreement
    if state == "agreed" or (agreement is not None and agreement.status is AgreementStatus.EFFECTIVE):
        return Parted.SETTLED
    if state == "withdrawn":
        return Parted.WITHDRAWN
    ground = answer(facts, "ground", "labour_mediation")
    latest = {c.party_id: c.answer for c in facts.consents if c.subject is ConsentSubject.MEDIATION}.values()
    if ground in _UNREACHABLE or (ground is None and ConsentAnswer.UNREACHABLE in latest):
        return Parted.UNREACHABLE
    if ground in _REFUSED or (ground is None and ConsentAnswer.REFUSED in latest):
        return Parted.REFUSED
    return Parted.UNSETTLED if state in _OVER else Parted.OPEN


def sums(facts: Facts) -> tuple[int, int]:
    """Return what the agreement that counts promises in money and what of it was paid, in fen."""
    terms = [term for term in terms_of(facts, facts.agreement) if term.kind is TermKind.PAYMENT]
    agreed = sum(term.amount or 0 for term in terms)
    return agreed, sum(part.paid_amount or 0 for term in terms for part in instalments_of(facts, term))


def line(opened: Opened) -> MatterRowView:
    """Return a case as a line of the sheet."""
    facts = opened.facts
    standing = _standing(facts)
    shown = proceeding_view(opened, standing)
    result = parted(facts, standing.state)
    agreed, paid = sums(facts) if result is Parted.SETTLED else (0, 0)
    return MatterRowView(
        case_id=opened.case.id,
        number=opened.case.number,
        version=opened.folder.version,
        workers=[_worker(facts, worker) for worker in workers_of(facts)],
        procedure=standing.procedure,
        state=standing.state,
        state_title=shown.state_title,
        stage=shown.stage,
        result=result,
        claimed=figure(sum(claim.amount or 0 for claim in facts.claims)),
        agreed=figure(agreed) if result is Parted.SETTLED else None,
        paid=figure(paid),
        owed=figure(agreed - paid),
        waits=shown.waits,
        next_due=_next_due(opened),
    )


def figure(fen: int) -> str:
    """Return an amount in yuan as text; nothing is 0.00."""
    return (yuan(fen) if fen else None) or "0.00"


def _worker(facts: Facts, worker: Party) -> WorkerView:
    claims = [
        ClaimedView(ordinal=c.ordinal, item=c.item, title=title_of(c.item), amount=yuan(c.amount))
        for c in facts.claims
        if c.claimant_id == worker.id
    ]
    return WorkerView(id=worker.id, name=facts.words(worker.name_id), claims=claims)


def _next_due(opened: Opened) -> date | None:
    ids = {p.id for p in opened.mine()}
    running = [c.due for c in opened.facts.clocks if c.due and c.stopped_at is None and c.proceeding_id in ids]
    return min(running, default=None)


def counted(rows: Sequence[MatterRowView]) -> dict[str, CountView]:
    """Return 件 and 人 by how the cases parted."""
    return {word.value: count_of(word, [row for row in rows if row.result == word]) for word in Parted}


def count_of(word: Parted, rows: Sequence[MatterRowView]) -> CountView:
    """Return 件 and 人 of some rows."""
    return CountView(title=title_of(word), cases=len(rows), people=sum(len(row.workers) for row in rows))
