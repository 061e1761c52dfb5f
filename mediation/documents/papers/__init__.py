"""The papers: frozen values whose fields are exactly the variables of their templates; one module a subject.

Nothing here decides what may be told: what arrives is already allowed to be read.
"""

from __future__ import annotations

from mediation.documents.papers.confirmation import ConfirmationApplication, MediationCertificate
from mediation.documents.papers.drafts import (
    CourtAcceptance,
    ReferralLetter,
    RulingConfirmed,
    RulingDeemedWithdrawn,
    RulingNotAccepted,
    RulingRejected,
    RulingWithdrawal,
)
from mediation.documents.papers.ending import ArbitrationAdvice, TerminationNotice, Withdrawal
from mediation.documents.papers.engaging import (
    Appointment,
    DeliveryAddress,
    Invitation,
    LegalRepresentative,
    MeetingNotice,
    PowerOfAttorney,
    Recusal,
    ServiceReturn,
)
from mediation.documents.papers.group import AmountConfirmation, GroupReport, GroupRepresentatives, WageSheet
from mediation.documents.papers.intake import (
    AcceptanceNotice,
    ConsentInquiry,
    MediationApplication,
    NonAcceptanceNotice,
    OralApplication,
    RightsNotice,
)
from mediation.documents.papers.mediating import ExtensionConsent, Investigation, Minutes
from mediation.documents.papers.orders import OrderApplication
from mediation.documents.papers.performing import PerformanceRecord, Reminder, VisitRecord
from mediation.documents.papers.reckoning import ReckoningSheet
from mediation.documents.papers.referral import LodgingLetter, ReferralDecline, ReferralReceipt, ReferralReport
from mediation.documents.papers.review import ReviewApplication
from mediation.documents.papers.settling import MediationAgreement, SupplementarySheet, UndisputedFacts
from mediation.documents.parts import Paper

PAPERS: tuple[type[Paper], ...] = (
    MediationApplication,
    OralApplication,
    ConsentInquiry,
    RightsNotice,
    AcceptanceNotice,
    NonAcceptanceNotice,
    Appointment,
    Recusal,
    MeetingNotice,
    Invitation,
    DeliveryAddress,
    ServiceReturn,
    PowerOfAttorney,
    LegalRepresentative,
    GroupRepresentatives,
    Investigation,
    Minutes,
    ExtensionConsent,
    UndisputedFacts,
    MediationAgreement,
    SupplementarySheet,
    AmountConfirmation,
    WageSheet,
    TerminationNotice,
    ArbitrationAdvice,
    Withdrawal,
    Reminder,
    PerformanceRecord,
    VisitRecord,
    GroupReport,
    ConfirmationApplication,
    MediationCertificate,
    ReviewApplication,
    OrderApplication,
    ReferralReceipt,
    ReferralDecline,
    ReferralReport,
    LodgingLetter,
    ReferralLetter,
    CourtAcceptance,
    RulingNotAccepted,
    RulingConfirmed,
    RulingRejected,
    RulingWithdrawal,
    RulingDeemedWithdrawn,
    ReckoningSheet,
)
"""Every paper there is a template for."""
