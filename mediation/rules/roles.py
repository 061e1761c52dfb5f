"""Who may be what over time: a wall between mediating a dispute and having any other part in it (SI16 15–16; SI21 13).

What somebody ever was counts, in this case and in every case linked with it, whether it has ended or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mediation.engine.verdict import Met, Reason, Verdict
from mediation.facts.given import Given
from mediation.facts.known import Facts
from mediation.facts.readings import given_of, mediator_ids
from mediation.facts.standing import Held, Human, Match, Staff, Standing
from mediation.rules.registry import rule
from mediation.rules.saying import DESK, HEAD, Pair, no, unknown, warn
from mediation.vocabulary import Part, ParticipantRole, Side

NO_WALL: Final = frozenset({Part.MEDIATOR, ParticipantRole.INVITED})
"""Parts that do not keep anybody from mediating: co-mediators, and whoever was asked to help (PML 20)."""
SHORTEST: Final = 4
"""Characters a body's name must have to be compared: a shorter one says too little."""
_WALL: Final = ("SI16 16", "SI16 15")
_DISCLOSE: Final = ("SI16 15", "SI21 13")


def _where(held: Held) -> Pair:
    return ("本案", "this case") if held.here else ("关联案件", "a linked case")


def _what(held: Held) -> Pair:
    """Name a part without naming the person: a linked case may not be the reader's to know."""
    zh, en = _where(held)
    return f"{zh}{held.side.zh if held.side else ''}{held.part.zh}", f"{held.part.en} in {en}"


def _wall(held: Held) -> Reason:
    zh, en = _what(held)
    return no(
        "role_wall",
        (f"该人员是或者曾是{zh}，不能担任本案调解员。", f"This person is or was {en} and may not mediate."),
        ("请改选与本纠纷无任何身份关系的调解员。", "Choose a mediator who has had no part in the dispute."),
        *_WALL,
        who=HEAD,
    )


def _same_name(held: Held) -> Reason:
    zh, en = _what(held)
    return unknown(
        "same_name_to_check",
        (f"{zh}与该人员同名，是否为同一人尚未核对。", f"Somebody of the same name is or was {en}."),
        (
            "请核对身份：同一人的不能办理；不是同一人的，请勾选“已核对不是同一人”。",
            "Check who it is: the same person may not; else tick that it is another person.",
        ),
        *_WALL,
        who=DESK,
    )


def _to_disclose(said: Pair) -> Reason:
    return warn(
        "conflict_to_disclose",
        said,
        (
            "请由调解员披露，并取得各方当事人同意；当事人不同意的，应当更换。",
            "Let the mediator disclose it and every party consent; else replace the mediator.",
        ),
        *_DISCLOSE,
    )


def _common_unit(staff: Staff, held: Held) -> bool:
    """Test if a body of a mediator's and whom somebody is of or works for are one, or one is set up in the other."""
    there = held.unit or ""
    return len(there) >= SHORTEST and any(
        own.startswith(there) or there.startswith(own) for own in staff.units if len(own) >= SHORTEST
    )


def walls(standing: Standing, person_id: str, *, checked: bool = False) -> Iterator[Reason]:
    """Tell what keeps one of our people from mediating; ``checked``: namesakes are known to be others (SI16 16)."""
    staff = standing.staff.get(person_id, Staff(Human(person_id=person_id)))
    for held in standing.held:
        if held.part in NO_WALL:
            continue
        match held.human.match(staff.human):
            case Match.SAME:
                yield _wall(held)
            case Match.NAMESAKE if not checked:
                yield _same_name(held)
            case _:
                pass


def disclosures(standing: Standing, person_id: str) -> Iterator[Reason]:
    """Tell what one of our people has to disclose before mediating (SI16 15; SI21 13)."""
    staff = standing.staff.get(person_id, Staff(Human(person_id=person_id)))
    for held in standing.held:
        zh, en = _what(held)
        if held.part is ParticipantRole.INVITED and held.human.match(staff.human) is Match.SAME:
            yield _to_disclose((f"该调解员曾是{zh}。", f"This mediator is or was {en}."))
        if _common_unit(staff, held):
            yield _to_disclose((f"该调解员与{zh}属于同一单位。", f"This mediator belongs to the same body: {en}."))


def conflicts(standing: Standing, person_id: str) -> tuple[Reason, ...]:
    """Tell every conflict of one of our people with a dispute, once each: walls first, then what is to be disclosed."""
    return tuple(dict.fromkeys((*walls(standing, person_id), *disclosures(standing, person_id))))


