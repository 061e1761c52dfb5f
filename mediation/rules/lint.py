"""The agreement read through before anybody signs: every finding with its place, its article and how to mend it.

Each term is held against the rules of drafting, so that what a draft is told and what is found later is the same. A
warning may be overridden with a reason on record (``override_warning``); what blocks may not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from mediation.engine.verdict import Met, Reason, Verdict
from mediation.facts.known import Facts, Given, Said
from mediation.facts.parties import Party
from mediation.facts.readings import given_of, instalments_of, signing_parties, terms_of
from mediation.facts.settlement import AgreementStatus, Term, TermKind
from mediation.rules.clauses import clause_reasons
from mediation.rules.injury import Reckon, injury_reasons
from mediation.rules.payments import (
    contractor_chain_is_listed,
    drafted_wages_go_to_the_worker,
    payees_accounts_are_known,
    payment_terms_say_tax_and_insurance,
)
from mediation.rules.people import agents_may_settle, no_one_acts_for_both
from mediation.rules.registry import rule
from mediation.rules.saying import MEDIATOR, naming, no, warn
from mediation.rules.signing import signatures_are_missing_for_court
from mediation.rules.terms import (
    WAGES,
    drafted_due_dates_are_definite,
    drafted_enforcement_clause,
    drafted_without_insurance_waiver,
    instalments_add_up,
    terms_are_complete,
)
from mediation.vocabulary import Authority, PartyKind, Severity

ACT: Final = "override_warning"
Check = Callable[[Facts], Verdict]
_OF_A_TERM: Final[tuple[tuple[Check, str], ...]] = (
    (terms_are_complete, "amount"),
    (instalments_add_up, "instalments"),
    (drafted_due_dates_are_definite, "due_on"),
    (drafted_without_insurance_waiver, "text"),
    (drafted_enforcement_clause, "text"),
    (payment_terms_say_tax_and_insurance, "tax"),
    (payees_accounts_are_known, "payee"),
    (drafted_wages_go_to_the_worker, "payee"),
)
_BLANK: Final = {"kind": TermKind.ACT.value, "payer": "", "payee": "-", "text": Said("", "")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: the reason, the number of the term and its field, why it was overridden if it was."""

    reason: Reason
    term: int | None = None
    field: str | None = None
    overridden: str | None = None

    @property
    def stands(self) -> bool:
        """Test if it is still to be dealt with."""
        return self.overridden is None


def lint(facts: Facts, reckon: Reckon) -> tuple[Finding, ...]:
    """Return every finding on the agreement that counts, nothing without one; the blocking ones first.

    Every group of facts is needed that a settlement touches.
    """
    if facts.agreement is None:
        return ()
    found = [*_of_terms(facts), *(Finding(reason) for reason in _of_the_whole(facts, reckon))]
    overridden = overrides(facts)
    told = [replace(each, overridden=_why(each, overridden)) for each in found]
    return tuple(sorted(told, key=lambda each: (each.reason.severity is not Severity.BLOCK, each.term or 0)))


def _of_terms(facts: Facts) -> Iterator[Finding]:
    for term in terms_of(facts, facts.agreement):
        asked = replace(facts, given=_as_drafted(facts, term))
        for check, field in _OF_A_TERM:
            verdict = check(asked)
            if isinstance(verdict, Reason):
                yield Finding(verdict, term.ordinal, field)
        for words in filter(None, (facts.words(term.text_id), facts.words(term.method_id))):
            yield from (Finding(reason, term.ordinal, "text") for reason in clause_reasons(term.ordinal, words))
        if term.kind is TermKind.PAYMENT and term.method_id is None:
            yield Finding(_no_method(term.ordinal), term.ordinal, "method")


def _as_drafted(facts: Facts, term: Term) -> Given:
    """A term on file as it was answered when drafted; those before it are left blank, so that it keeps its number."""
    parts = instalments_of(facts, term)
    row = {
        "kind": term.kind.value,
        "claim": next((claim.ordinal for claim in facts.claims if claim.id == term.claim_id), None),
        "payer": term.payer_id,
        "payee": term.payee_id,
        "amount": term.amount,
        "tax": term.tax.value if term.tax else None,
        "insurance_included": term.insurance_included,
        "due_on": parts[0].due_on if len(parts) == 1 else None,
        **{name: _said(facts, ref) for name, ref in _texts(term)},
    }
    several = parts if len(parts) > 1 else ()
    return Given(
        {
            "terms": [*[_BLANK] * (term.ordinal - 1), row],
            "instalments": [{"term": term.ordinal, "amount": p.amount, "due_on": p.due_on} for p in several],
        }
    )


