from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mediation.facts.known import Facts
from mediation.facts.people import Membership
from mediation.vocabulary import Authority, Role, Severity, Side, SignerCapacity
from tests.makers import (
    DESK,
    at,
    both_parties,
    make_agent,
    make_agreement,
    make_answer,
    make_assignment,
    make_interest,
    make_party,
    make_proceeding,
    make_signature,
    make_text,
)
from tests.rules.asking import make_facts
from tests.rules.rulings import Ruling

BOTH = both_parties()
CHOSEN = (make_proceeding(), make_answer("mediator", "chosen", "choose_mediator", "labour_mediation"))
FOR_W, FOR_E = make_agent("a", "w", identity_id="id:a"), make_agent("b", "e", identity_id="id:b")
SAME_NUMBER = (make_text("id:a", "99010119800101123X"), make_text("id:b", "99010119800101123x"))
OTHER_NUMBER = (make_text("id:a", "99010119800101123X"), make_text("id:b", "990101198001011248"))
SAME_NAME = (make_text("name:a", "郑某"), make_text("name:b", "郑 某"))
BY_AGENT = {"capacity": "agent", "party": "w"}
SIGNED_BY_AGENT = make_signature(SignerCapacity.AGENT, "w", agent_id="a")
GENERAL = make_agent("a", "w", Authority.GENERAL)


def _serving(*roles: Role) -> Facts:
    """Somebody is to mediate who is this at the desk today; nothing, once disabled."""
    since = date(2026, 1, 1)
    found = tuple(Membership(id=role, person_id="m", organisation_id=DESK, role=role, since=since) for role in roles)
    return replace(make_facts(given={"mediator": "m"}), memberships={"m": found})


