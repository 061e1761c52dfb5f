"""A sheet of referrals, from JSON or from Excel: every line read into the acts that will send it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from mediation.casework.pasted import RowProblem
from mediation.documents.sheet_reading import rows_of_sheet
from mediation.engine.definition import Move
from mediation.engine.shapes import AskType, Item
from mediation.errors import BadInput, Problem
from mediation.vocabulary import ClaimItem, Nature, PartyKind, ReferralKind, Word

MOST_REFERRALS = 100
LONGEST_CELL = 2_000
NEEDED: Final = (
    "kind",
    "complaint_on",
    "on_platform",
    "has_award",
    "applicant_consented",
    "cause",
    "applicant",
    "respondent",
)
COLUMNS: Final[Mapping[str, str]] = {
    "kind": "移送种类",
    "docket": "法院案号",
    "complaint_on": "起诉日期",
    "on_platform": "是否平台移送",
    "has_award": "是否已有仲裁结果",
    "arbitration_exception": "无需先行仲裁的情形",
    "applicant_consented": "申请人同意调解",
    "respondent_consented": "被申请人同意调解",
    "delegation_switched_on": "本院仍开展立案前委派",
    "contact": "法院联系人",
    "nature": "争议性质",
    "cause": "案由",
    "applicant": "申请人",
    "applicant_kind": "申请人类别",
    "applicant_identity": "申请人证件号码",
    "applicant_phone": "申请人电话",
    "applicant_address": "申请人住址",
    "respondent": "被申请人",
    "respondent_kind": "被申请人类别",
    "respondent_identity": "被申请人证件号码",
    "respondent_phone": "被申请人电话",
    "respondent_address": "被申请人住所",
    "respondent_representative": "被申请人法定代表人",
    "item": "请求项目",
    "amount": "请求金额（元）",
}
"""What a line may say, by its name in JSON and the words over its column; those of ``NEEDED`` must stand there."""
_YES_NO: Final = {"是": True, "同意": True, "有": True, "true": True, "1": True, "yes": True}
_NO: Final = {"否": False, "不同意": False, "没有": False, "无": False, "false": False, "0": False, "no": False}
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SENT: Final = ("kind", "docket", "complaint_on", "on_platform", "has_award", "arbitration_exception",
                "applicant_consented", "respondent_consented", "delegation_switched_on", "contact")  # fmt: skip


@dataclass
class ReferralRow:
    """One referral of a sheet: the answers of the acts that send it, and what stands against it."""

    line: int
    cause: str = ""
    nature: Nature = Nature.LABOUR
    applicant: dict[str, Any] = field(default_factory=dict)
    respondent: dict[str, Any] = field(default_factory=dict)
    claim: dict[str, Any] = field(default_factory=dict)
    sending: dict[str, Any] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Test if nothing stands against it."""
        return all(problem.warning for problem in self.problems)

    def wrong(self, where: str, code: str, zh: str, en: str, *, warning: bool = False) -> None:
        """Note what stands against the line."""
        self.problems.append(RowProblem(self.line, where, code, zh, en, warning))


def cells_of(content: bytes, filename: str) -> list[dict[str, str]]:
    """Return the lines of an uploaded file: a JSON list of objects, or an Excel sheet with its header row.

    Raises:
        BadInput: it is neither, or a column is missing or unknown.
    """
    if filename.lower().endswith(".json"):
        return _of_json(content)
    lines = rows_of_sheet(content)
    names = _header(lines[0] if lines else [])
    found = [dict(zip(names, line, strict=False)) for line in lines[1:] if any(line)]
    return [{name: cell for name, cell in line.items() if name and cell} for line in found]


def _of_json(content: bytes) -> list[dict[str, str]]:
    try:
        told = json.loads(content)
        rows = told["rows"] if isinstance(told, dict) else told
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        zh = "JSON 应为由对象组成的数组，每个对象一件。"
        raise BadInput([Problem("file", "bad_json", zh, "Send a JSON list, an object a referral.")]) from error
    return [{str(name): _plain(value) for name, value in row.items() if value is not None} for row in rows]


def _plain(value: Any) -> str:
    return "是" if value is True else "否" if value is False else str(value)


def _header(cells: Sequence[str]) -> list[str]:
    known = {_bare(words): name for name, words in COLUMNS.items()} | {name: name for name in COLUMNS}
    names = [known.get(_bare(cell), "") for cell in cells]
    missing = [COLUMNS[name] for name in NEEDED if name not in names]
    strange = [str(place) for place, (cell, name) in enumerate(zip(cells, names, strict=True), 1) if cell and not name]
    problems = []
    if missing:
        zh, en = f"首行缺少列：{'、'.join(missing)}。", f"The header row lacks: {', '.join(missing)}."
        problems.append(Problem("file", "column_missing", zh, en))
    if strange:
        zh = f"第 {'、'.join(strange)} 列的表头不能识别，请使用模板的表头。"
        problems.append(Problem("file", "column_unknown", zh, f"Columns not known: no. {', '.join(strange)}."))
    if problems:
        raise BadInput(problems)
    return names


