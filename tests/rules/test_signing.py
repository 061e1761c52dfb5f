from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mediation.vocabulary import (
    LegalBasis,
    Nature,
    PaperKind,
    Severity,
    Side,
    SignatureForm,
    Source,
    Truth,
)
from tests.makers import (
    TODAY,
    both_parties,
    make_agent,
    make_assignment,
    make_attachment,
    make_case,
    make_claim,
    make_clock,
    make_party,
    make_proceeding,
    referred,
    said,
    settlement,
    signed_by,
)
from tests.rules.asking import make_facts
from tests.rules.rulings import Ruling

BOTH = both_parties()
BASE = (*BOTH, make_claim(), *settlement())
COURT_CASE = make_case(source=Source.COURT)
EVERYBODY = ("w", "e", "mediator", "organisation")


def signing(who: str, form: SignatureForm = SignatureForm.SIGNED, **more: Any) -> dict[str, Any]:
    """The answers of a signature: of ``w``, ``e``, the ``mediator``, or the ``organisation``'s seal."""
    if who == "mediator":
        return {"capacity": "mediator", "mediator": "mediator", "form": form.value, **more}
    if who == "organisation":
        return {"capacity": "organisation", "form": SignatureForm.SEALED.value, **more}
    return {"capacity": "party", "party": who, "form": form.value, **more}


LATE = make_clock("delegated_mediation", date(2026, 8, 31))
BY_AGENT = {"capacity": "agent", "party": "w", "form": "signed"}

SHEET = make_attachment(PaperKind.SUPPLEMENTARY_SHEET)
S1, S3 = "arbitration_review_application", "judicial_confirmation_application"

