"""Papers that must be on file, issued by us or handed in; and acts of a court, which it or its paper must bear out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mediation.engine.registry import PaperName
from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import TERMS, given_of, is_labour
from mediation.rules.registry import rule
from mediation.rules.saying import COURT, no, warn
from mediation.vocabulary import COURT_DRAFTS, PaperKind, Relation

ARTICLES: Final[Mapping[PaperKind, tuple[str, ...]]] = {
    PaperKind.AGREEMENT: ("MAL 14(1)", "R17 26"),
    PaperKind.MEDIATION_CERTIFICATE: ("CPLI 354",),
    PaperKind.CONFIRMATION_APPLICATION: ("CPLI 353",),
    PaperKind.COURT_ACCEPTANCE: ("SI11 4",),
    PaperKind.RULING_NOT_ACCEPTED: ("CPLI 355",),
    PaperKind.RULING_CONFIRMED: ("CPL 206",),
    PaperKind.RULING_REJECTED: ("CPL 206", "CPLI 358"),
    PaperKind.RULING_WITHDRAWAL: ("CPLI 357",),
    PaperKind.RULING_DEEMED_WITHDRAWN: ("CPLI 357",),
}
"""The articles that ask for a paper; a test holds every paper that a move requires against them."""


FORMS: Final = frozenset(
    {
        PaperKind.POWER_OF_ATTORNEY,
        PaperKind.DELIVERY_ADDRESS,
        PaperKind.LEGAL_REPRESENTATIVE,
        PaperKind.GROUP_REPRESENTATIVES,
        PaperKind.WITHDRAWAL,
        PaperKind.SUPPLEMENTARY_SHEET,
        *COURT_DRAFTS,
    }
)
"""What is printed for others to sign, a court's drafts among it: it proves nothing before it is handed in."""


def on_file(facts: Facts, kind: str) -> bool:
    """Test if a paper of that kind was issued, or handed in; a form for others to sign only counts handed in."""
    issued = kind not in FORMS and any(p.kind == kind for p in facts.papers)
    return issued or any(a.kind == kind for a in facts.attachments)


@rule(needs={"papers", "attachments"})
def paper_on_file(facts: Facts, *, kind: PaperName) -> Verdict:
    """A paper without which the move cannot be made was issued, handed in, or is given with it."""
    if on_file(facts, kind) or (facts.given is not None and facts.given.choice(kind)):
        return Met
    word = PaperKind(kind)
    return no(
        "paper_missing",
        (f"案卷中没有《{word.zh}》。", f"Not on file: {word.en}."),
        (f"请制作或者上传《{word.zh}》。", f"Issue or upload: {word.en}."),
        *ARTICLES.get(word, ()),
    )


@rule(needs={"papers", "attachments"}, reads_answers=True)
def application_is_there(facts: Facts) -> Verdict:
    """A written application for confirmation is on file; an oral one is recorded by the court (CPLI 353)."""
    if given_of(facts).choice("form") == "oral" or on_file(facts, PaperKind.CONFIRMATION_APPLICATION):
        return Met
    word = PaperKind.CONFIRMATION_APPLICATION
    return no(
        "paper_missing",
        (f"案卷中没有《{word.zh}》。", f"Not on file: {word.en}."),
        (f"请制作或者上传《{word.zh}》，或者由双方到法院口头申请。", f"Issue it, or let both apply orally: {word.en}."),
        "CPLI 353",
    )


@rule(needs={"papers", "attachments"})
def withdrawal_was_allowed(facts: Facts) -> Verdict:
    """Before filing nobody is asked; after it the court may allow a withdrawal, and its ruling says so (CPLI 357)."""
    filed = facts.proceeding is not None and facts.proceeding.state != "preparing"
    return court_paper_on_file(facts, kind=PaperName(PaperKind.RULING_WITHDRAWAL)) if filed else Met


