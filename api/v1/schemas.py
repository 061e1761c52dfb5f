"""What goes in: closed shapes; an unknown field is refused."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from mediation.casework.asking import parse_instant
from mediation.casework.views import Title
from mediation.vocabulary import Nature, PaperKind, Role, Source

Instant = Annotated[AwareDatetime, BeforeValidator(parse_instant, json_schema_input_type=datetime)]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]


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
    """Which paper to issue."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [{"kind": "agreement"}]})
    kind: PaperKind


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
    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class LinkForm(Form):
    """Another case that belongs together with this one."""

    other_case_id: Id
    kind: Annotated[str, Field(pattern=r"^(duplicate|related)$")]
    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class PersonForm(Form):
    """Somebody who joins an organisation."""

    organisation_id: Id
    name: Annotated[str, Field(min_length=1, max_length=60)]
    role: Role


class ReasonForm(Form):
    """Why."""

    reason: Annotated[str, Field(min_length=1, max_length=2000)]


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


class ActView(BaseModel):
    """The answer to an act: where everything stands now. Kept under its key for seven days."""

    case: dict[str, str]
    version: int
    seq: int
    head: str
    steps: list[StepView]
    opened: list[dict[str, str]]


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
