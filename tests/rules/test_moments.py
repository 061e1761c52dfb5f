"""Moments that clocks run from although nobody is asked for them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mediation.facts.columns import Row
from mediation.facts.settlement import AgreementStatus
from mediation.rules.all import MOMENTS
from mediation.rules.registry import moment
from mediation.vocabulary import ReferralKind, SignerCapacity
from tests.makers import (
    at,
    both_parties,
    make_agreement,
    make_claim,
    make_instalment,
    make_signature,
    make_term,
    referred,
    settlement,
    signed_by,
)
from tests.rules.asking import make_facts, only
from tests.rules.law import moves
from tests.rules.test_signing import signing

BASE = (*both_parties(), make_claim(), *settlement())
EARLY, LATE = date(2026, 8, 28), date(2026, 9, 1)


def tell(name: str, *rows: Row, **more: Any) -> Any:
    return MOMENTS[name].tell(only(make_facts(*rows, **more), MOMENTS[name].needs))


def test_a_labour_settlement_takes_effect_with_the_last_of_the_four_signatures() -> None:
    parties = [make_signature(SignerCapacity.PARTY, who, signed_at=at(EARLY)) for who in ("w", "e")]
    told = tell("agreement_takes_effect", *BASE, *parties, *signed_by("mediator"), given=signing("organisation"))
    assert told == at(LATE)


def test_a_signature_recorded_last_but_given_earlier_does_not_make_the_windows_begin_earlier() -> None:
    late = make_signature(SignerCapacity.PARTY, "w", signed_at=at(LATE))
    others = signed_by("e", "mediator")
    told = tell("agreement_takes_effect", *BASE, late, *others, given=signing("organisation"), day=EARLY)
    assert told == at(LATE)


def test_a_delegated_settlement_runs_from_the_parties_signatures_although_mal_14_fits_too() -> None:
    others = [make_signature(SignerCapacity.MEDIATOR, None, signed_at=at(LATE))]
    worker = make_signature(SignerCapacity.PARTY, "w", signed_at=at(EARLY))
    rows = (*BASE, *referred(ReferralKind.DELEGATED), worker, *others)
    assert tell("agreement_takes_effect", *rows, given=signing("e"), day=EARLY) == at(EARLY)


def test_enforcement_runs_from_the_last_instalment() -> None:
    parts = (make_instalment(1, date(2026, 9, 15)), make_instalment(2, date(2026, 11, 30)))
    assert tell("last_performance_day", make_agreement(), make_term(), *parts) == date(2026, 11, 30)


def test_enforcement_runs_from_the_day_of_effect_where_no_day_is_fixed() -> None:
    rows = (make_agreement(AgreementStatus.EFFECTIVE), make_term(), make_instalment(1, None))
    assert tell("last_performance_day", *rows) == LATE


def test_without_an_agreement_there_is_no_last_day() -> None:
    assert tell("last_performance_day") is None


def test_every_moment_starts_a_clock_somewhere() -> None:
    assert {clock.from_ for _, _, move in moves() for clock in move.clocks} >= set(MOMENTS)


def test_a_moment_is_registered_once_and_needs_groups_that_exist() -> None:
    with pytest.raises(ValueError, match="two moments"):
        moment(needs=set())(MOMENTS["last_performance_day"].tell)

    def another(facts: Any) -> None:
        return None

    with pytest.raises(ValueError, match="unknown groups"):
        moment(needs={"gossip"})(another)
