"""The one table from what went wrong to a status, and RFC 9457 problem documents in two languages. Echoes no input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from mediation.casework.attachments import TooLarge, UnknownMedia
from mediation.casework.explaining import reason_view
from mediation.engine.decision import Reason
from mediation.errors import (
    BadInput,
    Conflict,
    HistoryBroken,
    KeyReused,
    MediationError,
    MoveRefused,
    NotFound,
    NotPermitted,
    NotSignedIn,
    Problem,
    StaleVersion,
    StorageFull,
    Unavailable,
    VersionMissing,
)

PROBLEM = "application/problem+json"
STATUS: tuple[tuple[type[MediationError], int], ...] = (
    (NotFound, 404),
    (NotSignedIn, 401),
    (NotPermitted, 403),
    (TooLarge, 413),
    (UnknownMedia, 415),
    (BadInput, 422),
    (KeyReused, 422),
    (StaleVersion, 412),
    (VersionMissing, 428),
    (Conflict, 409),
    (Unavailable, 503),
    (StorageFull, 507),
    (HistoryBroken, 500),
)
"""The first family that fits; one that is not here answers 500 on purpose."""


class DoorError(MediationError):
    """A request that is malformed before anything of ours is asked; carries its own status."""

    def __init__(self, status: int, code: str, zh: str, en: str) -> None:
        super().__init__(zh, en, code=code)
        self.status = status


def status_of(error: MediationError) -> int:
    """Return the status of an error."""
    if isinstance(error, DoorError):
        return error.status
    return next((status for family, status in STATUS if isinstance(error, family)), 500)


def problem(error: MediationError, request: Request | None = None) -> JSONResponse:
    """Return an error as a problem document; reasons come with article, cure and who."""
    status = status_of(error)
    body: dict[str, Any] = {
        "type": f"/errors/{error.code}",
        "code": error.code,
        "status": status,
        "title": error.zh,
        "title_en": error.en,
    }
    body |= _details(error, request)
    headers = _headers(error, status)
    return JSONResponse(body, status, headers, media_type=PROBLEM)


def _details(error: MediationError, request: Request | None) -> dict[str, Any]:
    if isinstance(error, MoveRefused | NotPermitted) and error.reasons:
        return {"reasons": _reasons(error.reasons, request)}
    if isinstance(error, BadInput):
        return {"errors": [_problem(each) for each in error.problems]}
    if isinstance(error, StaleVersion):
        return {"version": error.version, "changes": list(error.changes)}
    return {}


def _reasons(reasons: Sequence[Any], request: Request | None) -> list[dict[str, Any]]:
    assert request is not None, "reasons are only given for an act"
    statutes = request.app.state.desk.statutes
    return [reason_view(r, statutes).model_dump(mode="json") for r in reasons if isinstance(r, Reason)]


def _problem(each: Problem) -> dict[str, str]:
    return {"field": each.where, "code": each.code, "zh": each.zh, "en": each.en}


def _headers(error: MediationError, status: int) -> dict[str, str]:
    if isinstance(error, StaleVersion):
        return {"ETag": f'"{error.version}"'}
    if status in {409, 503} and error.code in {"idempotency_busy", "unavailable"}:
        return {"Retry-After": "1" if status == 409 else "5"}
    return {"WWW-Authenticate": "Bearer"} if status == 401 else {}


_HTTP = {
    404: ("not_found", "没有这个地址。", "There is no such address."),
    405: ("method_not_allowed", "该地址不支持此操作。", "This address does not support the method."),
}


def add_handlers(app: FastAPI) -> None:
    """Make every error of ours, of the framework and of nobody a problem document."""

    def ours(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, MediationError)
        return problem(error, request)

    def framework(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        code, zh, en = _HTTP.get(error.status_code, ("bad_request", "请求格式不正确。", "The request is malformed."))
        answer = problem(DoorError(error.status_code, code, zh, en), request)
        answer.headers.update(error.headers or {})
        return answer

    def invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return problem(BadInput([_from_pydantic(each) for each in error.errors()]), request)

    def last_resort(request: Request, _error: Exception) -> JSONResponse:
        return problem(
            DoorError(
                500,
                "internal",
                "系统发生错误，本次操作未保存，请稍后重试或联系管理员。",
                "Something is wrong on our side; nothing was saved. Try again or ask the administrator.",
            ),
            request,
        )

    app.add_exception_handler(MediationError, ours)
    app.add_exception_handler(HTTPException, framework)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, last_resort)


_KINDS = {
    "missing": ("missing", "必填，请补充。", "is required."),
    "extra_forbidden": ("unknown_field", "不允许提交该字段。", "is not a field of this request."),
    "json_invalid": ("bad_json", "请求内容不是有效的 JSON。", "is not valid JSON."),
}


def _from_pydantic(each: Any) -> Problem:
    where = ".".join(str(part) for part in each["loc"] if part not in {"body", "query", "path", "header"}) or "body"
    code, zh, en = _KINDS.get(each["type"], ("bad_value", "格式不正确，请核对。", f"{each['msg']}."))
    return Problem(where, code, f"“{where}”{zh}", f"'{where}' {en}")
