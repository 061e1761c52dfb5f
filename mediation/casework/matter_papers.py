"""Papers across a matter: one sheet for all its workers, put together from what each case's own paper would say.

They are prints of what is on file now, for signing and checking; nothing is issued, numbered or kept by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection, select

from mediation.casework.composing.brief import Background, Brief, is_worker, matter
from mediation.casework.composing.group import (
    amount_confirmation,
    group_representatives,
    payers_of_wages,
    wage_sheet,
)
from mediation.casework.loading import rows_of
from mediation.casework.matter_reading import matter_view
from mediation.casework.matter_sheet import GROUPS, opened_cases
from mediation.casework.matters import OpenedMatter
from mediation.casework.papers import fonts
from mediation.casework.people import names_of
from mediation.documents.papers.group import AmountConfirmation, GroupReport, GroupRepresentatives, WageSheet
from mediation.documents.parts import Head, KnownParty, Paper
from mediation.documents.rendering import Forms, forms
from mediation.errors import BadInput, NotFound, Problem
from mediation.facts.folder import Personal
from mediation.facts.known import civil_day
from mediation.facts.matters import ReportKind
from mediation.facts.parties import Party
from mediation.records.schema import metadata
from mediation.vocabulary import PaperKind, Relation

P = TypeVar("P", bound=Paper)
_PERSONAL = metadata.tables["personal"]


def printed(db: Connection, opened: OpenedMatter, kind: PaperKind, payer: str | None = None) -> Forms:
    """Return a paper of a matter as it would be now, over the cases that are for whoever opened it.

    ``payer``: the id of the party who pays, where several pay wages.

    Raises:
        NotFound: no such paper, or nothing to print yet.
        BadInput: something the form needs is missing, or several pay and none was named.
    """
    if kind is PaperKind.GROUP_REPORT:
        return forms(_report(db, opened), fonts=fonts(), made_at=opened.now)
    briefs = _briefs(db, opened)
    if not briefs or kind not in _WRITE:
        raise _nothing(kind)
    return forms(_WRITE[kind](opened, briefs, payer), fonts=fonts(), made_at=opened.now)


def _nothing(kind: PaperKind) -> NotFound:
    return NotFound(
        f"本群体性争议暂无可以列入《{kind.zh}》的内容，请先逐案登记劳动者或者拟定调解协议。",
        f"Nothing of this matter can stand in the {kind.en} yet; enter workers or draft agreements first.",
        code="paper_not_found",
    )


def _briefs(db: Connection, opened: OpenedMatter) -> list[Brief]:
    cases = opened_cases(db, opened, (*GROUPS, "agents"))
    people = {a.person_id for case in cases for a in case.facts.assignments if a.relation is Relation.ASSIGNED_MEDIATOR}
    background = Background(names_of(db, people), {}, {})
    return [Brief(case, background) for case in cases]


def _head(opened: OpenedMatter, papers: Sequence[AmountConfirmation | GroupRepresentatives]) -> Head:
    """One head for all: the first worker and how many they are, and every other party once."""
    parties = [party for paper in papers for party in paper.parties]
    others = {(party.name, party.label): party for party in parties if party.is_organisation}
    people = [party for party in parties if not party.is_organisation]
    first = replace(people[0], name=f"{people[0].name}等{len(people)}人", agents=()) if len(people) > 1 else people[0]
    return Head(
        case_number=opened.matter.number,
        cause=matter(opened.matter.cause),
        parties=(first, *others.values()),
        organisation=papers[0].organisation,
    )


def _made(briefs: Iterable[Brief], write: Callable[[Brief], P]) -> Iterator[P]:
    """What each case's own paper would say; a case without an agreement has none."""
    for brief in briefs:
        if brief.facts.agreement is not None:
            yield write(brief)


def _amounts(opened: OpenedMatter, briefs: Sequence[Brief], _payer: str | None) -> AmountConfirmation:
    papers = [paper for paper in _made(briefs, amount_confirmation) if paper.sums]
    if not papers:
        raise _nothing(PaperKind.AMOUNT_CONFIRMATION)
    return AmountConfirmation(
        **_head(opened, papers),
        sums=tuple(each for paper in papers for each in paper.sums),
        total_fen=sum(paper.total_fen for paper in papers),
        mediators=tuple(dict.fromkeys(name for paper in papers for name in paper.mediators)),
    )


def _wages(opened: OpenedMatter, briefs: Sequence[Brief], payer: str | None) -> WageSheet:
    drafted = [brief for brief in briefs if brief.facts.agreement is not None]
    paying = [(brief, party) for brief in drafted for party in payers_of_wages(brief)]
    wanted = _payer(paying, payer)
    papers = [wage_sheet(replace(brief, party=party)) for brief, party in paying if brief.name(party) == wanted]
    return WageSheet(
        case_number=opened.matter.number,
        payer=wanted,
        lines=tuple(line for paper in papers for line in paper.lines),
        total_fen=sum(paper.total_fen for paper in papers),
    )


def _payer(paying: Sequence[tuple[Brief, Party]], payer: str | None) -> str:
    """The name of who pays: the one that was named, or the only one."""
    found = dict.fromkeys(brief.name(party) for brief, party in paying if payer in (None, party.id))
    if not paying:
        raise _nothing(PaperKind.WAGE_SHEET)
    if len(found) != 1:
        names = "、".join(dict.fromkeys(brief.name(party) for brief, party in paying))
        zh, en = (
            f"工资明细表按支付单位分别制作，请选择支付单位：{names}。",
            "A wage sheet is of one payer; choose which.",
        )
        raise BadInput([Problem("payer", "choose_party", zh, en)])
    return next(iter(found))


def _elected(opened: OpenedMatter, briefs: Sequence[Brief], _payer: str | None) -> GroupRepresentatives:
    papers = [group_representatives(brief) for brief in briefs if any(map(is_worker, brief.facts.parties))]
    members = tuple(member for paper in papers for member in paper.members)
    if len(members) < 2:  # nobody elects alone
        raise _nothing(PaperKind.GROUP_REPRESENTATIVES)
    return GroupRepresentatives(
        **_head(opened, papers),
        representatives=tuple(dict.fromkeys(name for paper in papers for name in paper.representatives)),
        members=members,
    )


def _report(db: Connection, opened: OpenedMatter) -> GroupReport:
    """The report that was recorded last, or, of an event nobody reported yet, a refusal naming what is missing."""
    view = matter_view(db, opened.desk, opened.person_id, opened.matter.id, opened.now)
    told = view.reports[-1] if view.reports else None
    texts = db.execute(select(_PERSONAL).where(_PERSONAL.c.folder_id == opened.matter.id)).mappings()
    words = {text.id: text.value for text in rows_of(Personal, texts)}
    return GroupReport(
        case_number=opened.matter.number,
        cause=matter(opened.matter.cause),
        parties=(KnownParty(label="被申请人", name=words.get(opened.matter.employer_name_id), is_organisation=True),),
        organisation=view.organisation.name,
        reported_on=civil_day(told.reported_at) if told else None,
        people=told.people if told else None,
        place=told.place if told else None,
        demands=told.demands if told else None,
        measures=told.measures if told else None,
        follow_up=bool(told and told.kind != ReportKind.FIRST),
    )


_WRITE: Mapping[PaperKind, Callable[[OpenedMatter, Sequence[Brief], str | None], Paper]] = {
    PaperKind.AMOUNT_CONFIRMATION: _amounts,
    PaperKind.WAGE_SHEET: _wages,
    PaperKind.GROUP_REPRESENTATIVES: _elected,
}
