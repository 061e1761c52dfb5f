"""A settlement of work-injury benefits held against what the law gives: the basis on record, the shortfall told.

Law.md §9-18: an agreement far below the statutory level is exposed to revocation (LDI1 35(2)), so the statutory sum is
reckoned and acknowledged first; grades 1 to 4 cannot be bought out of the relation (§9-16).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from mediation.engine.verdict import Met, Reason, Verdict
from mediation.facts.known import Facts
from mediation.facts.parties import Claim
from mediation.facts.readings import claim_numbered, given_of, terms_of
from mediation.law.money import in_figures
from mediation.law.reckoning.asking import PLACE
from mediation.law.reckoning.parameters import ParameterMissing
from mediation.law.reckoning.worksheet import Worksheet
from mediation.rules.registry import rule
from mediation.rules.saying import MEDIATOR, no, warn, warn_unknown
from mediation.vocabulary import ClaimItem

ACT: Final = "record_injury_basis"
Reckon = Callable[[str, Mapping[str, str]], Worksheet]
"""A calculator by name, run on what was typed; its parameters are bound."""
_HEAVY = 4
_CURE = (
    "请完成工伤认定和劳动能力鉴定，登记法定待遇核算依据，由双方知悉并签字。",
    "After recognition and appraisal record the statutory basis and let both sides acknowledge it.",
)


@rule(needs={"claims"}, reads_answers=True)
def injury_basis_can_be_reckoned(facts: Facts) -> Verdict:
    """The basis belongs to a claim of work-injury benefits, with a grade from 1 to 10 and a place (WIR 35–37)."""
    given = given_of(facts)
    claim = claim_numbered(facts, given.number("claim"))
    if claim is None or claim.item is not ClaimItem.INJURY_BENEFIT:
        return no(
            "not_an_injury_claim",
            ("该请求事项不是工伤待遇。", "That claim is not about work-injury benefits."),
            ("请核对请求事项序号。", "Check the number of the claim."),
            "WIR 35-37",
        )
    grade, place = given.number("grade") or 0, given.text("place") or ""
    if 1 <= grade <= 10 and re.match(PLACE, place):
        return Met
    return no(
        "injury_basis_unclear",
        ("伤残等级应为1至10级，地点应为汉字地名。", "The grade is 1 to 10, the place a name in Chinese characters."),
        ("请按劳动能力鉴定结论填写。", "Take the grade from the appraisal."),
        "WIR 35-37",
    )


def _bases(facts: Facts) -> Mapping[int, dict[str, Any]]:
    """What was last recorded for each claim number, by the calculator's own names."""
    acts: dict[int, dict[str, Any]] = {}
    for answer in facts.answers:
        if answer.act == ACT:
            value = facts.words(answer.text_id) if answer.text_id else json.loads(answer.value or "null")
            acts.setdefault(answer.seq, {})[answer.name] = value
    return {int(said["claim"]): said for _, said in sorted(acts.items())}


def typed(said: Mapping[str, Any]) -> dict[str, str]:
    """What was recorded as the calculator reads it."""
    found = {name: str(said[name]) for name in ("grade", "place", "on") if said.get(name) is not None}
    wage = int(said["monthly_wage"])
    ends, insured = said.get("relation_ends") is True, said.get("insured") is True
    return {
        **found,
        "monthly_wage": f"{wage // 100}.{wage % 100:02d}",
        "relation_ends": str(ends).lower(),
        "insured": str(insured).lower(),
    }


def injury_reasons(facts: Facts, reckon: Reckon) -> Iterator[Reason]:
    """Yield what stands against the injury claims settled; needs claims, agreements, terms, answers and texts."""
    bases = _bases(facts)
    for claim in facts.claims:
        agreed = [t.amount or 0 for t in terms_of(facts, facts.agreement) if t.claim_id == claim.id]
        if claim.item is ClaimItem.INJURY_BENEFIT and agreed:
            yield from _of_claim(claim, sum(agreed), bases.get(claim.ordinal), reckon)


def _of_claim(claim: Claim, agreed: int, said: Mapping[str, Any] | None, reckon: Reckon) -> Iterator[Reason]:
    number = claim.ordinal
    if said is None:
        yield warn(
            "statutory_sum_not_reckoned",
            (f"第{number}项工伤待遇尚未与法定标准比对。", f"Claim {number}: not compared with the statutory sum."),
            _CURE,
            "LDI1 35(2)",
            who=MEDIATOR,
        )
        return
    if int(said["grade"]) <= _HEAVY and said.get("relation_ends") is True:
        yield no(
            "relation_must_continue",
            ("一级至四级伤残保留劳动关系，不能以一次性款项买断。", "Grades 1 to 4 keep the relation; no buying out."),
            ("请改为按月伤残津贴等待遇。", "Agree the monthly allowance instead."),
            "WIR 35",
            who=MEDIATOR,
        )
    if said.get("acknowledged") is not True:
        yield warn(
            "statutory_sum_not_acknowledged",
            (
                f"第{number}项：双方尚未确认知悉法定待遇数额。",
                f"Claim {number}: the statutory sum is not acknowledged.",
            ),
            _CURE,
            "LDI1 35(2)",
            who=MEDIATOR,
        )
    yield from _shortfall(number, agreed, said, reckon)


def _shortfall(number: int, agreed: int, said: Mapping[str, Any], reckon: Reckon) -> Iterator[Reason]:
    try:
        due = reckon("injury_benefit", typed(said))
    except ParameterMissing as missing:
        yield warn_unknown("parameter_missing", (missing.zh, missing.en), _CURE, "WIR 35-37", who=MEDIATOR)
        return
    if agreed < due.total:
        yield warn(
            "below_statutory_sum",
            (
                f"第{number}项约定{in_figures(agreed)}元，低于核算的法定待遇{in_figures(due.total)}元。",
                f"Claim {number}: {in_figures(agreed)} yuan agreed, {in_figures(due.total)} by law.",
            ),
            (
                "请调整金额；当事人知悉后仍坚持的，由其书面确认，并登记理由。",
                "Mend the sum; if both insist knowing it, have that in writing and record the reason.",
            ),
            "LDI1 35(2)",
            "WIR 35-37",
            who=MEDIATOR,
        )
