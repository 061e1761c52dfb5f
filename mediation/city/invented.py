"""Invented people and firms: the same ones for the same seed, no two alike, with valid check digits."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import TypeVar

from mediation.law.identifiers import credit_check_character, identity_check_digit

T = TypeVar("T")
_AREA = "990101"  # in no list of areas
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
_GIVEN = re.findall(
    "..",
    "行远静秋立言若谷明达思齐文澜清扬知夏守拙怀瑾望舒景行乐山听松采薇嘉木以恒敏学子衿"
    "长庚念慈云帆书恒晓棠志新春霞建设国梁秀云海涛玉梅",
)
_RARE = ("石㙦远", "水𬭎文", "古丽·买买提")
_WORDS = re.findall("..", "远达安澜恒茂云栖启明新禾长河晨光博海金穗鼎盛和顺青禾瑞丰天工广源联众嘉禾宏图东篱")
_TRADES = ("物流", "物业管理", "软件", "餐饮管理", "服装", "建筑工程", "机械", "食品", "商贸", "家政服务", "电子")


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody invented, with what a desk asks of a party."""

    name: str
    identity: str
    phone: str
    address: str
    account: str


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented employer."""

    name: str
    code: str
    phone: str
    address: str
    representative: str


class Register:
    """Hands out people and firms, each once; what is drawn depends on the seed alone."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(f"江州/{seed}")  # noqa: S311  # invented names, no secret
        self._names = self.shuffled([f"{s}{g}" for s, g in product(_SURNAMES, _GIVEN)])
        self._firms = self.shuffled([f"江州{w}{t}有限公司（虚构）" for w, t in product(_WORDS, _TRADES)])
        self._rare = iter(_RARE)
        self._serial = 0

    def human(self, *, rare: bool = False) -> Human:
        """Return somebody new, of working age; ``rare`` draws a name that many systems cannot take."""
        serial = self._next()
        born = date(1968, 1, 1) + timedelta(days=self._dice.randrange(36 * 365))
        first17 = f"{_AREA}{born:%Y%m%d}{serial % 1000:03d}"
        return Human(
            name=next(self._rare, None) or next(self._names) if rare else next(self._names),
            identity=first17 + identity_check_digit(first17),
            phone=f"139{serial:08d}",
            address=f"江州市城东区柳荫路{serial}号（虚构）",
            account=f"62{serial:017d}",
        )

    def firm(self) -> Firm:
        """Return a firm nobody has met."""
        serial = self._next()
        first17 = f"91{_AREA}MA{serial:07d}"
        return Firm(
            name=next(self._firms),
            code=first17 + credit_check_character(first17),
            phone=f"139{serial:08d}",
            address=f"江州市城东区货运路{serial}号（虚构）",
            representative=next(self._names),
        )

    def amount(self, low: int, high: int) -> str:
        """Return yuan between two bounds, in tens, as it is typed."""
        return f"{self._dice.randrange(low, high, 10)}.00"

    def _next(self) -> int:
        self._serial += 1
        return self._serial

    def shuffled(self, found: list[T]) -> Iterator[T]:
        """Return what is there in an order that depends on the seed."""
        self._dice.shuffle(found)
        return iter(found)
