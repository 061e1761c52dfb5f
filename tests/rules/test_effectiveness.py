from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.facts.columns import Row
from mediation.facts.parties import Claim, ClaimOutcome
from mediation.facts.readings import (
    CONTRACT,
    COURTS_PAPER,
    DELEGATED,
    LABOUR_BODY,
    PEOPLES_COMMITTEE,
    TRIBUNALS_PAPER,
    formality,
)
from mediation.facts.settlement import Agreement, AgreementStatus, Signature
from mediation.vocabulary import (
    ClaimItem,
    LegalBasis,
    Nature,
    ReferralKind,
    Side,
    SignerCapacity,
    Source,
)
from tests.makers import (
    at,
    both_parties,
    make_agent,
    make_agreement,
    make_assignment,
    make_case,
    make_claim,
    make_instalment,
    make_party,
    make_signature,
    make_term,
    referred,
    settlement,
    signed_by,
)
from tests.rules.asking import ask, code_of, make_facts, write
from tests.rules.test_signing import signing

BOTH = both_parties()
BASE = (*BOTH, make_claim(), *settlement())
EVERYBODY = ("w", "e", "mediator", "organisation")
BY_AGENT = {"capacity": "agent", "party": "w", "form": "signed"}

PATHS = (
    (Nature.LABOUR, LegalBasis.MAL10_1, None, LABOUR_BODY),
    (Nature.LABOUR, LegalBasis.MAL10_2, None, LABOUR_BODY),
    (Nature.LABOUR, LegalBasis.MAL10_3, None, LABOUR_BODY),
    (Nature.LABOUR, LegalBasis.PML34, None, PEOPLES_COMMITTEE),
    (Nature.SERVICE, LegalBasis.PML34, None, PEOPLES_COMMITTEE),
    (Nature.SERVICE, LegalBasis.MAL10_2, None, PEOPLES_COMMITTEE),
    (Nature.SERVICE, LegalBasis.MAL10_3, None, CONTRACT),
    (Nature.LABOUR, LegalBasis.COURT_ROSTER, None, CONTRACT),
    (Nature.LABOUR, LegalBasis.MAL10_3, ReferralKind.DELEGATED, DELEGATED),
    (Nature.SERVICE, LegalBasis.COURT_ROSTER, ReferralKind.DELEGATED, DELEGATED),
    (Nature.LABOUR, LegalBasis.MAL10_3, ReferralKind.ENTRUSTED_ORDINARY, COURTS_PAPER),
    (Nature.LABOUR, LegalBasis.PML34, ReferralKind.PRIOR_SUMMARY, COURTS_PAPER),
    (Nature.LABOUR, LegalBasis.MAL10_3, ReferralKind.ARBITRATION_SUGGESTED, LABOUR_BODY),
    (Nature.LABOUR, LegalBasis.MAL10_3, ReferralKind.ARBITRATION_ENTRUSTED, TRIBUNALS_PAPER),
)


@pytest.mark.parametrize(("nature", "basis", "kind", "expected"), PATHS)
def test_when_a_settlement_counts_depends_on_path_and_body(
    nature: Nature, basis: LegalBasis, kind: ReferralKind | None, expected: Any
) -> None:
    assert formality(nature is Nature.LABOUR, basis, kind) == expected


MAL_10 = {LegalBasis.MAL10_1, LegalBasis.MAL10_2, LegalBasis.MAL10_3}
PEOPLES = {LegalBasis.MAL10_2, LegalBasis.PML34}


def by_the_table(labour: bool | None, body: LegalBasis | None, kind: ReferralKind | None, online: bool) -> str:
    """The table of law.md §3.1 read line by line, as §0-13 and §0-14 correct it."""
    match kind:
        case None | ReferralKind.ARBITRATION_SUGGESTED:
            if body in MAL_10 and labour in (True, None):
                return "labour_body"
            return "peoples_committee" if body in PEOPLES else "contract"
        case ReferralKind.DELEGATED:
            return "online" if online else "delegated"
        case ReferralKind.ARBITRATION_ENTRUSTED:
            return "tribunals_paper"
        case _:
            return "courts_paper"


