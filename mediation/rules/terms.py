"""What a settlement says: complete, definite, lawful terms; checked as drafted and again before a court is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mediation.engine.verdict import Met, Reason, Verdict
from mediation.facts.known import Facts
from mediation.facts.parties import Party
from mediation.facts.readings import TERMS, given_of, instalments_of, terms_of
from mediation.facts.settlement import Term, TermKind
from mediation.rules.registry import rule
from mediation.rules.saying import MEDIATOR, no, warn
from mediation.vocabulary import ClaimItem, PartyKind

WAGES = frozenset({ClaimItem.WAGES, ClaimItem.OVERTIME})
_WORKERS = frozenset({PartyKind.WORKER, PartyKind.HEIR})
_CURE_DAY = ("请当事人选定最后一日（不迟于某日24时）。", "Let the parties choose a last day (by 24:00 of that day).")
_INSURANCE = ("社会保险", "社保", "养老保险", "工伤保险", "医疗保险")
_GIVING_UP = ("放弃", "自愿不缴", "自愿不参加", "不再主张", "免除")
_ENFORCED = ("强制执行", "申请执行")


def is_ambiguous(words: str) -> bool:
    """Test if a due date says 「前」 without saying whether the day itself is included (law.md §1.6)."""
    return "前" in words and not any(clear in words for clear in ("含", "24时", "24:00", "二十四时"))


def _indefinite(number: int, words: str | None, warning: bool) -> Reason:
    say = warn if warning else no
    if words is not None and is_ambiguous(words):
        said = (
            f"第{number}项的期限“{words}”没有写明当日是否包含在内。",
            f"Term {number}: the due date '{words}' leaves open whether the day itself is included.",
        )
        return say("ambiguous_due_date", said, _CURE_DAY, "CPLI 358", "CC 203(2)", who=MEDIATOR)
    said = (f"第{number}项没有确定的履行期限。", f"Term {number} has no definite due date.")
    return say("due_date_missing", said, _CURE_DAY, "CPLI 358", who=MEDIATOR)


def _undated(facts: Facts) -> Iterator[tuple[Term, str | None]]:
    for term in terms_of(facts, facts.agreement):
        words = facts.words(term.due_wording_id)
        dated = all(instalment.due_on for instalment in instalments_of(facts, term))
        if not dated and (term.kind is TermKind.PAYMENT or words is not None):
            yield term, words


@rule(needs=TERMS | {"texts"})
def due_dates_are_definite(facts: Facts) -> Verdict:
    """A court confirms only what is definite: each payment has a last day (CPLI 358(5))."""
    for term, words in _undated(facts):
        return _indefinite(term.ordinal, words, warning=False)
    return Met


@rule(needs=TERMS | {"texts"})
def due_dates_are_settled(facts: Facts) -> Verdict:
    """Who signs should know the last day; without one the settlement binds but cannot be confirmed (CPLI 358(5))."""
    for term, words in _undated(facts):
        return _indefinite(term.ordinal, words, warning=True)
    return Met


@rule(needs=set(), reads_answers=True)
def drafted_due_dates_are_definite(facts: Facts) -> Verdict:
    """An open due date is pointed out while drafting (CPLI 358(5))."""
    given = given_of(facts)
    parted = {row.number("term") for row in given.rows("instalments")}
    for number, term in enumerate(given.rows("terms"), 1):
        words = term.text("due_wording")
        wants_day = term.choice("kind") == TermKind.PAYMENT or words is not None
        if wants_day and term.day("due_on") is None and number not in parted:
            return _indefinite(number, words, warning=True)
    return Met


@rule(needs=set(), reads_answers=True)
def terms_are_complete(facts: Facts) -> Verdict:
    """A payment has a positive amount, another act says what is to be done, and nobody owes themselves (R17 26)."""
    for number, term in enumerate(given_of(facts).rows("terms"), 1):
        if term.choice("payer") == term.choice("payee"):
            zh, en = f"第{number}项的履行方与受领方是同一人。", f"Term {number}: payer and payee are the same."
            return no("same_party", (zh, en), ("请更正当事人。", "Correct the parties."), "R17 26", who=MEDIATOR)
        pays = term.choice("kind") == TermKind.PAYMENT
        if pays and (term.number("amount") or 0) <= 0:
            zh, en = f"第{number}项没有金额。", f"Term {number} has no amount."
            return no("amount_missing", (zh, en), ("请填写金额。", "Give the amount."), "R17 26", who=MEDIATOR)
        if not pays and term.text("text") is None:
            zh, en = f"第{number}项没有写明履行内容。", f"Term {number} does not say what is to be done."
            return no("text_missing", (zh, en), ("请填写条款内容。", "Say what."), "R17 26", who=MEDIATOR)
    return Met


def _sum_cure() -> tuple[str, str]:
    return "请核对分期的条款序号和金额。", "Check the numbers of the terms and the amounts."


@rule(needs=set(), reads_answers=True)
def instalments_add_up(facts: Facts) -> Verdict:
    """The instalments of a payment make up its amount, and their days follow one another."""
    given = given_of(facts)
    terms, parts = given.rows("terms"), given.rows("instalments")
    for number in sorted({row.number("term") or 0 for row in parts}):
        own = [row for row in parts if (row.number("term") or 0) == number]
        if not 1 <= number <= len(terms) or terms[number - 1].choice("kind") != TermKind.PAYMENT:
            zh, en = f"分期所指的第{number}项不是支付条款。", f"Term {number}, which instalments name, is no payment."
            return no("instalment_without_term", (zh, en), _sum_cure(), "R17 26", who=MEDIATOR)
        if sum(row.number("amount") or 0 for row in own) != terms[number - 1].number("amount"):
            zh, en = f"第{number}项各期金额之和与总额不符。", f"Term {number}: the instalments do not add up."
            return no("instalments_do_not_add_up", (zh, en), _sum_cure(), "R17 26", who=MEDIATOR)
        days = [day for row in own if (day := row.day("due_on")) is not None]
        if days != sorted(set(days)):
            zh, en = f"第{number}项各期日期没有先后。", f"Term {number}: the days are not in order."
            return no("instalments_out_of_order", (zh, en), _sum_cure(), "R17 26", who=MEDIATOR)
    return Met


@rule(needs={"claims"}, reads_answers=True)
def claims_of_terms_are_known(facts: Facts) -> Verdict:
    """A term that settles a claim names one on file, by its number."""
    return _claims_known(facts, "terms")


@rule(needs={"claims"}, reads_answers=True)
def claims_are_known(facts: Facts) -> Verdict:
    """A result belongs to a claim on file, by its number."""
    return _claims_known(facts, "claims")


@rule(needs={"claims"}, reads_answers=True)
def claim_is_known(facts: Facts) -> Verdict:
    """An offer on a claim names one on file, by its number."""
    number = given_of(facts).number("claim")
    return Met if number is None else _known(facts, [number])


def _claims_known(facts: Facts, name: str) -> Verdict:
    return _known(facts, [n for row in given_of(facts).rows(name) if (n := row.number("claim")) is not None])


def _known(facts: Facts, numbers: list[int]) -> Verdict:
    there = {claim.ordinal for claim in facts.claims}
    wrong = [number for number in numbers if number not in there]
    if not wrong:
        return Met
    return no(
        "no_such_claim",
        (f"没有第{wrong[0]}项请求事项。", f"There is no claim no. {wrong[0]}."),
        ("请核对请求事项序号。", "Check the number of the claim."),
        who=MEDIATOR,
    )


@rule(needs=TERMS, reads_answers=True)
def term_is_known(facts: Facts) -> Verdict:
    """A last day is chosen for a term of the current agreement that has one payment day, and is not in the past."""
    given = given_of(facts)
    number = given.number("term")
    term = next((t for t in terms_of(facts, facts.agreement) if t.ordinal == number), None)
    if term is None:
        return no(
            "no_such_term",
            (f"现行协议没有第{number}项。", f"The agreement has no term {number}."),
            ("请核对条款序号。", "Check the number of the term."),
            who=MEDIATOR,
        )
    open_ones = [i for i in instalments_of(facts, term) if i.due_on is None]
    if len(open_ones) == 1:
        return Met
    return no(
        "due_date_is_definite",
        (f"第{number}项已有确定的履行期限。", f"Term {number} has a definite due date."),
        ("变更履行期限的，请重新拟定协议。", "To change it, draft the agreement anew."),
        who=MEDIATOR,
    )


def _waives(words: str) -> bool:
    return any(word in words for word in _INSURANCE) and any(word in words for word in _GIVING_UP)


def _no_waiver() -> Reason:
    return no(
        "social_insurance_waived",
        ("协议含有放弃社会保险的内容，该约定无效。", "The agreement gives up social insurance; that is void."),
        ("请删去放弃社会保险的内容。", "Delete the waiver."),
        "LDI2 19",
        "CPLI 358",
        who=MEDIATOR,
    )


@rule(needs=TERMS | {"texts"})
def no_insurance_waiver(facts: Facts) -> Verdict:
    """No one can give up social insurance (LDI2 19; CPLI 358(1))."""
    terms = terms_of(facts, facts.agreement)
    return _no_waiver() if any(_waives(facts.words(term.text_id) or "") for term in terms) else Met


@rule(needs=set(), reads_answers=True)
def drafted_without_insurance_waiver(facts: Facts) -> Verdict:
    """No one can give up social insurance (LDI2 19)."""
    return _no_waiver() if any(_waives(row.text("text") or "") for row in given_of(facts).rows("terms")) else Met


@rule(needs=set(), reads_answers=True)
def drafted_enforcement_clause(facts: Facts) -> Verdict:
    """That a breach may be enforced is worthless unless it says: after confirmation (law.md §9-9, §0-22)."""
    for number, term in enumerate(given_of(facts).rows("terms"), 1):
        words = term.text("text") or ""
        if any(word in words for word in _ENFORCED) and "确认" not in words:
            return warn(
                "not_enforceable_by_itself",
                (
                    f"第{number}项约定可以直接申请执行；协议未经司法确认不能强制执行。",
                    f"Term {number}: unconfirmed, it cannot be enforced.",
                ),
                ("请写明“经司法确认后”，或者删去该内容。", "Say 'after judicial confirmation', or delete it."),
                "MAL 15",
                "CPL 206",
                who=MEDIATOR,
            )
    return Met


def last_day_passed(day: date | None, today: date) -> bool:
    """Test if a last day is over: it ends at 24:00."""
    return day is not None and today > day


def worker(party: Party | None) -> bool:
    """Test if a party is a worker or stands for one."""
    return party is not None and party.kind in _WORKERS
