"""Who may stand where: agents, one person for both sides, mediators and their conflicts of interest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import agent_named, given_of, mediator_ids, signatures_on
from mediation.rules.registry import rule
from mediation.rules.saying import HEAD, no, warn
from mediation.vocabulary import Authority, Side, SignerCapacity

_SIDES = frozenset({Side.APPLICANT, Side.RESPONDENT})


@dataclass(frozen=True, slots=True)
class _Human:
    """Somebody who stands on a side, as party, agent or representative, and how to know them again."""

    side: Side
    acts: bool
    name: str | None
    identity: str | None

    def is_same(self, other: _Human) -> bool:
        """Compare by identity number where both have one, else by name."""
        if self.identity and other.identity:
            return self.identity == other.identity
        return self.name is not None and self.name == other.name


def _plain(text: str | None) -> str | None:
    return "".join(text.split()).upper() or None if text else None


def _humans(facts: Facts) -> Iterator[_Human]:
    sides: Mapping[str, Side] = {party.id: party.side for party in facts.parties}
    for party in facts.parties:
        if party.natural:
            name, identity = facts.words(party.name_id), facts.words(party.identity_id)
            yield _Human(party.side, False, _plain(name), _plain(identity))
        if party.representative_id:
            yield _Human(party.side, False, _plain(facts.words(party.representative_id)), None)
    for agent in facts.agents:
        name, identity = facts.words(agent.name_id), facts.words(agent.identity_id)
        yield _Human(sides[agent.party_id], True, _plain(name), _plain(identity))


@rule(needs={"parties", "agents", "texts"})
def no_one_acts_for_both(facts: Facts) -> Verdict:
    """One human being may not act for one side and be, represent or act for the other (law.md §0-18)."""
    by_side: Mapping[Side, list[_Human]] = defaultdict(list)
    for human in _humans(facts):
        by_side[human.side].append(human)
    for one in by_side[Side.APPLICANT]:
        for other in by_side[Side.RESPONDENT]:
            if (one.acts or other.acts) and one.is_same(other):
                return no(
                    "acts_for_both",
                    ("双方委托同一人，或者一方的代理人就是另一方的人。", "One person acts for both sides."),
                    (
                        "请由一方解除委托、另行委托他人或者亲自参加。",
                        "One side must end the authority and come itself.",
                    ),
                    "CPL 61",
                    "CPL 205",
                )
    return Met


@rule(needs={"agents"}, reads_answers=True)
def agent_has_special_authority(facts: Facts) -> Verdict:
    """To settle, or to sign a settlement, an agent needs special authority (CPL 62; CPLI 147)."""
    given = given_of(facts)
    if given.choice("capacity") != SignerCapacity.AGENT:
        return Met
    agent = agent_named(facts, given)
    if agent is None or agent.authority is not Authority.GENERAL:
        return Met  # of an elected representative ``representative_may_sign`` asks more
    return no(
        "special_authority_missing",
        ("该代理人仅有一般授权，不能代为签署调解协议。", "This agent has general authority only and may not settle."),
        ("请由当事人本人签名，或者补交特别授权的授权委托书。", "Let the party sign, or hand in a special authority."),
        "CPL 62",
        "CPLI 147",
    )


@rule(needs={"agents", "agreements", "signatures"})
def agents_may_settle(facts: Facts) -> Verdict:
    """Every agent who signed still acts, and with special authority (CPL 62; CPLI 147)."""
    used = {s.agent_id for s in signatures_on(facts, facts.agreement) if s.agent_id}
    weak = [a for a in facts.agents if a.id in used and a.authority is Authority.GENERAL]
    if not weak:
        return Met
    return no(
        "special_authority_missing",
        ("签署协议的代理人没有特别授权。", "An agent who signed lacks special authority."),
        ("请由当事人本人补签，或者补交特别授权的授权委托书。", "Let the party sign, or hand in a special authority."),
        "CPL 62",
        "CPLI 147",
    )


@rule(needs={"assignments"}, reads_answers=True)
def mediator_not_on_case(facts: Facts) -> Verdict:
    """Nobody is assigned twice."""
    if given_of(facts).choice("mediator") not in mediator_ids(facts):
        return Met
    return no(
        "already_assigned",
        ("该调解员已在办理本案。", "This mediator is on the case already."),
        ("请选择其他调解员。", "Choose another."),
        "R17 25",
        who=HEAD,
    )


@rule(needs={"assignments"}, reads_answers=True)
def mediator_is_on_case(facts: Facts) -> Verdict:
    """It is the mediator of the case who discloses (SI16 15)."""
    return _on_case(facts, "mediator")


@rule(needs={"assignments"}, reads_answers=True)
def replaced_is_on_case(facts: Facts) -> Verdict:
    """Only who mediates the case can be replaced (SI16 15)."""
    return _on_case(facts, "replaced")


def _on_case(facts: Facts, name: str) -> Verdict:
    if given_of(facts).choice(name) in mediator_ids(facts):
        return Met
    return no(
        "not_assigned",
        ("该人员不是本案调解员。", "This person does not mediate the case."),
        ("请从本案调解员中选择。", "Choose one of the mediators of the case."),
        "SI16 15",
        who=HEAD,
    )


@rule(needs={"answers", "assignments"}, reads_answers=True)
def chosen_mediator_is_respected(facts: Facts) -> Verdict:
    """Whom the parties chose together is appointed; the desk appoints only where they chose nobody (SI16 12)."""
    chosen = [a.value for a in facts.answers if a.act == "choose_mediator" and a.name == "mediator"]
    mediator = given_of(facts).choice("mediator")
    if not chosen or chosen[-1] == f'"{mediator}"' or chosen[-1] in {f'"{m}"' for m in mediator_ids(facts)}:
        return Met
    return warn(
        "another_was_chosen",
        ("当事人共同选定的是另一名调解员。", "The parties chose another mediator together."),
        ("请指派当事人选定的调解员，或者说明不能指派的原因。", "Assign the one they chose, or say why not."),
        "SI16 12",
        "SI21 10",
        who=HEAD,
    )


@rule(needs={"interests", "assignments"})
def no_open_conflict(facts: Facts) -> Verdict:
    """A mediator who disclosed a conflict goes on only if both sides still agree (SI16 15; SI21 13)."""
    here = mediator_ids(facts)
    if not any(i.person_id in here and i.cleared_at is None for i in facts.interests):
        return Met
    return no(
        "conflict_open",
        ("调解员披露的利害关系尚未取得各方同意。", "A mediator's disclosed conflict has not been cleared."),
        ("请登记各方仍同意，或者更换调解员。", "Record that every party still consents, or replace the mediator."),
        "SI16 15",
        "SI21 13",
    )


@rule(needs={"interests"}, reads_answers=True)
def conflict_is_open(facts: Facts) -> Verdict:
    """Only what was disclosed can be cleared, and only after that: consent is to what is known (SI16 15)."""
    mediator = given_of(facts).choice("mediator")
    still = [i for i in facts.interests if i.person_id == mediator and i.cleared_at is None]
    if still and all(i.disclosed_at <= facts.acting.occurred_at for i in still):
        return Met
    return no(
        "no_conflict_disclosed",
        ("该调解员没有待处理的披露。", "This mediator has no disclosure to be cleared."),
        ("请先登记披露的利害关系。", "Record the disclosure first."),
        "SI16 15",
    )
