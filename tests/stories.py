"""How far a case has come: plain functions that carry one there by acts, as a desk would."""

from __future__ import annotations

from typing import Any

from mediation.law.identifiers import credit_check_character, identity_check_digit
from tests.world import CaseAt, World, person_id

DRIVER = "99010119900315123"
LOGISTICS = "91990101MA0000001"


def identity(first17: str = DRIVER) -> str:
    """An identity number in an unassigned area, with its check digit."""
    return first17 + identity_check_digit(first17)


def credit_code(first17: str = LOGISTICS) -> str:
    """A credit code with its check character."""
    return first17 + credit_check_character(first17)


def row(told: Any, table: str) -> str:
    """The id of the row of a table that an act wrote."""
    return str(next(r["id"] for step in told["steps"] for r in step["rows"] if r["table"] == table))


def with_parties(case: CaseAt, who: str = "registrar") -> dict[str, str]:
    """Add a driver, his employer and what he claims; return their ids."""
    worker = case.act(
        who,
        "add_party",
        kind="worker",
        side="applicant",
        name="周行远",
        identity=identity(),
        phone="13800000001",
        address="江州市城东区柳荫路1号（虚构）",
        account_name="周行远",
        account_number="6200000000000000001",
        account_bank="江州银行城东支行（虚构）",
    )
    employer = case.act(
        who,
        "add_party",
        kind="employer",
        side="respondent",
        name="江州远达物流有限公司",
        identity=credit_code(),
        phone="13800000002",
        address="江州市城东区货运路8号（虚构）",
        representative="钱如海",
    )
    ids = {"worker": row(worker, "party"), "employer": row(employer, "party")}
    wages = case.act(
        who, "add_claim", item="wages", claimant=ids["worker"], respondent=ids["employer"], amount="18600.00"
    )
    severance = case.act(
        who, "add_claim", item="severance", claimant=ids["worker"], respondent=ids["employer"], amount="24000.00"
    )
    return {**ids, "wages": row(wages, "claim"), "severance": row(severance, "claim")}


def registered(world: World) -> tuple[CaseAt, dict[str, str]]:
    """A case whose application was registered on its day."""
    case = world.open()
    ids = with_parties(case)
    case.move("registrar", "labour_mediation", "register", form="written", received_on="2026-08-03")
    return case, ids


def consented(world: World) -> tuple[CaseAt, dict[str, str]]:
    """A registered case to which both sides agreed."""
    case, ids = registered(world)
    for party in (ids["worker"], ids["employer"]):
        answer = case.send_move("registrar", "labour_mediation", "record_consent", party=party, channel="phone")
        assert answer.status_code in {200, 409}, answer.text
    return case, ids


def assigned(world: World) -> tuple[CaseAt, dict[str, str]]:
    """An accepted case with its mediator."""
    case, ids = consented(world)
    case.move("registrar", "labour_mediation", "accept")
    case.move("head", "labour_mediation", "assign", mediator=person_id("mediator"))
    return case, ids


def in_mediation(world: World) -> tuple[CaseAt, dict[str, str]]:
    """A case whose first meeting was held with all that belongs to it."""
    case, ids = assigned(world)
    case.move(
        "mediator",
        "labour_mediation",
        "hold_meeting",
        channel="in_person",
        place="城东街道调解室（虚构）",
        identity_checked=True,
        rights_told=True,
        sham_told=True,
        address_confirmed=True,
    )
    return case, ids


def term(ids: dict[str, str], claim: int, amount: str, **more: Any) -> dict[str, Any]:
    """A payment by the employer to the worker."""
    return {
        "kind": "payment",
        "claim": claim,
        "payer": ids["employer"],
        "payee": ids["worker"],
        "amount": amount,
        "tax": "before",
        "insurance_included": False,
        "due_on": "2026-09-01",
        "method": "银行转账",
        **more,
    }


def drafted(world: World) -> tuple[CaseAt, dict[str, str]]:
    """A case with an agreement in draft and its paper issued."""
    case, ids = in_mediation(world)
    case.move(
        "mediator",
        "labour_mediation",
        "record_undisputed_facts",
        facts=[{"fact": "周行远于2024年3月1日至2026年7月15日在江州远达物流有限公司任货车司机。"}],
        all_agreed=True,
    )
    case.move(
        "mediator",
        "labour_mediation",
        "draft_agreement",
        terms=[term(ids, 1, "18600.00"), term(ids, 2, "20000.00")],
        no_more_dispute=True,
    )
    case.paper("mediator", "agreement")
    return case, ids


def effective(world: World) -> tuple[CaseAt, dict[str, str]]:
    """A case whose agreement everybody signed."""
    case, ids = drafted(world)
    sign(case, "mediator", capacity="party", party=ids["worker"], form="signed")
    sign(case, "mediator", capacity="party", party=ids["employer"], form="sealed")
    sign(case, "mediator", capacity="mediator", mediator=person_id("mediator"), form="signed")
    sign(case, "mediator", capacity="organisation", form="sealed")
    return case, ids


def sign(case: CaseAt, who: str, /, **answers: Any) -> Any:
    """Record a signature."""
    return case.move(who, "labour_mediation", "record_signature", **answers)
