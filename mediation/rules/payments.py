"""Who is paid, and who else owes: warnings that protect the worker's money (law.md §0-25, §9-19)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mediation.engine.verdict import Met, Reason, Verdict
from mediation.facts.known import Facts
from mediation.facts.parties import Party
from mediation.facts.readings import TERMS, claim_numbered, given_of, terms_of
from mediation.facts.settlement import TermKind
from mediation.rules.registry import rule
from mediation.rules.saying import MEDIATOR, naming, warn
from mediation.rules.terms import WAGES, worker
from mediation.vocabulary import PartyKind

_CHAIN = frozenset({PartyKind.SUBCONTRACTOR, PartyKind.INDIVIDUAL, PartyKind.GENERAL_CONTRACTOR})


def _party(facts: Facts, party_id: str | None) -> Party | None:
    return next((party for party in facts.parties if party.id == party_id), None)


def _to_the_worker(payees: Collection[Party | None]) -> Verdict:
    if all(worker(payee) for payee in payees):
        return Met
    return warn(
        "wages_to_another",
        ("工资条款的受领方不是劳动者本人。", "Wages are payable to somebody other than the worker."),
        (
            "农民工工资应支付给劳动者本人，请核对收款人和账户。",
            "Pay the worker, not the crew head; check payee and account.",
        ),
        "MWR 11",
        who=MEDIATOR,
    )


def _drafted_payees(facts: Facts) -> Iterator[Party | None]:
    for row in given_of(facts).rows("terms"):
        claim = claim_numbered(facts, row.number("claim"))
        if row.choice("kind") == TermKind.PAYMENT and claim is not None and claim.item in WAGES:
            yield _party(facts, row.choice("payee"))


@rule(needs={"claims", "parties"}, reads_answers=True)
def drafted_wages_go_to_the_worker(facts: Facts) -> Verdict:
    """Wages are paid to the worker, not to a crew head (MWR 11, from memory: a warning)."""
    return _to_the_worker(list(_drafted_payees(facts)))


@rule(needs=TERMS | {"claims", "parties"})
def wages_go_to_the_worker(facts: Facts) -> Verdict:
    """Wages are paid to the worker, not to a crew head (MWR 11, from memory: a warning)."""
    wages = {claim.id for claim in facts.claims if claim.item in WAGES}
    return _to_the_worker([_party(facts, t.payee_id) for t in terms_of(facts, facts.agreement) if t.claim_id in wages])


@rule(needs={"parties"}, reads_answers=True)
def payees_accounts_are_known(facts: Facts) -> Verdict:
    """A payment names the payee's own account (law.md §0-25); without one the paper says how else."""
    rows = [row for row in given_of(facts).rows("terms") if row.choice("kind") == TermKind.PAYMENT]
    payees = {row.choice("payee") for row in rows if row.text("method") is None}
    lacking = [party for party in facts.parties if party.id in payees and party.account_number_id is None]
    if not lacking:
        return Met
    said = naming(lacking)
    return warn(
        "account_missing",
        (f"{said[0]}没有登记收款账户。", f"No account is on file for {said[1]}."),
        (
            "请登记收款人本人的户名、账号和开户银行，或者写明履行方式。",
            "Record the payee's own account, or say how it is paid.",
        ),
        "R17 26",
        who=MEDIATOR,
    )


@rule(needs=set(), reads_answers=True)
def payment_terms_say_tax_and_insurance(facts: Facts) -> Verdict:
    """A payment says before or after tax, and whether social insurance is included (law.md §0-25)."""
    for number, row in enumerate(given_of(facts).rows("terms"), 1):
        if row.choice("kind") != TermKind.PAYMENT:
            continue
        if row.choice("tax") is None or row.get("insurance_included") is None:
            return warn(
                "tax_or_insurance_open",
                (
                    f"第{number}项没有写明税前税后、是否含社会保险费。",
                    f"Term {number} leaves tax or social insurance open.",
                ),
                ("请由当事人明确。", "Let the parties say which."),
                "R17 26",
                who=MEDIATOR,
            )
    return Met


def _chain_gap(missing: list[PartyKind]) -> Reason:
    zh, en = "、".join(kind.zh for kind in missing), ", ".join(kind.en for kind in missing)
    return warn(
        "contractors_not_listed",
        (f"涉及工程分包的欠薪，尚未列明{zh}。", f"Wages down a contracting chain; not listed: {en}."),
        ("请核实是否应当追加为当事人（先行清偿、垫付责任）。", "Check whether they owe too and should be party."),
        "MWR 19",
        "MWR 36",
        "LDI2 1",
        "LDI2 2",
        who=MEDIATOR,
    )


@rule(needs={"claims", "parties"})
def contractor_chain_is_listed(facts: Facts) -> Verdict:
    """Where wages are owed down a contracting chain, the general contractor and the owner may owe too (MWR 19, 36)."""
    kinds = {party.kind for party in facts.parties}
    owed = any(claim.item in WAGES or claim.item == "service_fee" for claim in facts.claims)
    if not owed or not kinds & _CHAIN:
        return Met
    missing = [k for k in (PartyKind.GENERAL_CONTRACTOR, PartyKind.PROJECT_OWNER) if k not in kinds]
    return _chain_gap(missing) if missing else Met
