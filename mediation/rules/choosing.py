"""Every road after a settlement, as data any door can show: open, not yet, closed; why; the soonest first (§3.7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from mediation.engine.verdict import Met, Reason, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import AFTER_FILING, answer, formality_of, newest, referral_kind
from mediation.law.venue import VenueOption
from mediation.law.wording import Text
from mediation.rules.clocks import clock_of
from mediation.rules.closing import can_be_enforced, no_confirmation_pending, not_enforceable_already
from mediation.rules.confirmation import (
    confirmable_in_its_day,
    content_can_be_confirmed,
    no_arbitration_review,
    not_a_revived_agreement,
    organisation_may_mediate,
)
from mediation.rules.courts import confirming_courts, enforcing_courts
from mediation.rules.payment_order import employer_owes_a_fixed_sum, made_at_a_labour_body, owed_for_one_of_four_kinds
from mediation.rules.people import agents_may_settle, no_one_acts_for_both
from mediation.rules.performance import something_is_overdue
from mediation.rules.review import not_only_a_relation
from mediation.rules.routes import agreement_is_in_force, suit_without_arbitration
from mediation.rules.saying import no, unknown, warn
from mediation.rules.signing import (
    all_have_signed,
    arbitration_review_is_open,
    confirmation_in_time,
    review_in_time,
    settles_out_of_court,
)
from mediation.rules.terms import due_dates_are_definite, no_insurance_waiver
from mediation.vocabulary import ReferralKind, Severity, Truth

Check = Callable[[Facts], Verdict]


class Status(StrEnum):
    """Whether a road can be taken."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Route:
    """One road. ``why`` keeps it from being open; ``lacks`` is what to mend or to mind before taking it.

    ``limit`` is the id of the period within which it can be taken, ``closes_on`` that period's last day on this case;
    ``pending`` says that a proceeding of this road is under way; ``courts`` are those that may be asked.
    """

    key: str
    title: Text
    applicant: Text
    status: Status
    why: tuple[Reason, ...]
    lacks: tuple[Reason, ...]
    limit: str | None
    closes_on: date | None
    pending: bool
    cites: tuple[str, ...]
    courts: tuple[VenueOption, ...]


@dataclass(frozen=True, slots=True)
class _Road:
    """What is asked about a road: ``gates`` keep it shut, ``minds`` are to be cured on the way."""

    key: str
    title: Text
    applicant: Text
    gates: tuple[Check, ...]
    cites: tuple[str, ...]
    minds: tuple[Check, ...] = ()
    limit: str | None = None
    procedure: str | None = None


_MAY_STILL_COME: Final = frozenset(
    {
        "confirmation_pending",
        "limit_not_started",
        "no_agreement_in_force",
        "no_enforceable_paper",
        "no_fixed_sum_due",
        "nothing_overdue",
        "review_pending",
    }
)
"""Reasons that pass with time or with another step; every other one closes the road."""
_BOTH, _CREDITOR = Text("双方共同申请", "both jointly"), Text("权利人", "the creditor")


def _something_is_owed(facts: Facts) -> Verdict:
    proceeding = newest(facts, "labour_mediation")
    if proceeding is None or proceeding.state not in {"performed", "closed", "archived"}:
        return Met
    return no(
        "nothing_is_owed",
        ("协议已经履行完毕或者已经结案。", "It has been performed, or the case is closed."),
        ("无需再选择途径；结案有误的请撤销结案。", "Nothing is left to choose; a wrong closing can be reopened."),
        "PML 31",
    )


def _courts_statement(facts: Facts) -> Verdict:
    kind = referral_kind(facts)
    if formality_of(facts).outside_paper:
        return Met
    if kind is ReferralKind.DELEGATED:
        return warn(
            "statement_by_the_courts_leave",
            ("立案前能否出具调解书由委派法院决定。", "Whether a statement is made before filing is up to the court."),
            ("请事先与委派法院沟通。", "Ask the delegating court first."),
            "SI16 19",
        )
    return no(
        "not_before_a_court",
        ("本案没有在法院或者仲裁庭审理。", "The case is not before a court or a tribunal."),
        ("请选择司法确认、仲裁审查等途径。", "Choose confirmation or review."),
        "SI16 20",
    )


