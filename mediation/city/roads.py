"""The road of a case at a desk of its own, from the application to the agreement, each step resting on the last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from mediation.city.cast import BUILDERS, LOGISTICS, RESIDENTS, STREET, STUDIO, person_id
from mediation.city.tale import Tale
from mediation.vocabulary import ClaimItem, PaperKind, Role, Source

Road = Callable[[Tale], None]

CAUSES = {
    ClaimItem.WAGES: "追索劳动报酬争议",
    ClaimItem.OVERTIME: "加班费争议",
    ClaimItem.SEVERANCE: "经济补偿争议",
    ClaimItem.DAMAGES: "违法解除劳动合同赔偿金争议",
    ClaimItem.INJURY_MEDICAL: "工伤医疗费争议",
    ClaimItem.INJURY_BENEFIT: "工伤待遇争议",
    ClaimItem.ANNUAL_LEAVE: "未休年休假工资争议",
    ClaimItem.DOUBLE_WAGES: "二倍工资争议",
    ClaimItem.NON_COMPETE: "竞业限制争议",
    ClaimItem.SOCIAL_INSURANCE: "社会保险争议",
    ClaimItem.RELATION: "确认劳动关系争议",
    ClaimItem.SERVICE_FEE: "劳务合同纠纷",
}
_TERM = 15
BANK = "江州银行城东支行（虚构）"


@dataclass(frozen=True, slots=True)
class Staff:
    """Who does what at a desk, by the name they sign in with."""

    registers: str
    heads: str
    mediates: str
    liaises: str


STAFF = {
    STUDIO: Staff("registrar", "head", "mediator", "liaison"),
    STREET: Staff("street-registrar", "street-head", "street-mediator", "street-liaison"),
    LOGISTICS: Staff("logistics-head", "logistics-head", "logistics-mediator", "logistics-head"),
    BUILDERS: Staff("builders-head", "builders-head", "builders-mediator", "builders-head"),
}


def staff(tale: Tale) -> Staff:
    """Return who works on a tale's desk: its mediators take turns; the first has the closed doors and the group."""
    desk = STAFF[tale.organisation]
    if tale.label.startswith(("stuck/", "group/")):
        return desk
    mediators = [r.sign_in for r in RESIDENTS if r.role is Role.MEDIATOR and r.organisation_id == tale.organisation]
    return replace(desk, mediates=mediators[tale.began % len(mediators)])


def name_parties(tale: Tale, who: str) -> None:
    """Enter the worker, the employer and what is claimed."""
    worker, firm = tale.worker, tale.firm
    tale.parties["worker"] = tale.add(
        who,
        "add_party",
        kind="worker",
        side="applicant",
        name=worker.name,
        identity=worker.identity,
        phone=worker.phone,
        address=worker.address,
        account_name=worker.name,
        account_number=worker.account,
        account_bank=BANK,
    )
    tale.parties["firm"] = tale.add(
        who,
        "add_party",
        kind="employer",
        side="respondent",
        name=firm.name,
        identity=firm.code,
        phone=firm.phone,
        address=firm.address,
        representative=firm.representative,
    )
    claim(tale, who, tale.item, tale.amount)
    if tale.when_entered:
        tale.when_entered(tale)


def claim(tale: Tale, who: str, item: ClaimItem, amount: str) -> None:
    """Enter a claim of the worker against the employer."""
    tale.act(
        who,
        "add_claim",
        item=item,
        claimant=tale.parties["worker"],
        respondent=tale.parties["firm"],
        amount=amount,
        basis=f"{item.zh}，详见申请书。（虚构）",
    )


def applied(tale: Tale) -> None:
    """The application lies at the desk, not yet registered."""
    who = staff(tale).registers
    tale.open(who, Source.APPLICATION, CAUSES[tale.item])
    name_parties(tale, who)


def registered(tale: Tale) -> None:
    """It is registered: the days of acceptance run."""
    applied(tale)
    who = staff(tale).registers
    tale.upload(who, PaperKind.APPLICATION)
    tale.move(who, "register", form="written", received_on=tale.in_days(0))


def asked(tale: Tale) -> None:
    """The other side is asked and has not answered."""
    registered(tale)
    tale.move(staff(tale).registers, "ask_consent")
    tale.act(
        staff(tale).registers,
        "log_contact",
        party=tale.parties["firm"],
        channel="phone",
        outcome="spoken",
        note="需请示负责人后答复",
    )


def accepted(tale: Tale) -> None:
    """Both consent and the desk accepts; nobody is assigned yet."""
    registered(tale)
    tale.after(1)
    who = staff(tale).registers
    tale.act(who, "log_contact", party=tale.parties["firm"], channel="phone", outcome="spoken")
    tale.move(who, "record_consent", party=tale.parties["firm"], channel="phone")
    tale.move(who, "accept")


