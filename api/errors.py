"""The one table from what went wrong to a status, and RFC 9457 problem documents in two languages. Echoes no input."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from api.headers import SECURITY
from mediation.casework.explaining import reason_view
from mediation.casework.signing_in import TooManyTries
from mediation.casework.sniffing import TooLarge, UnknownMedia
from mediation.doors import DOORS, PAGES
from mediation.engine.verdict import Reason
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
from mediation.vocabulary import Relation

PROBLEM = "application/problem+json"
STATUS: tuple[tuple[type[MediationError], int], ...] = (
    (NotFound, 404),
    (NotSignedIn, 401),
    (NotPermitted, 403),
    (TooManyTries, 429),
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
    status, error = status_of(error), for_outsiders(error)
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


def for_outsiders(error: MediationError) -> MediationError:
    """Say of an act that is the mediator's alone only that: what else stands against it may tell what was confided."""
    reasons = error.reasons if isinstance(error, NotPermitted) else ()
    barred = next((r for r in reasons if r.code == "not_your_part"), None)
    if barred is None or set(barred.who) != {Relation.ASSIGNED_MEDIATOR}:
        return error
    return NotPermitted(barred.zh, barred.en, reasons=(barred,), code=error.code)


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
_PATHS = tuple((door.partition(" ")[0], compile_path(door.partition(" ")[2])[0]) for door in (*DOORS, *PAGES))


def _allowed(path: str) -> str:
    """Return the methods an address takes, as ``Allow`` says them."""
    return ", ".join(sorted({method for method, pattern in _PATHS if pattern.match(path)}))


Answers = Callable[[MediationError, Request], Response]
"""What gives an error its form: a problem document, or a page."""


def add_handlers(app: FastAPI, answer: Answers) -> None:
    """Give every error of ours, of the framework and of nobody its form."""

    def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, MediationError)
        return answer(error, request)

    def framework(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code, zh, en = _HTTP.get(error.status_code, ("bad_request", "请求格式不正确。", "The request is malformed."))
        given = answer(DoorError(error.status_code, code, zh, en), request)
        given.headers.update(error.headers or {})
        if error.status_code == 405 and (allowed := _allowed(request.url.path)):
            given.headers["Allow"] = allowed
        return given

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return answer(BadInput([_from_pydantic(each) for each in error.errors()]), request)

    def last_resort(request: Request, _error: Exception) -> Response:
        given = answer(
            DoorError(
                500,
                "internal",
                "系统发生错误，本次操作未保存，请稍后重试或联系管理员。",
                "Something is wrong on our side; nothing was saved. Try again or ask the administrator.",
            ),
            request,
        )
        for name, value in SECURITY.items():
            given.headers.setdefault(name, value)  # the framework answers this one outside the guard
        return given

    app.add_exception_handler(MediationError, ours)
    app.add_exception_handler(HTTPException, framework)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, last_resort)


_KINDS: Mapping[str, tuple[str, str, str]] = {
    "missing": ("missing", "必填，请补充。", "is required."),
    "extra_forbidden": (
        "unknown_field",
        "不是可以提交的字段，请删除。",
        "is not a field of this request.",
    ),
    "json_invalid": ("bad_json", "不是有效的 JSON，请核对。", "is not valid JSON."),
    "enum": ("bad_choice", "不在可选范围内，请从接口文档所列选项中选择。", "must be one of the listed words."),
    "literal_error": ("bad_choice", "不在可选范围内，请从接口文档所列选项中选择。", "must be one of the listed words."),
    "string_type": ("bad_type", "应为文字。", "must be text."),
    "string_too_short": ("bad_length", "太短或者为空，请补充。", "is too short."),
    "string_too_long": ("bad_length", "太长，请精简。", "is too long."),
    "too_long": ("bad_length", "项目过多，请精简。", "has too many items."),
    "string_pattern_mismatch": (
        "bad_value",
        "含有不允许的字符，请核对。",
        "holds characters not allowed here.",
    ),
    "int_type": ("bad_type", "应为整数。", "must be a whole number."),
    "int_parsing": ("bad_type", "应为整数。", "must be a whole number."),
    "bool_parsing": ("bad_type", "应为 true 或者 false。", "must be true or false."),
    "greater_than_equal": ("out_of_range", "小于允许的最小值，请核对。", "is smaller than allowed."),
    "less_than_equal": ("out_of_range", "大于允许的最大值，请核对。", "is larger than allowed."),
    "bad_char": ("bad_char", "含有不可见字符或者方向控制字符，请删除。", "holds an invisible character; delete it."),
    "bad_date": ("bad_date", "应为真实存在的日期，格式 YYYY-MM-DD。", "must be a real date, YYYY-MM-DD."),
    "bad_time": (
        "bad_time",
        "必须是带时区的时间，例如 2026-01-01T09:00+08:00。",
        "must be a time with its zone, e.g. 2026-01-01T09:00+08:00.",
    ),
}
_OTHERWISE = ("bad_value", "格式不正确，请核对。", "is not in the expected form.")
_PLACES = frozenset({"body", "query", "path", "header"})
_A_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


def _from_pydantic(each: Any) -> Problem:
    """Say where and how to mend it; never what was sent, not even as the name of a field that is none."""
    parts = [str(part) for part in each["loc"] if part not in _PLACES]
    where = ".".join(part if _A_NAME.fullmatch(part) else "?" for part in parts) or "body"
    code, zh, en = _KINDS.get(each["type"], _OTHERWISE)
    return Problem(where, code, f"“{where}”{zh}", f"'{where}' {en}")