def _suit_can_be_withdrawn(facts: Facts) -> Verdict:
    if referral_kind(facts) not in AFTER_FILING | {ReferralKind.ARBITRATION_ENTRUSTED}:
        return no(
            "nothing_to_withdraw",
            ("没有已经立案的诉讼或者仲裁。", "No suit or arbitration is pending."),
            ("请选择其他途径。", "Choose another route."),
            "CPL 148",
        )
    if answer(facts, "has_award", "court_referral") != "yes":
        return Met
    return warn(
        "award_takes_effect",
        (
            "已有仲裁裁决：撤诉后，原仲裁裁决自裁定送达之日起生效，建议申请出具民事调解书。",
            "There is an award: on withdrawal it takes effect; a mediation statement is the safer way.",
        ),
        ("请告知当事人并取得确认。", "Tell the party and have it confirmed."),
        "WSI 1",
    )


def _order_is_asked_about(facts: Facts) -> Verdict:
    return unknown(
        "order_conditions_to_be_asked",
        (
            "是否在我国境内、能否送达、有无对待给付、是否申请诉前保全，准备申请时核对。",
            "Presence in China, service, counter-performance and preservation are asked when it is prepared.",
        ),
        ("请在准备申请时逐项核对。", "Check each when preparing it."),
        "CPL 225",
    )


def _nothing_to_wait_for(facts: Facts) -> Verdict:
    """Without an agreement anybody may arbitrate at any time; with one, after a breach (MAL 14(3), 15)."""
    return Met if agreement_is_in_force(facts) is not Met else something_is_overdue(facts)


def _suit_or_arbitration(facts: Facts) -> Verdict:
    """Not a refusal: which of the two it is."""
    if suit_without_arbitration(facts):
        return warn(
            "suit_is_open",
            ("可以就协议直接向人民法院起诉。", "A suit on the agreement is open directly."),
            ("请携带调解协议向人民法院起诉。", "Sue with the agreement in hand."),
            "LDI1 13(3)",
            "LDI1 51(2)",
            "CPL 206",
        )
    return warn(
        "arbitration_comes_first",
        ("应当先申请仲裁，没有新证据的，仲裁委员会可以依据协议裁决。", "Arbitrate first; the award may follow it."),
        ("请在仲裁时效内申请仲裁。", "Apply within the period of limitation."),
        "MAL 15",
        "R17 28",
    )


def _a_notary_agrees(facts: Facts) -> Verdict:
    return warn(
        "ask_the_notary",
        ("能否赋予强制执行效力由公证机构审查。", "Whether it can be made enforceable is up to the notary."),
        ("请向公证机构咨询。", "Ask a notary."),
    )