def assigned(tale: Tale) -> None:
    """A mediator has it."""
    accepted(tale)
    tale.after(2)
    tale.move(staff(tale).heads, "assign", mediator=person_id(staff(tale).mediates))


def met(tale: Tale) -> None:
    """The first meeting was held."""
    assigned(tale)
    tale.after(4)
    hold_meeting(tale)
    extend_over_holidays(tale, accepted=1, signed=8)


def extend_over_holidays(tale: Tale, *, accepted: int, signed: int) -> None:
    """Both extend the fifteen days where a long holiday lies between acceptance and signing (R17 29)."""
    days = tale.town.days[tale.began :]
    if len(days) > signed and (days[signed] - days[accepted]).days >= _TERM:
        tale.move(staff(tale).mediates, "extend", days=_TERM, all_agreed=True, channel="in_person")


def hold_meeting(tale: Tale, **more: Any) -> None:
    """Hold a first meeting with all that belongs to it."""
    checks = dict.fromkeys(("identity_checked", "rights_told", "sham_told", "address_confirmed"), True)
    where = {"channel": "in_person", "place": "第一调解室（虚构）"}
    tale.move(staff(tale).mediates, "hold_meeting", **{**where, **checks, **more})


def bargained(tale: Tale) -> None:
    """Offers went to and fro, one of them not released."""
    met(tale)
    tale.after(6)
    who, firm = staff(tale).mediates, tale.parties["firm"]
    tale.move(who, "offer", party=firm, claim=1, amount=part_of(tale.amount, 50))
    tale.move(who, "release_offer", offer=1, party=firm)
    tale.move(who, "answer_offer", offer=1, party=tale.parties["worker"], answer="rejected")
    tale.move(who, "offer", party=firm, claim=1, amount=part_of(tale.amount, 70), words="分两期支付")
    tale.act(who, "record_fact", **{"class": "disputed", "audience": "joint", "text": "双方对金额的计算方法有争议。"})


def part_of(amount: str, percent: int) -> str:
    """Return a share of an amount, as it is typed."""
    fen = int(amount.removesuffix(".00")) * percent
    return f"{fen // 100}.{fen % 100:02d}"


def drafted(tale: Tale, **term: Any) -> None:
    """The agreement is drawn up and issued; ``term`` changes its one payment."""
    met(tale)
    tale.after(7)
    state_facts(tale)
    draft(tale, **term)


def state_facts(tale: Tale) -> None:
    """Both sign for what is not disputed."""
    fact = f"{tale.worker.name}在{tale.firm.name}工作，因{tale.item.zh}与单位发生争议。"
    tale.move(staff(tale).mediates, "record_undisputed_facts", facts=[{"fact": fact}], all_agreed=True)


def draft(tale: Tale, **term: Any) -> None:
    """Draw up one payment of four fifths of the claim, due in three days, and issue the paper."""
    draw(tale, **term)
    tale.paper(staff(tale).mediates, PaperKind.AGREEMENT)


def draw(tale: Tale, **term: Any) -> None:
    """Draw up the agreement without issuing it."""
    payment = {
        "kind": "payment",
        "claim": 1,
        "payer": tale.parties["firm"],
        "payee": tale.parties["worker"],
        "amount": part_of(tale.amount, 80),
        "tax": "before",
        "insurance_included": False,
        "due_on": tale.in_days(5),
        "method": "银行转账至劳动者本人账户",
        **term,
    }
    terms = [{name: value for name, value in payment.items() if value is not None}]
    tale.move(staff(tale).mediates, "draft_agreement", terms=terms, no_more_dispute=True)


def signed_by_worker(tale: Tale) -> None:
    """The worker has signed, the employer not yet."""
    drafted(tale)
    tale.after(8)
    sign(tale, "worker")


def sign(tale: Tale, *who: str) -> None:
    """Record the signatures of ``worker``, ``firm``, ``mediator``, ``body``, in the order given."""
    records = staff(tale).mediates
    ways: dict[str, dict[str, Any]] = {
        "worker": {"capacity": "party", "party": tale.parties["worker"], "form": "fingerprint"},
        "firm": {"capacity": "party", "party": tale.parties["firm"], "form": "sealed"},
        "mediator": {"capacity": "mediator", "mediator": person_id(records), "form": "signed"},
        "body": {"capacity": "organisation", "form": "sealed"},
    }
    for name in who:
        tale.move(records, "record_signature", **ways[name])


def effective(tale: Tale, **term: Any) -> None:
    """Everybody signed, the seal is on it, both have their copy."""
    drafted(tale, **term)
    tale.after(8)
    sign(tale, "worker", "firm", "mediator", "body")
    deliver(tale)


def deliver(tale: Tale) -> None:
    """Both parties sign for their copies."""
    for party in ("worker", "firm"):
        tale.move(
            staff(tale).mediates,
            "deliver_agreement",
            party=tale.parties[party],
            delivered_on=tale.in_days(0),
            way="in_person",
        )