@rule(needs={"papers", "attachments"})
def court_paper_on_file(facts: Facts, *, kind: PaperName) -> Verdict:
    """What a court did is recorded by its clerk, or by the liaison with the court's paper."""
    if Relation.COURT_CLERK in facts.acting.actor.relations or on_file(facts, kind):
        return Met
    word = PaperKind(kind)
    return no(
        "court_paper_missing",
        (f"由工会登记法院的行为，须附《{word.zh}》。", f"To record the court's act, attach its paper: {word.en}."),
        (
            f"请上传《{word.zh}》，或者由法院人员登记。",
            f"Upload it, or let the court's clerk record the act: {word.en}.",
        ),
        *ARTICLES.get(word, ()),
        who=COURT,
    )


@rule(needs=set(), reads_answers=True)
def court_or_its_paper(facts: Facts) -> Verdict:
    """What a court did, where its paper may be of several kinds: the clerk records it, or the paper is named.

    The system follows what the clerk recorded in the court's own proceeding.
    """
    by_the_court = facts.acting.actor.relations & {Relation.COURT_CLERK, Relation.SYSTEM}
    if by_the_court or given_of(facts).choice("paper"):
        return Met
    return no(
        "court_paper_missing",
        ("由工会登记法院的行为，须附法院文书。", "To record the court's act, attach its paper."),
        (
            "请上传并选择法院文书，或者由法院人员登记。",
            "Upload and name the paper, or let the court's clerk record it.",
        ),
        who=COURT,
    )


@rule(needs={"claims", "agreements", "papers", "attachments"})
def agreement_is_written(facts: Facts) -> Verdict:
    """A labour settlement is always in writing: this version's text was issued or handed in (MAL 14(1)).

    Outside the labour-dispute procedure an oral settlement is possible and is recorded (SI16 23).
    """
    agreement = facts.agreement
    if is_labour(facts) is False or agreement is None:
        return Met
    issued = any(p.kind is PaperKind.AGREEMENT and p.agreement_id == agreement.id for p in facts.papers)
    handed_in = any(a.kind is PaperKind.AGREEMENT and a.received_at >= agreement.drafted_at for a in facts.attachments)
    if issued or handed_in:
        return Met
    return no(
        "agreement_not_written",
        (
            "劳动争议的调解协议应当采用书面形式，本稿尚未制作协议书。",
            "A labour settlement is in writing; this draft is not.",
        ),
        ("请制作《调解协议书》后再签署。", "Issue the mediation agreement, then sign."),
        "MAL 14(1)",
        "R17 26",
    )


@rule(needs={"attachments"}, reads_answers=True)
def sheet_is_signed(facts: Facts) -> Verdict:
    """What was signed is changed only on a sheet that every party signs as well, never by the desk (CPLI 358)."""
    sheet = given_of(facts).choice("sheet")
    if any(file.id == sheet and file.kind is PaperKind.SUPPLEMENTARY_SHEET for file in facts.attachments):
        return Met
    return no(
        "sheet_not_signed",
        (
            "协议已经签署，最后履行日须由各方签名的《补充约定》写明。",
            "The agreement is signed; a last day needs a supplementary sheet signed by every party.",
        ),
        ("请上传各方签名的《补充约定》并选择该件。", "Upload the signed sheet and choose it."),
        "CPLI 358",
        "CC 510",
    )


@rule(needs={"answers", "parties"} | TERMS)
def agreement_was_delivered(facts: Facts) -> Verdict:
    """The agreement goes to both parties, who sign for it, before it is lodged with the court (SI16 19)."""
    named = {p for t in facts.terms for p in (t.payer_id, t.payee_id)}
    got = {a.value for a in facts.answers if a.act == "deliver_agreement" and a.name == "party"}
    if all(f'"{party_id}"' in got for party_id in named):
        return Met
    return warn(
        "agreement_not_delivered",
        ("尚有当事人未签收调解协议。", "A party has not signed for the agreement yet."),
        ("请送达协议并登记签收日期。", "Deliver it and record the day."),
        "SI16 19",
    )