def _bare(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "").replace("*", "")


def read_rows(cells: Sequence[Mapping[str, str]], send: Move) -> list[ReferralRow]:
    """Return the lines read, each with its problems; the first is line 2, as under a header.

    Raises:
        BadInput: none, or too many.
    """
    if not 1 <= len(cells) <= MOST_REFERRALS:
        zh = f"一次可移送 1 至 {MOST_REFERRALS} 件，请核对表格。"
        raise BadInput([Problem("file", "bad_length", zh, f"1 to {MOST_REFERRALS} referrals at a time.")])
    rows = [_row(line, each, send) for line, each in enumerate(cells, 2)]
    dockets: dict[str, int] = {}
    for row in rows:
        docket = str(row.sending.get("docket", ""))
        if docket and docket in dockets:
            zh = f"案号与第 {dockets[docket]} 行相同，一案一行。"
            row.wrong("docket", "twice_in_sheet", zh, f"The same docket as in line {dockets[docket]}.")
        dockets.setdefault(docket, row.line)
    return rows


def _row(line: int, cells: Mapping[str, str], send: Move) -> ReferralRow:
    row = ReferralRow(line)
    cells = {name: cell.strip() for name, cell in cells.items() if cell.strip()}
    for name in NEEDED:
        if not cells.get(name):
            row.wrong(name, "missing", f"请填写“{COLUMNS[name]}”。", f"'{name}' is missing.")
    for name, cell in cells.items():
        if name not in COLUMNS:
            row.wrong("row", "column_unknown", "本行有不能识别的项目，请使用模板的项目。", "A field is not known.")
        elif len(cell) > LONGEST_CELL:
            zh = f"“{COLUMNS[name]}”最长 {LONGEST_CELL} 个字符，请精简。"
            row.wrong(name, "too_long", zh, f"{LONGEST_CELL} characters at most.")
        else:
            _take(row, name, cell, send)
    row.applicant = {"kind": PartyKind.WORKER, "side": "applicant", **row.applicant}
    row.respondent = {"kind": PartyKind.EMPLOYER, "side": "respondent", **row.respondent}
    return row


def _take(row: ReferralRow, name: str, cell: str, send: Move) -> None:
    side, _, part = name.partition("_")
    if name == "cause":
        row.cause = cell
    elif name == "nature":
        row.nature = _word(row, name, Nature, cell) or Nature.LABOUR
    elif name == "item":
        row.claim["item"] = _word(row, name, ClaimItem, cell)
    elif name == "amount":
        row.claim["amount"] = re.sub(r"[,，￥¥元\s]", "", cell)
    elif name in _SENT:
        row.sending[name] = _answer(row, name, send.asks[name], cell)
    else:
        into = row.applicant if side == "applicant" else row.respondent
        into[part or "name"] = _word(row, name, PartyKind, cell) if part == "kind" else cell


def _answer(row: ReferralRow, name: str, ask: Item, cell: str) -> Any:
    if ask.type is AskType.BOOL:
        known = {**_YES_NO, **_NO}
        if cell.lower() not in known:
            row.wrong(name, "bad_choice", f"“{COLUMNS[name]}”请写“是”或者“否”。", f"'{name}': yes or no.")
        return known.get(cell.lower())
    if ask.type is AskType.DATE:
        found = _DAY.fullmatch(cell)
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else cell
    if ask.type is AskType.CHOICE:
        said = {words.zh: key for key, words in ask.options.items()} | {key: key for key in ask.options}
        said |= {kind.zh: kind.value for kind in ReferralKind} if name == "kind" else {}
        said |= {"是": "yes", "否": "no"} if "yes" in ask.options else {}
        if cell not in said:
            listed = "、".join(words.zh for words in ask.options.values())
            row.wrong(name, "bad_choice", f"“{COLUMNS[name]}”请写作：{listed}。", f"'{name}': one of the list.")
        return said.get(cell)
    return cell


def _word(row: ReferralRow, name: str, kind: type[Word], cell: str) -> Any:
    said = {word.zh: word for word in kind} | {word.value: word for word in kind}
    if cell not in said:
        listed = "、".join(word.zh for word in kind)
        row.wrong(name, "bad_choice", f"“{COLUMNS[name]}”请写作：{listed}。", f"'{name}': one of the list.")
    return said.get(cell)