RULINGS = (
    Ruling("every party signed the sheet", "sheet_is_signed", make_facts(*BASE, SHEET, given={"sheet": SHEET.id})),
    Ruling(
        "another file is no signed sheet",
        "sheet_is_signed",
        make_facts(*BASE, make_attachment(PaperKind.OTHER), given={"sheet": make_attachment(PaperKind.OTHER).id}),
        "sheet_not_signed",
    ),
    Ruling("on the thirtieth day", "confirmation_in_time", make_facts(make_clock(S3, TODAY))),
    Ruling("on the day after", "confirmation_in_time", make_facts(make_clock(S3, date(2026, 8, 31))), "limit_expired"),
    Ruling("it has not begun to run", "confirmation_in_time", make_facts(), "limit_not_started", truth=Truth.UNKNOWN),
    Ruling("after filing no limit is spoken of", "confirmation_in_time", make_facts(*referred("entrusted_ordinary"))),
    Ruling("on the fifteenth day", "review_in_time", make_facts(make_clock(S1, TODAY))),
    Ruling("on the sixteenth", "review_in_time", make_facts(make_clock(S1, date(2026, 8, 31))), "limit_expired"),
    Ruling("no labour dispute, no limit", "review_in_time", make_facts(case=make_case(nature=Nature.SERVICE))),
    Ruling("there are terms", "agreement_is_drafted", make_facts(*BASE)),
    Ruling("there are none", "agreement_is_drafted", make_facts(*BOTH), "no_agreement"),
    Ruling("the worker", "signer_is_named", make_facts(*BASE, given=signing("w"))),
    Ruling(
        "the mediator of the case", "signer_is_named", make_facts(*BASE, make_assignment(), given=signing("mediator"))
    ),
    Ruling("the seal", "signer_is_named", make_facts(*BASE, given=signing("organisation"))),
    Ruling(
        "nobody",
        "signer_is_named",
        make_facts(*BASE, given={"capacity": "party", "form": "signed"}),
        "signer_not_named",
    ),
    Ruling(
        "a third party that owes nothing",
        "signer_is_named",
        make_facts(*BASE, make_party("t", Side.THIRD, 3), given=signing("t")),
        "signer_not_named",
    ),
    Ruling(
        "a mediator of another case",
        "signer_is_named",
        make_facts(*BASE, given=signing("mediator")),
        "mediator_not_named",
    ),
    Ruling("its only agent", "signer_is_named", make_facts(*BASE, make_agent("a", "w"), given=BY_AGENT)),
    Ruling("no agent on file", "signer_is_named", make_facts(*BASE, given=BY_AGENT), "agent_not_on_file"),
    Ruling(
        "which of two agents",
        "signer_is_named",
        make_facts(*BASE, make_agent("a", "w"), make_agent("b", "w"), given=BY_AGENT),
        "agent_not_on_file",
    ),
    Ruling(
        "the second of two agents",
        "signer_is_named",
        make_facts(*BASE, make_agent("a", "w"), make_agent("b", "w"), given={**BY_AGENT, "agent": 2}),
    ),
    Ruling(
        "a name with fingerprint",
        "form_fits_the_signer",
        make_facts(*BASE, given=signing("w", SignatureForm.FINGERPRINT)),
    ),
    Ruling("an employer seals", "form_fits_the_signer", make_facts(*BASE, given=signing("e", SignatureForm.SEALED))),
    Ruling(
        "an employer has no fingers",
        "form_fits_the_signer",
        make_facts(*BASE, given=signing("e", SignatureForm.FINGERPRINT)),
        "form_does_not_fit",
    ),
    Ruling(
        "a mediator signs by name",
        "form_fits_the_signer",
        make_facts(*BASE, given=signing("mediator", SignatureForm.SEALED)),
        "form_does_not_fit",
    ),
    Ruling(
        "an organisation seals",
        "form_fits_the_signer",
        make_facts(*BASE, given={**signing("organisation"), "form": "signed"}),
        "form_does_not_fit",
    ),
    Ruling(
        "the employer is still to sign", "not_signed_before", make_facts(*BASE, *signed_by("w"), given=signing("e"))
    ),
    Ruling(
        "the worker signed",
        "not_signed_before",
        make_facts(*BASE, *signed_by("w"), given=signing("w")),
        "signed_already",
    ),
    Ruling(
        "the mediator signed",
        "not_signed_before",
        make_facts(*BASE, *signed_by("mediator"), given=signing("mediator")),
        "signed_already",
    ),
    Ruling(
        "a co-mediator signs too",
        "not_signed_before",
        make_facts(*BASE, *signed_by("mediator"), given={**signing("mediator"), "mediator": "second"}),
    ),
    Ruling(
        "the seal completes it",
        "last_needed_signature",
        make_facts(*BASE, *signed_by("w", "e", "mediator"), given=signing("organisation")),
    ),
    Ruling(
        "the seal is missing",
        "last_needed_signature",
        make_facts(*BASE, *signed_by("w", "e"), given=signing("mediator")),
        "signatures_missing",
    ),
    Ruling(
        "without agreement nothing is complete",
        "last_needed_signature",
        make_facts(*BOTH, given=signing("w")),
        "signatures_missing",
    ),
    Ruling(
        "after filing the court's paper counts", "waits_for_the_courts_paper", make_facts(*referred("prior_ordinary"))
    ),
    Ruling(
        "before filing it does not",
        "waits_for_the_courts_paper",
        make_facts(*referred("delegated")),
        "counts_by_itself",
    ),
    Ruling("before filing", "settles_out_of_court", make_facts(*referred("delegated"))),
    Ruling("after filing", "settles_out_of_court", make_facts(*referred("entrusted_summary")), "post_filing"),
    Ruling("a labour settlement at a MAL 10 body", "arbitration_review_is_open", make_facts()),
    Ruling(
        "services",
        "arbitration_review_is_open",
        make_facts(case=make_case(nature=Nature.SERVICE)),
        "no_arbitration_review",
    ),
    Ruling(
        "a court has it", "arbitration_review_is_open", make_facts(*referred("prior_summary")), "no_arbitration_review"
    ),
    Ruling(
        "a court confirmed it",
        "arbitration_review_is_open",
        make_facts(make_proceeding("judicial_confirmation", "confirmed", ended=True)),
        "no_arbitration_review",
    ),
    Ruling(
        "a roster is no MAL 10 body",
        "arbitration_review_is_open",
        make_facts(basis=LegalBasis.COURT_ROSTER),
        "no_arbitration_review",
    ),
    Ruling("everybody signed", "all_have_signed", make_facts(*BASE, *signed_by(*EVERYBODY))),
    Ruling(
        "the seal is missing",
        "all_have_signed",
        make_facts(*BASE, *signed_by("w", "e", "mediator")),
        "signatures_missing",
    ),
    Ruling("nothing is drafted", "all_have_signed", make_facts(*BOTH), "signatures_missing"),
    Ruling("everybody signed", "signatures_are_missing_for_court", make_facts(*BASE, *signed_by(*EVERYBODY))),
    Ruling(
        "effective, but not ready for the court",
        "signatures_are_missing_for_court",
        make_facts(*BASE, *signed_by("w", "e"), *referred("delegated"), case=COURT_CASE),
        "signatures_missing",
        severity=Severity.WARN,
    ),
    Ruling("in time", "overdue_signing_has_a_reason", make_facts(*BASE, given=signing("w"))),
    Ruling(
        "late", "overdue_signing_has_a_reason", make_facts(*BASE, LATE, given=signing("w")), "overdue_reason_missing"
    ),
    Ruling(
        "late, with a reason",
        "overdue_signing_has_a_reason",
        make_facts(*BASE, LATE, given=signing("w", overdue_reason=said("一方住院"))),
    ),
    Ruling(
        "the reason is on record",
        "overdue_signing_has_a_reason",
        make_facts(*BOTH, *settlement(overdue_reason_id="why"), LATE, given=signing("e")),
    ),
    Ruling("delegated", "made_by_delegation", make_facts(*referred("delegated"))),
    Ruling("the desk's own", "made_by_delegation", make_facts(), "not_delegated"),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()
