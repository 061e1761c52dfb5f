"""How every route answers when it cannot: the problem documents it may give, declared once."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from api.errors import PROBLEM
from api.v1.schemas import ActView

_SAYS = {
    400: "The request is malformed.",
    401: "Nobody is known to be asking.",
    403: "Not your part.",
    404: "No such thing, or not for you.",
    406: "Not given in any of the media that are accepted.",
    409: "Refused as things stand: every reason, with article, cure and who.",
    412: "The case changed since it was read.",
    413: "Too large.",
    415: "A kind of content that is not taken.",
    422: "What was handed in cannot be taken: every place.",
    428: "The version that was read is missing (If-Match).",
    431: "Too many or too large headers.",
    503: "Busy or away; nothing was saved.",
    507: "No room; nothing was saved.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the declared problem answers for these statuses."""
    return {
        status: {
            "description": _SAYS[status],
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemView"}}},
        }
        for status in statuses
    }


READ = problems(400, 401, 404, 406, 413, 415, 422, 431, 503)
"""What a read may answer besides what was asked for."""
WRITE = problems(400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428, 431, 503, 507)
"""What a write may answer besides what it did."""


def given_as(*media: str) -> dict[int | str, dict[str, Any]]:
    """Return the declared answer of a route that gives bytes."""
    return {200: {"description": "The bytes.", "content": {each: {} for each in media}}}


def done(view: type[BaseModel] = ActView, *, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Return what a write answers: what it did (again 200 when the same thing was there), or a problem."""
    return {status: {"model": view, "headers": _DONE_HEADERS}, **WRITE}


_DONE_HEADERS = {
    "ETag": {"description": "The version of the case after the act.", "schema": {"type": "string"}},
    "Idempotency-Replayed": {
        "description": "true: the answer kept under this key, byte for byte.",
        "schema": {"type": "string", "enum": ["true"]},
    },
}
DONE = done()
"""What an act answers."""
