"""Playing what a script does with a group matter, and what people read of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mediation.facts.matters import Parted
from mediation.replay.door import Door, Reply
from mediation.replay.script import Act, MatterStep

_ROWS: Mapping[str, tuple[str, str]] = {
    "done": ("已办", "done"),
    "opened": ("已建案", "opened"),
    "refused": ("不予办理", "refused"),
    "stale": ("案件已变动", "stale"),
    "bad_input": ("填写有误", "bad input"),
    "bad": ("填写有误", "bad"),
    "good": ("可建案", "good"),
}
_TITLES: Mapping[str, tuple[str, str]] = {
    "open": ("登记群体性争议", "open a group matter"),
    "workers": ("粘贴劳动者名册，逐人建案", "paste the workers, a case each"),
    "elect": ("登记推选的代表人", "record elected representatives"),
    "report": ("报告群体性劳动争议", "report the group event"),
}


@dataclass
class Group:
    """The matter a script opened: its id, the cases by label, and the sheet as it stood last."""

    id: str = ""
    cases: dict[str, str] = field(default_factory=dict)
    sheet: Mapping[str, Any] = field(default_factory=dict)

    def send(self, door: Door, act: Act, answers: Mapping[str, Any], names: Mapping[str, str], key: str) -> Reply:
        """Do what a step says through the doors of the matter."""
        step = _step(act)
        if step.open is not None:
            form = step.open.model_dump(mode="json", exclude={"organisation"}, exclude_none=True)
            body = {**form, "organisation_id": names[step.open.organisation]}
            return door.post("/matters", body, key=key, version=None)
        path, body = _asked(step, answers, names)
        if step.act or step.move or step.paper:
            body["cases"] = [{"case_id": self.cases[label]} for label in self._chosen(step)]
        if step.elect is not None:
            lines = {line["case_id"]: line["workers"][0]["id"] for line in self.sheet["rows"]}
            body["elected"] = [lines[self.cases[label]] for label in step.elect.elected]
        return door.post(f"/matters/{self.id}/{path}", body, key=key, version=None)

    def _chosen(self, step: MatterStep) -> tuple[str, ...]:
        if step.without:
            return tuple(label for label in self.cases if label not in step.without)
        return step.cases

    def took(self, act: Act, reply: Reply) -> None:
        """Note what came of a step: the matter's id, and a label for each case that was opened."""
        if reply.refused:
            return
        step = _step(act)
        if step.open is not None:
            self.id = reply.body["matter"]["id"]
        if step.workers is not None:
            for number, row in enumerate(reply.body["rows"], 1):
                if row["case"]:
                    self.cases[f"{act.label}_{number}"] = row["case"]["id"]


def _step(act: Act) -> MatterStep:
    assert act.matter is not None, "only steps of a matter come here"
    return act.matter


def _asked(step: MatterStep, answers: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    if step.workers is not None:
        return "workers", {"text": step.workers, "opens": True}
    if step.report is not None:
        return "reports", step.report.model_dump(mode="json", exclude_none=True)
    if step.elect is not None:
        return "representatives", {"elected_for": step.elect.elected_for, "paper_id": names[step.elect.paper]}
    if step.paper is not None:
        return "papers", {"kind": step.paper}
    path = f"acts/{step.act}" if step.act else f"moves/{step.procedure}/{step.move}"
    return path, {"answers": answers}


def title_of(step: MatterStep) -> tuple[str, str] | None:
    """Return what a step is called, unless it is called as the act it does on each case."""
    if step.paper is not None:
        return f"逐案制作《{step.paper.zh}》", f"issue the {step.paper.en} in each case"
    return _TITLES.get(step.does)


def told_rows(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield how many cases came to which result, and why some were not done, each reason once."""
    counts = {name: number for name, number in body.get("counts", {}).items() if number}
    if counts:
        zh = "，".join(f"{_ROWS[name][0]} {number} 件" for name, number in counts.items())
        yield zh, ", ".join(f"{_ROWS[name][1]} {number}" for name, number in counts.items())
    seen: dict[tuple[str, str], int] = {}
    for row in body.get("rows", ()):
        for each in row.get("reasons") or row.get("errors") or row.get("problems") or ():
            said = (f"{each['zh']}〔{each['code']}〕", each["en"])
            seen[said] = seen.get(said, 0) + 1
    for (zh, en), number in seen.items():
        yield f"{number} 件：{zh}", f"{number}: {en}"


def told_sheet(sheet: Mapping[str, Any]) -> tuple[str, str]:
    """Return 件 and 人 of a matter as one sentence."""
    total = sheet["total"]
    parts = [(word, sheet["parted"][word.value]) for word in Parted if sheet["parted"][word.value]["cases"]]
    zh = "；".join(f"{word.zh} {count['cases']} 件 {count['people']} 人" for word, count in parts)
    en = "; ".join(f"{word.en}: cases {count['cases']}, people {count['people']}" for word, count in parts)
    sums = f"协议金额 {sheet['agreed']} 元，已履行 {sheet['paid']} 元"
    return (
        f"共 {total['cases']} 件 {total['people']} 人" + (f"：{zh}" if zh else "") + f"。{sums}",
        f"cases {total['cases']}, people {total['people']}" + (f"; {en}" if en else ""),
    )


def group_differences(sheet: Mapping[str, Any], act: Any) -> Iterator[tuple[str, str, str]]:
    """Yield what of 件, 人 and sums is not as ``parted`` and ``sums`` of an expectation say: what, wanted, found."""
    for name, (cases, people) in act.parted.items():
        found = sheet["total"] if name == "total" else sheet["parted"].get(name, {"cases": 0, "people": 0})
        if (found["cases"], found["people"]) != (cases, people):
            yield name, f"{cases} 件 {people} 人", f"{found['cases']} 件 {found['people']} 人"
    for name, amount in act.sums.items():
        if sheet[name] != amount:
            yield name, amount, sheet[name]
