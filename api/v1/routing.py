"""How every route answers when it cannot: the problem documents it may give, declared once."""

from __future__ import annotations

from typing import Any

from api.errors import PROBLEM
from api.v1.schemas import ActView, ProblemView

_SAYS = {
    400: "The request is malformed.",
    401: "Nobody is known to be asking.",
    403: "Not your part.",
    404: "No such thing, or not for you.",
    409: "Refused as things stand: every reason, with article, cure and who.",
    412: "The case changed since it was read.",
    413: "Too large.",
    415: "A kind of content that is not taken.",
    422: "What was handed in cannot be taken: every place.",
    428: "The version that was read is missing (If-Match).",
    503: "Busy or away; nothing was saved.",
    507: "No room; nothing was saved.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the declared problem answers for these statuses."""
    return {
        status: {
            "description": _SAYS[status],
            "model": ProblemView,
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemView"}}},
        }
        for status in statuses
    }


READ = problems(400, 401, 404, 422, 503)
"""What a read may answer besides what was asked for."""
WRITE = problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503, 507)
"""What a write may answer besides what it did."""
DONE: dict[int | str, dict[str, Any]] = {200: {"model": ActView}, 201: {"model": ActView}, **WRITE}
"""What an act answers."""
