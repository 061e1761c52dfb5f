from __future__ import annotations

from typing import Any

import pytest

from mediation.facts.known import Facts
from mediation.facts.standing import Held, Human, Match, Staff, Standing
from mediation.rules.roles import conflicts
from mediation.vocabulary import Part, ParticipantRole, Severity, Side, Truth
from tests.makers import both_parties, make_assignment, make_interest, said
from tests.rules.asking import make_facts
from tests.rules.rulings import Ruling

NUMBER, OTHER_NUMBER = "99010119800101123X", "990101198001011248"
FANG = Human.of("方允和", None, None, "m")
COMMITTEE = "江州远达物流有限公司劳动争议调解委员会"
STAFF = {"m": Staff(FANG, frozenset({COMMITTEE}))}
NAMESAKE = Human.of("方 允和", None, None)
WALLED = (Part.PARTY, Part.AGENT, *(role for role in ParticipantRole if role is not ParticipantRole.INVITED))
MEDIATED = Held(Part.MEDIATOR, FANG, here=False)


def held(part: Part | ParticipantRole, human: Human = FANG, *, here: bool = True, **more: Any) -> Held:
    return Held(part, human, here, **more)


def choosing(*parts: Held, **more: Any) -> Facts:
    """Somebody is to mediate who is or was this."""
    return make_facts(given={"mediator": "m", **more}, parts=Standing(parts, STAFF))


def sitting(*parts: Held, disclosed: bool = False) -> Facts:
    """The mediator of the case is or was this."""
    rows = (make_assignment("m"), *([make_interest("m", cleared=True)] if disclosed else []))
    return make_facts(*rows, given={}, parts=Standing(parts, STAFF))


def joining(*parts: Held, name: str = "方允和", **more: Any) -> Facts:
    """Somebody joins the case for the worker."""
    given = {"name": said(name), "party": "w", **more}
    return make_facts(*both_parties(), given=given, parts=Standing(parts, STAFF))