@pytest.mark.parametrize("labour", [True, False, None])
@pytest.mark.parametrize("body", [*LegalBasis, None])
@pytest.mark.parametrize("kind", [*ReferralKind, None])
@pytest.mark.parametrize("online", [True, False])
def test_every_combination_of_body_path_and_nature_takes_the_form_of_the_table(
    labour: bool | None, body: LegalBasis | None, kind: ReferralKind | None, online: bool
) -> None:
    found = formality(labour, body, kind, online=online)

    assert found.code == by_the_table(labour, body, kind, online)
    assert found.outside_paper is (found.code in {"courts_paper", "tribunals_paper"})
    needs_all = found.outside_paper or found.code in {"labour_body", "peoples_committee"}
    assert (found.mediator, found.seal) == (needs_all, needs_all)


def test_on_the_platform_the_last_partys_electronic_signature_makes_it_effective() -> None:
    base = (*BASE, make_assignment(), *referred("delegated", how="platform", on_platform=True))
    case = make_case(source=Source.COURT)
    assert _signed_one_after_another(("w", "mediator", "e", "organisation"), base, case=case) == ["w", "mediator", "e"]


def _three(settling: str = "e") -> tuple[Row, ...]:
    """A worker, the labour-dispatch unit ``e`` and the user unit ``u``; one of the two settles and pays."""
    user = make_party("u", Side.RESPONDENT, 3, natural=False)
    claims = (make_claim(), make_claim(2, respondent_id="u"))
    claim = "claim1" if settling == "e" else "claim2"
    return (*BOTH, user, *claims, make_agreement(), make_term(payer_id=settling, claim_id=claim), make_instalment())


@pytest.mark.parametrize(("settling", "other"), [("e", "u"), ("u", "e")])
def test_of_several_respondents_only_the_one_that_settles_must_sign(settling: str, other: str) -> None:
    rows = _three(settling)
    facts = make_facts(*rows, *signed_by("w", settling, "mediator"), given=signing("organisation"))
    assert code_of(ask("last_needed_signature", facts)) is None
    settled = [row for row in write("record_signature", facts) if isinstance(row, Claim)]
    assert [(claim.respondent_id, claim.outcome) for claim in settled] == [(settling, ClaimOutcome.SETTLED)]
    stranger = make_facts(*rows, make_assignment(), given=signing(other))
    assert code_of(ask("signer_is_named", stranger)) == "signer_not_named"


def test_a_side_that_no_term_names_signs_as_a_whole() -> None:
    rows = (*_three()[:-2], make_term(payer_id="e", payee_id="u", claim_id=None), make_instalment())
    facts = make_facts(*rows, *signed_by("e", "u", "mediator", "organisation"), given=signing("w"))
    assert code_of(ask("last_needed_signature", facts)) is None
    facts = make_facts(*rows, *signed_by("e", "u", "mediator"), given=signing("organisation"))
    assert code_of(ask("last_needed_signature", facts)) == "signatures_missing"


@pytest.mark.parametrize("outcome", [ClaimOutcome.SETTLED, ClaimOutcome.UNSETTLED, ClaimOutcome.WITHDRAWN])
def test_each_claim_of_each_worker_against_each_respondent_has_its_own_result(outcome: ClaimOutcome) -> None:
    claims = [
        make_claim(1),
        make_claim(2, ClaimItem.SEVERANCE),
        make_claim(3, respondent_id="u"),
        make_claim(4, ClaimItem.SEVERANCE, respondent_id="u"),
    ]
    given = {"claims": [{"claim": 3, "outcome": outcome.value}]}
    changed = write("settle_claims", make_facts(*claims, given=given))
    assert [(c.id, c.outcome) for c in changed if isinstance(c, Claim)] == [("claim3", outcome)]


def test_an_open_nature_asks_for_the_stricter_form() -> None:
    assert formality(None, LegalBasis.MAL10_3, None) == LABOUR_BODY


