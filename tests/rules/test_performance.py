"""Confirmation, performance, ends and routes."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mediation.facts.settlement import TermKind
from tests.makers import (
    make_agreement,
    make_instalment,
    make_term,
)
from tests.rules.asking import ask, code_of, make_facts, write

PERFORMED = {"term": 1, "paid_on": date(2026, 9, 1), "amount": 1_860_000}


@given(st.lists(st.integers(1, 1_860_000), min_size=1, max_size=6))
def test_payments_add_up_and_the_last_one_performs(parts: list[int]) -> None:
    instalment, owed = make_instalment(), 1_860_000
    for amount in parts:
        facts = make_facts(make_agreement(), make_term(), instalment, given={**PERFORMED, "amount": amount})
        fits = code_of(ask("payment_fits", facts)) is None
        assert fits == (amount <= owed)
        if not fits:
            continue
        performs = code_of(ask("everything_is_performed", facts)) is None
        (row,) = write("record_performance", facts)
        owed -= amount
        assert performs == (owed == 0) == (getattr(row, "paid_on", None) is not None)
        if owed == 0:
            return
        instalment = row  # type: ignore[assignment]  # the effect writes the instalment


def test_an_act_is_performed_on_its_day() -> None:
    facts = make_facts(
        make_agreement(),
        make_term(kind=TermKind.ACT, amount=None),
        make_instalment(amount=None),
        given={"term": 1, "paid_on": date(2026, 9, 1)},
    )
    (row,) = write("record_performance", facts)
    assert row.paid_on == date(2026, 9, 1)  # type: ignore[attr-defined]  # the effect writes the instalment
