"""The acts of a desk: who may still add what, whom an agent may serve, where a case may go."""

from __future__ import annotations

from mediation.engine.verdict import Met, Reason, Verdict
from mediation.facts.known import Facts
from mediation.facts.naming import participants_named
from mediation.facts.parties import HUMAN
from mediation.facts.readings import given_of
from mediation.law.names import name_doubt, name_key
from mediation.rules.registry import rule
from mediation.rules.saying import HEAD, no, warn
from mediation.vocabulary import Audience, Authority, FactClass, OrganisationKind, Relation, Role


def _no(code: str, zh: str, en: str, cure: tuple[str, str], *cites: str) -> Reason:
    return no(code, (zh, en), cure, *cites)


@rule(needs=())
def folder_is_new(facts: Facts) -> Verdict:
    """A case is opened once."""
    if facts.acting.seq <= 1:
        return Met
    return _no(
        "already_opened", "本案已经建立。", "The case is open already.", ("请办理后续事项。", "Go on with the case.")
    )


@rule(needs={"proceedings"})
def clerk_only_before_sending(facts: Facts) -> Verdict:
    """What a court hands over is the court's until it is sent, and the desk's from then on (SI16 11, 27)."""
    if facts.acting.actor.relations != {Relation.COURT_CLERK}:
        return Met
    if any(p.procedure == "court_referral" and p.state == "preparing" for p in facts.proceedings):
        return Met
    return _no(
        "already_sent",
        "移送后，当事人和请求事项由调解组织登记。",
        "After sending, the desk records parties and claims.",
        ("请联系调解组织更正。", "Ask the desk to amend."),
        "SI16 27",
    )


@rule(needs={"parties", "texts"}, reads_answers=True)
def name_is_new_on_its_side(facts: Facts) -> Verdict:
    """The same party entered twice is one party."""
    given = given_of(facts)
    name, side = given.text("name"), given.choice("side")
    here = {name_key(facts.words(party.name_id) or "") for party in facts.parties if party.side == side}
    if name and name_key(name) in here:
        return _no(
            "party_twice",
            f"同一方已登记过“{name}”。",
            "This side already has a party of that name.",
            ("请更正已有当事人，不要重复添加。", "Amend the party on file instead."),
        )
    return Met


@rule(needs=(), reads_answers=True)
def name_looks_right(facts: Facts) -> Verdict:
    """A name that may be mistyped is compared with the document; a rare or foreign one is never refused."""
    given = given_of(facts)
    natural = given.choice("kind") in HUMAN or given.yes("natural")
    doubt = name_doubt(given.text("name") or "", natural=natural)
    if doubt is None:
        return Met
    cure = ("请与身份证件或者营业执照核对，无误的照常登记。", "Compare it with the document; if it is right, go on.")
    return warn("name_to_be_checked", (doubt.zh, doubt.en), cure)


@rule(needs={"agents"}, reads_answers=True)
def at_most_two_agents(facts: Facts) -> Verdict:
    """A party may have one or two agents (CPL 61)."""
    given = given_of(facts)
    own = [a for a in facts.agents if a.party_id == given.choice("party")]
    if sum(agent.authority is not Authority.REPRESENTATIVE for agent in own) < 2:
        return Met
    return _no(
        "too_many_agents",
        "每一方当事人最多委托二人代理。",
        "A party may have two agents at most.",
        ("请先解除一名代理人的委托。", "End the authority of one first."),
        "CPL 61",
    )


@rule(needs={"agents", "texts"}, reads_answers=True)
def agent_is_on_file(facts: Facts) -> Verdict:
    """Only an authority that runs can be ended."""
    given = given_of(facts)
    name, party = given.text("name"), given.choice("party")
    if any(agent.party_id == party and facts.words(agent.name_id) == name for agent in facts.agents):
        return Met
    return _no(
        "no_such_agent",
        f"该当事人没有名为“{name}”的代理人。",
        "The party has no agent of that name.",
        ("请核对姓名。", "Check the name."),
    )


@rule(needs={"participants", "texts"}, reads_answers=True)
def participant_is_on_file(facts: Facts) -> Verdict:
    """Only a part that somebody has can end."""
    if participants_named(facts):
        return Met
    return _no(
        "no_such_participant",
        "本案没有该身份、该姓名的参与人。",
        "Nobody of that name has that part in the case.",
        ("请核对身份和姓名。", "Check part and name."),
    )


@rule(needs={"parties"}, reads_answers=True)
def claim_names_two_sides(facts: Facts) -> Verdict:
    """A claim runs from one side to another."""
    given = given_of(facts)
    sides = {party.id: party.side for party in facts.parties}
    claimant, respondent = given.choice("claimant"), given.choice("respondent")
    if claimant and respondent and sides.get(claimant) != sides.get(respondent):
        return Met
    return _no(
        "same_side",
        "请求人与被请求人不能是同一方。",
        "Claimant and respondent stand on the same side.",
        ("请重新选择。", "Choose again."),
    )


