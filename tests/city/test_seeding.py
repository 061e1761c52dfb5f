"""The invented city: seeded once for all, and once more as of another day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from mediation.casework.desk import Desk
from mediation.casework.perform import Command, perform
from mediation.casework.sweeping import sweep
from mediation.casework.verifying import verify
from mediation.city.cast import RESIDENTS
from mediation.city.confirming import CONFIRMATIONS
from mediation.city.plan import planned
from mediation.city.seeding import City, seed_city
from mediation.city.stuck import STUCK
from mediation.errors import MoveRefused
from mediation.law.identifiers import normalise_credit_code, normalise_identity_number
from mediation.records.database import connect, reading
from mediation.vocabulary import ClaimItem, LegalBasis, OrganisationKind, Role
from tests.world import desk_on

TODAY = datetime(2026, 8, 3, 2, tzinfo=UTC)
AFTER_NEW_YEAR = datetime(2027, 1, 3, 22, tzinfo=UTC)
"""A Monday in 2026, and a Sunday right after New Year, in a year whose days off are not published."""

PAY = {ClaimItem.WAGES, ClaimItem.OVERTIME}
END_OF_RELATION = {ClaimItem.SEVERANCE, ClaimItem.DAMAGES}
INJURY = {ClaimItem.INJURY_MEDICAL, ClaimItem.INJURY_BENEFIT}
CONFIRMED = {"confirmed", "objected", "objection_dismissed"}


@dataclass
class Seeded:
    desk: Desk
    city: City

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        with reading(self.desk.engine) as db:
            return [tuple(row) for row in db.execute(text(statement), values)]

    def states(self, procedure: str) -> Mapping[str, str]:
        """Where a procedure stands, by the label of the case."""
        labels = {case.id: label for label, case in self.city.cases.items()}
        found = self.rows("SELECT case_id, state FROM proceeding WHERE procedure = :p ORDER BY opened_seq", p=procedure)
        return {labels[case_id]: state for case_id, state in found}

    def settled(self) -> set[str]:
        """The labels of the cases with an agreement that everybody needed has signed."""
        labels = {case.id: label for label, case in self.city.cases.items()}
        found = self.rows("SELECT DISTINCT case_id FROM agreement WHERE status IN ('effective', 'signed')")
        return {labels[case_id] for (case_id,) in found} | {
            label for label, state in self.states("labour_mediation").items() if state == "agreed"
        }


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory, sqlite_template: bytes) -> Callable[[datetime], Seeded]:
    def make(today: datetime) -> Seeded:
        file: Path = tmp_path_factory.mktemp("city") / "city.db"
        file.write_bytes(sqlite_template)
        desk = desk_on(connect(f"sqlite:///{file}"))
        return Seeded(desk, seed_city(desk, today))

    return make


@pytest.fixture(scope="module")
def seeded(seed: Callable[[datetime], Seeded]) -> Seeded:
    return seed(TODAY)


def test_everybody_and_everything_is_invented(seeded: Seeded) -> None:
    assert all(body.name.endswith("（虚构）") for body in seeded.city.organisations)
    parties = seeded.rows(
        "SELECT p.kind, n.value, i.value FROM party p JOIN personal n ON n.id = p.name_id "
        "JOIN personal i ON i.id = p.identity_id"
    )
    assert len(parties) == 2 * len(seeded.city.cases)
    for kind, name, number in parties:
        if kind == "worker":
            assert normalise_identity_number(number).startswith("990101")
        else:
            assert normalise_credit_code(number).startswith("91990101")
            assert name.endswith("（虚构）")


def test_no_two_workers_are_alike(seeded: Seeded) -> None:
    workers = seeded.rows(
        "SELECT n.value, i.value FROM party p JOIN personal n ON n.id = p.name_id JOIN personal i ON i.id = "
        "p.identity_id WHERE p.kind = 'worker'"
    )
    assert len({name for name, _ in workers}) == len({number for _, number in workers}) == len(seeded.city.cases)


def test_every_body_that_mediates_has_its_legal_basis_and_every_role_its_people(seeded: Seeded) -> None:
    kinds = Counter(body.kind for body in seeded.city.organisations)
    assert kinds[OrganisationKind.COURT] == 2
    assert kinds[OrganisationKind.ENTERPRISE] == 2
    assert kinds[OrganisationKind.ARBITRATION] == kinds[OrganisationKind.STREET] == 1
    outside = {OrganisationKind.COURT, OrganisationKind.ARBITRATION}
    assert all((body.legal_basis is None) == (body.kind in outside) for body in seeded.city.organisations)
    assert LegalBasis.COURT_ROSTER in {body.legal_basis for body in seeded.city.organisations}
    assert {resident.role for resident in RESIDENTS} == set(Role)
    assert len({resident.sign_in for resident in RESIDENTS}) == len(RESIDENTS)
    assert {resident.id for resident in RESIDENTS} == {row[0] for row in seeded.rows("SELECT id FROM person")}


def test_the_claims_are_mixed_as_at_a_district_desk(seeded: Seeded) -> None:
    cases = seeded.city.cases.values()
    share = {
        name: sum(case.item in items for case in cases) / len(cases)
        for name, items in (("pay", PAY), ("end", END_OF_RELATION), ("injury", INJURY))
    }
    assert 0.40 <= share["pay"] <= 0.50
    assert 0.25 <= share["end"] <= 0.35
    assert 0.08 <= share["injury"] <= 0.12


def test_more_than_half_settle_a_quarter_is_confirmed_most_are_paid(seeded: Seeded) -> None:
    settled = seeded.settled()
    confirmed = {label for label, state in seeded.states("judicial_confirmation").items() if state in CONFIRMED}
    paid = {
        label
        for label, state in seeded.states("labour_mediation").items()
        if state in {"performed", "closed", "archived"} and label in settled
    }
    assert 0.5 <= len(settled) / len(seeded.city.cases) <= 0.62
    assert confirmed < settled
    assert 0.2 <= len(confirmed) / len(settled) <= 0.3
    assert len(paid) / len(settled) >= 0.5


def test_an_application_for_confirmation_stands_in_every_state_there_is(seeded: Seeded) -> None:
    definition = seeded.desk.procedures.named("judicial_confirmation")
    assert set(seeded.states("judicial_confirmation").values()) == set(definition.states) == set(CONFIRMATIONS)


def test_every_state_of_the_mediation_can_be_looked_at(seeded: Seeded) -> None:
    definition = seeded.desk.procedures.named("labour_mediation")
    missing = set(definition.states) - set(seeded.states("labour_mediation").values())
    assert missing <= {"awaiting_material", "suspended", "transferred"}


def test_the_inbox_holds_referrals_that_can_still_be_accepted(seeded: Seeded) -> None:
    waiting = {label for label, state in seeded.states("court_referral").items() if state == "sent"}
    assert waiting == {"inbox", "inbox-west", "inbox-entrusted", "inbox-platform"}
    assert seeded.states("court_referral")["lapsed"] == "lapsed"
    assert seeded.states("court_referral")["returned"] == "concluded"


@pytest.mark.parametrize("label", [door.label for door in STUCK])
def test_a_closed_door_is_closed_for_its_own_reason_alone(seeded: Seeded, label: str) -> None:
    door = seeded.city.doors[label]
    version = seeded.rows("SELECT version FROM folder WHERE id = :id", id=door.case_id)[0][0]
    command = Command(
        folder_id=door.case_id,
        act=door.move,
        person_id=door.person_id,
        answers=door.answers,
        key=f"try/{label}",
        fingerprint=label,
        proceeding_id=door.proceeding_id,
        version=version,
    )
    with pytest.raises(MoveRefused) as refused:
        perform(seeded.desk, command, TODAY)
    assert {reason.code for reason in refused.value.reasons} == {door.code}


def test_no_two_doors_are_the_same() -> None:
    assert len({(door.move, door.code) for door in STUCK}) == len(STUCK)


def test_some_clocks_have_run_out_and_nothing_waits_for_the_sweep(seeded: Seeded) -> None:
    out = {limit for (limit,) in seeded.rows(
        "SELECT DISTINCT c.limit_id FROM clock c JOIN firing f ON f.clock_id = c.id "
        "WHERE f.rung = 'end' AND c.stopped_at IS NULL"
    )}  # fmt: skip
    assert {"mediation_term", "delegated_mediation", "judicial_confirmation_application"} <= out
    assert seeded.city.fired == seeded.rows("SELECT count(*) FROM firing")[0][0]
    assert list(sweep(seeded.desk, TODAY)) == []


def test_of_the_group_of_twelve_nine_settle_two_refuse_and_one_is_not_reached(seeded: Seeded) -> None:
    group = {label: case for label, case in seeded.city.cases.items() if label.startswith("group/")}
    joined = {
        row[0] for row in seeded.rows("SELECT case_id FROM joining WHERE matter_id = :m", m=seeded.city.matter_id)
    }
    assert joined == {case.id for case in group.values()}
    states = seeded.states("labour_mediation")
    assert Counter(states[label] for label in group) == {"closed": 9, "ended": 3}
    grounds = seeded.rows("SELECT case_id, value FROM answer WHERE act = 'end' AND name = 'ground'")
    assert Counter(value for case_id, value in grounds if case_id in joined) == {
        '"withdrawn_reply"': 2,
        '"unreachable"': 1,
    }


def test_the_numbers_of_a_desk_rise_with_the_day(seeded: Seeded) -> None:
    found = seeded.rows("SELECT organisation_id, year, serial, opened_at FROM case_file WHERE id NOT IN "
                        "(SELECT case_id FROM joining) ORDER BY organisation_id, year, serial")  # fmt: skip
    for organisation in {row[0] for row in found}:
        days = [str(row[3])[:10] for row in found if row[0] == organisation]
        assert days == sorted(days)


def test_everything_happened_before_today(seeded: Seeded) -> None:
    latest = seeded.rows("SELECT max(occurred_at) FROM event")[0][0]
    assert str(latest) <= TODAY.isoformat(" ")


def test_the_history_of_the_city_is_whole(seeded: Seeded) -> None:
    with reading(seeded.desk.engine) as db:
        assert verify(db).findings == ()


def test_as_of_another_day_it_is_the_same_city(seeded: Seeded, seed: Callable[[datetime], Seeded]) -> None:
    other = seed(AFTER_NEW_YEAR)
    for one in (seeded, other):
        assert list(one.city.cases)[: len(planned())] == [each.label for each in planned()]
    assert facts_of(seeded) == facts_of(other)
    for procedure in ("labour_mediation", "court_referral", "judicial_confirmation"):
        assert seeded.states(procedure) == other.states(procedure)


def facts_of(seeded: Seeded) -> list[tuple[Any, ...]]:
    """Who claims what from whom at which desk, by label: all that does not depend on the day."""
    labels = {case.id: label for label, case in seeded.city.cases.items()}
    found = seeded.rows(
        "SELECT c.case_id, f.organisation_id, c.item, c.amount, w.value, e.value FROM claim c "
        "JOIN case_file f ON f.id = c.case_id "
        "JOIN party a ON a.id = c.claimant_id JOIN personal w ON w.id = a.name_id "
        "JOIN party b ON b.id = c.respondent_id JOIN personal e ON e.id = b.name_id"
    )
    return sorted((labels[row[0]], *row[1:]) for row in found)
