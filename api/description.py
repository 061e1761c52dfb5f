"""The OpenAPI document, made complete enough for a generated client: what FastAPI cannot know is added here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.v1.schemas import ProblemView

_EXAMPLES = {
    "case_id": "6e0b6f0c-5a53-4f5e-9a35-7d6a0d1c2b3a",
    "proceeding_id": "0d9c1c55-6f0d-5a52-8a37-1a2b3c4d5e6f",
    "paper_id": "5b1f6a4e-2c3d-5e4f-8a9b-0c1d2e3f4a5b",
    "attachment_id": "9f8e7d6c-5b4a-5938-8271-605f4e3d2c1b",
    "person_id": "1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f",
    "matter_id": "5b0c7d2e-4f1a-4b3c-8d6e-9a0b1c2d3e4f",
    "batch_id": "7e1f2a3b-6c5d-4e4f-9b8a-0c1d2e3f4a5b",
    "procedure": "labour_mediation",
    "ref": "S3",
    "route": "confirmation",
    "which": "transfer",
    "kind": "wage_sheet",
    "calculator": "severance",
    "reckoned": "severance",
    "Idempotency-Key": "3f2a9c1e-8b7d-4e6f-9a0b-1c2d3e4f5a6b",
    "If-Match": '"3"',
    "workflows": "labour_mediation",
    "acts": "add_party",
    "moves": "register",
    "{procedure}": "register",
}
_VERSIONED = ("/papers", "/corrections", "/links")
"""Writes that always rest on what was read."""


def describe(app: FastAPI) -> None:
    """Give the application its OpenAPI document, made once when it is first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _complete(get_openapi(title=app.title, version=app.version, routes=app.routes))
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents


def _complete(document: dict[str, Any]) -> dict[str, Any]:
    problem = ProblemView.model_json_schema(ref_template="#/components/schemas/{model}")
    document["components"]["schemas"]["ProblemView"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(unused, None)
    for path, operation in _operations(document):
        for parameter in operation.get("parameters", []):
            _exemplify(path, parameter)
    return document


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for operation in item.values():
            yield path, operation


def _exemplify(path: str, parameter: dict[str, Any]) -> None:
    name = parameter["name"]
    if name == "Idempotency-Key":
        parameter.update(required=True, schema={"type": "string", "pattern": "^[!-~]{1,255}$"})
    if name == "If-Match":
        pattern = {"type": "string", "pattern": '^"[0-9]{1,9}"$'}
        parameter.update(required=path.endswith(_VERSIONED), schema=pattern)
    before = path.partition("/{name}")[0].rsplit("/", 1)[-1] if name == "name" else name
    if before in _EXAMPLES:
        parameter["example"] = _EXAMPLES[before]
