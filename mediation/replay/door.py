"""What one of the cast says to the application and hears from it: HTTP with a bearer token, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, and its body as JSON where it is JSON."""

    status: int
    body: Any
    content: bytes

    @property
    def refused(self) -> bool:
        """Test if nothing was done."""
        return self.status >= 400

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes a refusal gives: of its reasons, else of its errors, else its own."""
        if not self.refused or not isinstance(self.body, dict):
            return ()
        given = self.body.get("reasons") or self.body.get("errors") or [self.body]
        return tuple(str(each["code"]) for each in given)


class Door:
    """One person's way in; closed with the client it was made with."""

    def __init__(self, client: httpx2.Client, token: str) -> None:
        self._client = client
        self._token = token

    def get(self, path: str, **query: str) -> Reply:
        """Read something."""
        return self._reply(self._client.get(PREFIX + path, params=query, headers=self._headers()))

    def post(self, path: str, body: Mapping[str, Any], *, key: str, version: int | None) -> Reply:
        """Write something under an idempotency key, against the version that was read."""
        return self._reply(self._client.post(PREFIX + path, json=body, headers=self._headers(key, version)))

    def hand_in(self, path: str, file: tuple[str, bytes], form: Mapping[str, str], *, key: str) -> Reply:
        """Hand in a PDF."""
        name, content = file
        return self._reply(
            self._client.post(
                PREFIX + path,
                files={"file": (name, content, "application/pdf")},
                data=dict(form),
                headers=self._headers(key),
            )
        )

    def _headers(self, key: str | None = None, version: int | None = None) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self._token}"}
        if key is not None:
            headers["Idempotency-Key"] = key
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return headers

    @staticmethod
    def _reply(response: httpx2.Response) -> Reply:
        kind = response.headers.get("content-type", "")
        return Reply(response.status_code, response.json() if "json" in kind else None, response.content)
