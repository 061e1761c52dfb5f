"""What is tried at a closed door: the last steps of a case before it, and the answers somebody would give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mediation.city import confirming, courts, roads
from mediation.city.cast import EAST_COURT, person_id
from mediation.city.roads import staff
from mediation.city.tale import Tale
from mediation.vocabulary import PaperKind

Answers = Callable[[Tale], Mapping[str, Any]]


def nothing(_tale: Tale) -> Mapping[str, Any]:
    """No answers."""
    return {}


def conflict(tale: Tale) -> None:
    """The mediator disclosed that they know the employer; nobody has answered."""
    roads.assigned(tale)
    mediator = person_id(staff(tale).mediates)
    tale.move(staff(tale).mediates, "disclose_conflict", mediator=mediator, detail="调解员曾在该单位工作")


def agent_of_both(tale: Tale) -> None:
    """The same agent for both sides."""
    roads.drafted(tale)
    agent = tale.town.register.human()
    for party in ("worker", "firm"):
        tale.act(
            staff(tale).mediates,
            "add_agent",
            party=tale.parties[party],
            name=agent.name,
            identity=agent.identity,
            authority="special",
        )


def general_agent(tale: Tale) -> None:
    """An agent who may not settle is to sign for the employer."""
    roads.signed_by_worker(tale)
    agent = tale.town.register.human()
    tale.act(staff(tale).mediates, "add_agent", party=tale.parties["firm"], name=agent.name, authority="general")


def vague_day(tale: Tale) -> None:
    """Everybody signed for "before the Spring Festival"."""
    roads.met(tale)
    tale.after(7)
    roads.state_facts(tale)
    roads.draw(tale, due_on=None, due_wording="春节前")
    tale.upload(staff(tale).mediates, PaperKind.AGREEMENT)
    tale.after(8)
    roads.sign(tale, "worker", "firm", "mediator", "body")


def broken_at_the_studio(tale: Tale) -> None:
    """Settled at a body of the court's roster, and not paid."""
    roads.drafted(tale)
    tale.after(8)
    roads.sign(tale, "worker", "firm")
    tale.after(14)
    tale.move(staff(tale).mediates, "declare_breach", party=tale.parties["worker"])


def without_paper(tale: Tale) -> None:
    """Terms without a text to sign."""
    roads.met(tale)
    tale.after(7)
    roads.draw(tale)


def one_side_only(tale: Tale) -> None:
    """Everything for the application is there, but one side does not apply."""
    confirming.confirmation_prepared(tale)
    tale.paper(staff(tale).mediates, PaperKind.CONFIRMATION_APPLICATION)
    tale.upload(staff(tale).mediates, PaperKind.MEDIATION_CERTIFICATE)


def meeting(_tale: Tale) -> Mapping[str, Any]:
    """A first meeting with its checks."""
    checks = ("identity_checked", "rights_told", "sham_told", "address_confirmed")
    return {"channel": "in_person", **dict.fromkeys(checks, True)}


def unchecked(_tale: Tale) -> Mapping[str, Any]:
    """A first meeting without them."""
    return {"channel": "in_person"}


def firm_by_phone(tale: Tale) -> Mapping[str, Any]:
    """The employer, said not to be reached by phone."""
    return {"party": tale.parties["firm"], "channel": "phone"}


def waiver(tale: Tale) -> Mapping[str, Any]:
    """A term by which the worker waives social insurance."""
    wording = "劳动者自愿放弃社会保险，单位不再补缴"
    term = {"kind": "act", "claim": 1, "payer": tale.parties["firm"], "payee": tale.parties["worker"], "text": wording}
    return {"terms": [term], "no_more_dispute": True}


def signs(who: str, form: str) -> Answers:
    """Somebody signs in a form."""
    return lambda tale: {"capacity": "party", "party": tale.parties[who], "form": form}


def agent_signs(tale: Tale) -> Mapping[str, Any]:
    """The employer's agent signs."""
    return {"capacity": "agent", "party": tale.parties["firm"], "agent": 1, "form": "signed"}


def extension(_tale: Tale) -> Mapping[str, Any]:
    """Fifteen days more."""
    return {"days": 15, "all_agreed": True, "channel": "phone"}


def asked_of(body: str, name: str = "court") -> Answers:
    """A court or a commission is asked."""
    return lambda _tale: {name: body}


def payment_order(_tale: Tale) -> Mapping[str, Any]:
    """A payment order with all that is asked."""
    facts = ("debtor_in_china", "can_be_served", "nothing_owed_in_return")
    return {"court": EAST_COURT, **dict.fromkeys(facts, True)}


def applicants(*who: str) -> Answers:
    """Some of the parties apply."""
    return lambda tale: {"form": "written", "applicants": [{"party": tale.parties[name]} for name in who]}


def raw_complaint(tale: Tale) -> Mapping[str, Any]:
    """A complaint that never was before a commission."""
    return {
        "kind": "delegated",
        "docket": courts.docket(tale, "诉前调"),
        "complaint_on": tale.in_days(-3),
        "on_platform": False,
        "has_award": "no",
        "applicant_consented": True,
        "delegation_switched_on": True,
    }


def withdrawn_suit(_tale: Tale) -> Mapping[str, Any]:
    """The suit is withdrawn and nobody told the worker of the award."""
    return {"outcome": "withdrawn_suit"}


def kept_materials(_tale: Tale) -> Mapping[str, Any]:
    """No agreement, and the materials stay here."""
    return {"result": "no_agreement", "materials_returned": False}


def accepted_today(tale: Tale) -> Mapping[str, Any]:
    """The court is said to have accepted today."""
    return {"accepted_on": tale.in_days(0)}


def closing(result: str) -> Answers:
    """A closing with a result."""
    return lambda _tale: {"result": result}


def too_much(tale: Tale) -> Mapping[str, Any]:
    """More paid than was agreed."""
    return {"term": 1, "paid_on": tale.in_days(0), "amount": roads.part_of(tale.amount, 90)}
