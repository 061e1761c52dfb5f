"""The chooser of roads: which are open, not yet or closed as a settlement goes along, and which closes first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mediation.facts.settlement import AgreementStatus
from mediation.rules.choosing import ROADS, Route, Status, routes
from mediation.vocabulary import ClaimItem, LegalBasis, Nature, ReferralKind
from tests.makers import (
    at,
    both_parties,
    make_agreement,
    make_case,
    make_claim,
    make_clock,
    make_instalment,
    make_proceeding,
    make_term,
    referred,
    signed_by,
)
from tests.rules.asking import make_facts

OPEN, NOT_YET, CLOSED = Status.OPEN, Status.NOT_YET, Status.CLOSED
EFFECTIVE = AgreementStatus.EFFECTIVE
S1 = make_clock("arbitration_review_application", date(2026, 9, 15))
S3 = make_clock("judicial_confirmation_application", date(2026, 9, 30))
S10 = make_clock("enforcement_application", date(2028, 9, 15))
SIGNED = signed_by("w", "e", "mediator", "organisation")
TODAY, BREACH = date(2026, 9, 1), date(2026, 9, 16)


def case(*rows: Any, item: ClaimItem = ClaimItem.WAGES, state: str = "effective", **more: Any) -> dict[str, Route]:
    """A settlement in force since 2026-09-01 over one claim, ¥18,600 due on 15 September."""
    settled = (make_agreement(EFFECTIVE), make_term(), make_instalment(), *SIGNED)
    base = (*both_parties(), make_claim(item=item), make_proceeding(state=state), *settled)
    return {route.key: route for route in routes(make_facts(*base, *rows, **more))}


def court_paper(procedure: str, state: str) -> Any:
    return make_proceeding(procedure, state, ended=True)


TABLE: list[tuple[str, dict[str, Route], dict[str, Status]]] = [
    (
        "the day it took effect",
        case(S1, S3),
        {"R1": OPEN, "R2": OPEN, "R3": OPEN, "R4": CLOSED, "R5": CLOSED, "R6": NOT_YET, "R7": NOT_YET, "R8": NOT_YET},
    ),
    (
        "breached on the day after S1 ended",
        case(S1, S3, day=BREACH, state="breached"),
        {"R2": OPEN, "R3": CLOSED, "R6": OPEN, "R7": OPEN, "R8": NOT_YET},
    ),
    (
        "breached, both windows over",
        case(S1, S3, day=date(2026, 10, 9), state="breached"),
        {"R2": CLOSED, "R3": CLOSED, "R6": OPEN, "R7": OPEN},
    ),
    (
        "confirmed and unpaid",
        case(S1, S3, S10, court_paper("judicial_confirmation", "confirmed"), day=BREACH, state="breached"),
        {"R2": CLOSED, "R3": CLOSED, "R6": CLOSED, "R7": CLOSED, "R8": OPEN, "R1": OPEN},
    ),
    (
        "confirmed and not due yet",
        case(S1, S3, S10, court_paper("judicial_confirmation", "confirmed")),
        {"R2": CLOSED, "R8": NOT_YET},
    ),
    (
        "the court rejected it",
        case(S1, S3, court_paper("judicial_confirmation", "rejected")),
        {"R3": OPEN, "R2": OPEN},
    ),
    (
        "a statement both signed for",
        case(S1, S3, court_paper("arbitration_review", "effective")),
        {"R2": CLOSED, "R3": CLOSED, "R6": CLOSED, "R8": NOT_YET},
    ),
    ("the commission refused", case(S1, S3, court_paper("arbitration_review", "refused")), {"R2": OPEN}),
    ("a review is pending", case(S1, S3, make_proceeding("arbitration_review", "filed")), {"R2": NOT_YET, "R3": OPEN}),
    (
        "a confirmation is pending",
        case(S1, S3, make_proceeding("judicial_confirmation", "filed")),
        {"R3": NOT_YET, "R2": OPEN},
    ),
    (
        "a payment order in force and unpaid",
        case(S3, court_paper("payment_order", "effective"), day=BREACH, state="breached"),
        {"R8": OPEN, "R2": OPEN},
    ),
    ("only the employment relation", case(S1, S3, item=ClaimItem.RELATION), {"R3": CLOSED, "R2": OPEN}),
    ("services", case(S3, case=make_case(nature=Nature.SERVICE)), {"R2": OPEN, "R3": CLOSED, "R6": CLOSED}),
    (
        "a body that is only on a court's roster",
        case(S3, basis=LegalBasis.COURT_ROSTER),
        {"R2": OPEN, "R3": CLOSED, "R6": CLOSED},
    ),
    (
        "delegated before filing",
        case(S1, S3, *referred(ReferralKind.DELEGATED)),
        {"R2": OPEN, "R3": OPEN, "R4": OPEN, "R5": CLOSED},
    ),
    (
        "entrusted after filing",
        case(*referred(ReferralKind.ENTRUSTED_ORDINARY), state="agreed"),
        {"R2": CLOSED, "R3": CLOSED, "R4": OPEN, "R5": OPEN, "R6": CLOSED},
    ),
    ("performed", case(S1, S3, state="performed"), {"R1": CLOSED, "R2": CLOSED, "R7": CLOSED}),
]


@pytest.mark.parametrize(("title", "found", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_each_road_is_open_not_yet_or_closed(title: str, found: dict[str, Route], expected: dict[str, Status]) -> None:
    assert {key: found[key].status for key in expected} == expected, title


def test_all_nine_roads_are_always_shown() -> None:
    for _, found, _ in TABLE:
        assert sorted(found) == [f"R{number}" for number in range(1, 10)]


def test_a_road_that_is_not_open_says_why_with_what_clears_it_and_an_open_one_does_not() -> None:
    for _, found, _ in TABLE:
        for route in found.values():
            assert bool(route.why) is (route.status is not OPEN)
            assert all(reason.zh and reason.cure_zh and reason.en and reason.cure_en for reason in route.why)


def test_the_fifteen_days_of_review_are_shown_before_the_thirty_of_confirmation() -> None:
    found = list(case(S1, S3).values())

    assert [(route.key, route.closes_on) for route in found[:2]] == [
        ("R3", date(2026, 9, 15)),
        ("R2", date(2026, 9, 30)),
    ]
    ranks = [list(Status).index(route.status) for route in found]
    assert ranks == sorted(ranks)


def test_both_must_ask_for_confirmation_and_review_but_the_worker_alone_for_an_order() -> None:
    found = case(S1, S3)
    assert [found[key].applicant.zh for key in ("R2", "R3", "R6")] == ["双方共同申请", "双方共同申请", "劳动者单独申请"]


def test_what_confirmation_still_lacks_is_told_while_it_is_open() -> None:
    agreement = (make_agreement(EFFECTIVE), make_term(), make_instalment(due_on=None), S3)
    rows = (*both_parties(), make_claim(), make_proceeding(state="effective"), *agreement, *signed_by("w", "e"))
    found = {route.key: route for route in routes(make_facts(*rows))}

    assert found["R2"].status is OPEN
    assert {reason.code for reason in found["R2"].lacks} == {"signatures_missing", "due_date_missing"}


def test_a_suit_is_named_where_the_agreement_is_on_wages_alone() -> None:
    def told(item: ClaimItem) -> set[str]:
        return {reason.code for reason in case(day=BREACH, state="breached", item=item)["R7"].lacks}

    assert told(ClaimItem.WAGES) == {"suit_is_open"}
    assert told(ClaimItem.SEVERANCE) == {"arbitration_comes_first"}


def test_withdrawing_the_suit_is_open_but_the_award_trap_is_told() -> None:
    found = case(*referred(ReferralKind.ENTRUSTED_ORDINARY, has_award="yes"), state="agreed")
    assert {reason.code for reason in found["R5"].lacks} == {"award_takes_effect"}


def test_a_failed_mediation_leaves_arbitration_open_and_nothing_of_the_agreement() -> None:
    rows = (*both_parties(), make_claim(), make_proceeding(state="ended"))
    found = {route.key: route.status for route in routes(make_facts(*rows))}

    assert found["R7"] is OPEN
    assert OPEN not in {found[key] for key in ("R1", "R2", "R3", "R6", "R8", "R9")}


def test_a_proceeding_under_way_is_marked() -> None:
    found = case(S1, S3, make_proceeding("judicial_confirmation", "filed", opened_seq=3))
    assert [route.key for route in found.values() if route.pending] == ["R2"]


def test_looking_changes_nothing_and_repeats() -> None:
    facts = make_facts(*both_parties(), make_claim(), make_agreement(EFFECTIVE, effective_at=at()), make_term(), S3)
    assert routes(facts) == routes(facts)
    assert len(ROADS) == 9


def test_a_confirmed_agreement_is_enforced_where_it_was_confirmed_or_where_property_is() -> None:
    found = case(S10, court_paper("judicial_confirmation", "confirmed"), day=BREACH, state="breached")["R8"]
    assert [option.key for option in found.courts] == ["issuing_court", "property_place"]
    assert {cite for option in found.courts for cite in option.cites} == {"CPLI 460"}


def test_an_arbitral_statement_is_enforced_where_the_debtor_or_the_property_is() -> None:
    found = case(S10, court_paper("arbitration_review", "effective"), day=BREACH, state="breached")["R8"]
    assert [option.key for option in found.courts] == ["debtor_domicile", "property_place"]


def test_without_a_paper_that_can_be_enforced_no_court_is_named_for_enforcement() -> None:
    assert case(S1, S3)["R8"].courts == ()


def test_confirmation_of_a_settlement_of_money_is_not_asked_for_at_the_place_of_the_object() -> None:
    assert [option.key for option in case(S1, S3)["R2"].courts] == ["party_domicile", "organisation_place"]
