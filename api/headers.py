"""The headers that go out with every answer, errors and downloads included."""

from __future__ import annotations

from collections.abc import Mapping

SECURITY: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Content-Security-Policy": ("default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
"""Nothing is cached, framed, sniffed or run; a page may carry its own styles and pictures."""
