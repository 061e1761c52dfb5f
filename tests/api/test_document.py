"""The OpenAPI document is complete enough for a generated client: real answers fit it, and its own examples do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from mediation.doors import DOORS
from tests.api.planting import Planted
from tests.api.walking import READING, addresses


@pytest.fixture(scope="module")
def document(planted: Planted) -> Any:
    """The document as a client gets it."""
    return planted.world.client.get("/api/v1/openapi.json").json()


def operations(document: Any) -> Iterator[tuple[str, Any]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def fits(document: Any, schema: Any, value: Any) -> list[str]:
    """What is wrong with a value, by a schema of the document."""
    whole = {**schema, "components": document["components"]}
    return [error.message for error in jsonschema_rs.validator_for(whole).iter_errors(value)]


def test_every_operation_says_what_it_does_and_under_which_name(document: Any) -> None:
    named = dict(operations(document))

    assert set(named) == set(DOORS)
    assert all(operation["summary"] and operation["description"] for operation in named.values())
    assert len({operation["operationId"] for operation in named.values()}) == len(named)


def test_every_operation_asks_for_a_token(document: Any) -> None:
    assert all(operation["security"] == [{"HTTPBearer": []}] for _, operation in operations(document))
    assert document["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"


def test_every_write_asks_for_its_key(document: Any) -> None:
    for door, operation in operations(document):
        required = {p["name"] for p in operation.get("parameters", []) if p["in"] == "header" and p["required"]}
        assert ("Idempotency-Key" in required) == DOORS[door].writes


def test_every_parameter_of_an_address_has_an_example_that_fits(document: Any) -> None:
    for door, operation in operations(document):
        for parameter in operation.get("parameters", []):
            if parameter["required"]:
                example = parameter.get("example") or parameter["schema"]["examples"][0]
                assert fits(document, parameter["schema"], example) == [], door


def test_every_body_has_an_example_that_fits(document: Any) -> None:
    bodies = [op["requestBody"]["content"] for _, op in operations(document) if "requestBody" in op]

    assert len(bodies) == sum(door.writes for door in DOORS.values())
    for content in bodies:
        for media in content.values():
            schema = document["components"]["schemas"][media["schema"]["$ref"].rsplit("/", 1)[1]]
            assert schema["examples"]
            assert all(fits(document, schema, example) == [] for example in schema["examples"])


def test_every_error_is_declared_as_a_problem_and_as_nothing_else(document: Any) -> None:
    for door, operation in operations(document):
        errors = {status: told for status, told in operation["responses"].items() if status >= "400"}
        assert {"400", "401", "404", "406", "422", "503"} <= set(errors), door
        assert all(list(told["content"]) == ["application/problem+json"] for told in errors.values())


@pytest.mark.parametrize("door", sorted(READING))
def test_real_answers_fit_the_document(planted: Planted, document: Any, door: str) -> None:
    method, _, path = door.partition(" ")
    declared = document["paths"][path][method.lower()]["responses"]
    statuses = set()
    for case_id in (planted.own, planted.referred):
        for address in addresses(planted, door, case_id):
            for who in ("mediator", "head", "clerk", "stranger"):
                answer = planted.world.call("GET", address, who)
                content = declared[str(answer.status_code)]["content"]
                media = answer.headers["content-type"].partition(";")[0]
                statuses.add(answer.status_code)
                assert media in content
                if media.endswith("json"):
                    assert fits(document, content[media]["schema"], answer.json()) == []

    assert 200 in statuses
