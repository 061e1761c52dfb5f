"""Composers of the papers of a mediation that ends without agreement."""

from __future__ import annotations

from mediation.casework.composing.answers import MEDIATION, option, told
from mediation.casework.composing.brief import Brief, accepted_on, head, known, labour, mediators, of_side
from mediation.casework.composing.registry import composes
from mediation.documents.papers.ending import ArbitrationAdvice, TerminationNotice, Withdrawal
from mediation.documents.words import day
from mediation.facts.parties import Party
from mediation.facts.readings import newest
from mediation.vocabulary import PaperKind, Side, Source


@composes(PaperKind.TERMINATION_NOTICE, "终")
def termination_notice(brief: Brief) -> TerminationNotice:
    """Write 调解终止通知书 with the ground that was recorded, and not its note: that is for the desk."""
    ended = told(brief, MEDIATION, "end")
    return TerminationNotice(
        **head(brief),
        accepted_on=accepted_on(brief),
        ended_on=ended.day if ended else None,
        ground=option(brief, MEDIATION, "end", "ground", ended.text("ground")) if ended else None,
        mediators=mediators(brief),
        labour=labour(brief),
        from_court=brief.case.source in (Source.COURT, Source.ARBITRATION),
    )


@composes(PaperKind.ARBITRATION_ADVICE, "告仲")
def arbitration_advice(brief: Brief) -> ArbitrationAdvice:
    """Write 告知仲裁书 once it is refused, withdrawn, ended or breached (R17 30)."""
    return ArbitrationAdvice(**head(brief), ground=_why(brief))


def _why(brief: Brief) -> str | None:
    """Why arbitration is told of, as the mediation stands."""
    mediation, acts = newest(brief.facts, MEDIATION), brief.background.acts
    refused, ended = told(brief, MEDIATION, "not_accept"), told(brief, MEDIATION, "end")
    if (MEDIATION, "declare_breach") in acts:
        return "调解协议生效后，有当事人未按期履行"
    if ended:
        ground = option(brief, MEDIATION, "end", "ground", ended.text("ground"))
        return f"{ground}，调解已于{day(ended.day)}终止"
    if refused:
        return f"本组织已于{day(refused.day)}决定不予受理"
    if mediation is not None and (MEDIATION, "withdraw") in acts:
        return f"申请人已于{day(acts[MEDIATION, 'withdraw'])}撤回调解申请"
    return None


def applicants(brief: Brief) -> tuple[Party, ...]:
    """Return who applied."""
    return of_side(brief, Side.APPLICANT)


@composes(PaperKind.WITHDRAWAL, "撤", one_of=applicants)
def withdrawal(brief: Brief) -> Withdrawal:
    """Write 撤回申请书 for an applicant to sign, before or after it was recorded."""
    party, withdrawn = brief.party, told(brief, MEDIATION, "withdraw")
    own = withdrawn if withdrawn and party and withdrawn.text("party") == party.id else None
    return Withdrawal(
        **head(brief),
        applicant=known(brief, party) if party else None,
        reason=own.text("reason") if own else None,
        labour=labour(brief),
    )
