from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mediation.effects.registry import effect, run
from mediation.engine.shapes import EffectUse
from mediation.facts.parties import ClaimOutcome, Consent, Meeting, Note, Party, Statement
from mediation.facts.settlement import Agreement, AgreementStatus, Instalment, Offer, OfferAnswer, Term
from mediation.vocabulary import (
    Audience,
    ConsentAnswer,
    ConsentSubject,
    FactClass,
    Side,
    Source,
)
from tests.makers import (
    at,
    both_parties,
    make_agreement,
    make_assignment,
    make_case,
    make_claim,
    make_instalment,
    make_interest,
    make_meeting,
    make_offer,
    make_party,
    make_proceeding,
    make_term,
    said,
    settlement,
    signed_by,
)
from tests.rules.asking import make_facts, write

BOTH = both_parties()
CHANNEL = {"channel": "phone"}


def kinds(rows: Any, kind: type) -> list[Any]:
    return [row for row in rows if isinstance(row, kind)]


# ── consent ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("source", "who"), [(Source.APPLICATION, ["w"]), (Source.OWN_INITIATIVE, [])])
def test_who_applies_has_consented(source: Source, who: list[str]) -> None:
    rows = write("record_applicants_consent", make_facts(*BOTH, case=make_case(source=source)))
    assert [row.party_id for row in kinds(rows, Consent)] == who


def test_the_court_took_the_consents_it_says_it_took() -> None:
    facts = make_facts(*BOTH, given={"applicant_consented": True, "respondent_consented": False})
    (row,) = kinds(write("record_court_consent", facts), Consent)
    assert (row.party_id, row.channel, row.answer) == ("w", "court", ConsentAnswer.AGREED)


def test_a_file_names_the_answer_that_is_recorded() -> None:
    use = EffectUse.of("record_consent", answer="refused")
    (row,) = run(use, make_facts(given={"party": "e", **CHANNEL}))
    assert isinstance(row, Consent)
    assert row.answer is ConsentAnswer.REFUSED


def test_an_extension_is_an_act_of_both() -> None:
    dead = make_party("dead", Side.APPLICANT, 3)
    heir = make_party("w", Side.APPLICANT, 1, stands_for_id="dead")
    rows = kinds(write("record_extension_consents", make_facts(heir, BOTH[1], dead, given=CHANNEL)), Consent)
    assert [(row.party_id, row.subject) for row in rows] == [
        ("w", ConsentSubject.EXTENSION),
        ("e", ConsentSubject.EXTENSION),
    ]


def test_a_conflict_is_disclosed_and_cleared_by_both() -> None:
    (interest,) = write("disclose_conflict", make_facts(given={"mediator": "mediator", "detail": said("曾任职该公司")}))
    facts = make_facts(*BOTH, interest, make_interest("other"), given={"mediator": "mediator", **CHANNEL})
    rows = write("clear_conflict", facts)
    assert rows[0].cleared_at == at()  # type: ignore[attr-defined]  # the interest comes first
    assert {(c.party_id, c.object_id) for c in kinds(rows, Consent)} == {("w", interest.id), ("e", interest.id)}
    assert len(rows) == 3


# ── mediators and meetings ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_first_mediator_presides_and_a_second_does_not() -> None:
    (first,) = write("assign_mediator", make_facts(given={"mediator": "a"}))
    (second,) = write("assign_mediator", make_facts(make_assignment(), given={"mediator": "b"}))
    assert (first.presiding, second.presiding) == (True, False)  # type: ignore[attr-defined]  # assignments


def test_of_co_mediators_one_presides() -> None:
    rows = write("assign_mediator", make_facts(make_assignment(), given={"mediator": "b", "presiding": True}))
    assert [(a.person_id, a.presiding) for a in rows] == [("mediator", False), ("b", True)]  # type: ignore[attr-defined]  # assignments


def test_who_takes_over_presides_as_the_one_who_left() -> None:
    facts = make_facts(make_assignment(), given={"replaced": "mediator", "mediator": "b"})
    left, came = write("replace_mediator", facts)
    assert left.until == at()  # type: ignore[attr-defined]  # an assignment
    assert came.presiding  # type: ignore[attr-defined]  # an assignment


