"""A QR code as one path or one picture, so that all forms of a paper show the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import segno

from mediation.errors import BadInput, Problem

_QUIET = 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """``path`` is SVG path data over a square of ``size`` modules, quiet zone included."""

    size: int
    path: str

    @property
    def svg(self) -> str:
        """The drawing as a whole SVG file."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.size} {self.size}">'
            f'<path d="{self.path}"/></svg>'
        )


@lru_cache(maxsize=64)
def draw(words: str) -> Drawing:
    """Draw ``words`` as a QR code with medium error correction and a quiet zone of two modules.

    Raises:
        BadInput: ``qr_too_long``, when no QR code holds that much.
    """
    rows = [bytes(row) for row in _code(words).matrix_iter(border=_QUIET)]
    return Drawing(len(rows), "".join(_dark_stretches(rows)))


@lru_cache(maxsize=64)
def picture(words: str) -> bytes:
    """Return the same code as the bytes of a PNG; raises what ``draw`` raises."""
    held = BytesIO()
    _code(words).save(held, kind="png", scale=8, border=_QUIET)
    return held.getvalue()


def _code(words: str) -> segno.QRCode:
    try:
        return segno.make_qr(words, error="m", boost_error=False)
    except segno.DataOverflowError as too_long:
        raise BadInput([_TOO_LONG]) from too_long


def _dark_stretches(rows: list[bytes]) -> Iterator[str]:
    for y, row in enumerate(rows):
        for stretch in re.finditer(rb"\x01+", row):
            width = stretch.end() - stretch.start()
            yield f"M{stretch.start()} {y}h{width}v1h-{width}z"


_TOO_LONG = Problem(
    where="qr",
    code="qr_too_long",
    zh="二维码内容过长，请缩短。",
    en="The words of the QR code are too long; shorten them.",
)
