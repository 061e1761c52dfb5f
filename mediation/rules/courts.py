"""The court that is asked and the number it gives: venue by edition (CPL 194, 201, 205; SI16 19), docket codes by date.

A court numbers its own cases and knows its own venue, so nothing here refuses: what does not fit is pointed out.
"""

from __future__ import annotations

from typing import Final

from mediation.engine.registry import AskName
from mediation.engine.verdict import Met, Verdict
from mediation.errors import BadInput, Conflict
from mediation.facts.known import Facts
from mediation.facts.people import Organisation
from mediation.facts.readings import BODY, PATH, answer, given_of, newest, referral_kind, terms_of
from mediation.facts.settlement import TermKind
from mediation.law.case_numbers import Docket
from mediation.law.venue import VenueOption, confirmation_venue, enforcement_venue
from mediation.rules.closing import enforced_paper
from mediation.rules.registry import rule
from mediation.rules.saying import COURT, DESK, no, warn
from mediation.vocabulary import OrganisationKind, ReferralKind

_OF_A_COMMISSION: Final = frozenset({ReferralKind.ARBITRATION_SUGGESTED, ReferralKind.ARBITRATION_ENTRUSTED})


def _switched_on(facts: Facts) -> bool:
    """Whether the court still delegates, and numbers, before filing (law.md §0-1)."""
    return given_of(facts).yes("delegation_switched_on") or (
        answer(facts, "delegation_switched_on", "court_referral") is True
    )


@rule(needs=PATH, reads_answers=True)
def docket_fits_its_day(facts: Facts, *, name: AskName, codes: tuple[str, ...]) -> Verdict:
    """A docket number has the form and the type code of its year (law.md §4.5, §0-27); a commission numbers freely."""
    given = given_of(facts)
    text = given.text(name)
    kind = given.choice("kind") or referral_kind(facts)
    if text is None or (
        kind in _OF_A_COMMISSION and facts.proceeding and facts.proceeding.procedure == "court_referral"
    ):
        return Met
    try:
        docket = Docket.parse(text, facts.acting.day, pre_filing=_switched_on(facts), where=str(name))
    except BadInput as fault:
        problem = fault.problems[0]
        cure = ("请与法院文书核对；文书如此的，按文书登记。", "Compare it with the court's paper, which decides.")
        return warn(problem.code, (problem.zh, problem.en), cure, who=(*COURT, *DESK))
    if docket.code in codes:
        return Met
    return warn(
        "docket_of_another_kind",
        (
            f"案号类型代字为“{docket.code}”，此处一般为：{'、'.join(codes)}。",
            f"The type code is {docket.code}; here it is usually one of: {', '.join(codes)}.",
        ),
        ("请与法院文书核对案号。", "Compare the number with the court's paper."),
        who=(*COURT, *DESK),
    )


@rule(needs=BODY, reads_answers=True)
def chosen_body_is(facts: Facts, *, name: AskName, kind: OrganisationKind) -> Verdict:
    """A court confirms and orders, a commission reviews (CPL 205; R33 74; MAL 16)."""
    body = facts.organisations.get(given_of(facts).choice(name) or "")
    if body is None or body.kind is kind:
        return Met
    return no(
        "body_of_another_kind",
        (f"所选组织不是{kind.zh}。", f"The body chosen is no {kind.en}."),
        (f"请选择{kind.zh}。", f"Choose a {kind.en}."),
    )


def enforcing_courts(facts: Facts) -> tuple[VenueOption, ...]:
    """Return the courts that may be asked to enforce what is in force on the day of the act, or nothing (R8)."""
    paper = enforced_paper(facts)
    try:
        return enforcement_venue(paper, facts.acting.day) if paper else ()
    except Conflict:
        return ()


def confirming_courts(facts: Facts) -> tuple[VenueOption, ...]:
    """Return the courts that may be asked for judicial confirmation on the day of the act, or nothing (R2)."""
    terms = terms_of(facts, facts.agreement)
    money_only = bool(terms) and all(term.kind is TermKind.PAYMENT for term in terms)
    try:
        return confirmation_venue(referral_kind(facts), facts.acting.day, money_only=money_only)
    except Conflict:
        return ()


def _fits(facts: Facts, court: Organisation | None) -> bool:
    """Whether nothing on file speaks against the court; where the parties live is free text and settles nothing."""
    referral = newest(facts, "court_referral")
    if referral_kind(facts) is ReferralKind.DELEGATED and referral is not None:
        return referral.counterpart_id in (None, given_of(facts).choice("court"))
    desk = facts.organisations.get(facts.case.organisation_id)
    if court is None or desk is None or not court.region or not desk.region:
        return True
    return court.region.startswith(desk.region) or desk.region.startswith(court.region)


@rule(needs=PATH | BODY | {"agreements", "terms"}, reads_answers=True)
def venue_fits(facts: Facts) -> Verdict:
    """The court that invited the mediation, else one of the places the law of the day names (CPL 205; law.md §0-2)."""
    options = confirming_courts(facts)
    if not options or _fits(facts, facts.organisations.get(given_of(facts).choice("court") or "")):
        return Met
    zh, en = "、".join(option.court.zh for option in options), ", ".join(option.court.en for option in options)
    return warn(
        "venue_to_be_checked",
        (f"所选法院与案卷所载不符；有管辖权的是：{zh}。", f"The file points to another court; venue lies with: {en}."),
        ("请核对当事人住所地等联系点，或者改选法院。", "Check the parties' domiciles, or choose another court."),
        *dict.fromkeys(cite for option in options for cite in option.cites),
    )