def test_a_scheduled_meeting_is_the_one_that_is_held() -> None:
    (scheduled,) = write(
        "schedule_meeting",
        make_facts(given={"starts_at": at(hour=15), "channel": "court", "place": said("诉讼服务中心")}),
    )
    facts = make_facts(scheduled, *BOTH, given={"channel": "court", "identity_checked": True})
    held, *parties = write("hold_meeting", facts)
    assert isinstance(held, Meeting)
    assert held.id == scheduled.id
    assert (held.held_at, held.identity_checked, held.rights_told) == (at(), True, False)
    assert held.place_id == scheduled.place_id  # type: ignore[attr-defined]  # a meeting
    assert [p.identity_checked_at for p in kinds(parties, Party)] == [at(), at()]


def test_what_was_checked_once_keeps_its_day() -> None:
    worker = make_party("w", Side.APPLICANT, 1, identity_checked_at=at(date(2026, 8, 1)))
    facts = make_facts(make_meeting(held_at=at()), worker, given={"channel": "video", "identity_checked": True})
    rows = write("hold_meeting", facts)
    assert kinds(rows, Party) == []
    assert kinds(rows, Meeting)[0].id != "meeting"


def test_minutes_are_joint_statements_of_the_meeting_and_sealed_notes() -> None:
    day = at(date(2026, 8, 1))
    answers = {
        "said": [{"text": said("欠薪三个月", "t1"), "said_by": "w"}],
        "undisputed": [{"text": said("做过司机", "t2")}],
        "respondent_side": said("可让两千", "t3"),
    }
    rows = write("write_minutes", make_facts(make_meeting(held_at=day), given=answers))
    told = [(s.kind, s.audience, s.said_by_id, s.said_at) for s in kinds(rows, Statement)]
    assert told == [
        (FactClass.DISPUTED, Audience.JOINT, "w", day),
        (FactClass.UNDISPUTED, Audience.JOINT, None, day.replace(microsecond=1)),
    ]
    assert [(n.audience, n.text_id) for n in kinds(rows, Note)] == [(Audience.RESPONDENT_SIDE, "t3")]


# ── offers and claims ───────────────────────────────────────────────────────────────────────────────────────────────
def test_every_offer_is_a_round_of_its_own_and_stays_unreleased() -> None:
    facts = make_facts(make_offer(1), make_offer(2, "e"), make_claim(), given={"party": "w", "claim": 1, "amount": 900})
    (offer,) = write("make_offer", facts)
    assert isinstance(offer, Offer)
    assert (offer.round, offer.claim_id, offer.released_at) == (3, "claim1", None)


def test_an_offer_is_released_once_and_answered() -> None:
    (released,) = write("release_offer", make_facts(make_offer(), given={"offer": 1}))
    assert released.released_at == at()  # type: ignore[attr-defined]  # an offer
    facts = make_facts(released, given={"offer": 1, "answer": "rejected"})
    assert write("release_offer", facts) == ()
    (answered,) = write("answer_offer", facts)
    assert answered.answer is OfferAnswer.REJECTED  # type: ignore[attr-defined]  # an offer


def test_each_claim_has_its_own_result() -> None:
    results = [{"claim": 1, "outcome": "settled"}, {"claim": 2, "outcome": "unsettled"}]
    rows = write("settle_claims", make_facts(make_claim(), make_claim(2), make_claim(3), given={"claims": results}))
    assert [row.outcome for row in rows] == [ClaimOutcome.SETTLED, ClaimOutcome.UNSETTLED]  # type: ignore[attr-defined]  # claims


def test_undisputed_facts_are_joint_and_no_concessions() -> None:
    facts = make_facts(given={"facts": [{"fact": said("2022年8月入职")}, {"fact": said("欠付工资3个月")}]})
    rows = write("record_undisputed_facts", facts)
    assert [(r.kind, r.audience) for r in rows] == [(FactClass.UNDISPUTED, Audience.JOINT)] * 2  # type: ignore[attr-defined]  # statements


