"""Generated requests through every door, as two readers: nothing breaks, and every answer is one the document declares.

Half of the requests name cases, proceedings, papers and files that are there, so that every door is really opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import create_app
from mediation.doors import DOORS
from mediation.settings import Settings
from tests.api.files import pdf
from tests.api.planting import Planted
from tests.api.walking import ids, plausible
from tests.world import CaseAt, person_id

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
]
ROLES = ("mediator", "clerk")
EXAMPLES = 12


@dataclass
class Fuzzed:
    """The application and its document, with what is there to be named."""

    planted: Planted
    schema: Any

    def operation(self, door: str) -> Any:
        method, _, path = door.partition(" ")
        return self.schema[path][method]

    def headers(self, role: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.planted.world.tokens[role]}"}

    def there(self, door: str) -> dict[str, Any]:
        """For every parameter of a path: the values that name something."""
        case_id = self.planted.referred
        with self.planted.world.desk.engine.connect() as db:
            open_ones = db.exec_driver_sql(
                "SELECT id FROM proceeding WHERE case_id = ? ORDER BY procedure", (case_id,)
            ).scalars()
            named = {
                "case_id": [case_id],
                "matter_id": [self.planted.matter],
                "procedure": ["labour_mediation"],
                "proceeding_id": list(open_ones),
                "paper_id": ids(self.planted, "paper", case_id),
                "attachment_id": ids(self.planted, "attachment", case_id),
                "person_id": [person_id("colleague")],
                "ref": ["S3", "M2"],
                "route": ["confirmation", "review", "payment_order"],
                "calculator": ["severance", "injury_benefit"],
                "reckoned": ["severance"],
                "batch_id": [self.planted.batch],
                "name": self._names(door),
            }
        return {name: values for name, values in named.items() if f"{{{name}}}" in door}

    def _names(self, door: str) -> list[str]:
        current = self.planted.world.desk.procedures.current
        if "/workflows/" in door:
            return sorted(current)
        return sorted(current["case_folder" if "/acts/" in door else "labour_mediation"].moves)


@pytest.fixture(scope="module")
def fuzzed(planted: Planted) -> Fuzzed:
    """Both readers meet the same world, one after the other."""
    world = planted.world
    app = create_app(Settings(hosts=("testserver",)), desk=world.desk, clock=lambda: world.now)
    return Fuzzed(planted, schemathesis.openapi.from_asgi("/api/v1/openapi.json", app))


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def _run(fuzzed: Fuzzed, role: str, strategy: st.SearchStrategy[Any]) -> set[int]:
    """Send what the strategy makes, hold every answer against the document, and return the statuses."""
    statuses = set()

    @seed(20260803)
    @_settings(EXAMPLES)
    @given(strategy)
    def requests_are_answered(case: Case[Any]) -> None:
        response = case.call(headers=fuzzed.headers(role))
        statuses.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    requests_are_answered()
    return statuses


@pytest.mark.parametrize("door", sorted(DOORS))
def test_every_door_answers_generated_requests_as_declared_and_is_really_opened(fuzzed: Fuzzed, door: str) -> None:
    operation = fuzzed.operation(door)
    there = fuzzed.there(door)
    seeded = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in there.items()})
    answered: set[int] = set()
    for role in ROLES:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            answered |= _run(fuzzed, role, operation.as_strategy(generation_mode=mode))
        answered |= _run(fuzzed, role, seeded.flatmap(lambda named: _named(fuzzed, door, named)))

    on_its_merits = {200, 201, 403, 409, 422} if DOORS[door].writes else {200}
    assert answered & on_its_merits


def _named(fuzzed: Fuzzed, door: str, named: dict[str, str]) -> st.SearchStrategy[Any]:
    """Requests about what is there: on the version that is, with answers of the right shape."""
    fixed: dict[str, Any] = {"path_parameters": named} if named else {}
    if "case_id" in named and DOORS[door].writes:
        version = CaseAt(fuzzed.planted.world, named["case_id"]).version()
        if not door.endswith("/attachments"):
            fixed["headers"] = {"If-Match": f'"{version}"'}
    if door.endswith("{name}") and DOORS[door].writes:
        fixed["body"] = {"answers": _answers(fuzzed, door, named)}
        fixed["media_type"] = "application/json"
    if door.endswith("/attachments") and DOORS[door].writes:
        fixed["body"] = {"file": pdf("generated"), "kind": "evidence", "pages": 1}
        fixed["media_type"] = "multipart/form-data"
    if "reckoned" in named:
        fixed["query"] = {
            "place": "江州市",
            "hired_on": "2021-06-01",
            "ended_on": "2026-07-06",
            "average_wage": "8000.00",
        }
    strategy: st.SearchStrategy[Any] = fuzzed.operation(door).as_strategy(**fixed)
    return strategy


def _answers(fuzzed: Fuzzed, door: str, named: dict[str, str]) -> dict[str, Any]:
    procedure = "case_folder" if "/acts/" in door else "labour_mediation"
    move = fuzzed.planted.world.desk.procedures.current[procedure].moves[named["name"]]
    party = ids(fuzzed.planted, "party", named.get("case_id", fuzzed.planted.own))[0]
    return plausible(move.asks, party, person_id("mediator"))


@pytest.mark.parametrize("door", sorted(DOORS))
def test_no_door_opens_without_a_good_token(fuzzed: Fuzzed, door: str) -> None:
    named = {name: values[0] for name, values in fuzzed.there(door).items()}

    @seed(20260803)
    @_settings(2)
    @given(_named(fuzzed, door, named))
    def tokens_are_asked_for(case: Case[Any]) -> None:
        response = case.call(headers=fuzzed.headers("stranger"))
        case.validate_response(response, checks=[ignored_auth], headers=fuzzed.headers("stranger"))

    tokens_are_asked_for()


def test_the_document_names_every_door(fuzzed: Fuzzed) -> None:
    document = fuzzed.schema.raw_schema
    described = {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}

    assert described == set(DOORS)
    assert re.fullmatch(r"3\.1\.\d", document["openapi"])
