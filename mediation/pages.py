"""Pages for people: the templates of the workbench, strict and escaping, in Chinese or in English.

The words of a template are its Chinese sentences; ``locale/en.po`` beside them holds the English ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mediation.law.money import in_figures
from mediation.law.wording import SHANGHAI, Lang

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "workbench"
CATALOGUE = TEMPLATES / "locale" / "en.po"
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def render(name: str, lang: Lang, variables: Mapping[str, Any]) -> str:
    """Fill in a page; a variable it needs and does not get is an error, never a blank."""
    return environment(lang).get_template(name).render(variables)


@lru_cache(maxsize=2)
def environment(lang: Lang) -> Environment:
    """Make the environment of one language."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    install: Callable[..., None] = made.install_gettext_callables  # type: ignore[attr-defined]  # the extension's
    install(words(lang), lambda one, more, n: words(lang)(one if n == 1 else more), newstyle=True)
    filters: dict[str, Callable[..., str]] = {
        "t": lambda said: said_in(said, lang),
        "day": lambda when: day(when, lang),
        "moment": lambda when: moment(when, lang),
        "weekday": lambda when: f"{day(when, lang)} {clock(when)}",
        "clock": clock,
        "month": lambda when: f"{when:%B %Y}" if lang == "en" else f"{when.year}年{when.month}月",
        "tail": lambda number: str(number).rpartition("〕")[2],
        "yuan": yuan,
        "size": file_size,
    }
    made.filters.update(filters)
    return made


@lru_cache(maxsize=1)
def english() -> Mapping[str, str]:
    """Return the English of every Chinese sentence of the templates."""
    with CATALOGUE.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}


def words(lang: Lang) -> Callable[[str], str]:
    """Return what gives a template's sentence in a language; one that nobody translated stays Chinese."""
    return (lambda said: said) if lang == "zh" else (lambda said: english().get(said, said))


def said_in(said: Any, lang: Lang) -> str:
    """Return what has ``zh`` and ``en`` (an object or a mapping) in a language; plain text stays as it is."""
    if isinstance(said, Mapping):
        return str(said[lang])
    return str(getattr(said, lang, said))


def _as_day(when: date | datetime | str) -> date:
    if isinstance(when, str):
        when = datetime.fromisoformat(when) if "T" in when else date.fromisoformat(when)
    return when.astimezone(SHANGHAI).date() if isinstance(when, datetime) else when


def day(when: date | datetime | str | None, lang: Lang) -> str:
    """Return a day as people write it: 2026年10月28日（星期三）."""
    if when is None:
        return "—"
    found = _as_day(when)
    weekday = _WEEKDAYS[lang][found.weekday()]
    if lang == "en":
        return f"{weekday} {found.day} {found:%B %Y}"
    return f"{found.year}年{found.month}月{found.day}日（星期{weekday}）"


def moment(when: datetime | str | None, lang: Lang) -> str:
    """Return an instant in Asia/Shanghai to the minute."""
    if when is None:
        return "—"
    at = (datetime.fromisoformat(when) if isinstance(when, str) else when).astimezone(SHANGHAI)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}" if lang == "zh" else f"{at.day} {at:%b %Y, %H:%M}"


def clock(when: datetime | str) -> str:
    """Return the time of day in Asia/Shanghai: 09:30."""
    at = datetime.fromisoformat(when) if isinstance(when, str) else when
    return f"{at.astimezone(SHANGHAI):%H:%M}"


def yuan(amount: str | int | None) -> str:
    """Return an amount (yuan as text, or fen) with separators; nothing is a dash."""
    if amount is None:
        return "—"
    fen = amount if isinstance(amount, int) else int(amount.replace(".", ""))
    return in_figures(fen)


def file_size(count: int) -> str:
    """Return how large a file is, as people say it."""
    return f"{count / 1024 / 1024:.1f} MB" if count >= 1024 * 1024 else f"{max(1, round(count / 1024))} kB"


@lru_cache(maxsize=16)
def asset(name: str) -> tuple[bytes, str]:
    """Return the bytes of a file of the workbench that is no template, and a digest of them for its address."""
    content = (TEMPLATES / "assets" / name).read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:12]