def _first(reasons: Iterator[Reason]) -> Verdict:
    """The gravest: a certain reason before one that is to be checked."""
    found = sorted(reasons, key=lambda reason: reason.code != "role_wall")
    return found[0] if found else Met


@rule(needs={"standing"}, reads_answers=True)
def mediator_has_no_other_part(facts: Facts) -> Verdict:
    """Who is or was party, agent, witness, assessor, appraiser, interpreter or legal-aid lawyer may not mediate."""
    given = given_of(facts)
    return _first(walls(facts.standing, given.choice("mediator") or "", checked=given.yes("different_person")))


@rule(needs={"standing"}, reads_answers=True)
def mediator_has_nothing_to_disclose(facts: Facts) -> Verdict:
    """Whatever else may touch a mediator's fairness is disclosed, and every party consents (SI16 15; SI21 13)."""
    return _first(disclosures(facts.standing, given_of(facts).choice("mediator") or ""))


@rule(needs={"standing", "assignments", "interests"}, reads_answers=True)
def mediators_stay_apart(facts: Facts) -> Verdict:
    """Nobody mediates on whose other part came to light later; what is to be disclosed was disclosed (SI16 15–16)."""
    here = sorted(mediator_ids(facts))
    found = [reason for person in here for reason in walls(facts.standing, person, checked=True)]
    disclosed = {interest.person_id for interest in facts.interests}
    open_ones = [r for person in here if person not in disclosed for r in disclosures(facts.standing, person)]
    return _first(iter((*found, *open_ones)))


def _newcomer(given: Given) -> Human:
    return Human.of(given.text("name"), given.text("identity"), given.text("phone"), given.choice("person"))


def _mediated(held: Held) -> Reason:
    zh, en = _where(held)
    return no(
        "mediator_may_not_act",
        (
            f"该人员是或者曾是{zh}的调解员，不得担任同一纠纷的代理人、证人、陪审员、鉴定人、翻译人员或者法律援助承办人。",
            f"This person mediates or mediated {en} and may take no other part in the dispute.",
        ),
        ("请由当事人另行委托或者另行确定人选。", "Let somebody else be chosen."),
        "SI16 16",
    )


@rule(needs={"standing"}, reads_answers=True)
def newcomer_never_mediated(facts: Facts) -> Verdict:
    """A mediator of the dispute is never its agent, witness, assessor, appraiser, interpreter later (SI16 16)."""
    given = given_of(facts)
    if given.choice("role") in NO_WALL:
        return Met
    newcomer, checked = _newcomer(given), given.yes("different_person")
    mediators = [held for held in facts.standing.held if held.part is Part.MEDIATOR]
    matches = [(newcomer.match(held.human), held) for held in mediators]
    sure = (_mediated(held) for match, held in matches if match is Match.SAME)
    same_name = (_same_name(held) for match, held in matches if match is Match.NAMESAKE and not checked)
    return next(sure, None) or next(same_name, Met)


def _side_of(facts: Facts) -> Side | None:
    given = given_of(facts)
    if side := given.choice("side"):
        return Side(side)
    return next((party.side for party in facts.parties if party.id == given.choice("party")), None)


@rule(needs={"standing", "parties"}, reads_answers=True)
def newcomer_changes_no_sides(facts: Facts) -> Verdict:
    """Who ever stood on the other side of the dispute is pointed out, also after it ended (CPL 61)."""
    newcomer, side = _newcomer(given_of(facts)), _side_of(facts)
    for held in facts.standing.held:
        if side and held.side not in {None, side} and held.human.match(newcomer) is Match.SAME:
            zh, en = _what(held)
            return warn(
                "stood_on_the_other_side",
                (f"该人员是或者曾是{zh}。", f"This person is or was {en}, on the other side."),
                ("请核实并告知各方当事人；双方代理不得办理。", "Check it and tell every party; nobody acts for both."),
                "CPL 61",
            )
    return Met


@rule(needs={"standing"}, reads_answers=True)
def party_is_no_mediator(facts: Facts) -> Verdict:
    """A party or its representative who looks like a mediator of the dispute is pointed out (SI16 15)."""
    given = given_of(facts)
    people = (_newcomer(given), Human.of(given.text("representative"), None, None))
    mediators = [held.human for held in facts.standing.held if held.part is Part.MEDIATOR]
    if all(one.match(other) is Match.OTHER for one in people for other in mediators):
        return Met
    return warn(
        "party_may_be_mediator",
        ("该当事人（法定代表人）与本案或者关联案件的调解员同名。", "A mediator of the dispute has this party's name."),
        ("请核对身份；是同一人的，应当更换调解员。", "Check who it is; if the same, replace the mediator."),
        *_DISCLOSE,
    )
