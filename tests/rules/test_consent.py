from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.facts.columns import Row
from mediation.facts.folder import Case
from mediation.facts.known import Facts
from mediation.vocabulary import (
    ConsentAnswer,
    LegalBasis,
    Nature,
    PaperKind,
    ReferralKind,
    Severity,
    Side,
    Source,
    Truth,
)
from tests.makers import both_parties, make_attachment, make_case, make_consent, make_contact, make_party, referred
from tests.rules.asking import ask, code_of, make_facts
from tests.rules.rulings import Ruling

BOTH = both_parties()
AGREED = (make_consent("w"), make_consent("e"))
FROM_COURT = make_case(source=Source.COURT)
PEOPLES = LegalBasis.PML34


def _sent(kind: ReferralKind, applicant: bool, respondent: bool) -> Facts:
    answers = {"kind": kind.value, "applicant_consented": applicant, "respondent_consented": respondent}
    return make_facts(*BOTH, given=answers)


RULINGS = (
    Ruling("both agreed", "every_party_consented", make_facts(*BOTH, *AGREED)),
    Ruling(
        "nobody asked the employer",
        "every_party_consented",
        make_facts(*BOTH, AGREED[0]),
        "consent_not_asked",
        Truth.UNKNOWN,
    ),
    Ruling("there are no parties", "every_party_consented", make_facts(), "consent_not_asked", Truth.UNKNOWN),
    Ruling(
        "the employer refused",
        "every_party_consented",
        make_facts(*BOTH, AGREED[0], make_consent("e", ConsentAnswer.REFUSED)),
        "consent_refused",
    ),
    Ruling(
        "the employer cannot be reached",
        "every_party_consented",
        make_facts(*BOTH, AGREED[0], make_consent("e", ConsentAnswer.UNREACHABLE)),
        "consent_unreachable",
    ),
    Ruling(
        "who refused first and agreed later agreed",
        "every_party_consented",
        make_facts(*BOTH, AGREED[0], make_consent("e", ConsentAnswer.REFUSED), AGREED[1]),
    ),
    Ruling(
        "a third party need not consent",
        "every_party_consented",
        make_facts(*BOTH, *AGREED, make_party("t", Side.THIRD, 3)),
    ),
    Ruling(
        "the dead worker is not asked, the heir is",
        "every_party_consented",
        make_facts(
            make_party("dead", Side.APPLICANT, 3),
            make_party("w", Side.APPLICANT, 1, stands_for_id="dead"),
            BOTH[1],
            *AGREED,
        ),
    ),
    Ruling(
        "a people's committee may begin in a civil matter while nobody refuses",
        "every_party_consented",
        make_facts(*BOTH, case=make_case(nature=Nature.SERVICE), basis=PEOPLES),
    ),
    Ruling(
        "a people's committee needs both consents in a labour dispute",
        "every_party_consented",
        make_facts(*BOTH, basis=PEOPLES),
        "consent_not_asked",
        Truth.UNKNOWN,
    ),
    Ruling(
        "a people's committee stops when a party refuses",
        "every_party_consented",
        make_facts(
            *BOTH, make_consent("e", ConsentAnswer.REFUSED), case=make_case(nature=Nature.SERVICE), basis=PEOPLES
        ),
        "consent_refused",
    ),
    Ruling("both agreed", "consent_is_complete", make_facts(*BOTH, *AGREED)),
    Ruling("not asked is not complete, and no riddle", "consent_is_complete", make_facts(*BOTH), "consent_incomplete"),
    Ruling("the other side is still to be asked", "consent_is_missing", make_facts(*BOTH, AGREED[0], case=FROM_COURT)),
    Ruling("nobody is left to ask", "consent_is_missing", make_facts(*BOTH, *AGREED), "consent_complete"),
    Ruling("the employer has not answered", "not_all_consented_yet", make_facts(*BOTH, AGREED[0])),
    Ruling(
        "the same consent is not asked twice", "not_all_consented_yet", make_facts(*BOTH, *AGREED), "already_consented"
    ),
    Ruling("the employer has not answered", "consent_is_news", make_facts(*BOTH, AGREED[0], given={"party": "e"})),
    Ruling(
        "the worker agreed already",
        "consent_is_news",
        make_facts(*BOTH, AGREED[0], given={"party": "w"}),
        "already_consented",
    ),
    Ruling("somebody called", "contact_was_tried", make_facts(make_contact("e"), given={"party": "e"})),
    Ruling("nobody called", "contact_was_tried", make_facts(given={"party": "e"}), "contact_not_tried"),
    Ruling("every party said yes", "all_agreed", make_facts(given={"all_agreed": True})),
    Ruling("somebody did not", "all_agreed", make_facts(given={"all_agreed": False}), "not_all_agreed"),
    Ruling(
        "the applicant suffices before filing", "consent_before_sending", _sent(ReferralKind.DELEGATED, True, False)
    ),
    Ruling(
        "the applicant refused",
        "consent_before_sending",
        _sent(ReferralKind.DELEGATED, False, True),
        "applicant_has_not_consented",
    ),
    Ruling(
        "after filing everybody is asked by the court",
        "consent_before_sending",
        _sent(ReferralKind.PRIOR_SUMMARY, True, False),
        "respondent_has_not_consented",
    ),
    Ruling(
        "a tribunal needs both",
        "consent_before_sending",
        _sent(ReferralKind.ARBITRATION_ENTRUSTED, True, False),
        "respondent_has_not_consented",
    ),
    Ruling(
        "the court's record came along",
        "court_consent_recorded",
        make_facts(make_attachment(PaperKind.COURT_CONSENT), given={"respondent_consented": True}),
    ),
    Ruling(
        "the court's record is missing",
        "court_consent_recorded",
        make_facts(given={"respondent_consented": True}),
        "court_consent_not_on_file",
        severity=Severity.WARN,
    ),
    Ruling(
        "nothing was taken by the court", "court_consent_recorded", make_facts(given={"respondent_consented": False})
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()


@pytest.mark.parametrize(
    ("rows", "case", "cite"),
    [
        ((), make_case(), "R17 22"),
        (referred("delegated"), FROM_COURT, "SI16 11"),
        (referred("arbitration_entrusted"), make_case(source=Source.ARBITRATION), "R33 70"),
    ],
)
def test_each_path_cites_its_own_article_on_consent(rows: tuple[Row, ...], case: Case, cite: str) -> None:
    facts = make_facts(*BOTH, *rows, case=case)
    verdict = ask("every_party_consented", facts)
    assert cite in getattr(verdict, "cites", ())


@given(st.sampled_from([None, *ConsentAnswer]), st.sampled_from([None, *ConsentAnswer]))
def test_consent_holds_exactly_when_the_last_answers_of_both_are_yes(
    worker: ConsentAnswer | None, employer: ConsentAnswer | None
) -> None:
    rows = [make_consent(p, a) for p, a in (("w", worker), ("e", employer)) if a is not None]
    facts = make_facts(*BOTH, *rows)
    agreed = worker is employer is ConsentAnswer.AGREED
    assert (code_of(ask("every_party_consented", facts)) is None) == agreed
    assert (code_of(ask("consent_is_complete", facts)) is None) == agreed
    assert (code_of(ask("consent_is_missing", facts)) is None) == (not agreed)


def test_silence_is_enough_only_at_a_peoples_committee_and_outside_labour_law() -> None:
    for nature, basis, source in product(Nature, LegalBasis, Source):
        facts = make_facts(*BOTH, case=make_case(nature=nature, source=source), basis=basis)
        enough = (
            basis in {LegalBasis.PML34, LegalBasis.MAL10_2}
            and nature in {Nature.SERVICE, Nature.PLATFORM, Nature.OVERAGE}
            and source in {Source.APPLICATION, Source.OWN_INITIATIVE}
        )
        assert (code_of(ask("every_party_consented", facts)) is None) == enough
