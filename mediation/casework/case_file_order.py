"""How a case file is put in order (casework §4.13), and what it should hold as the case stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mediation.casework.views import Title
from mediation.facts.known import Facts
from mediation.facts.readings import newest
from mediation.facts.settlement import AgreementStatus
from mediation.vocabulary import Authority, PaperKind, Source

K = PaperKind
SECTIONS: Sequence[tuple[Title, tuple[PaperKind, ...]]] = (
    (
        Title(zh="申请和受理", en="application and acceptance"),
        (
            *(K.APPLICATION, K.ORAL_APPLICATION, K.REFERRAL_LETTER, K.COURT_CONSENT, K.COMPLAINT, K.AWARD),
            *(K.ARBITRATION_REFUSAL, K.REFERRAL_RECEIPT, K.REFERRAL_DECLINE, K.CONSENT_INQUIRY, K.ACCEPTANCE_NOTICE),
            *(K.NON_ACCEPTANCE_NOTICE, K.APPOINTMENT, K.RECUSAL),
        ),
    ),
    (Title(zh="权利义务告知", en="notice of rights"), (K.RIGHTS_NOTICE, K.DELIVERY_ADDRESS)),
    (Title(zh="身份证明", en="identity"), (K.IDENTITY, K.LEGAL_REPRESENTATIVE, K.GROUP_REPRESENTATIVES)),
    (Title(zh="授权委托", en="authority"), (K.POWER_OF_ATTORNEY,)),
    (Title(zh="调查记录", en="inquiries"), (K.INVESTIGATION,)),
    (Title(zh="证据", en="evidence"), (K.EVIDENCE,)),
    (
        Title(zh="调解记录", en="mediation"),
        (
            *(K.INVITATION, K.MEETING_NOTICE, K.SERVICE_RETURN, K.MINUTES, K.EXTENSION_CONSENT, K.UNDISPUTED_FACTS),
            *(K.WITHDRAWAL, K.TERMINATION_NOTICE, K.ARBITRATION_ADVICE),
        ),
    ),
    (
        Title(zh="调解协议", en="agreement"),
        (K.AGREEMENT, K.SUPPLEMENTARY_SHEET, K.AMOUNT_CONFIRMATION, K.CIVIL_STATEMENT, K.LODGING_LETTER),
    ),
    (Title(zh="履行凭证", en="performance"), (K.WAGE_SHEET, K.REMINDER, K.PERFORMANCE_RECORD)),
    (Title(zh="回访", en="follow-up visits"), (K.VISIT_RECORD,)),
    (
        Title(zh="司法确认、仲裁审查和支付令", en="confirmation, review, payment order"),
        (
            *(K.CONFIRMATION_APPLICATION, K.MEDIATION_CERTIFICATE, K.COURT_ACCEPTANCE, K.RULING_NOT_ACCEPTED),
            *(K.RULING_CONFIRMED, K.RULING_REJECTED, K.RULING_WITHDRAWAL, K.RULING_DEEMED_WITHDRAWN),
            *(K.REVIEW_APPLICATION, K.REVIEW_ACCEPTANCE, K.REVIEW_REFUSAL, K.ARBITRAL_STATEMENT),
            *(K.ORDER_APPLICATION, K.PAYMENT_ORDER, K.ORDER_ENDED),
        ),
    ),
    (Title(zh="情况说明和其他", en="reports and the rest"), (K.REFERRAL_REPORT, K.GROUP_REPORT, K.OTHER)),
)
"""The order of a paper file (casework §4.13); a kind that is not named goes to the end."""
PLACES: Mapping[PaperKind, tuple[int, int]] = {
    kind: (section, place) for section, (_, kinds) in enumerate(SECTIONS) for place, kind in enumerate(kinds)
}
END = (len(SECTIONS) - 1, 99)
"""Where a kind stands: its section, and its place in it; what is not named, at the end."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file should hold once ``when`` is so: one of ``kinds``; ``signed``: handed in with the signatures."""

    kinds: tuple[PaperKind, ...]
    when: Callable[[Facts], bool]
    leaves: bool = False
    signed: bool = False


def _stands(procedure: str, *states: str) -> Callable[[Facts], bool]:
    def test(facts: Facts) -> bool:
        found = newest(facts, procedure)
        return found is not None and found.state in states

    return test


def _met(facts: Facts) -> bool:
    return any(meeting.held_at is not None for meeting in facts.meetings)


def _settled(facts: Facts) -> bool:
    return facts.agreement is not None and facts.agreement.status is AgreementStatus.EFFECTIVE


def _came_from(*sources: Source) -> Callable[[Facts], bool]:
    return lambda facts: facts.case.source in sources


def _has_agents(facts: Facts) -> bool:
    acting = [agent for agent in facts.agents if agent.until is None]
    return any(agent.authority is not Authority.REPRESENTATIVE for agent in acting)


def _filed(facts: Facts) -> bool:
    found = newest(facts, "judicial_confirmation")
    return found is not None and found.state != "preparing"


WANTED: Sequence[Wanted] = (
    Wanted((K.APPLICATION, K.ORAL_APPLICATION), _came_from(Source.APPLICATION), leaves=True),
    Wanted((K.REFERRAL_LETTER, K.COMPLAINT), _came_from(Source.COURT)),
    Wanted((K.NON_ACCEPTANCE_NOTICE,), _stands("labour_mediation", "not_accepted")),
    Wanted((K.IDENTITY,), _met, leaves=True),
    Wanted((K.RIGHTS_NOTICE,), _met),
    Wanted((K.DELIVERY_ADDRESS,), _met, leaves=True, signed=True),
    Wanted((K.POWER_OF_ATTORNEY,), _has_agents, leaves=True, signed=True),
    Wanted((K.MINUTES,), _met),
    Wanted((K.AGREEMENT,), _settled, leaves=True, signed=True),
    Wanted((K.TERMINATION_NOTICE, K.ARBITRATION_ADVICE), _stands("labour_mediation", "ended")),
    Wanted((K.PERFORMANCE_RECORD,), _stands("labour_mediation", "performed")),
    Wanted((K.CONFIRMATION_APPLICATION,), _filed, leaves=True),
    Wanted((K.MEDIATION_CERTIFICATE,), _filed, leaves=True),
    Wanted((K.RULING_CONFIRMED,), _stands("judicial_confirmation", "confirmed")),
    Wanted((K.REFERRAL_REPORT,), _stands("court_referral", "reported", "concluded"), leaves=True),
)
"""What is looked for, beside the papers that acts asked for and nobody made yet."""
