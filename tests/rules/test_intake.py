from __future__ import annotations

from datetime import date

import pytest

from mediation.facts.readings import is_labour
from mediation.vocabulary import (
    ClaimItem,
    ConsentAnswer,
    LegalBasis,
    Nature,
    Severity,
    Source,
    Truth,
)
from tests.makers import both_parties, make_answer, make_case, make_claim, make_consent, make_contact, make_proceeding
from tests.rules.asking import make_facts
from tests.rules.rulings import Ruling

BOTH = both_parties()
COURT_CASE = make_case(source=Source.COURT)
SERVICE = make_case(nature=Nature.SERVICE)
OVERAGE = make_case(nature=Nature.OVERAGE)
WARN = Severity.WARN
REGISTERED = (make_proceeding(), make_answer("form", "written", "register", "labour_mediation"))

RULINGS = (
    Ruling("an application is the desk's own", "own_desk", make_facts()),
    Ruling("a court's case is not", "own_desk", make_facts(case=COURT_CASE), "came_by_referral"),
    Ruling("worker against employer", "both_sides_named", make_facts(*BOTH)),
    Ruling("nobody on the other side", "both_sides_named", make_facts(BOTH[0]), "side_missing"),
    Ruling("wages are claimed", "something_is_claimed", make_facts(make_claim())),
    Ruling("nothing is claimed", "something_is_claimed", make_facts(), "nothing_claimed"),
    Ruling("a labour dispute", "within_scope", make_facts()),
    Ruling("platform work", "within_scope", make_facts(case=make_case(nature=Nature.PLATFORM))),
    Ruling("services at a people's committee", "within_scope", make_facts(case=SERVICE, basis=LegalBasis.PML34)),
    Ruling("services at a street body", "within_scope", make_facts(case=SERVICE), "out_of_scope"),
    Ruling("pay of an overage worker from 2026-07-01", "within_scope", make_facts(make_claim(), case=OVERAGE)),
    Ruling(
        "another matter of an overage worker from 2026-07-01",
        "within_scope",
        make_facts(make_claim(item=ClaimItem.SEVERANCE), case=OVERAGE),
        "overage_other_matter",
        severity=WARN,
    ),
    Ruling(
        "the interim has no rule",
        "within_scope",
        make_facts(make_claim(), case=OVERAGE, day=date(2026, 6, 30)),
        "overage_open",
        severity=WARN,
    ),
    Ruling(
        "before, a pension decides",
        "within_scope",
        make_facts(make_claim(), case=OVERAGE, day=date(2024, 8, 7)),
        "pension_not_known",
        Truth.UNKNOWN,
        WARN,
    ),
    Ruling("wages of an employee", "labour_dispute", make_facts()),
    Ruling("services between individuals", "labour_dispute", make_facts(case=SERVICE), "no_labour_dispute"),
    Ruling(
        "what is open starts no clock",
        "labour_dispute",
        make_facts(case=OVERAGE, day=date(2026, 1, 5)),
        "no_labour_dispute",
    ),
    Ruling(
        "platform is platform",
        "nature_is",
        make_facts(case=make_case(nature=Nature.PLATFORM)),
        params={"nature": Nature.PLATFORM},
    ),
    Ruling("labour is not platform", "nature_is", make_facts(), "other_nature", params={"nature": Nature.PLATFORM}),
    Ruling(
        "the refusal is on file",
        "refusal_ground_is_on_file",
        make_facts(*BOTH, make_consent("e", ConsentAnswer.REFUSED), given={"ground": "other_party_refused"}),
    ),
    Ruling(
        "no refusal is on file",
        "refusal_ground_is_on_file",
        make_facts(*BOTH, make_consent("e"), given={"ground": "other_party_refused"}),
        "ground_not_on_file",
    ),
    Ruling(
        "unreachable is on file",
        "refusal_ground_is_on_file",
        make_facts(
            *BOTH,
            make_contact("e"),
            make_consent("e", ConsentAnswer.UNREACHABLE),
            given={"ground": "other_party_unreachable"},
        ),
    ),
    Ruling(
        "the applicant's own refusal is no ground",
        "refusal_ground_is_on_file",
        make_facts(*BOTH, make_consent("w", ConsentAnswer.REFUSED), given={"ground": "other_party_refused"}),
        "ground_not_on_file",
    ),
    Ruling(
        "out of scope needs no asking", "refusal_ground_is_on_file", make_facts(*BOTH, given={"ground": "out_of_scope"})
    ),
    Ruling("the worker applied", "applicant_withdraws", make_facts(*BOTH, given={"party": "w"})),
    Ruling("the employer did not", "applicant_withdraws", make_facts(*BOTH, given={"party": "e"}), "not_the_applicant"),
    Ruling("it was registered", "done_before", make_facts(*REGISTERED), params={"act": "register"}),
    Ruling(
        "nothing was registered",
        "done_before",
        make_facts(make_proceeding()),
        "not_done_yet",
        params={"act": "register"},
    ),
    Ruling("nothing was registered", "not_done_before", make_facts(make_proceeding()), params={"act": "register"}),
    Ruling("it was registered", "not_done_before", make_facts(*REGISTERED), "done_already", params={"act": "register"}),
    Ruling("chosen", "choice_is", make_facts(given={"how": "platform"}), params={"name": "how", "option": "platform"}),
    Ruling(
        "another was chosen",
        "choice_is",
        make_facts(given={"how": "signature"}),
        "other_choice",
        params={"name": "how", "option": "platform"},
    ),
    Ruling("yes", "answered_yes", make_facts(given={"on_platform": True}), params={"name": "on_platform"}),
    Ruling("left open is not yes", "answered_yes", make_facts(given={}), "answered_no", params={"name": "on_platform"}),
    Ruling("a day was given", "answered_now", make_facts(given={"day": date(2026, 1, 1)}), params={"name": "day"}),
    Ruling("it was left open", "answered_now", make_facts(given={}), "left_open", params={"name": "day"}),
    Ruling("today has come", "day_has_come", make_facts(given={"day": date(2026, 9, 1)}), params={"name": "day"}),
    Ruling("no day was given", "day_has_come", make_facts(given={}), params={"name": "day"}),
    Ruling(
        "tomorrow has not",
        "day_has_come",
        make_facts(given={"day": date(2026, 9, 2)}),
        "day_ahead",
        params={"name": "day"},
    ),
    Ruling(
        "today has not passed", "day_not_passed", make_facts(given={"day": date(2026, 9, 1)}), params={"name": "day"}
    ),
    Ruling(
        "yesterday has",
        "day_not_passed",
        make_facts(given={"day": date(2026, 8, 31)}),
        "day_passed",
        params={"name": "day"},
    ),
    Ruling(
        "the same day",
        "day_not_before",
        make_facts(given={"a": date(2026, 9, 1), "b": date(2026, 9, 1)}),
        params={"name": "a", "other": "b"},
    ),
    Ruling(
        "out of order",
        "day_not_before",
        make_facts(given={"a": date(2026, 8, 1), "b": date(2026, 9, 1)}),
        "days_out_of_order",
        params={"name": "a", "other": "b"},
    ),
    Ruling(
        "after what is on record",
        "not_before_answer",
        make_facts(
            make_proceeding(),
            make_answer("first", "2026-08-20", "x", "labour_mediation"),
            given={"day": date(2026, 8, 20)},
        ),
        params={"name": "day", "earlier": "first"},
    ),
    Ruling(
        "before what is on record",
        "not_before_answer",
        make_facts(
            make_proceeding(),
            make_answer("first", "2026-08-20", "x", "labour_mediation"),
            given={"day": date(2026, 8, 19)},
        ),
        "days_out_of_order",
        params={"name": "day", "earlier": "first"},
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()


@pytest.mark.parametrize(
    ("day", "item", "labour"),
    [
        (date(2024, 8, 7), ClaimItem.SERVICE_FEE, None),
        (date(2025, 8, 31), ClaimItem.WAGES, None),
        (date(2025, 9, 1), ClaimItem.WAGES, None),
        (date(2026, 6, 30), ClaimItem.WAGES, None),
        (date(2026, 7, 1), ClaimItem.WAGES, True),
        (date(2026, 7, 1), ClaimItem.INJURY_MEDICAL, True),
        (date(2026, 7, 1), ClaimItem.SEVERANCE, False),
    ],
)
def test_a_worker_past_retirement_age_has_three_periods(day: date, item: ClaimItem, labour: bool | None) -> None:
    assert is_labour(make_facts(make_claim(item=item), case=OVERAGE, day=day)) is labour