RULINGS = (
    Ruling(
        "nobody of the dispute", "mediator_has_no_other_part", choosing(held(Part.AGENT, Human.of("郑某", None, None)))
    ),
    Ruling("who mediated a linked case goes on", "mediator_has_no_other_part", choosing(MEDIATED)),
    Ruling("who was asked to help may mediate", "mediator_has_no_other_part", choosing(held(ParticipantRole.INVITED))),
    *(
        Ruling(f"who was {part} may not", "mediator_has_no_other_part", choosing(held(part)), "role_wall")
        for part in WALLED
    ),
    Ruling(
        "not in a linked case either",
        "mediator_has_no_other_part",
        choosing(held(Part.AGENT, here=False, side=Side.APPLICANT)),
        "role_wall",
    ),
    Ruling(
        "somebody of the same name is to be checked",
        "mediator_has_no_other_part",
        choosing(held(ParticipantRole.WITNESS, NAMESAKE)),
        "same_name_to_check",
        Truth.UNKNOWN,
    ),
    Ruling(
        "checked: another of the same name",
        "mediator_has_no_other_part",
        choosing(held(ParticipantRole.WITNESS, NAMESAKE), different_person=True),
    ),
    Ruling(
        "the check does not lift a certain wall",
        "mediator_has_no_other_part",
        choosing(held(ParticipantRole.WITNESS, NAMESAKE), held(Part.AGENT), different_person=True),
        "role_wall",
    ),
    Ruling(
        "nothing in common",
        "mediator_has_nothing_to_disclose",
        choosing(held(Part.PARTY, Human(), unit="江州别家公司")),
    ),
    Ruling(
        "a committee of the employer's",
        "mediator_has_nothing_to_disclose",
        choosing(held(Part.PARTY, Human(), unit="江州远达物流有限公司")),
        "conflict_to_disclose",
        severity=Severity.WARN,
    ),
    Ruling(
        "a legal-aid lawyer of the mediator's own body",
        "mediator_has_nothing_to_disclose",
        choosing(
            held(ParticipantRole.LEGAL_AID_LAWYER, Human(), unit="江州远达物流有限公司劳动争议调解委员会法律援助站")
        ),
        "conflict_to_disclose",
        severity=Severity.WARN,
    ),
    Ruling(
        "once asked to help",
        "mediator_has_nothing_to_disclose",
        choosing(held(ParticipantRole.INVITED, here=False)),
        "conflict_to_disclose",
        severity=Severity.WARN,
    ),
    Ruling("nothing came to light", "mediators_stay_apart", sitting(MEDIATED)),
    Ruling(
        "a part came to light when the cases were linked",
        "mediators_stay_apart",
        sitting(held(Part.AGENT, here=False)),
        "role_wall",
    ),
    Ruling(
        "disclosure does not lift a wall",
        "mediators_stay_apart",
        sitting(held(Part.AGENT), disclosed=True),
        "role_wall",
    ),
    Ruling(
        "not disclosed yet",
        "mediators_stay_apart",
        sitting(held(Part.PARTY, Human(), unit="江州远达物流有限公司")),
        "conflict_to_disclose",
        severity=Severity.WARN,
    ),
    Ruling(
        "disclosed",
        "mediators_stay_apart",
        sitting(held(Part.PARTY, Human(), unit="江州远达物流有限公司"), disclosed=True),
    ),
    Ruling("a stranger joins", "newcomer_never_mediated", joining(MEDIATED, name="郑某")),
    Ruling("our mediator as agent", "newcomer_never_mediated", joining(MEDIATED, person="m"), "mediator_may_not_act"),
    Ruling(
        "our mediator as legal-aid lawyer",
        "newcomer_never_mediated",
        joining(MEDIATED, person="m", role="legal_aid_lawyer"),
        "mediator_may_not_act",
    ),
    Ruling("a mediator is asked to help", "newcomer_never_mediated", joining(MEDIATED, person="m", role="invited")),
    Ruling(
        "a mediator's name is to be checked",
        "newcomer_never_mediated",
        joining(MEDIATED),
        "same_name_to_check",
        Truth.UNKNOWN,
    ),
    Ruling("checked: not the mediator", "newcomer_never_mediated", joining(MEDIATED, different_person=True)),
    Ruling(
        "the same side again",
        "newcomer_changes_no_sides",
        joining(held(Part.AGENT, Human.of(None, NUMBER, None), side=Side.APPLICANT), identity=said(NUMBER)),
    ),
    Ruling(
        "once the other side's agent",
        "newcomer_changes_no_sides",
        joining(held(Part.AGENT, Human.of(None, NUMBER, None), side=Side.RESPONDENT), identity=said(NUMBER)),
        "stood_on_the_other_side",
        severity=Severity.WARN,
    ),
    Ruling("another name", "party_is_no_mediator", joining(MEDIATED, name="郑某")),
    Ruling(
        "the mediator's name",
        "party_is_no_mediator",
        joining(MEDIATED, name="远达公司", representative=said("方允和")),
        "party_may_be_mediator",
        severity=Severity.WARN,
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        (Human.of("方允和", NUMBER, None), Human.of("别名", NUMBER.lower(), None), Match.SAME),
        (Human.of("方允和", NUMBER, "13800000001"), Human.of("方允和", OTHER_NUMBER, "13800000001"), Match.OTHER),
        (Human.of("方 允和", None, "13800000001"), Human.of("方允和", NUMBER, "13800000001"), Match.SAME),
        (Human.of("方允和", None, "13800000001"), Human.of("方允和", None, "13800000002"), Match.NAMESAKE),
        (Human.of("方允和", None, None, "m"), Human.of(None, None, None, "m"), Match.SAME),
        (Human.of("郑某", None, "13800000001"), Human.of("方允和", None, "13800000001"), Match.OTHER),
        (Human(), Human(), Match.OTHER),
    ],
)
def test_people_are_known_by_number_or_by_name_and_phone(one: Human, other: Human, match: Match) -> None:
    assert one.match(other) is other.match(one) is match


def test_every_conflict_is_told_once_with_its_article_and_without_a_name() -> None:
    standing = Standing((held(Part.AGENT), held(Part.AGENT), held(ParticipantRole.WITNESS, here=False)), STAFF)
    told = conflicts(standing, "m")
    assert [reason.code for reason in told] == ["role_wall", "role_wall"]
    assert all(reason.cites and "方允和" not in reason.zh for reason in told)
