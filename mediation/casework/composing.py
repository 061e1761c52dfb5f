"""From what is on file to the words of a paper: nothing confided is read here, so nothing confided can be printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from mediation.casework.opened import Opened
from mediation.documents import papers
from mediation.documents.words import day
from mediation.engine.verdict import Met, Reason
from mediation.errors import MoveRefused, NotFound
from mediation.facts.known import civil_day
from mediation.facts.parties import Claim, Party
from mediation.facts.settlement import Agreement, Term, TermKind
from mediation.law.identifiers import birth_date
from mediation.law.money import in_figures
from mediation.rules.all import RULES
from mediation.vocabulary import Audience, FactClass, LegalBasis, Nature, PaperKind, Relation, Side

_LABOUR_BASES = frozenset({LegalBasis.MAL10_1, LegalBasis.MAL10_3})


def compose(opened: Opened, kind: PaperKind, names: Mapping[str, str]) -> papers.Paper:
    """Return the paper of a kind as the case stands; ``names`` are those of the people on it, by id.

    Raises:
        NotFound: no paper of that kind can be made yet.
        MoveRefused: a due date is open, so no text can be signed or confirmed (CPLI 358(5)); with article and cure.
    """
    if kind not in _COMPOSERS:
        made = "、".join(k.zh for k in _COMPOSERS)
        raise NotFound(
            f"暂不能生成“{kind.zh}”。现在可以生成：{made}。",
            f"No paper '{kind.en}' can be made yet.",
            code="paper_not_found",
        )
    indefinite = RULES["due_dates_are_definite"].check(opened.facts)
    if isinstance(indefinite, Reason):
        raise MoveRefused(
            f"不能制作《{kind.zh}》：{indefinite.zh}",
            f"The {kind.en} cannot be issued: {indefinite.en}",
            (indefinite,),
            code=indefinite.code,
        )
    return _COMPOSERS[kind](opened, names)


def _agreement(opened: Opened, names: Mapping[str, str]) -> papers.MediationAgreement:
    facts, case = opened.facts, opened.case
    agreement = _on_file(opened)
    involved = _parties(opened, agreement)
    spare = 1 if case.source == "court" else 0
    return papers.MediationAgreement(
        case_number=case.number,
        cause=_matter(case.cause),
        parties=tuple(_lines(opened, party, _side_label(opened, party)) for party in involved),
        organisation=opened.organisations[case.organisation_id].name,
        mediators=_mediators(opened, names),
        accepted_on=_accepted_on(opened),
        mediated_on=_mediated_on(opened),
        place=_place(opened),
        requests=tuple(_request(opened, claim) for claim in facts.claims),
        facts=tuple(
            text
            for statement in facts.statements
            if statement.kind is FactClass.UNDISPUTED and statement.audience is Audience.JOINT
            for text in [facts.words(statement.text_id)]
            if text
        ),
        terms=_terms(opened, agreement),
        nothing_further=agreement.no_more_dispute,
        effectiveness=_effectiveness(opened),
        arbitration_review_open=_holds(opened, "arbitration_review_is_open"),
        confirmation_open=_holds(opened, "settles_out_of_court"),
        copies=len(involved) + 1 + spare,
        extra_copies_for="报人民法院备案" if spare else None,
        dated=None,
        qr=None,
    )


def _application(opened: Opened, names: Mapping[str, str]) -> papers.ConfirmationApplication:
    case, agreement = opened.case, _on_file(opened)
    confirmation = [p for p in opened.facts.proceedings if p.procedure == "judicial_confirmation"]
    court = opened.organisations.get(confirmation[-1].counterpart_id or "") if confirmation else None
    signed = [s.signed_at for s in opened.facts.signatures if s.agreement_id == agreement.id and s.party_id]
    return papers.ConfirmationApplication(
        case_number=case.number,
        applicants=tuple(_lines(opened, party, "申请人") for party in _parties(opened, agreement)),
        court=court.name if court else None,
        cause=_matter(case.cause),
        agreement_number=case.number,
        agreement_date=civil_day(max(signed)) if signed else None,
        effective_on=civil_day(agreement.effective_at) if agreement.effective_at else None,
        organisation=opened.organisations[case.organisation_id].name,
        mediators=_mediators(opened, names),
        place=_place(opened),
        terms=_terms(opened, agreement),
        attachments=(
            papers.Attachment(title="调解协议书"),
            papers.Attachment(title="调解组织主持调解的证明"),
            papers.Attachment(title="申请人身份证明及联系方式"),
        ),
        dated=None,
        qr=None,
    )


_COMPOSERS: Mapping[PaperKind, Callable[[Opened, Mapping[str, str]], papers.Paper]] = {
    PaperKind.AGREEMENT: _agreement,
    PaperKind.CONFIRMATION_APPLICATION: _application,
}
ISSUED = tuple(_COMPOSERS)
"""The kinds that can be made now."""


def _matter(cause: str) -> str:
    """What the dispute is about, without the word for dispute that the sentence brings itself."""
    return cause.removesuffix("争议").removesuffix("纠纷")


def _holds(opened: Opened, rule: str) -> bool:
    return RULES[rule].check(opened.facts) is Met


def _on_file(opened: Opened) -> Agreement:
    agreement = opened.facts.agreement
    if agreement is None:
        raise NotFound(
            "本案还没有拟定调解协议，请先拟定协议条款。",
            "No agreement has been drafted; draft its terms first.",
            code="no_agreement",
        )
    return agreement


def _parties(opened: Opened, agreement: Agreement) -> tuple[Party, ...]:
    """The parties the terms bind, applicants first; a party that settles nothing signs nothing."""
    bound = {i for t in opened.facts.terms if t.agreement_id == agreement.id for i in (t.payer_id, t.payee_id)}
    order = {Side.APPLICANT: 0, Side.RESPONDENT: 1, Side.THIRD: 2}
    return tuple(sorted((p for p in opened.facts.parties if p.id in bound), key=lambda p: (order[p.side], p.ordinal)))


def _side_label(opened: Opened, party: Party) -> str:
    same = [p for p in opened.facts.parties if p.side == party.side]
    return party.side.zh if len(same) == 1 else f"{party.side.zh}{_CHINESE[same.index(party)]}"


_CHINESE = "一二三四五六七八九十"


def _lines(opened: Opened, party: Party, label: str) -> papers.PartyLines:
    words = opened.facts.words
    identity = words(party.identity_id)
    human = party.natural and identity is not None and len(identity) == 18
    return papers.PartyLines(
        label=label,
        name=words(party.name_id),
        is_organisation=not party.natural,
        identity_label="公民身份号码" if party.natural else "统一社会信用代码",
        identity=identity,
        sex=("男" if int(identity[16]) % 2 else "女") if human and identity else None,
        birth=birth_date(identity) if human and identity else None,
        address=words(party.address_id),
        phone=words(party.phone_id),
        representative=words(party.representative_id),
        agents=tuple(
            papers.AgentLine(name=words(agent.name_id), authority=agent.authority)
            for agent in opened.facts.agents
            if agent.party_id == party.id
        ),
    )


def _mediators(opened: Opened, names: Mapping[str, str]) -> tuple[str, ...]:
    assigned = [a for a in opened.facts.assignments if a.relation is Relation.ASSIGNED_MEDIATOR and a.until is None]
    presiding_first = sorted(assigned, key=lambda a: (not a.presiding, a.since))
    return tuple(names[a.person_id] for a in presiding_first)


def _held(opened: Opened) -> list[Any]:
    return [m for m in opened.facts.meetings if m.held_at is not None]


def _mediated_on(opened: Opened) -> date | None:
    held = _held(opened)
    return civil_day(max(m.held_at for m in held)) if held else None


def _place(opened: Opened) -> str | None:
    """Where the last meeting was held; by phone or video it was held at the organisation."""
    held = _held(opened)
    said = opened.facts.words(held[-1].place_id) if held else None
    return said or (opened.organisations[opened.case.organisation_id].name if held else None)


def _accepted_on(opened: Opened) -> date | None:
    """The day the term of mediation was triggered: acceptance, by whichever path (R17 29; SI16 27; SI21 24)."""
    limits = {"M2", "M4", "D1", "D2", "D3", "D8"}
    running = [c for c in opened.facts.clocks if opened.desk.limits.get(c.limit_id).ref in limits]
    return civil_day(running[-1].trigger_at) if running else None


def _request(opened: Opened, claim: Claim) -> str:
    """One claim as the parties read it; what backs it up is not agreed and stays out."""
    words = opened.facts.words
    name = {p.id: words(p.name_id) or "" for p in opened.facts.parties}
    period = f"{day(claim.since)}至{day(claim.until)}期间的" if claim.since and claim.until else ""
    sum_of = f"人民币{in_figures(claim.amount)}元" if claim.amount else ""
    return f"{name[claim.claimant_id]}请求{name[claim.respondent_id]}支付{period}{claim.item.zh}{sum_of}。"


def _terms(opened: Opened, agreement: Agreement) -> tuple[papers.MoneyTerm | papers.OtherTerm, ...]:
    own = [t for t in opened.facts.terms if t.agreement_id == agreement.id]
    return tuple(_money(opened, t) if t.kind is TermKind.PAYMENT else _other(opened, t) for t in own)


def _money(opened: Opened, term: Term) -> papers.MoneyTerm:
    facts = opened.facts
    party = {p.id: p for p in facts.parties}
    payee = party[term.payee_id]
    days = [i for i in facts.instalments if i.term_id == term.id]
    claim = next((c for c in facts.claims if c.id == term.claim_id), None)
    single = len(days) == 1
    return papers.MoneyTerm(
        payer=facts.words(party[term.payer_id].name_id),
        payee=facts.words(payee.name_id),
        purpose=claim.item.zh.removeprefix("拖欠") if claim else facts.words(term.text_id),
        amount_fen=term.amount,
        tax=term.tax,
        social_insurance=term.insurance_included,
        due=days[0].due_on if single else None,
        instalments=()
        if single
        else tuple(papers.Instalment(due=i.due_on, amount_fen=i.amount) for i in days if i.due_on is not None),
        method=facts.words(term.method_id) or papers.BANK_TRANSFER,
        account=_account(opened, payee),
    )


def _account(opened: Opened, payee: Party) -> papers.Account | None:
    if payee.account_number_id is None:
        return None
    words = opened.facts.words
    return papers.Account(
        name=words(payee.account_name_id), bank=words(payee.account_bank_id), number=words(payee.account_number_id)
    )


def _other(opened: Opened, term: Term) -> papers.OtherTerm:
    """An act in the parties' words, closed with a full stop."""
    said = opened.facts.words(term.text_id)
    return papers.OtherTerm(words=said if said is None or said.endswith("。") else f"{said}。")


def _effectiveness(opened: Opened) -> papers.Effectiveness:
    """Which sentence on taking effect the paper prints (law.md §3.1, §0-13)."""
    kinds: Iterable[str] = (a.value or "" for a in opened.facts.answers if a.name == "kind")
    kind = next(iter(kinds), "")
    basis = opened.organisations[opened.case.organisation_id].legal_basis
    if "entrusted" in kind or "prior" in kind:
        return "court_entrusted"
    if opened.case.nature is Nature.LABOUR and basis in _LABOUR_BASES:
        return "labour_body"
    if opened.case.source == "court":
        return "court_delegated"
    return "people_committee"
