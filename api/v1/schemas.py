"""What goes in: closed shapes; an unknown field is refused."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import UploadFile
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from mediation.casework.values import clean_text, parse_instant
from mediation.casework.views import Title
from mediation.facts.folder import LinkKind
from mediation.vocabulary import Audience, FactClass, Nature, PaperKind, Role, Source

_DAY = re.compile(r"(?:19\d\d|2[01]\d\d)-\d\d-\d\d", re.ASCII)


def _instant(raw: Any) -> datetime:
    """Read a time that names its zone; the reason why not never repeats what was sent."""
    try:
        return parse_instant(raw)
    except (ValueError, OverflowError):
        raise PydanticCustomError("bad_time", "no time with its zone") from None


def _day(raw: Any) -> Any:
    """Let only a day written YYYY-MM-DD through, from 1900 to 2199: no timestamps, no weeks."""
    if isinstance(raw, str) and not _DAY.fullmatch(raw):
        raise PydanticCustomError("bad_date", "no day")
    return raw


def _clean(text: str) -> str:
    """Refuse characters nobody sees."""
    try:
        clean = clean_text(text).strip()
    except ValueError:
        raise PydanticCustomError("bad_char", "an invisible character") from None
    if not clean:
        raise PydanticCustomError("string_too_short", "nothing in it")
    return clean


Instant = Annotated[AwareDatetime, BeforeValidator(_instant, json_schema_input_type=datetime)]
Day = Annotated[date, BeforeValidator(_day)]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]
Reason = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_clean)]


class Form(BaseModel):
    """A shape that comes in."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CaseForm(Form):
    """What opens a case: four fields; parties and claims follow as acts."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "organisation_id": "jz-street",
                    "source": "application",
                    "nature": "labour",
                    "cause": "追索劳动报酬争议",
                    "occurred_at": "2026-08-03T09:00:00+08:00",
                }
            ]
        },
    )
    organisation_id: Id
    source: Source
    nature: Nature
    cause: Annotated[str, Field(min_length=2, max_length=60, pattern=r"^[\u3400-\u9fff（）()、]+$")]
    occurred_at: Instant | None = None


class ActForm(Form):
    """An act or a move: its answers by name (``GET …/moves`` says which are asked), and when it legally happened."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "answers": {"form": "written", "received_on": "2026-08-03"},
                    "occurred_at": "2026-08-03T09:30:00+08:00",
                }
            ]
        },
    )
    answers: Annotated[dict[str, Any], Field(max_length=60)] = Field(default_factory=dict)
    occurred_at: Instant | None = None


class PaperForm(Form):
    """Which paper to issue, and for which party where it is about one."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [{"kind": "agreement"}]})
    kind: PaperKind
    party: Id | None = None


class CorrectionForm(Form):
    """Which event was recorded wrongly, in what (``occurred_at`` or an answer), what is right, and why."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [{"seq": 7, "name": "received_on", "value": "2026-08-02", "reason": "邮戳日期看错"}]
        },
    )
    seq: Annotated[int, Field(ge=1, le=1_000_000)]
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    value: Any
    reason: Reason


class LinkForm(Form):
    """Another case that belongs together with this one."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "other_case_id": "6e0b6f0c-5a53-4f5e-9a35-7d6a0d1c2b3a",
                    "kind": "duplicate",
                    "reason": "同一劳动者就同一请求重复申请",
                }
            ]
        },
    )
    other_case_id: Id
    kind: LinkKind
    reason: Reason


class PersonForm(Form):
    """Somebody who joins an organisation."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"organisation_id": "jz-street", "name": "郝明达", "role": "mediator"}]},
    )
    organisation_id: Id
    name: Annotated[str, Field(min_length=1, max_length=60)]
    role: Role


class ReasonForm(Form):
    """Why."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [{"reason": "已调离本单位"}]})
    reason: Reason


class UploadForm(Form):
    """A file and what it is: pdf, jpg, png or docx by its content, up to 20 MB."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [{"file": "…", "kind": "evidence", "audience": "joint", "pages": 1, "purpose": "证明工资标准"}]
        },
    )
    file: UploadFile
    kind: PaperKind
    audience: Audience = Audience.JOINT
    fact_class: FactClass | None = None
    pages: Annotated[int | None, Field(ge=1, le=10_000)] = None
    purpose: Reason | None = None
    party: Annotated[str | None, Field(max_length=64)] = None


class StepView(BaseModel):
    """One step of an act."""

    seq: int
    move: str
    proceeding: dict[str, str]
    before: Annotated[str, Field(alias="from")]
    to: str
    late: bool
    warnings: list[dict[str, Any]]
    papers_due: list[str]
    rows: list[dict[str, str]]


class Ref(BaseModel):
    """The id of something."""

    id: str


class ActView(BaseModel):
    """The answer to an act: where everything stands now. Kept under its key for seven days."""

    case: dict[str, str]
    version: int
    seq: int
    head: str
    steps: list[StepView]
    opened: list[dict[str, str]]


class FiledView(ActView):
    """The answer to an upload: the file's id, also when the same bytes were there before."""

    attachment: Ref


class JoinedView(BaseModel):
    """A new person."""

    person_id: str


class LeftView(BaseModel):
    """A person who is disabled, and since when."""

    person_id: str
    disabled_at: datetime


class ProblemView(BaseModel):
    """RFC 9457 problem details, in Chinese and English; ``reasons`` for a refusal, ``errors`` for bad input."""

    type: str
    code: str
    status: int
    title: str
    title_en: str
    reasons: list[dict[str, Any]] = []
    errors: list[dict[str, str]] = []
    version: int | None = None
    changes: list[dict[str, str]] = []


class LimitView(BaseModel):
    """What a time limit comes to from a day on; ``steps`` is the count, line by line."""

    limit: str
    ref: str
    title: Title
    start: Annotated[date, Field(alias="from")]
    edition: str
    first_day: date | None
    raw: date | None
    due: date | None
    due_at: datetime | None
    provisional: bool
    binding: bool
    confidence: str
    article: list[str]
    steps: list[str]
    steps_en: list[str]


class PaperDueView(BaseModel):
    """A paper that was asked for and is not there yet."""

    kind: PaperKind
    zh: str
    en: str
    since_seq: int
    act: str


class WorkflowView(BaseModel):
    """A procedure in its current edition."""

    procedure: str
    edition: str
    digest: str
    title: Title


class PersonView(BaseModel):
    """Who is asking, and what they are where."""

    id: str
    name: str
    roles: list[dict[str, str]]
