"""The tables of what a case is about: parties, claims, meetings, papers, offers, the agreement and its performance."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from mediation.facts import parties, settlement
from mediation.records.tables import key, to


class PartyRecord(parties.Party, table=True):
    """Parties."""

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("case_id", "ordinal"),
        CheckConstraint("kind NOT IN ('worker', 'heir', 'individual') OR \"natural\"", name="workers_are_human"),
    )
    id: str = key()
    case_id: str = to("case_file")
    name_id: str = to("personal")
    identity_id: str | None = to("personal", default=None)
    phone_id: str | None = to("personal", default=None)
    address_id: str | None = to("personal", default=None)
    representative_id: str | None = to("personal", default=None)
    account_name_id: str | None = to("personal", default=None)
    account_number_id: str | None = to("personal", default=None)
    account_bank_id: str | None = to("personal", default=None)
    stands_for_id: str | None = to("party", default=None)
    pays_for_id: str | None = to("party", default=None)


class AgentRecord(parties.Agent, table=True):
    """Agents."""

    __tablename__ = "agent"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="ends_after_start"),)
    id: str = key()
    case_id: str = to("case_file")
    party_id: str = to("party")
    name_id: str = to("personal")
    identity_id: str | None = to("personal", default=None)
    phone_id: str | None = to("personal", default=None)
    unit_id: str | None = to("personal", default=None)
    person_id: str | None = to("person", default=None)


class ParticipantRecord(parties.Participant, table=True):
    """Witnesses, appraisers, interpreters and whoever else takes part."""

    __tablename__ = "participant"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="ends_after_start"),)
    id: str = key()
    case_id: str = to("case_file")
    name_id: str = to("personal")
    identity_id: str | None = to("personal", default=None)
    phone_id: str | None = to("personal", default=None)
    unit_id: str | None = to("personal", default=None)
    person_id: str | None = to("person", default=None)


class ClaimRecord(parties.Claim, table=True):
    """Claims, item by item."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("case_id", "ordinal"),
        CheckConstraint("amount IS NULL OR amount > 0", name="amount_positive"),
        CheckConstraint("claimant_id <> respondent_id", name="two_parties"),
        CheckConstraint("since IS NULL OR until IS NULL OR until >= since", name="period_forward"),
    )
    id: str = key()
    case_id: str = to("case_file")
    claimant_id: str = to("party")
    respondent_id: str = to("party")
    basis_id: str | None = to("personal", default=None)


class ConsentRecord(parties.Consent, table=True):
    """Consents and refusals."""

    __tablename__ = "consent"
    id: str = key()
    case_id: str = to("case_file")
    party_id: str = to("party")


class ContactRecord(parties.Contact, table=True):
    """The contact log."""

    __tablename__ = "contact"
    id: str = key()
    case_id: str = to("case_file")
    party_id: str = to("party")
    note_id: str | None = to("personal", default=None)


class MeetingRecord(parties.Meeting, table=True):
    """Mediation meetings."""

    __tablename__ = "meeting"
    id: str = key()
    case_id: str = to("case_file")
    place_id: str | None = to("personal", default=None)


class StatementRecord(parties.Statement, table=True):
    """What was said; a concession is never joint unless its release was signed, which is a consent of its own."""

    __tablename__ = "statement"
    id: str = key()
    case_id: str = to("case_file")
    text_id: str = to("personal")
    said_by_id: str | None = to("party", default=None)


class NoteRecord(parties.Note, table=True):
    """Mediators' notes; none is joint."""

    __tablename__ = "note"
    __table_args__ = (CheckConstraint("audience <> 'joint'", name="never_joint"),)
    id: str = key()
    case_id: str = to("case_file")
    text_id: str = to("personal")


class AttachmentRecord(parties.Attachment, table=True):
    """Files handed in."""

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("case_id", "sha256", "audience"),
        CheckConstraint("size BETWEEN 1 AND 20971520", name="size_within_20_mb"),
        CheckConstraint("pages IS NULL OR pages > 0", name="pages_positive"),
    )
    id: str = key()
    case_id: str = to("case_file")
    sha256: str = Field(foreign_key="blob.sha256", max_length=64)
    name_id: str = to("personal")
    purpose_id: str | None = to("personal", default=None)
    party_id: str | None = to("party", default=None)


