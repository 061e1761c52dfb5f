"""What goes into the doors of group matters, and what they answer."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.v1.schemas import CaseForm, Form, Id, Instant, Reason, StepView
from mediation.casework.pasted import LONGEST_CELL
from mediation.facts.matters import ElectedFor, ReportKind
from mediation.vocabulary import PaperKind

LONGEST_SHEET = 60_000
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_CELL)]
Answers = Annotated[dict[str, Any], Field(max_length=60)]


def _example(**fields: Any) -> ConfigDict:
    return ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [fields]})


_EMPLOYER = {
    "name": "江州远达物流有限公司（虚构）",
    "address": "江州市城东区货运路8号（虚构）",
    "representative": "钱如海",
}


class EmployerForm(Form):
    """The employer all workers of the matter have a claim against; it stands in every case that is pasted."""

    name: Words
    identity: Words | None = None
    phone: Words | None = None
    address: Words | None = None
    representative: Words | None = None


class MatterForm(CaseForm):
    """What opens a matter: as a case, and the common employer."""

    model_config = _example(
        organisation_id="jz-street",
        source="application",
        nature="labour",
        cause="追索劳动报酬争议",
        employer=_EMPLOYER,
    )
    employer: EmployerForm


class SheetForm(Form):
    """A sheet of workers as copied from a spreadsheet, its header row first; ``opens`` false only looks it through."""

    model_config = _example(
        text="姓名\t证件号码\t电话\t请求项目\t金额\n周行远\t\t13800000001\t拖欠工资\t18600.00", opens=False
    )
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_SHEET)]
    opens: bool = False


class JoinForm(Form):
    """A case that is there already and joins the matter."""

    model_config = _example(case_id="6e0b6f0c-5a53-4f5e-9a35-7d6a0d1c2b3a")
    case_id: Id


class OneCaseForm(Form):
    """What is different for one case: answers over the common ones, and the version that was read."""

    case_id: Id
    answers: Answers = Field(default_factory=dict)
    version: Annotated[int | None, Field(ge=0, le=999_999_999)] = None


class MatterActForm(Form):
    """Common answers, in which ``{"$": "worker"}`` (employer, claim, amount) stands for each case's own; and rows.

    Without ``cases`` every case of the matter is meant; with it only those listed.
    """

    model_config = _example(answers={"party": {"$": "employer"}, "channel": "phone"}, cases=[])
    answers: Answers = Field(default_factory=dict)
    cases: Annotated[list[OneCaseForm], Field(max_length=300)] = Field(default_factory=list)
    occurred_at: Instant | None = None


class MatterPaperForm(Form):
    """Which paper to issue, for each case or those listed."""

    model_config = _example(kind="agreement", cases=[])
    kind: PaperKind
    cases: Annotated[list[OneCaseForm], Field(max_length=300)] = Field(default_factory=list)


class ElectionForm(Form):
    """Which workers (ids of parties) were elected, for which proceedings, and the received paper that says so."""

    model_config = _example(elected=["0d0c2f6e-worker"], elected_for="mediation", paper_id="9c1d-file")
    elected: Annotated[list[Id], Field(min_length=1, max_length=20)]
    elected_for: ElectedFor
    paper_id: Id


class ReportForm(Form):
    """A report of the group event: never refused, whatever state anything is in."""

    model_config = _example(kind="first", people=12, place="厂区南门（虚构）", demands="拖欠两个月工资")
    kind: ReportKind
    people: Annotated[int, Field(ge=1, le=1_000_000)]
    place: Reason
    demands: Reason
    measures: Reason | None = None
    happened_at: Instant | None = None


class MatterActView(BaseModel):
    """The answer to an act of a matter itself."""

    matter: dict[str, str]
    version: int
    seq: int
    head: str
    report: dict[str, str] | None = None


class CaseResultView(BaseModel):
    """What came of an act on one case: done, refused with every reason, stale, or bad input with every place."""

    case_id: str
    result: Literal["done", "refused", "stale", "bad_input"]
    version: int | None = None
    steps: list[StepView] = []
    code: str | None = None
    zh: str | None = None
    en: str | None = None
    reasons: list[dict[str, Any]] = []
    errors: list[dict[str, str]] = []


class MatterRowsView(BaseModel):
    """The answer to an act case by case: how many of each result, and a row a case in the order of numbers."""

    matter: dict[str, str]
    counts: dict[str, int]
    rows: list[CaseResultView]
    elected: list[str] = []


class SheetRowView(BaseModel):
    """A line of a pasted sheet: what stands against it, or the case that was opened."""

    line: int
    result: Literal["good", "bad", "opened", "refused", "bad_input", "stale"]
    case: dict[str, str] | None = None
    problems: list[dict[str, Any]]
    code: str | None = None
    zh: str | None = None
    en: str | None = None
    reasons: list[dict[str, Any]] = []
    errors: list[dict[str, str]] = []
    version: int | None = None


class SheetView(BaseModel):
    """The answer to a pasted sheet."""

    matter: dict[str, str]
    counts: dict[str, int]
    rows: list[SheetRowView]


class PaperWantedForm(Form):
    """A paper for each case; ``party`` says whose it is where it is about one party."""

    model_config = _example(kind="agreement", party=None)
    kind: PaperKind
    party: Literal["worker", "employer"] | None = None


class BatchForm(Form):
    """Papers to make in the background, for each case or those listed."""

    model_config = _example(papers=[{"kind": "agreement"}], cases=[])
    papers: Annotated[list[PaperWantedForm], Field(min_length=1, max_length=20)]
    cases: Annotated[list[Id], Field(max_length=300)] = Field(default_factory=list)


class BatchOrderedView(BaseModel):
    """The answer to an order: the batch, to be asked for how far it is."""

    id: str
    matter: dict[str, str]
    rows: int