# ── the agreement ───────────────────────────────────────────────────────────────────────────────────────────────────
TERM = {"kind": "payment", "claim": 1, "payer": "e", "payee": "w", "amount": 100, "tax": "after"}
PARTS = [
    {"term": 1, "amount": 60, "due_on": date(2026, 10, 1)},
    {"term": 1, "amount": 40, "due_on": date(2026, 11, 1)},
]


def test_a_new_draft_abandons_the_one_before() -> None:
    facts = make_facts(make_proceeding(), make_claim(), *settlement(), given={"terms": [TERM], "no_more_dispute": True})
    rows = write("draft_agreement", facts)
    old, new = kinds(rows, Agreement)
    assert (old.status, new.status, new.version) == (AgreementStatus.ABANDONED, AgreementStatus.DRAFT, 2)
    assert [term.agreement_id for term in kinds(rows, Term)] == [new.id]


def test_a_term_without_instalments_has_one_payment_day() -> None:
    due = date(2026, 9, 15)
    given = {"terms": [{**TERM, "due_on": due}], "no_more_dispute": False}
    rows = write("draft_agreement", make_facts(make_proceeding(), make_claim(), given=given))
    assert [(i.amount, i.due_on) for i in kinds(rows, Instalment)] == [(100, due)]


def test_instalments_belong_to_the_term_they_name() -> None:
    given = {"terms": [TERM, {**TERM, "amount": 5}], "instalments": PARTS, "no_more_dispute": True}
    rows = write("draft_agreement", make_facts(make_proceeding(), make_claim(), given=given))
    first, second = kinds(rows, Term)
    owned = [(i.term_id, i.ordinal, i.amount, i.due_on) for i in kinds(rows, Instalment)]
    assert owned == [
        (first.id, 1, 60, PARTS[0]["due_on"]),
        (first.id, 2, 40, PARTS[1]["due_on"]),
        (second.id, 1, 5, None),
    ]


def test_the_same_act_writes_the_same_ids() -> None:
    facts = make_facts(make_proceeding(), make_claim(), given={"terms": [TERM], "no_more_dispute": True})
    assert write("draft_agreement", facts) == write("draft_agreement", facts)


def test_a_chosen_last_day_fills_only_what_was_open() -> None:
    facts = make_facts(
        make_agreement(),
        make_term(),
        make_instalment(due_on=None),
        given={"term": 1, "due_on": date(2026, 8, 31)},
    )
    (row,) = write("choose_last_day", facts)
    assert row.due_on == date(2026, 8, 31)  # type: ignore[attr-defined]  # an instalment


def test_abandoning_where_nothing_was_drafted_writes_nothing() -> None:
    assert write("abandon_agreement", make_facts()) == ()


def test_a_late_signature_keeps_its_reason() -> None:
    given = {"capacity": "party", "party": "w", "form": "signed", "overdue_reason": said("一方住院", "why")}
    rows = write("record_signature", make_facts(*BOTH, make_claim(), *settlement(), given=given))
    assert [a.overdue_reason_id for a in kinds(rows, Agreement)] == ["why"]


def test_a_courts_statement_counts_from_the_day_it_was_signed_for() -> None:
    given = {"paper_kind": "statement", "signed_for_on": date(2026, 8, 30)}
    facts = make_facts(*BOTH, make_claim(), *settlement(), *signed_by("w", "e"), given=given)
    agreement, claim = write("take_effect_by_court_paper", facts)
    assert (agreement.status, agreement.effective_at) == (AgreementStatus.EFFECTIVE, at(date(2026, 8, 30), hour=0))  # type: ignore[attr-defined]  # an agreement
    assert claim.outcome is ClaimOutcome.SETTLED  # type: ignore[attr-defined]  # a claim
    withdrawn = make_facts(*settlement(), given={**given, "paper_kind": "withdrawal"})
    assert write("take_effect_by_court_paper", withdrawn) == ()


# ── the table ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_effect_is_registered_once_and_names_real_groups() -> None:
    def abandon_agreement(facts: Any) -> Any:
        return facts

    def gossip(facts: Any) -> Any:
        return facts

    with pytest.raises(ValueError, match="two effects"):
        effect(needs=set())(abandon_agreement)
    with pytest.raises(ValueError, match="unknown groups"):
        effect(needs={"gossip"})(gossip)
