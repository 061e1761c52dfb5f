"""From what is on file to the words of a paper: nothing confided is read here, so nothing confided can be printed."""

from __future__ import annotations

from mediation.casework.composing import (
    confirmation,
    drafts,
    ending,
    engaging,
    group,
    intake,
    mediating,
    orders,
    performing,
    referral,
    review,
    settling,
)
from mediation.casework.composing.brief import Background, Brief
from mediation.casework.composing.registry import COMPOSERS, Composer
from mediation.casework.opened import Opened
from mediation.documents.parts import Paper
from mediation.engine.verdict import Reason
from mediation.errors import BadInput, MoveRefused, NotFound, Problem
from mediation.facts.parties import Party
from mediation.rules.all import RULES
from mediation.vocabulary import COURT_DRAFTS, PaperKind

SUBJECTS = (
    *(intake, engaging, mediating, settling, ending, performing, group),
    *(referral, confirmation, review, orders, drafts),
)
"""The modules whose composers are registered."""


def compose(opened: Opened, kind: PaperKind, background: Background, party_id: str | None = None) -> Paper:
    """Return the paper of a kind as the case stands.

    ``party_id`` names the party that a paper of its own is for (a power of attorney, a proof of service).

    Raises:
        NotFound: no paper of that kind can be made yet; or it is a court's draft, and not this reader's to make.
        MoveRefused: a due date is open, so no text can be signed or confirmed (CPLI 358(5)); with article and cure.
        BadInput: it is about one of several parties, and none or a wrong one was named.
    """
    composer = COMPOSERS.get(kind)
    if composer is None:
        made = "、".join(k.zh for k in COMPOSERS)
        raise NotFound(
            f"暂不能生成“{kind.zh}”。现在可以生成：{made}。",
            f"No paper '{kind.en}' can be made yet.",
            code="paper_not_found",
        )
    if kind in COURT_DRAFTS and opened.drafts_in(kind) is None:
        raise NotFound(
            f"《{kind.zh}》（稿）由办理该程序的人民法院的诉调对接人员制作，本案没有可由您制作的。",
            f"Only the clerk of the court that has the proceeding drafts it: {kind.en}.",
            code="paper_not_found",
        )
    brief = Brief(opened, background)
    if composer.definite:
        _refuse_open_dates(brief, kind)
    return composer.write(Brief(opened, background, _party(brief, composer, kind, party_id)))


def _refuse_open_dates(brief: Brief, kind: PaperKind) -> None:
    indefinite = RULES["due_dates_are_definite"].check(brief.facts)
    if isinstance(indefinite, Reason):
        raise MoveRefused(
            f"不能制作《{kind.zh}》：{indefinite.zh}",
            f"The {kind.en} cannot be issued: {indefinite.en}",
            (indefinite,),
            code=indefinite.code,
        )


def _party(brief: Brief, composer: Composer, kind: PaperKind, party_id: str | None) -> Party | None:
    """The party the paper is about: the one named, or the only one it can be about."""
    if composer.one_of is None:
        return None
    fitting = tuple(composer.one_of(brief))
    found = [party for party in fitting if party_id in (None, party.id)]
    if len(found) == 1:
        return found[0]
    names = "、".join(brief.facts.words(party.name_id) or "" for party in fitting) or "本案暂无"
    raise BadInput(
        [
            Problem(
                where="party",
                code="choose_party",
                zh=f"《{kind.zh}》应写明所涉的一方当事人，请选择：{names}。",
                en=f"The {kind.en} is about one party; choose which.",
            )
        ]
    )


__all__ = ["COMPOSERS", "SUBJECTS", "Background", "compose"]
