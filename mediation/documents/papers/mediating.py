"""Papers of the mediation itself: inquiries, minutes, more time by consent of all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from mediation.documents.parts import DeskPaper, needed, optional
from mediation.vocabulary import Channel, PaperKind

Result = Literal["settled", "unsettled", "going_on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question and its answer, as they were written down."""

    question: str | None = field(metadata=needed("问", "question"))
    answer: str | None = field(metadata=needed("答", "answer"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigation(DeskPaper):
    """调查记录: whom the mediators asked what; read over and signed on every page."""

    slug: ClassVar[str] = PaperKind.INVESTIGATION.value

    asked: str | None = field(metadata=needed("被调查人", "person asked"))
    capacity: str | None = field(default=None, metadata=optional("被调查人身份", "who that is"))
    asked_on: date | None = field(metadata=needed("调查日期", "day of the inquiry"))
    place: str | None = field(default=None, metadata=optional("调查地点", "place of the inquiry"))
    mediators: tuple[str, ...] = field(metadata=needed("调查人", "who asked"))
    exchanges: tuple[Exchange, ...] = field(metadata=needed("调查内容", "what was asked"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(DeskPaper):
    """调解笔录: the joint part only (law.md §0-21), with a line for each signer on every page.

    ``told`` are the notices that were given; ``statements`` what was said before everybody, never a concession.
    """

    slug: ClassVar[str] = PaperKind.MINUTES.value

    held: str | None = field(metadata=needed("调解时间", "time of the meeting"))
    channel: Channel | None = field(metadata=needed("调解方式", "way of the meeting"))
    place: str | None = field(metadata=needed("调解地点", "place of the meeting"))
    mediators: tuple[str, ...] = field(metadata=needed("调解员", "mediator"))
    told: tuple[str, ...] = field(default=(), metadata=optional("已告知事项", "notices given"))
    requests: tuple[str, ...] = field(metadata=needed("争议请求", "request"))
    statements: tuple[str, ...] = field(default=(), metadata=optional("共同部分的陈述", "what was said"))
    result: Result = field(metadata=needed("调解结果", "result"))
    signers: tuple[str, ...] = field(metadata=needed("签名人", "signer"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionConsent(DeskPaper):
    """延期调解同意书 (R17 29; SI16 27): an act of all the parties; nobody grants it (law.md §0-7)."""

    slug: ClassVar[str] = PaperKind.EXTENSION_CONSENT.value

    accepted_on: date | None = field(default=None, metadata=optional("受理日期", "day of acceptance"))
    days: int | None = field(metadata=needed("延长天数", "number of days"))
    until: date | None = field(metadata=needed("延长后的届满日", "new last day"))
