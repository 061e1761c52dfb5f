from __future__ import annotations

from datetime import date

import pytest

from mediation.engine.verdict import Met, Reason
from mediation.facts.columns import Row
from mediation.facts.matters import ElectedFor, Joining
from mediation.rules.matters import common_claim, matter_is_collective, representatives_are_in_number
from mediation.vocabulary import (
    Authority,
    ClaimItem,
    ConsentAnswer,
    ConsentSubject,
    ReferralKind,
    Severity,
    Side,
    SignerCapacity,
)
from tests.makers import (
    CASE,
    at,
    both_parties,
    make_agent,
    make_agreement,
    make_claim,
    make_consent,
    make_party,
    make_signature,
)
from tests.rules.asking import code_of, make_facts, write
from tests.rules.rulings import Ruling

REPRESENTATIVE = make_agent("a", "w", Authority.REPRESENTATIVE)
ORDINARY = make_agent("a", "w", Authority.SPECIAL)
BY_AGENT = {"capacity": "agent", "party": "w"}
SETTLED = make_consent("w", subject=ConsentSubject.REPRESENTATION, object_id="agreement")
REFUSED = make_consent("w", ConsentAnswer.REFUSED, subject=ConsentSubject.REPRESENTATION, object_id="agreement")
ELSEWHERE = make_consent("w", subject=ConsentSubject.REPRESENTATION, object_id="another draft")
WITHDRAWN = make_consent("w", subject=ConsentSubject.REPRESENTATION, object_id="withdraw")
OTHERS = make_consent("v", subject=ConsentSubject.REPRESENTATION, object_id="agreement")
JOINED = Joining(id="j", case_id=CASE, matter_id="m", since=at(date(2026, 8, 1)))
LEFT = Joining(id="j", case_id=CASE, matter_id="m", since=at(date(2026, 8, 1)), until=at(date(2026, 8, 2)))


def joint(workers: int, item: ClaimItem = ClaimItem.WAGES, side: Side = Side.APPLICANT) -> tuple[Row, ...]:
    """So many workers in one case, each with the same claim."""
    people = [make_party(f"w{number}", side, number) for number in range(1, workers + 1)]
    claims = [make_claim(number, item, claimant_id=f"w{number}") for number in range(1, workers + 1)]
    return (*people, *claims)


SUMMARY, DELEGATED = ({"kind": kind} for kind in (ReferralKind.ENTRUSTED_SUMMARY, ReferralKind.DELEGATED))