@rule(needs=(), reads_answers=True)
def period_runs_forward(facts: Facts) -> Verdict:
    """The period a claim is about does not end before it begins."""
    given = given_of(facts)
    since, until = given.day("since"), given.day("until")
    if since is None or until is None or since <= until:
        return Met
    return _no(
        "period_backwards",
        f"期间止日{until}早于起日{since}。",
        f"The period ends on {until}, before it begins on {since}.",
        ("请核对起止日期。", "Check both days."),
    )


@rule(needs=(), reads_answers=True)
def concession_is_never_joint(facts: Facts) -> Verdict:
    """What was conceded to reach agreement stays with the mediator unless all sign that it may travel (SI16 22)."""
    given = given_of(facts)
    if given.choice("class") != FactClass.CONCESSION or given.choice("audience") != Audience.JOINT:
        return Met
    return _no(
        "concession_joint",
        "妥协事项不得记入共同部分。",
        "A concession may not stand in the joint part.",
        ("请选择一方背对背部分或者仅调解员可见。", "Choose a caucus or the mediator only."),
        "SI16 22",
        "SI21 18",
    )


@rule(needs={"interests"}, reads_answers=True)
def new_mediator_is_free_of_conflict(facts: Facts) -> Verdict:
    """A mediator who disclosed a conflict takes the case only after it was cleared (SI16 15)."""
    given = given_of(facts)
    person = given.choice("mediator")
    if all(interest.person_id != person or interest.cleared_at for interest in facts.interests):
        return Met
    return _no(
        "conflict_open",
        "该调解员披露的利害关系尚未取得双方同意。",
        "This mediator's disclosed conflict has not been cleared by both parties.",
        ("请取得双方同意，或者改选他人。", "Obtain both consents or choose another."),
        "SI16 15",
        "SI21 13",
    )


@rule(needs=(), reads_answers=True)
def receiver_is_another(facts: Facts) -> Verdict:
    """A case is handed over to another body."""
    given = given_of(facts)
    if given.choice("organisation") != facts.case.organisation_id:
        return Met
    return _no(
        "same_organisation",
        "接收组织就是本组织。",
        "The receiving organisation already has the case.",
        ("请另选组织。", "Choose another."),
    )


@rule(needs={"organisations"}, reads_answers=True)
def receiver_may_mediate(facts: Facts) -> Verdict:
    """A case is handed over to a body that mediates: a court or a commission gets it by its own procedure."""
    given = given_of(facts)
    receiver = facts.organisations.get(given.choice("organisation") or "")
    if receiver is None or receiver.kind not in {OrganisationKind.COURT, OrganisationKind.ARBITRATION}:
        return Met
    return _no(
        "receiver_does_not_mediate",
        "人民法院、仲裁委员会不接收移交的调解案件。",
        "A court or a commission takes over no mediation.",
        (
            "请选择调解组织，或者办理反馈、司法确认等相应程序。",
            "Choose a mediation body, or the court's procedure.",
        ),
    )


@rule(needs=(), reads_answers=True)
def mediator_may_serve(facts: Facts) -> Verdict:
    """A case is given to somebody who works at a mediation body today: not to a clerk of the court."""
    given = given_of(facts)
    found = facts.memberships.get(given.choice("mediator") or "")
    if found is None or {membership.role for membership in found} - {Role.COURT_CLERK, Role.ADMINISTRATOR}:
        return Met
    return _no(
        "mediator_may_not_serve",
        "所选人员已停用，或者不是调解组织的人员。",
        "The person was disabled, or does not belong to a mediation body.",
        ("请改选在岗的调解员。", "Choose a mediator who serves."),
        "SI16 12",
    )


@rule(needs={"proceedings"})
def every_proceeding_has_ended(facts: Facts) -> Verdict:
    """A folder is sealed when nothing in it is open; a referral that was reported is the court's, not the desk's."""
    open_ones = [
        p
        for p in facts.proceedings
        if not p.ended and p.procedure != "case_folder" and (p.procedure, p.state) != ("court_referral", "reported")
    ]
    if not open_ones:
        return Met
    return _no(
        "proceeding_open",
        "本案还有未办结的程序。",
        "A proceeding of the case is still open.",
        ("请先办结。", "Finish it first."),
    )


@rule(needs={"clocks"})
def supervision_is_open(facts: Facts) -> Verdict:
    """The head of the desk urged the case on and waits for an answer (PML 11)."""
    if any(clock.limit_id == "supervision_answer" and clock.stopped_at is None for clock in facts.clocks):
        return Met
    return no(
        "nothing_to_answer",
        ("本案没有待答复的督办。", "Nobody waits for an answer on this case."),
        ("无需办理；负责人督办后再答复。", "Nothing to do, until the head of the desk urges the case on."),
        "PML 11",
        who=HEAD,
    )
