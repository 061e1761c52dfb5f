from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mediation.facts.known import Facts
from mediation.facts.readings import referral_kind
from mediation.vocabulary import Nature, PaperKind, ReferralKind, Severity, Source, Truth
from tests.makers import make_answer, make_attachment, make_case, make_proceeding, referred
from tests.rules.asking import make_facts
from tests.rules.rulings import Ruling

WARN = Severity.WARN
LABOUR = make_case(source=Source.COURT)
SERVICE = make_case(source=Source.COURT, nature=Nature.SERVICE)
OVERAGE = make_case(source=Source.COURT, nature=Nature.OVERAGE)


def sent(*rows: Any, case: Any = LABOUR, day: date = date(2026, 9, 1), **given: Any) -> Facts:
    """A referral being sent: delegated, nobody asked for an award, complaint of the day, unless said otherwise."""
    answers = {"kind": "delegated", "has_award": "not_asked", "complaint_on": day, **given}
    return make_facts(*rows, given=answers, case=case, day=day)


def mediation(state: str, *rows: Any, kind: str = "delegated", **given: Any) -> Facts:
    return make_facts(make_proceeding(state=state), *referred(kind), *rows, given=given, case=LABOUR)


RULINGS = (
    Ruling("a result is on record", "arbitration_first", sent(has_award="yes")),
    Ruling("the award came along", "arbitration_first", sent(make_attachment(PaperKind.AWARD), has_award="not_asked")),
    Ruling("a wage IOU needs none", "arbitration_first", sent(has_award="no", arbitration_exception="wage_iou")),
    Ruling("Langya: services need none", "arbitration_first", sent(case=SERVICE)),
    Ruling("after filing the court has dealt with it", "arbitration_first", sent(kind="prior_ordinary")),
    Ruling("nobody asked", "arbitration_first", sent(), "award_not_asked", Truth.UNKNOWN),
    Ruling("neither award nor exception", "arbitration_first", sent(has_award="no"), "arbitration_comes_first"),
    Ruling(
        "an overage worker of the interim",
        "arbitration_first",
        sent(case=OVERAGE, day=date(2026, 1, 5)),
        "arbitration_first_open",
        Truth.UNKNOWN,
        WARN,
    ),
    Ruling("a complaint of 2024-12-31", "delegation_allowed_by_edition", sent(complaint_on=date(2024, 12, 31))),
    Ruling("this court still delegates", "delegation_allowed_by_edition", sent(delegation_switched_on=True)),
    Ruling("mediation after filing", "delegation_allowed_by_edition", sent(kind="prior_summary")),
    Ruling(
        "a complaint of 2025-01-02",
        "delegation_allowed_by_edition",
        sent(complaint_on=date(2025, 1, 2)),
        "filing_comes_first",
        severity=WARN,
    ),
    Ruling("delegated", "referral_is", make_facts(*referred("delegated")), params={"kind": ReferralKind.DELEGATED}),
    Ruling(
        "the desk's own case",
        "referral_is",
        make_facts(),
        "other_kind_of_referral",
        params={"kind": ReferralKind.DELEGATED},
    ),
    Ruling("prior, ordinary", "referral_ordinary", make_facts(*referred("prior_ordinary"))),
    Ruling(
        "summary is not ordinary", "referral_ordinary", make_facts(*referred("prior_summary")), "other_kind_of_referral"
    ),
    Ruling("entrusted, summary", "referral_summary", make_facts(*referred("entrusted_summary"))),
    Ruling("delegated is neither", "referral_summary", make_facts(*referred("delegated")), "other_kind_of_referral"),
    Ruling(
        "sent and confirmed there",
        "accepted_on_platform_only_if_sent_there",
        make_facts(*referred("delegated", on_platform=True), given={"how": "platform"}),
    ),
    Ruling(
        "sent on paper",
        "accepted_on_platform_only_if_sent_there",
        make_facts(*referred("delegated"), given={"how": "platform"}),
        "not_sent_on_platform",
    ),
    Ruling("on the platform it may lapse", "sent_on_platform", make_facts(*referred("delegated", on_platform=True))),
    Ruling("on paper it does not", "sent_on_platform", make_facts(*referred("delegated")), "not_sent_on_platform"),
    Ruling("a lawful body", "organisation_has_a_basis", make_facts()),
    Ruling("no basis", "organisation_has_a_basis", make_facts(basis=None), "no_legal_basis", severity=WARN),
    Ruling("an agreement", "mediation_has_a_result", mediation("effective")),
    Ruling("a failure", "mediation_has_a_result", mediation("ended")),
    Ruling("neither yet", "mediation_has_a_result", mediation("signing"), "no_result_yet"),
    Ruling("agreement is agreement", "result_matches_the_file", mediation("agreed", result="agreement")),
    Ruling("part is part", "result_matches_the_file", mediation("ended", result="partial_agreement")),
    Ruling("withdrawn is withdrawn", "result_matches_the_file", mediation("withdrawn", result="withdrawn")),
    Ruling("no agreement is no agreement", "result_matches_the_file", mediation("ended", result="no_agreement")),
    Ruling(
        "an agreement reported as refused",
        "result_matches_the_file",
        mediation("effective", result="refused"),
        "result_differs",
    ),
    Ruling(
        "a failure reported as agreement",
        "result_matches_the_file",
        mediation("ended", result="agreement"),
        "result_differs",
    ),
    Ruling("they went back", "materials_go_back", mediation("ended", result="refused", materials_returned=True)),
    Ruling("with an agreement they stay", "materials_go_back", mediation("effective", result="agreement")),
    Ruling(
        "they were kept",
        "materials_go_back",
        mediation("ended", result="refused", materials_returned=False),
        "materials_not_returned",
    ),
    Ruling("lodged", "agreement_was_lodged", mediation("effective", make_attachment(PaperKind.LODGING_LETTER))),
    Ruling("after filing nothing is lodged", "agreement_was_lodged", mediation("agreed", kind="prior_ordinary")),
    Ruling("not lodged", "agreement_was_lodged", mediation("effective"), "agreement_not_lodged", severity=WARN),
    Ruling("a suit is filed after delegation", "outcome_fits_kind", mediation("ended", outcome="filed")),
    Ruling("nothing further fits all", "outcome_fits_kind", mediation("ended", kind="prior_ordinary", outcome="none")),
    Ruling(
        "nothing is confirmed after filing",
        "outcome_fits_kind",
        mediation("agreed", kind="prior_ordinary", outcome="confirmed"),
        "outcome_not_for_kind",
    ),
    Ruling(
        "there is no trial to resume before filing",
        "outcome_fits_kind",
        mediation("ended", outcome="trial_resumed"),
        "outcome_not_for_kind",
    ),
    Ruling(
        "an award, and they know",
        "award_effect_acknowledged",
        make_facts(
            *referred("prior_ordinary", has_award="yes"),
            given={"outcome": "withdrawn_suit", "award_acknowledged": True},
        ),
    ),
    Ruling(
        "no award",
        "award_effect_acknowledged",
        make_facts(*referred("prior_ordinary"), given={"outcome": "withdrawn_suit"}),
    ),
    Ruling(
        "the trap: an award, and nobody told them",
        "award_effect_acknowledged",
        make_facts(*referred("prior_ordinary", has_award="yes"), given={"outcome": "withdrawn_suit"}),
        "award_takes_effect",
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()


@pytest.mark.parametrize("state", ["declined", "lapsed"])
def test_a_referral_that_was_not_taken_gives_the_case_no_kind(state: str) -> None:
    rows = (make_proceeding("court_referral", state, ended=True), make_answer("kind", "delegated"))
    assert referral_kind(make_facts(*rows)) is None


def test_a_second_referral_is_read_and_not_the_first() -> None:
    second = make_proceeding("court_referral", "running", opened_seq=5).model_copy(update={"id": "second"})
    rows = (*referred("delegated"), second, make_answer("kind", "prior_summary", proceeding="second", seq=6))
    assert referral_kind(make_facts(*rows)) is ReferralKind.PRIOR_SUMMARY
