"""Rows and facts for tests: plain functions, keyword-only, every default lawful. Names and numbers are invented."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any

from mediation.facts.columns import Row
from mediation.facts.folder import (
    Adjustment,
    AdjustmentKind,
    Answer,
    Assignment,
    Case,
    Clock,
    Interest,
    Personal,
    Proceeding,
)
from mediation.facts.known import SHANGHAI, Said
from mediation.facts.parties import (
    Agent,
    Attachment,
    Claim,
    Consent,
    Contact,
    Meeting,
    Paper,
    Party,
)
from mediation.facts.people import Organisation
from mediation.facts.settlement import (
    Agreement,
    AgreementStatus,
    Instalment,
    Offer,
    Signature,
    Term,
    TermKind,
)
from mediation.vocabulary import (
    Audience,
    Authority,
    Channel,
    ClaimItem,
    ConsentAnswer,
    ConsentSubject,
    ContactOutcome,
    LegalBasis,
    Nature,
    OrganisationKind,
    PaperKind,
    PartyKind,
    Relation,
    Side,
    SignatureForm,
    SignerCapacity,
    Source,
)

TODAY = date(2026, 9, 1)
CASE = "case"
DESK = "desk"
COURT = "court"
MEDIATOR = "mediator"


def at(day: date = TODAY, hour: int = 10) -> datetime:
    """An hour of a day in Asia/Shanghai, as the UTC instant that rows hold."""
    return datetime.combine(day, time(hour), tzinfo=SHANGHAI).astimezone(UTC)


def said(text: str, ref: str = "") -> Said:
    """Personal text as an answer holds it."""
    return Said(ref or f"said:{text}", text)


def make_text(ref: str, value: str | None) -> Personal:
    return Personal(id=ref, folder_id=CASE, salt="salt", value=value, digest="digest")


def make_case(**over: Any) -> Case:
    plain: dict[str, Any] = {
        "id": CASE,
        "organisation_id": DESK,
        "numbered_by_id": DESK,
        "number": "江工调字〔2026〕1号",
        "year": 2026,
        "serial": 1,
        "source": Source.APPLICATION,
        "nature": Nature.LABOUR,
        "cause": "追索劳动报酬",
        "opened_at": at(),
    }
    return Case(**{**plain, **over})


def make_organisation(legal_basis: LegalBasis | None = LegalBasis.MAL10_3, **over: Any) -> Organisation:
    plain: dict[str, Any] = {
        "id": DESK,
        "kind": OrganisationKind.STREET,
        "name": "江州市虚构街道工会",
        "code": "江工调",
    }
    return Organisation(**{**plain, "legal_basis": legal_basis, **over})


def make_party(id: str, side: Side, ordinal: int, **over: Any) -> Party:
    plain: dict[str, Any] = {
        "kind": PartyKind.WORKER if side is Side.APPLICANT else PartyKind.EMPLOYER,
        "natural": side is Side.APPLICANT,
        "name_id": f"name:{id}",
        "account_number_id": f"account:{id}",
    }
    return Party(id=id, case_id=CASE, side=side, ordinal=ordinal, **{**plain, **over})


def both_parties() -> tuple[Party, Party]:
    """A worker ``w`` against an employer ``e``."""
    return make_party("w", Side.APPLICANT, 1), make_party("e", Side.RESPONDENT, 2)


def make_claim(ordinal: int = 1, item: ClaimItem = ClaimItem.WAGES, **over: Any) -> Claim:
    plain: dict[str, Any] = {"claimant_id": "w", "respondent_id": "e", "amount": 1_860_000}
    return Claim(id=f"claim{ordinal}", case_id=CASE, ordinal=ordinal, item=item, **{**plain, **over})


def make_agent(id: str, party_id: str, authority: Authority = Authority.SPECIAL, **over: Any) -> Agent:
    plain: dict[str, Any] = {"name_id": f"name:{id}", "since": at(date(2026, 1, 1))}
    return Agent(id=id, case_id=CASE, party_id=party_id, authority=authority, **{**plain, **over})


def make_consent(party_id: str, answer: ConsentAnswer = ConsentAnswer.AGREED, **over: Any) -> Consent:
    plain: dict[str, Any] = {
        "seq": 1,
        "subject": ConsentSubject.MEDIATION,
        "channel": Channel.PHONE,
        "answered_at": at(),
    }
    return Consent(
        id=f"consent:{party_id}:{answer}", case_id=CASE, party_id=party_id, answer=answer, **{**plain, **over}
    )


def make_contact(party_id: str) -> Contact:
    return Contact(
        id=f"contact:{party_id}",
        case_id=CASE,
        party_id=party_id,
        channel=Channel.PHONE,
        outcome=ContactOutcome.NO_ANSWER,
        tried_at=at(),
    )


def make_proceeding(procedure: str = "labour_mediation", state: str = "in_mediation", **over: Any) -> Proceeding:
    plain: dict[str, Any] = {"definition": "digest", "organisation_id": DESK, "opened_seq": 1}
    return Proceeding(id=procedure, case_id=CASE, procedure=procedure, state=state, **{**plain, **over})


def make_answer(name: str, value: Any, act: str = "send", proceeding: str = "court_referral", seq: int = 1) -> Answer:
    return Answer(
        id=f"answer:{proceeding}:{seq}:{name}",
        case_id=CASE,
        proceeding_id=proceeding,
        seq=seq,
        act=act,
        name=name,
        value=json.dumps(value),
    )


def referred(kind: str, **answers: Any) -> tuple[Row, ...]:
    """The rows of a referral of a kind that the desk accepted; ``answers`` are further ones of its ``send``."""
    said_then = {"kind": kind, "on_platform": False, "has_award": "no", "complaint_on": "2026-08-20", **answers}
    return (
        make_proceeding("court_referral", "running", counterpart_id=COURT),
        *(make_answer(name, value) for name, value in said_then.items() if value is not None),
    )


def make_clock(limit_id: str, due: date | None, **over: Any) -> Clock:
    plain: dict[str, Any] = {"edition": "2024-01-01", "seq": 1, "source": "occurred_at", "trigger_at": at()}
    return Clock(id=f"clock:{limit_id}", case_id=CASE, limit_id=limit_id, due=due, **{**plain, **over})


def make_suspension(clock_id: str, end: date | None = None) -> Adjustment:
    return Adjustment(
        id=f"adjustment:{clock_id}",
        case_id=CASE,
        clock_id=clock_id,
        kind=AdjustmentKind.SUSPEND,
        start=TODAY,
        end=end,
        seq=1,
    )


def make_assignment(person_id: str = MEDIATOR, **over: Any) -> Assignment:
    plain: dict[str, Any] = {"relation": Relation.ASSIGNED_MEDIATOR, "since": at(date(2026, 8, 1))}
    return Assignment(id=f"assignment:{person_id}", case_id=CASE, person_id=person_id, **{**plain, **over})


def make_interest(person_id: str = MEDIATOR, cleared: bool = False) -> Interest:
    return Interest(
        id=f"interest:{person_id}",
        case_id=CASE,
        person_id=person_id,
        detail_id="detail",
        disclosed_at=at(),
        cleared_at=at() if cleared else None,
    )


def make_meeting(**over: Any) -> Meeting:
    return Meeting(id="meeting", case_id=CASE, **{"starts_at": at(), "channel": Channel.IN_PERSON, **over})


def make_offer(round: int = 1, maker_id: str = "w", **over: Any) -> Offer:
    return Offer(id=f"offer{round}", case_id=CASE, round=round, maker_id=maker_id, **{"made_at": at(), **over})


def make_agreement(status: AgreementStatus = AgreementStatus.DRAFT, **over: Any) -> Agreement:
    plain: dict[str, Any] = {"id": "agreement", "proceeding_id": "labour_mediation", "version": 1, "drafted_at": at()}
    if status is AgreementStatus.EFFECTIVE:
        plain["effective_at"] = at()
    return Agreement(case_id=CASE, status=status, **{**plain, **over})


def make_term(ordinal: int = 1, **over: Any) -> Term:
    plain: dict[str, Any] = {
        "agreement_id": "agreement",
        "kind": TermKind.PAYMENT,
        "claim_id": "claim1",
        "payer_id": "e",
        "payee_id": "w",
        "amount": 1_860_000,
    }
    return Term(id=f"term{ordinal}", case_id=CASE, ordinal=ordinal, **{**plain, **over})


def make_instalment(ordinal: int = 1, due_on: date | None = date(2026, 9, 15), **over: Any) -> Instalment:
    plain: dict[str, Any] = {"id": f"instalment{ordinal}", "term_id": "term1", "amount": 1_860_000}
    return Instalment(case_id=CASE, ordinal=ordinal, due_on=due_on, **{**plain, **over})


def settlement(**agreement: Any) -> tuple[Row, ...]:
    """An agreement of one payment of the worker's wages, due on 2026-09-15."""
    return make_agreement(**agreement), make_term(), make_instalment()


