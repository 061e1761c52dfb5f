"""Before a court or a commission is asked: every ground on which it could refuse, green or with what is in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mediation.engine.verdict import Reason, Verdict
from mediation.facts.known import Facts
from mediation.law.wording import Text
from mediation.rules.closing import no_confirmation_pending, not_enforceable_already
from mediation.rules.confirmation import (
    content_can_be_confirmed,
    no_arbitration_review,
    not_a_revived_agreement,
    organisation_may_mediate,
)
from mediation.rules.lint import Finding, overrides
from mediation.rules.payment_order import employer_owes_a_fixed_sum, made_at_a_labour_body, owed_for_one_of_four_kinds
from mediation.rules.people import agents_may_settle, no_one_acts_for_both
from mediation.rules.preparing import (
    addresses,
    agreement_paper,
    authorities,
    certificate,
    commission_of_review,
    court_of_confirmation,
    court_of_order,
    dates_in_order,
    freely_made,
    identities,
    joint_application,
    order_application,
    order_conditions,
)
from mediation.rules.review import not_only_a_relation
from mediation.rules.routes import agreement_is_in_force
from mediation.rules.signing import (
    all_have_signed,
    arbitration_review_is_open,
    confirmation_in_time,
    review_in_time,
    settles_out_of_court,
)
from mediation.rules.terms import due_dates_are_definite, no_insurance_waiver
from mediation.vocabulary import PaperKind, Severity, Word

Check = Callable[[Facts], Verdict]


class Road(StrEnum):
    """What is applied for."""

    CONFIRMATION = "confirmation"
    REVIEW = "review"
    PAYMENT_ORDER = "payment_order"


class Light(Word):
    """How an item stands."""

    GREEN = "green", "通过", "green"
    WARNING = "warning", "提示", "warning"
    OBSTACLE = "obstacle", "障碍", "obstacle"


@dataclass(frozen=True, slots=True)
class Item:
    """One ground and how the file stands to it; ``reasons`` say what is in the way, how to clear it and who may.

    ``overridden`` are warnings that were kept, each with the reason recorded: they colour nothing.
    """

    key: str
    title: Text
    light: Light
    reasons: tuple[Reason, ...]
    cites: tuple[str, ...]
    overridden: tuple[tuple[Reason, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Ground:
    key: str
    title: Text
    cites: tuple[str, ...]
    checks: tuple[Check, ...]


def _application(kind: PaperKind, *cites: str) -> Check:
    return lambda facts: joint_application(facts, kind, *cites)


def _lawful(cite: str) -> _Ground:
    return _Ground("lawful", Text("不违反法律强制性规定", "not against mandatory law"), (cite,), (no_insurance_waiver,))


_IN_FORCE = _Ground(
    "in_force", Text("协议已经生效", "the agreement is in force"), ("MAL 14",), (agreement_is_in_force,)
)
_BODY = _Ground(
    "body", Text("调解组织依法设立", "a lawfully set-up body"), ("CPL 205", "MAL 10"), (organisation_may_mediate,)
)
_SIGNATURES = _Ground(
    "signatures",
    Text("签名盖章齐备，代理权限足够", "signatures and authority"),
    ("CPLI 354", "CPL 62"),
    (all_have_signed, agents_may_settle, no_one_acts_for_both),
)
_DATES = _Ground("dates", Text("各项日期前后一致", "days in order"), ("CPLI 358",), (dates_in_order,))
_ROADS: Final[Mapping[Road, tuple[_Ground, ...]]] = {
    Road.CONFIRMATION: (
        _IN_FORCE,
        _Ground(
            "scope", Text("属于可以申请司法确认的情形", "open to confirmation"), ("CPLI 355(1)", "SI16 20"),
            (settles_out_of_court, not_enforceable_already),
        ),
        _Ground("time", Text("在三十日申请期限内", "within 30 days"), ("CPL 205",), (confirmation_in_time,)),
        _Ground("court", Text("法院有管辖权", "jurisdiction"), ("CPL 205", "CPLI 355(2)"), (court_of_confirmation,)),
        _Ground(
            "joint", Text("双方共同申请", "joint application"), ("CPL 205", "CPLI 353"),
            (_application(PaperKind.CONFIRMATION_APPLICATION, "CPLI 353"),),
        ),
        _BODY,
        _SIGNATURES,
        _Ground(
            "materials", Text("申请材料", "materials"), ("CPLI 354",),
            (agreement_paper, certificate, identities, authorities, addresses),
        ),
        _Ground(
            "content", Text("不涉及身份关系、权属等不能确认的内容", "content that can be confirmed"),
            ("CPLI 355(3)", "CPLI 355(4)", "CPLI 355(5)"), (content_can_be_confirmed,),
        ),
        _lawful("CPLI 358(1)"),
        _Ground(
            "free", Text("自愿真实，不损害他人、不违背公序良俗", "free, genuine, harming nobody"),
            ("CPLI 358(2)", "CPLI 358(3)", "CPLI 358(4)"), (freely_made,),
        ),
        _Ground("definite", Text("内容明确", "definite content"), ("CPLI 358(5)",), (due_dates_are_definite,)),
        _Ground(
            "one_road", Text("没有并行的仲裁审查，不为恢复期限另签", "no review beside it, no revived window"),
            ("R33 75", "CPL 205"), (no_arbitration_review, not_a_revived_agreement),
        ),
        _DATES,
    ),
    Road.REVIEW: (
        _IN_FORCE,
        _Ground(
            "scope", Text("属于仲裁委员会受理范围", "within the commissions' competence"), ("R33 75(1)",),
            (arbitration_review_is_open,),
        ),
        _Ground("commission", Text("仲裁委员会有管辖权", "jurisdiction"), ("R33 75(2)",), (commission_of_review,)),
        _Ground("time", Text("在十五日申请期限内", "within 15 days"), ("R33 75(3)", "R17 27"), (review_in_time,)),
        _Ground("relation", Text("不是确认劳动关系", "not the relation"), ("R33 75(4)",), (not_only_a_relation,)),
        _Ground(
            "unconfirmed", Text("未经司法确认", "not judicially confirmed"), ("R33 75(5)",),
            (not_enforceable_already, no_confirmation_pending),
        ),
        _Ground(
            "joint", Text("双方共同申请", "joint application"), ("R33 74",),
            (_application(PaperKind.REVIEW_APPLICATION, "R33 74"),),
        ),
        _BODY,
        _SIGNATURES,
        _Ground(
            "materials", Text("申请材料", "materials"), ("R33 74",),
            (agreement_paper, identities, authorities, addresses),
        ),
        _lawful("R33 78"),
        _Ground("free", Text("自愿真实，不损害他人", "free, genuine, harming nobody"), ("R33 78",), (freely_made,)),
        _Ground("definite", Text("内容明确", "definite content"), ("R33 78",), (due_dates_are_definite,)),
        _DATES,
    ),
    Road.PAYMENT_ORDER: (
        _Ground(
            "agreement", Text("劳动争议调解组织主持达成的有效协议", "made at a labour body, in force"), ("MAL 16",),
            (made_at_a_labour_body, settles_out_of_court, not_enforceable_already),
        ),
        _Ground(
            "money", Text("劳动报酬、工伤医疗费、经济补偿或者赔偿金", "one of four kinds of money"), ("MAL 16",),
            (owed_for_one_of_four_kinds,),
        ),
        _Ground(
            "due", Text("数额确定、已到期未付，债务人是用人单位", "fixed, due, owed by the employer"),
            ("CPL 225", "CPLI 427"), (employer_owes_a_fixed_sum,),
        ),
        _Ground("court", Text("法院有管辖权", "jurisdiction"), ("CPLI 23", "CPLI 427"), (court_of_order,)),
        _Ground(
            "materials", Text("申请材料", "materials"), ("CPL 225",),
            (order_application, agreement_paper, identities, addresses),
        ),
        _DATES,
    ),
}  # fmt: skip
_CLAUSES = Text("协议条款检查", "the agreement's clauses")


def preflight(facts: Facts, road: Road, found: Iterable[Finding]) -> tuple[Item, ...]:
    """Return every item of a road, in the order of the law; ``found`` is what the lint of the agreement says.

    Needs every group of facts that a settlement, its papers and its proceedings stand in.
    """
    kept = {code: why for (code, term), why in overrides(facts).items() if term is None}
    items = [_item(g.key, g.title, g.cites, (check(facts) for check in g.checks), kept) for g in _ROADS[road]]
    if road is Road.PAYMENT_ORDER:
        title = Text("无对待给付，债务人在境内且能够送达，未申请诉前保全", "no counter-performance; can be served")
        items.insert(-2, _item("conditions", title, ("CPL 225", "CPLI 427"), order_conditions(facts), kept))
    else:
        said = {reason.code for item in items for reason in item.reasons}
        standing = [each.reason for each in found if each.stands and each.reason.code not in said]
        cite = "R33 78" if road is Road.REVIEW else "CPLI 358"
        items.append(_item("clauses", _CLAUSES, (cite,), standing, {}))
    return tuple(items)


def _item(key: str, title: Text, cites: tuple[str, ...], verdicts: Iterable[Verdict], kept: Mapping[str, str]) -> Item:
    said = [verdict for verdict in verdicts if isinstance(verdict, Reason)]
    blocks = tuple(reason for reason in said if reason.severity is Severity.BLOCK)
    warns = tuple(reason for reason in said if reason.severity is Severity.WARN and reason.code not in kept)
    overridden = tuple((r, kept[r.code]) for r in said if r.severity is Severity.WARN and r.code in kept)
    light = Light.OBSTACLE if blocks else Light.WARNING if warns else Light.GREEN
    return Item(key, title, light, (*blocks, *warns), cites, overridden)