class PaperRecord(parties.Paper, table=True):
    """Papers issued."""

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("case_id", "kind", "number"),)
    id: str = key()
    case_id: str = to("case_file")
    proceeding_id: str | None = to("proceeding", default=None)
    party_id: str | None = to("party", default=None)
    agreement_id: str | None = to("agreement", default=None)
    pdf_sha256: str = Field(foreign_key="blob.sha256", max_length=64)
    page_sha256: str = Field(foreign_key="blob.sha256", max_length=64)
    docx_sha256: str = Field(foreign_key="blob.sha256", max_length=64)


class OfferRecord(settlement.Offer, table=True):
    """Offers."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("round >= 1", name="rounds_from_one"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount_not_negative"),
        CheckConstraint("answer IS NULL OR released_at IS NOT NULL", name="answered_only_if_released"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_has_its_time"),
    )
    id: str = key()
    case_id: str = to("case_file")
    maker_id: str = to("party")
    claim_id: str | None = to("claim", default=None)
    text_id: str | None = to("personal", default=None)


class AgreementRecord(settlement.Agreement, table=True):
    """Agreements, version by version."""

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("case_id", "version"),
        CheckConstraint("(status = 'effective') = (effective_at IS NOT NULL)", name="effective_has_its_time"),
    )
    id: str = key()
    case_id: str = to("case_file")
    proceeding_id: str = to("proceeding")
    overdue_reason_id: str | None = to("personal", default=None)


class TermRecord(settlement.Term, table=True):
    """Terms; a payment has an amount, an act has words."""

    __tablename__ = "term"
    __table_args__ = (
        UniqueConstraint("agreement_id", "ordinal"),
        CheckConstraint("kind <> 'payment' OR amount > 0", name="payment_has_amount"),
        CheckConstraint("kind <> 'act' OR text_id IS NOT NULL", name="act_has_words"),
        CheckConstraint("payer_id <> payee_id", name="two_parties"),
    )
    id: str = key()
    case_id: str = to("case_file")
    agreement_id: str = to("agreement")
    claim_id: str | None = to("claim", default=None)
    payer_id: str = to("party")
    payee_id: str = to("party")
    method_id: str | None = to("personal", default=None)
    text_id: str | None = to("personal", default=None)
    due_wording_id: str | None = to("personal", default=None)


class InstalmentRecord(settlement.Instalment, table=True):
    """Payment days."""

    __tablename__ = "instalment"
    __table_args__ = (
        UniqueConstraint("term_id", "ordinal"),
        CheckConstraint("paid_amount IS NULL OR paid_amount > 0", name="paid_positive"),
        CheckConstraint("paid_amount IS NULL OR amount IS NULL OR paid_amount <= amount", name="not_overpaid"),
    )
    id: str = key()
    case_id: str = to("case_file")
    term_id: str = to("term")


class SignatureRecord(settlement.Signature, table=True):
    """Signatures; each names exactly who signed in its capacity."""

    __tablename__ = "signature"
    __table_args__ = (
        CheckConstraint("capacity NOT IN ('party', 'agent') OR party_id IS NOT NULL", name="party_named"),
        CheckConstraint("(capacity = 'agent') = (agent_id IS NOT NULL)", name="agent_named"),
        CheckConstraint("(capacity = 'mediator') = (person_id IS NOT NULL)", name="mediator_named"),
        CheckConstraint("(capacity = 'organisation') = (organisation_id IS NOT NULL)", name="organisation_named"),
    )
    id: str = key()
    case_id: str = to("case_file")
    agreement_id: str = to("agreement")
    party_id: str | None = to("party", default=None)
    agent_id: str | None = to("agent", default=None)
    person_id: str | None = to("person", default=None)
    organisation_id: str | None = to("organisation", default=None)