def make_signature(capacity: SignerCapacity, party_id: str | None = None, **over: Any) -> Signature:
    plain: dict[str, Any] = {
        "agreement_id": "agreement",
        "party_id": party_id,
        "person_id": MEDIATOR if capacity is SignerCapacity.MEDIATOR else None,
        "organisation_id": DESK if capacity is SignerCapacity.ORGANISATION else None,
        "form": SignatureForm.SEALED if capacity is SignerCapacity.ORGANISATION else SignatureForm.SIGNED,
        "signed_at": at(),
    }
    return Signature(id=f"signature:{capacity}:{party_id}", case_id=CASE, capacity=capacity, **{**plain, **over})


def signed_by(*who: str) -> tuple[Signature, ...]:
    """Signatures of ``w`` and ``e``, of the ``mediator``, and the ``organisation``'s seal."""
    alone = {"mediator": SignerCapacity.MEDIATOR, "organisation": SignerCapacity.ORGANISATION}
    return tuple(make_signature(alone[w]) if w in alone else make_signature(SignerCapacity.PARTY, w) for w in who)


def make_paper(kind: PaperKind, **over: Any) -> Paper:
    plain: dict[str, Any] = {
        "number": "1",
        "issued_at": at(),
        "pdf_sha256": "a" * 64,
        "page_sha256": "b" * 64,
        "docx_sha256": "d" * 64,
        "template": "t",
        "basis": "b",
        "seq": 1,
        "agreement_id": "agreement" if kind is PaperKind.AGREEMENT else None,
    }
    return Paper(id=f"paper:{kind}", case_id=CASE, kind=kind, **{**plain, **over})


def make_attachment(kind: PaperKind, audience: Audience = Audience.JOINT, **over: Any) -> Attachment:
    plain: dict[str, Any] = {
        "sha256": "c" * 64,
        "media": "application/pdf",
        "size": 10,
        "name_id": "file",
        "received_at": at(hour=12),
    }
    return Attachment(id=f"file:{kind}:{audience}", case_id=CASE, kind=kind, audience=audience, **{**plain, **over})
