"""What papers to and from courts have in common: whose proceeding, under which number, by which article."""

from __future__ import annotations

from datetime import date

from mediation.casework.composing.answers import told
from mediation.casework.composing.brief import Brief, moment
from mediation.documents.parts import Attachment
from mediation.errors import BadInput
from mediation.facts.parties import Party
from mediation.facts.people import Organisation
from mediation.facts.readings import newest
from mediation.facts.settlement import Agreement
from mediation.law.case_numbers import Docket
from mediation.law.renumbering import cited_on

REFERRAL, CONFIRMATION, REVIEW, ORDER = (
    "court_referral",
    "judicial_confirmation",
    "arbitration_review",
    "payment_order",
)
_BLANK, _SHORT = "＿＿＿＿", "＿＿＿"


def counterpart(brief: Brief, procedure: str) -> Organisation | None:
    """Return the court or the commission of the newest proceeding of a procedure."""
    proceeding = newest(brief.facts, procedure)
    return brief.opened.organisations.get(proceeding.counterpart_id or "") if proceeding else None


def name_of(body: Organisation | None) -> str | None:
    """Return what a body is called, if there is one."""
    return body.name if body else None


def agreed_on(brief: Brief, agreement: Agreement | None) -> date | None:
    """Return the day (Asia/Shanghai) the last party signed."""
    signed = [
        s.signed_at for s in brief.facts.signatures if agreement and s.agreement_id == agreement.id and s.party_id
    ]
    return moment(max(signed)) if signed else None


def article(brief: Brief, cite: str, on: date) -> str:
    """Return an article as a court's paper cites it, under its number of that day: 《中华人民共和国…》第二百零六条."""
    statutes = brief.opened.desk.statutes
    dated = cited_on(statutes, cite, on)
    full = statutes.instrument(dated.partition(" ")[0]).zh.replace("《", "〈").replace("》", "〉")
    return f"《{full}》{statutes.render(dated, 'zh').partition('》')[2]}"


def docket_form(brief: Brief, code: str, year: int) -> str:
    """Return a docket number of this type and year with the rest for the pen, the court's character where known."""
    sent = told(brief, REFERRAL, "send")
    return f"（{year}）{_character(sent.text('docket') if sent else None) or _BLANK}{code}{_SHORT}号"


def _character(docket: str | None) -> str | None:
    """The court's character and digits (苏0999) of a number it gave before."""
    try:
        return Docket.parse(docket or "", date.max, pre_filing=True).court
    except BadInput:
        return None


def annexes(brief: Brief, parties: tuple[Party, ...], *titles: str) -> tuple[Attachment, ...]:
    """Return what goes with an application: the agreement, these, who everybody is, the powers of their agents."""
    represented = {agent.party_id for agent in brief.facts.agents} & {party.id for party in parties}
    powers = ("授权委托书",) if represented else ()
    return tuple(Attachment(title=title) for title in ("调解协议书", *titles, "申请人身份证明及联系方式", *powers))
