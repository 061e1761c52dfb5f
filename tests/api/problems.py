"""What every error looks like, whatever went wrong."""

from __future__ import annotations

import httpx2

from api.headers import SECURITY


def is_a_problem(answer: httpx2.Response, status: int, code: str | None = None) -> bool:
    """Hold an answer against what every error looks like."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert set(body) >= {"type", "code", "status", "title", "title_en"}
    assert (body["type"], body["status"]) == (f"/errors/{body['code']}", status)
    assert any("\u4e00" <= character <= "\u9fff" for character in body["title"])
    assert body["title_en"]
    assert not any("\u4e00" <= character <= "\u9fff" for character in body["title_en"])
    assert code is None or body["code"] == code, body
    assert all(answer.headers[name] == value for name, value in SECURITY.items())
    return True
