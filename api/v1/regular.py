"""What every request must be like, whatever its route: declared parameters, once each; media both sides know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.params import Form
from fastapi.routing import APIRoute

from api.errors import DoorError
from mediation.errors import BadInput, Problem

FORM = "multipart/form-data"


def regular(request: Request) -> None:
    """Refuse parameters that nobody asked for or that came twice, and media that the route does not speak.

    Raises:
        BadInput: every parameter that is unknown or doubled.
        DoorError: 406, none of the accepted media is given here; 415, the body is of another kind.
    """
    route = request.scope["route"]
    assert isinstance(route, APIRoute), "only our own routes depend on this"
    _parameters(request, route)
    _accepted(request.headers.get("accept"), _given(route))
    _sent(request, route)


def _parameters(request: Request, route: APIRoute) -> None:
    names = Counter(name for name, _ in request.query_params.multi_items())
    known = set(_declared(route.dependant))
    wrong = [
        Problem(
            "query",
            "unknown_parameter",
            f"有本地址不支持的参数。可用：{'、'.join(sorted(known)) or '无'}。",
            f"A parameter is not known here. Known: {', '.join(sorted(known)) or 'none'}.",
        )
        for _ in names.keys() - known
    ][:1]
    wrong += [
        Problem(name, "duplicate_parameter", f"参数“{name}”重复，请只保留一个。", f"'{name}' came twice; send it once.")
        for name in sorted(names.keys() & known)
        if names[name] > 1
    ]
    if wrong:
        raise BadInput(wrong)


def _declared(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _declared(inner)


def _given(route: APIRoute) -> frozenset[str]:
    """The media a route answers in; errors are always problem documents."""
    content: dict[str, Any] = route.responses.get(200, {}).get("content", {})
    return frozenset(content) or frozenset({"application/json"})


def _accepted(accept: str | None, given: frozenset[str]) -> None:
    wanted = [part.partition(";") for part in (accept or "*/*").split(",")]
    ranges = {media.strip().lower() for media, _, rest in wanted if rest.replace(" ", "") not in {"q=0", "q=0.0"}}
    possible = {"*/*", *given, *(f"{media.partition('/')[0]}/*" for media in given)}
    if ranges.isdisjoint(possible):
        shown = "、".join(sorted(given))
        raise DoorError(406, "not_acceptable", f"仅支持 {shown}。", f"Only given as {', '.join(sorted(given))}.")


def _sent(request: Request, route: APIRoute) -> None:
    media = request.headers.get("content-type")
    if media is None or route.body_field is None:
        return
    wanted = FORM if isinstance(route.body_field.field_info, Form) else "application/json"
    if media.partition(";")[0].strip().lower() != wanted:
        raise DoorError(415, "unsupported_media", f"不支持的内容类型，请使用 {wanted}。", f"Send {wanted}.")
