"""The gate before every route: who may be addressed, how large and how well-formed a body is, which headers go out."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Answers, DoorError
from api.headers import SECURITY
from mediation.casework.sniffing import LARGEST, TooLarge

JSON_LIMIT = 1024 * 1024
DEEPEST = 32
MOST_HEADERS = 100
LONGEST_HEADERS = 32 * 1024
_FORM = "application/x-www-form-urlencoded"
_ONCE = (b"authorization", b"content-length", b"content-type", b"host", b"idempotency-key", b"if-match")
_HEADERS = {name.lower().encode(): value.encode() for name, value in SECURITY.items()}


class Guard:
    """Reads the whole body once, holds it to its limits, and leaves its fingerprint for the idempotency key."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], answer: Answers) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sending = _with_headers(send)
        request = Request(scope)
        try:
            _check_headers(scope["headers"])
            self._addressed(request)
            body = await _body(request, receive)
            if body and _is_json(request):
                check_json(body)
        except (DoorError, TooLarge) as error:
            await self.answer(error, request)(scope, receive, sending)
            return
        digest = hashlib.sha256(body).hexdigest()
        said = f"{scope['method']} {scope['path']} {scope['query_string'].decode('latin-1')} {digest}"
        scope.setdefault("state", {})["fingerprint"] = hashlib.sha256(said.encode()).hexdigest()
        await self.app(scope, _replay(body), sending)

    def _addressed(self, request: Request) -> None:
        host = request.headers.get("host", "")
        name = host if host.endswith("]") else host.rsplit(":", 1)[0] if ":" in host else host
        if self.hosts and name.lower() not in self.hosts:
            raise DoorError(400, "bad_host", "无法识别的访问地址。", "Unknown host name.")


def _check_headers(headers: Sequence[tuple[bytes, bytes]]) -> None:
    """Refuse more headers than anybody needs, one that may come once and came twice, and two ways to end a body."""
    if len(headers) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > LONGEST_HEADERS:
        raise DoorError(
            431, "headers_too_large", "请求头过大，请减少请求头后重试。", "Too many or too large headers; send fewer."
        )
    names = Counter(name.lower() for name, _ in headers)
    if names[b"transfer-encoding"] and names[b"content-length"]:
        raise DoorError(400, "bad_request", "请求格式不正确。", "A body has one way to end, not two.")
    for name in _ONCE:
        if names[name] > 1:
            shown = name.decode().title()
            raise DoorError(400, "duplicate_header", f"请求头 {shown} 只能出现一次。", f"Send {shown} once.")


def _is_json(request: Request) -> bool:
    return not request.headers.get("content-type", "application/json").startswith(("multipart/form-data", _FORM))


def _takes(request: Request) -> str:
    """Return the kind of content an address takes besides files: the API's doors JSON, pages the form of a page."""
    return "application/json" if request.url.path.startswith("/api/") else _FORM


async def _body(request: Request, receive: Receive) -> bytes:
    media = request.headers.get("content-type")
    multipart = bool(media and media.startswith("multipart/form-data"))
    limit = LARGEST + JSON_LIMIT if multipart else JSON_LIMIT
    chunks: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise DoorError(400, "incomplete", "请求未完整到达，请重新提交。", "The request broke off; send it again.")
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise TooLarge("请求内容过大（JSON 上限 1 MB，文件上限 20 MB）。", "Too large (JSON 1 MB; a file 20 MB).")
        chunks.append(chunk)
        more = message.get("more_body", False)
    takes = _takes(request)
    if size and not multipart and (media or "").split(";")[0].strip().lower() != takes:
        raise DoorError(415, "unsupported_media", f"不支持的内容类型，请使用 {takes}。", f"Send {takes}.")
    return b"".join(chunks)


def _replay(body: bytes) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [
                *message["headers"],
                *((name, value) for name, value in _HEADERS.items() if name not in present),
            ]
        await send(message)

    return sending


def check_json(body: bytes) -> None:
    """Refuse what ``json.loads`` would let through: duplicate keys, NaN, nesting deeper than 32, endless numbers.

    Raises:
        DoorError: 400, saying where.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise DoorError(
            400, "bad_encoding", "请求内容不是 UTF-8 编码，请转换后重试。", "The body is not UTF-8; convert it."
        ) from None
    _check_depth(text)
    try:
        value = json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant, parse_int=_short_int)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise DoorError(
            400,
            "bad_json",
            f"请求内容不是有效的 JSON（第 {error.lineno} 行第 {error.colno} 列）。",
            f"Not valid JSON (line {error.lineno}, column {error.colno}).",
        ) from None
    except RecursionError:
        raise _too_deep() from None
    except UnicodeEncodeError:
        raise DoorError(
            422, "bad_char", "内容含有无效的 Unicode 字符，请删除后重试。", "A text holds half a character; delete it."
        ) from None


def _check_depth(text: str) -> None:
    depth, quoted, escaped = 0, False, False
    for character in text:
        if quoted:
            escaped, quoted = character == "\\" and not escaped, character != '"' or escaped
        elif character == '"':
            quoted = True
        elif character in "[{":
            depth += 1
            if depth > DEEPEST:
                raise _too_deep()
        elif character in "]}":
            depth -= 1


def _too_deep() -> DoorError:
    return DoorError(400, "too_deep", f"请求嵌套过深（上限 {DEEPEST} 层）。", f"Nested deeper than {DEEPEST}.")


def _no_twins(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise DoorError(
                400, "duplicate_key", "同一字段重复出现，请只保留一个。", "A field appears twice; keep one."
            )
        found[name] = value
    return found


def _no_constant(constant: str) -> Any:
    raise DoorError(400, "bad_json", f"不接受 {constant}，请填写普通数字。", f"{constant} is not a number.")


def _short_int(digits: str) -> int:
    if len(digits) > 20:
        raise DoorError(422, "out_of_range", "数字超出允许范围，请核对。", "A number is out of range; check it.")
    return int(digits)
