"""Groups: when a matter is collective, what a representative may not do alone, when many are one action (G1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts, Given
from mediation.facts.matters import ElectedFor
from mediation.facts.parties import Agent
from mediation.facts.readings import agent_named, given_of
from mediation.rules.registry import rule
from mediation.rules.saying import COURT, Pair, no, warn
from mediation.vocabulary import (
    Authority,
    ClaimItem,
    ConsentAnswer,
    ConsentSubject,
    PartyKind,
    ReferralKind,
    Side,
    SignerCapacity,
)

COLLECTIVE: Final = 10
"""From so many workers with a common claim on a dispute is collective (MAL 7; CPLI 75)."""
_NUMBER: Final = {
    ElectedFor.ARBITRATION: (3, 5, "R33 62"),
    ElectedFor.SUIT: (2, 5, "CPLI 78"),
}
_WORKERS: Final = frozenset({PartyKind.WORKER, PartyKind.HEIR})
_SUMMARY: Final = frozenset({ReferralKind.ENTRUSTED_SUMMARY, ReferralKind.PRIOR_SUMMARY})

Claimed = tuple[str, ClaimItem]
"""Who claims what; a worker counts once an item."""


def common_claim(claims: Iterable[Claimed]) -> tuple[ClaimItem, int] | None:
    """Return the item most workers claim and how many they are; ``None`` where nothing is claimed."""
    counted = Counter(item for _, item in set(claims))
    return max(counted.items(), key=lambda found: (found[1], found[0])) if counted else None


def matter_is_collective(claims: Iterable[Claimed]) -> Verdict:
    """Ten workers or more with a common claim, read from the whole matter and not from one case (MAL 7; G1)."""
    found = common_claim(claims)
    if found is not None and found[1] >= COLLECTIVE:
        return Met
    people = found[1] if found else 0
    return no(
        "not_collective",
        (
            f"有共同请求的劳动者为{people}人，不足{COLLECTIVE}人，不是集体（群体性）劳动争议。",
            f"{people} workers have a common claim; a collective dispute needs {COLLECTIVE}.",
        ),
        (
            "请将其他劳动者的案件并入，或者由各劳动者本人、委托代理人参加。",
            "Join the other workers' cases, or let each come in person or by an agent.",
        ),
        "MAL 7",
    )


def representatives_are_in_number(elected: Collection[str], purpose: ElectedFor) -> Verdict:
    """Arbitration has 3–5 representatives, a suit 2–5; for mediation the law names no number (§0-11)."""
    fewest, most, article = _NUMBER.get(purpose, (1, len(elected), "MAL 7"))
    if elected and fewest <= len(set(elected)) <= most:
        return Met
    return no(
        "representatives_number",
        (f"{purpose.zh}代表人应为{fewest}至{most}人。", f"For {purpose.en}: {fewest} to {most} representatives."),
        ("请由劳动者重新推选代表人。", "Let the workers elect anew."),
        article,
    )


def _representative(facts: Facts, given: Given) -> Agent | None:
    """Return the elected representative through whom the act at hand is done, if it is one."""
    through = given.choice("capacity") == SignerCapacity.AGENT or given.number("agent") is not None
    agent = agent_named(facts, given) if through else None
    return agent if agent is not None and agent.authority is Authority.REPRESENTATIVE else None


def _disposes(facts: Facts, about: str | None, said: Pair) -> Verdict:
    given = given_of(facts)
    if _representative(facts, given) is None:
        return Met
    party = given.choice("party")
    told = [c for c in facts.consents if c.subject is ConsentSubject.REPRESENTATION and c.party_id == party]
    newest = [c.answer for c in told if c.object_id == about][-1:]
    if about is not None and newest == [ConsentAnswer.AGREED]:
        return Met
    return no(
        "representative_needs_consent",
        said,
        (
            "请由该劳动者本人办理，或者先登记其同意，不得以其他劳动者的意见代替。",
            "Let this worker act, or record this worker's consent first; nobody else's will do.",
        ),
        "R33 63",
        "CPL 56",
    )


@rule(needs={"agents", "consents", "agreements"}, reads_answers=True)
def representative_may_sign(facts: Facts) -> Verdict:
    """A representative signs a settlement for a worker who consented to that very settlement (R33 63; CPL 56)."""
    agreement = facts.agreement
    return _disposes(
        facts,
        agreement.id if agreement else None,
        (
            "代表人和解、签署协议须经其所代表的该劳动者同意。",
            "To settle and sign, a representative needs the consent of the worker represented.",
        ),
    )


@rule(needs={"agents", "consents"}, reads_answers=True)
def representative_may_withdraw(facts: Facts) -> Verdict:
    """A representative waives nothing for a worker who did not consent to it (R33 63; CPL 56)."""
    return _disposes(
        facts,
        "withdraw",
        (
            "代表人撤回、放弃请求须经其所代表的该劳动者同意。",
            "To withdraw or waive, a representative needs the consent of the worker represented.",
        ),
    )


@rule(needs={"agents", "agreements"}, reads_answers=True)
def represented_has_something_to_consent_to(facts: Facts) -> Verdict:
    """Consent is given by a worker who is represented, to a settlement whose terms are written down (R33 63)."""
    given = given_of(facts)
    mine = [a for a in facts.agents if a.party_id == given.choice("party")]
    if not any(a.authority is Authority.REPRESENTATIVE for a in mine):
        return no(
            "not_represented",
            ("该当事人没有推选的代表人。", "No elected representative acts for this party."),
            ("请核对当事人，或者先登记推选的代表人。", "Check the party, or name the representatives first."),
            "R33 62",
        )
    if given.choice("about") != "settle" or facts.agreement is not None:
        return Met
    return no(
        "no_agreement",
        ("尚未拟定调解协议，不能事先概括同意。", "No agreement has been drafted; consent in advance is none."),
        ("请先拟定该劳动者的调解协议。", "Draft this worker's agreement first."),
        "R33 63",
    )


@rule(needs={"joinings"})
def joins_no_other_matter(facts: Facts) -> Verdict:
    """A case belongs to one group matter at a time (MAL 7)."""
    if all(joining.until is not None for joining in facts.joinings):
        return Met
    return no(
        "in_a_matter",
        ("本案已并入一件群体性争议。", "The case belongs to a group matter already."),
        ("需要并入另一件的，请先退出。", "To join another, leave this one first."),
        "MAL 7",
    )


@rule(needs={"joinings"})
def belongs_to_a_matter(facts: Facts) -> Verdict:
    """Only a case that was joined can leave."""
    if any(joining.until is None for joining in facts.joinings):
        return Met
    return no(
        "in_no_matter",
        ("本案没有并入群体性争议。", "The case belongs to no group matter."),
        ("无需办理。", "Nothing has to be done."),
        "MAL 7",
    )


def _joint(facts: Facts) -> bool:
    """Test if ten workers or more are applicants of this one case with a common claim (parties, claims)."""
    workers = {p.id for p in facts.parties if p.kind in _WORKERS and p.side is Side.APPLICANT}
    found = common_claim((c.claimant_id, c.item) for c in facts.claims if c.claimant_id in workers)
    return found is not None and found[1] >= COLLECTIVE


@rule(needs={"parties", "claims"})
def one_joint_action(facts: Facts) -> Verdict:
    """Ten or more in ONE joint action: the summary term falls away (CPLI 257(3); law.md §0-11)."""
    if _joint(facts):
        return Met
    return no(
        "docketed_singly",
        ("本案不是人数众多的共同诉讼。", "The case is no joint action of many."),
        ("单独立案的，仍按简易程序的期限计算。", "Cases docketed singly keep the summary term."),
        "CPLI 257(3)",
        who=COURT,
    )


@rule(needs={"parties", "claims"})
def docketed_singly(facts: Facts) -> Verdict:
    """Cases docketed singly keep the summary term of 7 days, however many they are (law.md §0-11)."""
    if not _joint(facts):
        return Met
    return no(
        "one_joint_action",
        ("本案为人数众多的共同诉讼，不适用简易程序的期限。", "The case is a joint action of many: no summary term."),
        ("按普通程序的期限计算。", "The ordinary term counts."),
        "CPLI 257(3)",
        who=COURT,
    )


@rule(needs={"parties", "claims"}, reads_answers=True)
def summary_fits_the_number(facts: Facts) -> Verdict:
    """Summary procedure is not for a joint action of many; the court is told when it sends (CPLI 257(3))."""
    if given_of(facts).choice("kind") not in _SUMMARY or not _joint(facts):
        return Met
    return warn(
        "summary_not_for_many",
        (
            "当事人一方人数众多的共同诉讼不适用简易程序，调解期限按普通程序计算。",
            "A joint action of many has no summary procedure; the ordinary term of mediation counts.",
        ),
        ("请改按普通程序移送；各劳动者单独立案的除外。", "Send it as ordinary, unless each worker is docketed singly."),
        "CPLI 257(3)",
        who=COURT,
    )