def _signed_one_after_another(order: tuple[str, ...], base: tuple[Row, ...], **where: Any) -> list[str]:
    """Who had signed when the settlement became effective, by the rows the effect wrote."""
    rows: dict[tuple[type[Row], str], Row] = {(type(r), r.id): r for r in base}
    for number, who in enumerate(order, 1):
        facts = make_facts(*rows.values(), given=signing(who), **where)
        promised = code_of(ask("last_needed_signature", facts)) is None
        for number_, row in enumerate(write("record_signature", facts)):
            key = f"signature{number}" if number_ == 0 else row.id
            rows[type(row), key] = row
        now = next(row for row in rows.values() if isinstance(row, Agreement))
        if promised or now.status is AgreementStatus.EFFECTIVE:
            assert promised, "the rule and the effect disagree"
            return [*order[:number]] if now.status is AgreementStatus.EFFECTIVE else ["paper"]
    return []


SOURCES = {None: Source.APPLICATION, ReferralKind.DELEGATED: Source.COURT, ReferralKind.PRIOR_ORDINARY: Source.COURT}


@pytest.mark.parametrize(
    ("kind", "nature", "basis"), list(product(SOURCES, [Nature.LABOUR, Nature.SERVICE], LegalBasis))
)
def test_rule_and_effect_agree_on_the_last_needed_signature(
    kind: ReferralKind | None, nature: Nature, basis: LegalBasis
) -> None:
    base = (*BASE, make_assignment(), *(referred(kind.value) if kind else ()))
    case = make_case(source=SOURCES[kind], nature=nature)
    form = formality(nature is Nature.LABOUR, basis, kind)
    for order in (EVERYBODY, EVERYBODY[::-1], ("w", "mediator", "e", "organisation")):
        got = _signed_one_after_another(order, base, case=case, basis=basis)
        if form.outside_paper:
            assert got == ["paper"]
        elif form.mediator:
            assert sorted(got) == sorted(EVERYBODY)
        else:
            assert {"w", "e"} <= set(got)
            assert got[-1] in {"w", "e"}


@given(st.permutations(EVERYBODY))
def test_in_whatever_order_they_sign_only_the_last_one_completes_a_labour_settlement(order: list[str]) -> None:
    got = _signed_one_after_another(tuple(order), (*BASE, make_assignment()))
    assert got == list(order)


def test_the_settlement_counts_from_the_latest_of_the_signatures_it_needed() -> None:
    late = make_signature(SignerCapacity.PARTY, "w", signed_at=at(date(2026, 9, 1), hour=18))
    facts = make_facts(*BASE, late, *signed_by("e", "mediator"), given=signing("organisation"))
    agreement = next(row for row in write("record_signature", facts) if isinstance(row, Agreement))
    assert agreement.effective_at == at(date(2026, 9, 1), hour=18)


def test_whoever_pays_must_sign_even_as_a_third_party() -> None:
    contractor = make_party("g", Side.THIRD, 3, natural=False)
    base = (*BOTH, contractor, make_claim(), *settlement(), make_term(2, payer_id="g"))
    facts = make_facts(*base, *signed_by("w", "e", "mediator"), given=signing("organisation"))
    assert code_of(ask("last_needed_signature", facts)) == "signatures_missing"
    facts = make_facts(*base, *signed_by("w", "e", "mediator", "organisation"), given=signing("g"))
    assert code_of(ask("last_needed_signature", facts)) is None


def test_an_agents_signature_stands_for_the_party() -> None:
    agents = (make_agent("a", "w"), make_assignment())
    facts = make_facts(*BASE, *agents, *signed_by("e", "mediator", "organisation"), given=BY_AGENT)
    assert code_of(ask("last_needed_signature", facts)) is None
    signature = write("record_signature", facts)[0]
    assert isinstance(signature, Signature)
    assert (signature.party_id, signature.agent_id) == ("w", "a")


def test_the_heir_signs_for_the_dead_worker() -> None:
    heir = make_party("h", Side.APPLICANT, 3, stands_for_id="w")
    facts = make_facts(*BASE, heir, *signed_by("e", "mediator", "organisation"), given=signing("h"))
    assert code_of(ask("last_needed_signature", facts)) is None