RULINGS = (
    Ruling(
        "the worker signs in person",
        "representative_may_sign",
        make_facts(REPRESENTATIVE, make_agreement(), given={"capacity": "party", "party": "w"}),
    ),
    Ruling(
        "an agent with a power of attorney is no representative",
        "representative_may_sign",
        make_facts(ORDINARY, make_agreement(), given=BY_AGENT),
    ),
    Ruling(
        "the worker consented to this settlement",
        "representative_may_sign",
        make_facts(REPRESENTATIVE, make_agreement(), SETTLED, given=BY_AGENT),
    ),
    Ruling(
        "nobody asked the worker",
        "representative_may_sign",
        make_facts(REPRESENTATIVE, make_agreement(), given=BY_AGENT),
        "representative_needs_consent",
    ),
    Ruling(
        "another worker's consent is not this one's",
        "representative_may_sign",
        make_facts(REPRESENTATIVE, make_agreement(), OTHERS, given=BY_AGENT),
        "representative_needs_consent",
    ),
    Ruling(
        "the consent was to another draft",
        "representative_may_sign",
        make_facts(REPRESENTATIVE, make_agreement(), ELSEWHERE, given=BY_AGENT),
        "representative_needs_consent",
    ),
    Ruling(
        "the worker changed their mind: the later answer counts",
        "representative_may_sign",
        make_facts(REPRESENTATIVE, make_agreement(), SETTLED, REFUSED, given=BY_AGENT),
        "representative_needs_consent",
    ),
    Ruling(
        "the applicant withdraws in person",
        "representative_may_withdraw",
        make_facts(REPRESENTATIVE, given={"party": "w"}),
    ),
    Ruling(
        "the worker agreed to the withdrawal",
        "representative_may_withdraw",
        make_facts(REPRESENTATIVE, WITHDRAWN, given={"party": "w", "agent": 1}),
    ),
    Ruling(
        "consent to a settlement is none to a withdrawal",
        "representative_may_withdraw",
        make_facts(REPRESENTATIVE, SETTLED, given={"party": "w", "agent": 1}),
        "representative_needs_consent",
    ),
    Ruling(
        "a represented worker and a draft",
        "represented_has_something_to_consent_to",
        make_facts(REPRESENTATIVE, make_agreement(), given={"party": "w", "about": "settle"}),
    ),
    Ruling(
        "a withdrawal needs no draft",
        "represented_has_something_to_consent_to",
        make_facts(REPRESENTATIVE, given={"party": "w", "about": "withdraw"}),
    ),
    Ruling(
        "nobody represents this worker",
        "represented_has_something_to_consent_to",
        make_facts(ORDINARY, make_agreement(), given={"party": "w", "about": "settle"}),
        "not_represented",
    ),
    Ruling(
        "consent in advance is none",
        "represented_has_something_to_consent_to",
        make_facts(REPRESENTATIVE, given={"party": "w", "about": "settle"}),
        "no_agreement",
    ),
    Ruling("a case on its own", "joins_no_other_matter", make_facts()),
    Ruling("a case that left", "joins_no_other_matter", make_facts(LEFT)),
    Ruling("a case of a matter", "joins_no_other_matter", make_facts(JOINED), "in_a_matter"),
    Ruling("a case of a matter", "belongs_to_a_matter", make_facts(JOINED)),
    Ruling("a case on its own", "belongs_to_a_matter", make_facts(), "in_no_matter"),
    Ruling("a case that left", "belongs_to_a_matter", make_facts(LEFT), "in_no_matter"),
    Ruling("ten in one action", "one_joint_action", make_facts(*joint(10))),
    Ruling("nine in one action", "one_joint_action", make_facts(*joint(9)), "docketed_singly"),
    Ruling("one worker", "one_joint_action", make_facts(*both_parties(), make_claim()), "docketed_singly"),
    Ruling("nobody claims anything", "one_joint_action", make_facts(*both_parties()), "docketed_singly"),
    Ruling("ten respondents", "one_joint_action", make_facts(*joint(10, side=Side.RESPONDENT)), "docketed_singly"),
    Ruling("one worker", "docketed_singly", make_facts(*both_parties(), make_claim())),
    Ruling("ten in one action", "docketed_singly", make_facts(*joint(10)), "one_joint_action"),
    Ruling("nine in summary procedure", "summary_fits_the_number", make_facts(*joint(9), given=SUMMARY)),
    Ruling("ten delegated before filing", "summary_fits_the_number", make_facts(*joint(10), given=DELEGATED)),
    Ruling(
        "ten in summary procedure",
        "summary_fits_the_number",
        make_facts(*joint(10), given=SUMMARY),
        "summary_not_for_many",
        severity=Severity.WARN,
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_rulings_on_groups(ruling: Ruling) -> None:
    ruling.holds()


def claims(*groups: tuple[int, ClaimItem]) -> list[tuple[str, ClaimItem]]:
    return [(f"{item}{number}", item) for many, item in groups for number in range(many)]


@pytest.mark.parametrize(
    ("claimed", "code"),
    [
        (claims((10, ClaimItem.WAGES)), None),
        (claims((9, ClaimItem.WAGES)), "not_collective"),
        (claims((9, ClaimItem.WAGES), (9, ClaimItem.SEVERANCE)), "not_collective"),
        (claims((9, ClaimItem.WAGES)) * 2, "not_collective"),
        ([], "not_collective"),
    ],
)
def test_a_dispute_is_collective_from_ten_workers_with_one_claim_in_common(
    claimed: list[tuple[str, ClaimItem]], code: str | None
) -> None:
    assert code_of(matter_is_collective(claimed)) == code


def test_the_common_claim_is_the_one_most_workers_have() -> None:
    assert common_claim(claims((3, ClaimItem.OVERTIME), (5, ClaimItem.WAGES))) == (ClaimItem.WAGES, 5)
    assert common_claim([]) is None


@pytest.mark.parametrize(
    ("purpose", "allowed", "article"),
    [(ElectedFor.ARBITRATION, {3, 4, 5}, "R33 62"), (ElectedFor.SUIT, {2, 3, 4, 5}, "CPLI 78")],
)
def test_arbitration_has_three_to_five_representatives_and_a_suit_two_to_five(
    purpose: ElectedFor, allowed: set[int], article: str
) -> None:
    verdicts = {number: representatives_are_in_number([str(n) for n in range(number)], purpose) for number in range(8)}

    assert {number for number, verdict in verdicts.items() if verdict is Met} == allowed
    assert all(isinstance(v, Reason) and v.cites == (article,) for v in verdicts.values() if v is not Met)


def test_mediation_names_no_number_but_somebody_must_be_elected() -> None:
    assert representatives_are_in_number([], ElectedFor.MEDIATION) is not Met
    assert representatives_are_in_number(["a"], ElectedFor.MEDIATION) is Met
    assert representatives_are_in_number(list("abcdefgh"), ElectedFor.MEDIATION) is Met


def test_naming_representatives_replaces_those_named_before_and_leaves_other_agents() -> None:
    named = {"party": "w", "representatives": [{}]}
    rows = write("name_representatives", make_facts(REPRESENTATIVE, make_agent("b", "w"), given=named))

    before, named_now = rows
    assert (before.id, before.until is None) == ("a", False)  # type: ignore[attr-defined]
    assert named_now.authority is Authority.REPRESENTATIVE  # type: ignore[attr-defined]


def test_consent_is_kept_with_what_it_was_given_to() -> None:
    given = {"party": "w", "about": "settle", "answer": "agreed", "channel": "phone"}
    (settle,) = write("consent_to_representative", make_facts(make_agreement(), given=given))
    (waive,) = write("consent_to_representative", make_facts(given={**given, "about": "withdraw"}))

    assert [row.object_id for row in (settle, waive)] == ["agreement", "withdraw"]  # type: ignore[attr-defined]


def test_leaving_ends_the_joining_that_runs() -> None:
    (row,) = write("leave_matter", make_facts(LEFT, Joining(**{**JOINED.model_dump(), "id": "k"})))

    assert (row.id, row.until is None) == ("k", False)  # type: ignore[attr-defined]


def test_a_representative_who_signed_with_consent_does_not_lack_special_authority() -> None:
    signature = make_signature(SignerCapacity.AGENT, "w", agent_id="a")
    for rule, facts in (
        ("agents_may_settle", make_facts(REPRESENTATIVE, make_agreement(), signature)),
        ("agent_has_special_authority", make_facts(REPRESENTATIVE, given=BY_AGENT)),
    ):
        Ruling("an elected representative", rule, facts).holds()


def test_two_agents_may_stand_beside_any_number_of_representatives() -> None:
    elected = [make_agent(f"r{number}", "w", Authority.REPRESENTATIVE) for number in range(3)]
    Ruling("one agent so far", "at_most_two_agents", make_facts(*elected, ORDINARY, given={"party": "w"})).holds()
