"""How wide text is, near enough, in any sans-serif Chinese font; and how it breaks."""

from __future__ import annotations

import re
import unicodedata

_PIECES = re.compile(r"[\u0021-\u02ff]+\s?|\s|.", re.DOTALL)


def width(text: str, size: float) -> float:
    """The width in pixels at a font size; Latin letters are taken a little wider than they are."""
    return size * sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.62 for c in text)


def shortened(text: str, size: float, room: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """Break into at most so many lines: between Chinese characters, between Latin words, else anywhere."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and width((lines[-1] + piece).rstrip(), size) > room:
            lines.append("")
        lines[-1] = (lines[-1] + piece).lstrip()
    if len(lines) > most:
        lines[most - 1 :] = ["".join(lines[most - 1 :])]
    return tuple(shortened(line.rstrip(), size, room) for line in lines)
