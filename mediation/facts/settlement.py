"""How the dispute is settled: offers, the agreement with its terms and instalments, who signed, who paid."""

from __future__ import annotations

from datetime import date, datetime

from mediation.facts.columns import Row, fen, moment, word
from mediation.vocabulary import SignatureForm, SignerCapacity, TaxTerm, Word


class OfferAnswer(Word):
    """What the other side said to an offer."""

    ACCEPTED = "accepted", "接受", "accepted"
    REJECTED = "rejected", "不接受", "rejected"


class TermKind(Word):
    """What a term obliges to."""

    PAYMENT = "payment", "支付", "payment"
    ACT = "act", "其他履行事项", "other performance"


class AgreementStatus(Word):
    """How far an agreement has come."""

    DRAFT = "draft", "待签", "draft"
    ABANDONED = "abandoned", "作废", "abandoned"
    EFFECTIVE = "effective", "已生效", "effective"


class Offer(Row):
    """A party's offer on a claim in a round, amount in fen; it reaches the other side once its maker released it."""

    id: str
    case_id: str
    round: int
    maker_id: str
    claim_id: str | None = None
    amount: int | None = fen(default=None)
    text_id: str | None = None
    made_at: datetime = moment()
    released_at: datetime | None = moment(default=None)
    answer: OfferAnswer | None = word(OfferAnswer, default=None)
    answered_at: datetime | None = moment(default=None)


class Agreement(Row):
    """A mediation agreement; a new draft abandons the one before."""

    id: str
    case_id: str
    proceeding_id: str
    version: int
    status: AgreementStatus = word(AgreementStatus)
    no_more_dispute: bool = True
    drafted_at: datetime = moment()
    effective_at: datetime | None = moment(default=None)
    overdue_reason_id: str | None = None


class Term(Row):
    """One term of an agreement: who does what for whom; ``amount`` in fen for a payment.

    ``due_wording_id`` keeps a due date in the parties' words (「9月1日前」) that is not yet a last day.
    """

    id: str
    case_id: str
    agreement_id: str
    ordinal: int
    kind: TermKind = word(TermKind)
    claim_id: str | None = None
    payer_id: str
    payee_id: str
    amount: int | None = fen(default=None)
    tax: TaxTerm | None = word(TaxTerm, default=None)
    insurance_included: bool | None = None
    method_id: str | None = None
    text_id: str | None = None
    due_wording_id: str | None = None


class Instalment(Row):
    """One payment day of a term: at the latest ``due_on`` 24:00 in Asia/Shanghai; amounts in fen."""

    id: str
    case_id: str
    term_id: str
    ordinal: int
    amount: int | None = fen(default=None)
    due_on: date | None = None
    paid_on: date | None = None
    paid_amount: int | None = fen(default=None)


class Signature(Row):
    """One signature or seal under an agreement."""

    id: str
    case_id: str
    agreement_id: str
    capacity: SignerCapacity = word(SignerCapacity)
    party_id: str | None = None
    agent_id: str | None = None
    person_id: str | None = None
    organisation_id: str | None = None
    form: SignatureForm = word(SignatureForm)
    signed_at: datetime = moment()