RULINGS = (
    Ruling(
        "two agents of different numbers",
        "no_one_acts_for_both",
        make_facts(*BOTH, FOR_W, FOR_E, *OTHER_NUMBER, *SAME_NAME),
    ),
    Ruling(
        "双方委托同一人: one identity number",
        "no_one_acts_for_both",
        make_facts(*BOTH, FOR_W, FOR_E, *SAME_NUMBER),
        "acts_for_both",
    ),
    Ruling(
        "双方委托同一人: one name where a number is missing",
        "no_one_acts_for_both",
        make_facts(*BOTH, make_agent("a", "w"), FOR_E, OTHER_NUMBER[1], *SAME_NAME),
        "acts_for_both",
    ),
    Ruling(
        "an agent who is the other side's legal representative",
        "no_one_acts_for_both",
        make_facts(
            BOTH[0],
            make_party("e", Side.RESPONDENT, 2, representative_id="rep"),
            make_agent("a", "w"),
            make_text("name:a", "钱某"),
            make_text("rep", "钱某"),
        ),
        "acts_for_both",
    ),
    Ruling(
        "an agent of the employer who is the worker",
        "no_one_acts_for_both",
        make_facts(*BOTH, make_agent("b", "e"), make_text("name:w", "周某"), make_text("name:b", "周某")),
        "acts_for_both",
    ),
    Ruling(
        "a worker and an individual employer of the same name are no agents",
        "no_one_acts_for_both",
        make_facts(
            BOTH[0],
            make_party("e", Side.RESPONDENT, 2, natural=True),
            make_text("name:w", "王某"),
            make_text("name:e", "王某"),
        ),
    ),
    Ruling(
        "one agent for two workers of one side",
        "no_one_acts_for_both",
        make_facts(*BOTH, make_party("w2", Side.APPLICANT, 3), make_agent("a", "w"), make_agent("b", "w2"), *SAME_NAME),
    ),
    Ruling(
        "an authority that has ended no longer counts",
        "no_one_acts_for_both",
        make_facts(*BOTH, FOR_W, make_agent("b", "e", identity_id="id:b", until=at(date(2026, 8, 31))), *SAME_NUMBER),
    ),
    Ruling(
        "erased names cannot be compared",
        "no_one_acts_for_both",
        make_facts(*BOTH, make_agent("a", "w"), make_agent("b", "e")),
    ),
    Ruling("special authority signs", "agent_has_special_authority", make_facts(make_agent("a", "w"), given=BY_AGENT)),
    Ruling(
        "a party needs none",
        "agent_has_special_authority",
        make_facts(GENERAL, given={"capacity": "party", "party": "w"}),
    ),
    Ruling(
        "general authority does not settle",
        "agent_has_special_authority",
        make_facts(GENERAL, given=BY_AGENT),
        "special_authority_missing",
    ),
    Ruling(
        "signed with special authority",
        "agents_may_settle",
        make_facts(make_agent("a", "w"), make_agreement(), SIGNED_BY_AGENT),
    ),
    Ruling(
        "signed with general authority",
        "agents_may_settle",
        make_facts(GENERAL, make_agreement(), SIGNED_BY_AGENT),
        "special_authority_missing",
    ),
    Ruling("somebody of the desk", "mediator_may_serve", _serving(Role.MEDIATOR)),
    Ruling("a clerk of the court", "mediator_may_serve", _serving(Role.COURT_CLERK), "mediator_may_not_serve"),
    Ruling("somebody who was disabled", "mediator_may_serve", _serving(), "mediator_may_not_serve"),
    Ruling("a new one", "mediator_not_on_case", make_facts(make_assignment(), given={"mediator": "other"})),
    Ruling(
        "the same one",
        "mediator_not_on_case",
        make_facts(make_assignment(), given={"mediator": "mediator"}),
        "already_assigned",
    ),
    Ruling("ours", "mediator_is_on_case", make_facts(make_assignment(), given={"mediator": "mediator"})),
    Ruling(
        "one who left",
        "mediator_is_on_case",
        make_facts(make_assignment(until=at(date(2026, 8, 15))), given={"mediator": "mediator"}),
        "not_assigned",
    ),
    Ruling("ours", "replaced_is_on_case", make_facts(make_assignment(), given={"replaced": "mediator"})),
    Ruling(
        "a stranger", "replaced_is_on_case", make_facts(make_assignment(), given={"replaced": "other"}), "not_assigned"
    ),
    Ruling("nobody was chosen", "chosen_mediator_is_respected", make_facts(given={"mediator": "other"})),
    Ruling("the chosen one", "chosen_mediator_is_respected", make_facts(*CHOSEN, given={"mediator": "chosen"})),
    Ruling(
        "a second mediator beside the chosen one",
        "chosen_mediator_is_respected",
        make_facts(*CHOSEN, make_assignment("chosen"), given={"mediator": "other"}),
    ),
    Ruling(
        "another than the chosen one",
        "chosen_mediator_is_respected",
        make_facts(*CHOSEN, given={"mediator": "other"}),
        "another_was_chosen",
        severity=Severity.WARN,
    ),
    Ruling("nothing was disclosed", "no_open_conflict", make_facts(make_assignment())),
    Ruling("it was cleared", "no_open_conflict", make_facts(make_assignment(), make_interest(cleared=True))),
    Ruling("it was not", "no_open_conflict", make_facts(make_assignment(), make_interest()), "conflict_open"),
    Ruling(
        "whoever left takes the conflict along", "no_open_conflict", make_facts(make_assignment("new"), make_interest())
    ),
    Ruling("something to clear", "conflict_is_open", make_facts(make_interest(), given={"mediator": "mediator"})),
    Ruling(
        "consent before the disclosure is consent to nothing",
        "conflict_is_open",
        make_facts(make_interest(), given={"mediator": "mediator"}, day=date(2026, 8, 31)),
        "no_conflict_disclosed",
    ),
    Ruling(
        "nothing to clear",
        "conflict_is_open",
        make_facts(make_interest(cleared=True), given={"mediator": "mediator"}),
        "no_conflict_disclosed",
    ),
    Ruling(
        "free",
        "new_mediator_is_free_of_conflict",
        make_facts(make_interest(cleared=True), given={"mediator": "mediator"}),
    ),
    Ruling(
        "not free",
        "new_mediator_is_free_of_conflict",
        make_facts(make_interest(), given={"mediator": "mediator"}),
        "conflict_open",
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()
