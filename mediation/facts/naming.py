"""Who else takes part, as answers name them."""

from __future__ import annotations

from mediation.facts.known import Facts
from mediation.facts.parties import Participant
from mediation.facts.readings import given_of


def participants_named(facts: Facts) -> tuple[Participant, ...]:
    """Return who has the part and the name that answers give, and has it still (groups ``participants``, ``texts``)."""
    given = given_of(facts)
    return tuple(
        one
        for one in facts.participants
        if one.until is None and one.role == given["role"] and facts.words(one.name_id) == given.text("name")
    )