_IN_FORCE: Final[tuple[Check, ...]] = (agreement_is_in_force, _something_is_owed, not_enforceable_already)
_FILING: Final[tuple[Check, ...]] = (
    all_have_signed,
    organisation_may_mediate,
    due_dates_are_definite,
    no_insurance_waiver,
    no_one_acts_for_both,
    agents_may_settle,
)
_S1, _S3 = "arbitration_review_application", "judicial_confirmation_application"
ROADS: Final = (
    _Road(
        "R1", Text("自动履行", "voluntary performance"), Text("义务人", "the debtor"),
        (agreement_is_in_force, _something_is_owed), ("PML 31", "R17 16(3)"), (due_dates_are_definite,),
    ),
    _Road(
        "R2", Text("司法确认", "judicial confirmation"), _BOTH,
        (*_IN_FORCE, settles_out_of_court, confirmation_in_time, no_arbitration_review), ("CPL 205", "CPLI 353"),
        (*_FILING, confirmable_in_its_day, content_can_be_confirmed, not_a_revived_agreement), _S3,
        "judicial_confirmation",
    ),
    _Road(
        "R3", Text("仲裁审查", "arbitral review"), _BOTH,
        (*_IN_FORCE, arbitration_review_is_open, not_only_a_relation, review_in_time, no_confirmation_pending),
        ("R33 74", "R17 27"), _FILING, _S1, "arbitration_review",
    ),
    _Road(
        "R4", Text("法院（仲裁庭）调解书", "mediation statement"), Text("当事人", "the parties"),
        (_something_is_owed, not_enforceable_already, _courts_statement), ("SI16 20", "R33 72"),
    ),
    _Road(
        "R5", Text("撤诉（撤回仲裁申请）", "withdrawal of the suit or application"),
        Text("原告（申请人）", "the plaintiff or applicant"), (_suit_can_be_withdrawn,), ("CPL 148", "R33 35"),
    ),
    _Road(
        "R6", Text("支付令", "payment order"), Text("劳动者单独申请", "the worker alone"),
        (
            *_IN_FORCE, settles_out_of_court, made_at_a_labour_body, owed_for_one_of_four_kinds,
            employer_owes_a_fixed_sum,
        ),
        ("MAL 16", "CPL 225"), (_order_is_asked_about,), None, "payment_order",
    ),
    _Road(
        "R7", Text("申请仲裁或者起诉", "arbitration or a suit"), _CREDITOR,
        (_something_is_owed, not_enforceable_already, _nothing_to_wait_for), ("MAL 15", "R17 28"),
        (_suit_or_arbitration,), "arbitration_limitation",
    ),
    _Road(
        "R8", Text("申请强制执行", "enforcement"), _CREDITOR,
        (can_be_enforced, something_is_overdue), ("CPL 250", "CPLI 481"), (), "enforcement_application",
    ),
    _Road(
        "R9", Text("公证赋予强制执行效力", "enforceable notarial deed"), _BOTH, _IN_FORCE, (),
        (_a_notary_agrees,),
    ),
)  # fmt: skip
"""The nine roads of law.md §3.7, in its order."""
_VENUES: Final = {"R2": confirming_courts, "R8": enforcing_courts}


def routes(facts: Facts) -> tuple[Route, ...]:
    """Tell every road of a case: the open ones first, the one that closes first at their head."""
    return tuple(sorted((_route(facts, road) for road in ROADS), key=_soonest))


def _route(facts: Facts, road: _Road) -> Route:
    said = [verdict for gate in road.gates if isinstance(verdict := gate(facts), Reason)]
    why = tuple(reason for reason in said if reason.severity is Severity.BLOCK)
    mind = [verdict for mind in road.minds if isinstance(verdict := mind(facts), Reason)]
    clock = clock_of(facts, road.limit) if road.limit else None
    proceeding = newest(facts, road.procedure) if road.procedure else None
    return Route(
        key=road.key,
        title=road.title,
        applicant=road.applicant,
        status=_status(why),
        why=why,
        lacks=(*(reason for reason in said if reason not in why), *mind),
        limit=road.limit,
        closes_on=clock.due if clock is not None else None,
        pending=proceeding is not None and not proceeding.ended,
        cites=road.cites,
        courts=_VENUES[road.key](facts) if road.key in _VENUES else (),
    )


def _status(why: Sequence[Reason]) -> Status:
    if not why:
        return Status.OPEN
    waits = all(reason.code in _MAY_STILL_COME or reason.truth is Truth.UNKNOWN for reason in why)
    return Status.NOT_YET if waits else Status.CLOSED


def _soonest(route: Route) -> tuple[int, date, str]:
    return list(Status).index(route.status), route.closes_on or date.max, route.key