def _texts(term: Term) -> tuple[tuple[str, str | None], ...]:
    return ("text", term.text_id), ("method", term.method_id), ("due_wording", term.due_wording_id)


def _said(facts: Facts, ref: str | None) -> Said | None:
    return Said(ref, facts.words(ref) or "") if ref is not None else None


def _no_method(number: int) -> Reason:
    return warn(
        "method_missing",
        (f"第{number}项没有写明履行方式。", f"Term {number} does not say how it is performed."),
        ("请写明转账、现金等方式。", "Say how: by transfer, in cash."),
        "R17 26",
        who=MEDIATOR,
    )


def _of_the_whole(facts: Facts, reckon: Reckon) -> Iterator[Reason]:
    checks: list[Check] = [no_one_acts_for_both, agents_may_settle, contractor_chain_is_listed, _contractor_pays]
    if facts.agreement is not None and facts.agreement.status is AgreementStatus.EFFECTIVE:
        checks.append(signatures_are_missing_for_court)
    yield from (verdict for check in (*checks, _signers_are_known) if isinstance(verdict := check(facts), Reason))
    yield from injury_reasons(facts, reckon)


def _contractor_pays(facts: Facts) -> Verdict:
    """The general contractor pays first, and the contractor by which wages run: who pays is party (MWR 29, 30)."""
    kinds = {party.id: party.kind for party in facts.parties}
    wages = {claim.id for claim in facts.claims if claim.item in WAGES}
    paying = {kinds.get(t.payer_id) for t in terms_of(facts, facts.agreement) if t.claim_id in wages}
    chained = PartyKind.GENERAL_CONTRACTOR in kinds.values()
    if not chained or not paying or paying & {PartyKind.GENERAL_CONTRACTOR, PartyKind.PROJECT_OWNER}:
        return Met
    return warn(
        "contractor_does_not_pay",
        (
            "施工总承包单位是当事人，但工资条款没有约定由其先行清偿或者代发。",
            "The general contractor is a party, but no wage term has it pay.",
        ),
        ("请写明总承包单位的清偿责任，或者说明不列的原因。", "Say what the contractor pays, or why not."),
        "MWR 29",
        "MWR 30",
        who=MEDIATOR,
    )


def _speaks_for(facts: Facts, party: Party) -> bool:
    authorised = {agent.party_id for agent in facts.agents if agent.authority is Authority.SPECIAL}
    return party.natural or party.representative_id is not None or party.id in authorised


def _signers_are_known(facts: Facts) -> Verdict:
    """An organisation signs by its representative or by an agent with special authority (CPL 62; law.md §4.1)."""
    silent = [p for p in signing_parties(facts, facts.agreement) if not _speaks_for(facts, p)]
    if not silent:
        return Met
    said = naming(silent)
    return warn(
        "signatory_unknown",
        (f"{said[0]}没有登记法定代表人或者有特别授权的代理人。", f"Nobody on file may sign for: {said[1]}."),
        ("请登记法定代表人，或者补交特别授权的授权委托书。", "Record who represents it, or a special authority."),
        "CPL 62",
        "CPLI 147",
        who=MEDIATOR,
    )


def overrides(facts: Facts) -> dict[tuple[str, int | None], str]:
    """Return why warnings on the version that counts were overridden, by code and term; the last word counts."""
    version = facts.agreement.version if facts.agreement else None
    acts: dict[int, dict[str, Any]] = {}
    for answer in facts.answers:
        if answer.act == ACT:
            value = facts.words(answer.text_id) or "" if answer.text_id else json.loads(answer.value or "null")
            acts.setdefault(answer.seq, {})[answer.name] = value
    mine = (said for _, said in sorted(acts.items()) if said.get("version") == version)
    return {(said["code"], said.get("term")): said.get("reason", "") for said in mine}


def _why(finding: Finding, overridden: dict[tuple[str, int | None], str]) -> str | None:
    if finding.reason.severity is Severity.BLOCK:
        return None
    code = finding.reason.code
    return overridden.get((code, finding.term), overridden.get((code, None)))


@rule(needs={"agreements", "terms"}, reads_answers=True)
def override_names_this_agreement(facts: Facts) -> Verdict:
    """A warning is overridden on the version that counts, and on a term it has (law.md §9-17, §9-18)."""
    given, agreement = given_of(facts), facts.agreement
    numbers = {None, *(term.ordinal for term in terms_of(facts, agreement))}
    if agreement is not None and given.number("version") == agreement.version and given.number("term") in numbers:
        return Met
    return no(
        "another_version",
        ("现行协议不是这一稿，或者没有该项条款。", "The agreement that counts is another version, or lacks that term."),
        ("请刷新后按现行协议重新登记。", "Read the agreement again and record it anew."),
        "R17 26",
    )
