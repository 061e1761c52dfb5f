"""The agreement read through: what is found, where, and above all what is left alone (law.md §9, §0-22)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import pytest

from mediation.engine.verdict import Reason
from mediation.facts.columns import Row
from mediation.facts.folder import Answer, Personal
from mediation.facts.parties import Party
from mediation.facts.settlement import AgreementStatus, TermKind
from mediation.law.calendar import Calendar
from mediation.law.reckoning.all import reckon
from mediation.rules.clauses import asks_for_judgment, leaves_a_day_open, waives_everything
from mediation.rules.lint import Finding, lint
from mediation.vocabulary import Authority, ClaimItem, PartyKind, Severity, Side, SignerCapacity, TaxTerm
from tests.law.reckoned import CITY, parameters
from tests.makers import (
    CASE,
    both_parties,
    make_agent,
    make_agreement,
    make_claim,
    make_instalment,
    make_party,
    make_signature,
    make_term,
    make_text,
    said,
    signed_by,
)
from tests.rules.asking import make_facts
from tests.rules.law import definition, statutes
from tests.rules.rulings import Ruling

OVERRIDABLE = set(definition("case_folder").moves["override_warning"].asks["code"].options)
DAY = date(2026, 9, 15)
CALCULATOR = partial(reckon, parameters=parameters(), calendar=Calendar())
METHOD = make_text("method", "银行转账")
CLAIM = make_claim()


def parties(**employer: Any) -> tuple[Party, ...]:
    worker, boss = both_parties()
    return worker, boss.model_copy(update={"representative_id": "name:boss", **employer})


def paid(ordinal: int = 1, **over: Any) -> tuple[Row, ...]:
    """A payment with nothing to be said against it."""
    plain = {"tax": TaxTerm.AFTER, "insurance_included": False, "method_id": "method"}
    term = make_term(ordinal, **{**plain, **over})
    return term, make_instalment(id=f"i{ordinal}", term_id=term.id, due_on=DAY)


def found(*rows: Row, by: tuple[Row, ...] | None = None, claims: tuple[Row, ...] = (CLAIM,)) -> list[Finding]:
    """What is found in a draft of these rows."""
    everything = (make_agreement(), METHOD, *claims, *(by or parties()), *rows)
    findings = list(lint(make_facts(*everything), CALCULATOR))
    assert {f.reason.code for f in findings if f.reason.severity is Severity.WARN} <= OVERRIDABLE
    return findings


def codes(*rows: Row, **more: Any) -> list[tuple[str, int | None]]:
    return [(each.reason.code, each.term) for each in found(*rows, **more)]


def act(ordinal: int, words: str) -> tuple[Row, ...]:
    """A term that says something in words."""
    ref = f"words{ordinal}"
    plain = {"kind": TermKind.ACT, "amount": None, "claim_id": None, "text_id": ref}
    return make_term(ordinal, **plain), make_text(ref, words)


LEFT_ALONE = (
    "双方就本协议所列请求再无争议。",
    "双方就本协议所列请求再无任何争议。",
    "上述款项付清后，双方就上述请求不得再主张。",
    "经司法确认后一方不履行的，对方可申请强制执行。",
    "甲方逾期支付的，应当支付违约金500元。",
    "甲方应于2026年9月15日前（含当日）支付。",
    "甲方应当不迟于2026年9月15日24时支付。",
    "甲方为乙方出具离职证明，并在税前扣除个人所得税。",
    "甲方应当提前通知乙方办理社会保险转移手续。",
)


@pytest.mark.parametrize("words", LEFT_ALONE)
def test_what_the_law_allows_is_left_alone(words: str) -> None:
    assert codes(*paid(), *act(2, words)) == []


def test_a_complete_agreement_has_no_findings() -> None:
    assert codes(*paid()) == []
    assert list(lint(make_facts(*parties(), CLAIM), CALCULATOR)) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("双方再无任何劳动争议。", "global_waiver"),
        ("以上款项付清后，双方再无任何争议。", "global_waiver"),
        ("双方就本协议所列请求及其他一切事项再无争议。", "global_waiver"),
        ("双方劳动关系一次性了结。", "global_waiver"),
        ("乙方自愿放弃其他一切权利。", "global_waiver"),
        ("乙方不得再以任何理由申请仲裁。", "global_waiver"),
        ("甲方不履行的，由人民法院依乙方原诉讼请求判决。", "judgment_on_breach"),
        ("一方违约的，法院恢复审理。", "judgment_on_breach"),
        ("甲方应于9月15日前支付。", "open_day_in_text"),
        ("甲方应于2026年9月底前办结。", "open_day_in_text"),
        ("一方不履行的，另一方可直接申请强制执行。", "not_enforceable_by_itself"),
        ("乙方自愿不缴社会保险。", "social_insurance_waived"),
    ],
)
def test_a_clause_that_should_not_stand_is_found_at_its_term(words: str, code: str) -> None:
    (finding,) = found(*paid(), *act(2, words))

    assert (finding.reason.code, finding.term, finding.field) == (code, 2, "text")
    blocks = code == "social_insurance_waived"
    assert finding.reason.severity is (Severity.BLOCK if blocks else Severity.WARN)


@pytest.mark.parametrize(
    ("over", "code", "field"),
    [
        ({"tax": None}, "tax_or_insurance_open", "tax"),
        ({"insurance_included": None}, "tax_or_insurance_open", "tax"),
        ({"payer_id": "w"}, "same_party", "amount"),
        ({"amount": 0}, "amount_missing", "amount"),
    ],
)
def test_a_payment_says_who_what_and_how_it_is_taxed(over: dict[str, Any], code: str, field: str) -> None:
    (finding,) = found(*paid(), *paid(2, **over))

    assert (finding.reason.code, finding.term, finding.field) == (code, 2, field)
    assert "第2项" in finding.reason.zh


def test_a_payment_says_how_and_to_which_account() -> None:
    without = [p.model_copy(update={"account_number_id": None}) for p in parties()]

    assert codes(*paid(method_id=None)) == [("method_missing", 1)]
    assert codes(*paid(method_id=None), by=tuple(without)) == [("account_missing", 1), ("method_missing", 1)]
    assert codes(*paid(), by=tuple(without)) == []


def test_a_due_date_in_words_that_leaves_the_day_open_is_found() -> None:
    term, _ = paid(due_wording_id="due")
    open_day = make_instalment(id="i1", term_id=term.id, due_on=None)

    assert codes(term, open_day, make_text("due", "9月15日前")) == [("ambiguous_due_date", 1)]
    assert codes(term, open_day, make_text("due", "9月底")) == [("due_date_missing", 1)]


def test_instalments_make_up_the_sum_of_their_term() -> None:
    term = paid()[0]
    halves = [make_instalment(n, date(2026, 8 + n, 15), term_id=term.id, amount=930_000) for n in (1, 2)]
    short = [*halves[:1], halves[1].model_copy(update={"amount": 900_000})]

    assert codes(term, *halves) == []
    assert codes(term, *short) == [("instalments_do_not_add_up", 1)]


def test_wages_to_a_crew_head_are_found() -> None:
    head = make_party("c", Side.THIRD, 3, kind=PartyKind.INDIVIDUAL, natural=True)
    seen = codes(*paid(payee_id="c"), by=(*parties(), head))

    assert ("wages_to_another", 1) in seen


def test_a_general_contractor_who_is_party_but_pays_nothing_is_found() -> None:
    chain = tuple(
        make_party(ref, Side.RESPONDENT, n, kind=kind, natural=False, representative_id="x")
        for n, (ref, kind) in enumerate([("g", PartyKind.GENERAL_CONTRACTOR), ("o", PartyKind.PROJECT_OWNER)], start=3)
    )
    everybody = (*parties(kind=PartyKind.SUBCONTRACTOR), *chain)

    assert codes(*paid(), by=everybody) == [("contractor_does_not_pay", None)]
    assert codes(*paid(payer_id="g"), by=everybody) == []
    assert codes(*paid(payer_id="g"), by=everybody[:-1]) == [("contractors_not_listed", None)]


def test_an_organisation_needs_somebody_who_may_sign_for_it() -> None:
    nobody = parties(representative_id=None)

    assert codes(*paid(), by=nobody) == [("signatory_unknown", None)]
    assert codes(*paid(), make_agent("a", "e"), by=nobody) == []
    assert codes(*paid(), make_agent("a", "e", Authority.GENERAL), by=nobody) == [("signatory_unknown", None)]


def test_one_person_for_both_sides_and_an_agent_without_authority_block() -> None:
    for_both = (
        make_agent("a1", "w"),
        make_agent("a2", "e"),
        make_text("name:a1", "赵一"),
        make_text("name:a2", "赵一"),
    )
    weak = (make_agent("a1", "w", Authority.GENERAL), make_signature(SignerCapacity.AGENT, "w", agent_id="a1"))

    assert [f.reason.severity for f in found(*paid(), *for_both) if f.reason.code == "acts_for_both"] == ["block"]
    assert [f.reason.severity for f in found(*paid(), *weak)] == ["block"]


def test_signatures_are_asked_for_once_the_agreement_is_in_force() -> None:
    rows = (make_agreement(AgreementStatus.EFFECTIVE), METHOD, CLAIM, *parties(), *paid(), *signed_by("w", "e"))

    assert [f.reason.code for f in lint(make_facts(*rows), CALCULATOR)] == ["signatures_missing"]


INJURY = make_claim(item=ClaimItem.INJURY_BENEFIT)
BASIS = {"claim": 1, "grade": 8, "monthly_wage": 600_000, "on": "2026-09-01", "relation_ends": True, "insured": True}
BY_LAW = 22_350_000
"""Eleven months of 6,000 yuan, nine and twelve of 7,500."""


def recorded(act: str, said: Mapping[str, Any], seq: int = 5, **texts: str) -> tuple[Row, ...]:
    """An act as its answers are kept: codes and numbers in JSON, words apart."""
    plain = [_answer(act, seq, name, value=json.dumps(value)) for name, value in said.items()]
    apart = [_answer(act, seq, name, text_id=f"{act}{seq}{name}") for name in texts]
    kept: list[Personal] = [make_text(f"{act}{seq}{name}", words) for name, words in texts.items()]
    return (*plain, *apart, *kept)


def _answer(act: str, seq: int, name: str, **over: Any) -> Answer:
    return Answer(id=f"{act}{seq}{name}!", case_id=CASE, proceeding_id="folder", seq=seq, act=act, name=name, **over)


def injured(amount: int, place: str = CITY, **over: Any) -> list[str]:
    basis = recorded("record_injury_basis", {**BASIS, **over}, place=place)
    return [f.reason.code for f in found(*paid(amount=amount), *basis, claims=(INJURY,))]


def test_a_work_injury_is_held_against_what_the_law_gives() -> None:
    assert codes(*paid(), claims=(INJURY,)) == [("statutory_sum_not_reckoned", None)]
    assert injured(BY_LAW, acknowledged=True) == []
    assert injured(BY_LAW - 1, acknowledged=True) == ["below_statutory_sum"]
    assert injured(BY_LAW) == ["statutory_sum_not_acknowledged"]
    assert injured(BY_LAW, acknowledged=True, place="云梦市") == ["parameter_missing"]


def test_the_sums_of_several_terms_are_added_for_a_claim() -> None:
    basis = recorded("record_injury_basis", {**BASIS, "acknowledged": True}, place=CITY)
    halves = (*paid(1, amount=BY_LAW // 2), *paid(2, amount=BY_LAW // 2))

    assert codes(*halves, *basis, claims=(INJURY,)) == []


def test_a_worker_gravely_disabled_cannot_be_bought_out() -> None:
    (first, *_rest) = injured(99_000_000, grade=4, acknowledged=True)

    assert first == "relation_must_continue"
    assert injured(99_000_000, grade=4, relation_ends=False, acknowledged=True) == []


def test_the_basis_recorded_last_counts() -> None:
    wrong = recorded("record_injury_basis", {**BASIS, "grade": 1, "acknowledged": True}, 3, place=CITY)
    right = recorded("record_injury_basis", {**BASIS, "acknowledged": True}, 7, place=CITY)

    assert codes(*paid(amount=BY_LAW), *wrong, *right, claims=(INJURY,)) == []


def overridden(code: str, version: int = 1, term: int | None = None) -> list[str | None]:
    named = {"code": code, "version": version, **({"term": term} if term else {})}
    kept = recorded("override_warning", named, reason="双方坚持")
    rows = (*paid(method_id=None), *act(2, "乙方自愿不缴社会保险。"), *kept)
    return [finding.overridden for finding in found(*rows)]


def test_a_warning_is_overridden_with_its_reason_and_what_blocks_is_not() -> None:
    assert overridden("method_missing") == [None, "双方坚持"]
    assert overridden("method_missing", term=1) == [None, "双方坚持"]
    assert overridden("method_missing", term=2) == [None, None]
    assert overridden("method_missing", version=2) == [None, None]
    assert overridden("social_insurance_waived") == [None, None]


def test_every_finding_cites_articles_that_are_in_force_and_says_how_to_mend_it() -> None:
    words = "双方再无任何争议。不履行的由法院判决。9月15日前可直接申请强制执行。自愿不缴社保。"
    seen = found(*paid(method_id=None, tax=None), *act(2, words), by=parties(representative_id=None))

    assert len(seen) == 8
    for finding in seen:
        assert isinstance(finding.reason, Reason)
        assert finding.reason.cites
        assert finding.reason.cure_zh.endswith("。")
        assert finding.reason.zh.endswith("。")
        assert all(statutes().problem(cite, date(2026, 9, 1)) is None for cite in finding.reason.cites)
    assert seen[0].reason.severity is Severity.BLOCK


def test_wording_is_read_clause_by_clause() -> None:
    assert not waives_everything("双方就所列请求再无争议；其他权利依法处理。")
    assert waives_everything("双方就所列请求再无争议；乙方放弃所有权利。")
    assert not asks_for_judgment("判决书已送达。逾期支付违约金。")
    assert leaves_a_day_open("应于三月之前付清")
    assert not leaves_a_day_open("此前已付部分款项")


RULINGS = (
    Ruling(
        "the version that counts", "override_names_this_agreement", make_facts(make_agreement(), given={"version": 1})
    ),
    Ruling(
        "a term of it",
        "override_names_this_agreement",
        make_facts(make_agreement(), make_term(), given={"version": 1, "term": 1}),
    ),
    Ruling(
        "a term it has not",
        "override_names_this_agreement",
        make_facts(make_agreement(), make_term(), given={"version": 1, "term": 2}),
        "another_version",
    ),
    Ruling(
        "an earlier version",
        "override_names_this_agreement",
        make_facts(make_agreement(version=2), given={"version": 1}),
        "another_version",
    ),
    Ruling("no agreement", "override_names_this_agreement", make_facts(given={"version": 1}), "another_version"),
    Ruling(
        "grade and place of an injury claim",
        "injury_basis_can_be_reckoned",
        make_facts(INJURY, given={"claim": 1, "grade": 8, "place": said(CITY)}),
    ),
    Ruling(
        "a claim of wages",
        "injury_basis_can_be_reckoned",
        make_facts(CLAIM, given={"claim": 1, "grade": 8, "place": said(CITY)}),
        "not_an_injury_claim",
    ),
    Ruling(
        "a claim that is not there",
        "injury_basis_can_be_reckoned",
        make_facts(INJURY, given={"claim": 2, "grade": 8, "place": said(CITY)}),
        "not_an_injury_claim",
    ),
    Ruling(
        "a grade there is not",
        "injury_basis_can_be_reckoned",
        make_facts(INJURY, given={"claim": 1, "grade": 11, "place": said(CITY)}),
        "injury_basis_unclear",
    ),
    Ruling(
        "a place that is none",
        "injury_basis_can_be_reckoned",
        make_facts(INJURY, given={"claim": 1, "grade": 8, "place": said("Jiangzhou")}),
        "injury_basis_unclear",
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()
