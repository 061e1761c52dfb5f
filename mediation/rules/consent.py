"""Who must have agreed to mediate, by path, before what may happen (law.md §0-4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.parties import Consent, Party
from mediation.facts.readings import (
    AFTER_FILING,
    FORM,
    OWN_DESK,
    PEOPLES,
    basis,
    given_of,
    is_labour,
    referral_kind,
)
from mediation.rules.papers import on_file
from mediation.rules.registry import rule
from mediation.rules.saying import COURT, DESK, Pair, naming, no, unknown, warn
from mediation.vocabulary import ConsentAnswer, ConsentSubject, PaperKind, ReferralKind, Side

CONSENT = FORM | {"parties", "consents"}


def _asked(facts: Facts) -> tuple[Party, ...]:
    dead = {party.stands_for_id for party in facts.parties}
    return tuple(p for p in facts.parties if p.side is not Side.THIRD and p.id not in dead)


def _latest(consents: Sequence[Consent]) -> Mapping[str, ConsentAnswer]:
    """The newest answer of each party on mediation; they come oldest first."""
    return {c.party_id: c.answer for c in consents if c.subject is ConsentSubject.MEDIATION}


def _silence_will_do(facts: Facts) -> bool:
    """A people's committee may begin by itself where it is no labour dispute and nobody refuses (PML 17)."""
    return facts.case.source in OWN_DESK and basis(facts) in PEOPLES and is_labour(facts) is False


def _articles(facts: Facts) -> tuple[str, ...]:
    if facts.case.source in OWN_DESK:
        return ("PML 17",) if _silence_will_do(facts) else ("R17 22",)
    kind = referral_kind(facts)
    return ("R33 70",) if kind is ReferralKind.ARBITRATION_ENTRUSTED else ("SI16 11", "SI21 15")


def _with(facts: Facts, *answers: ConsentAnswer | None) -> tuple[Party, ...]:
    latest = _latest(facts.consents)
    return tuple(party for party in _asked(facts) if latest.get(party.id) in answers)


def _complete(facts: Facts) -> bool:
    missing: list[ConsentAnswer | None] = [ConsentAnswer.REFUSED, ConsentAnswer.UNREACHABLE]
    if not _silence_will_do(facts):
        missing.append(None)
    return bool(_asked(facts)) and not _with(facts, *missing)


def _asking(said: Pair) -> Pair:
    return f"请征询{said[0]}的意见并登记答复。", f"Ask {said[1]} and record the answer."


@rule(needs=CONSENT)
def every_party_consented(facts: Facts) -> Verdict:
    """Mediation is voluntary: every party of both sides agreed (R17 22; SI16 11; R33 70). Not asked is not known."""
    cites = _articles(facts)
    if refused := _with(facts, ConsentAnswer.REFUSED):
        said = naming(refused)
        return no("consent_refused", (f"{said[0]}不同意调解。", f"{said[1]} refused mediation."), _asking(said), *cites)
    if away := _with(facts, ConsentAnswer.UNREACHABLE):
        said = naming(away)
        zh, en = f"无法联系{said[0]}。", f"{said[1]} could not be reached."
        return no("consent_unreachable", (zh, en), _asking(said), *cites)
    silent = () if _silence_will_do(facts) else _with(facts, None)
    if silent or not _asked(facts):
        said = naming(silent) if silent else ("各方当事人", "the parties")
        zh, en = f"{said[0]}是否同意调解，尚未登记。", f"It is not on file whether {said[1]} consented."
        return unknown("consent_not_asked", (zh, en), _asking(said), *cites)
    return Met


@rule(needs=CONSENT)
def consent_is_complete(facts: Facts) -> Verdict:
    """For choosing a path: whether every party agreed; what is not known is not complete."""
    if _complete(facts):
        return Met
    return no(
        "consent_incomplete",
        ("尚未取得各方当事人同意。", "Not every party has consented."),
        ("请征询另一方意见并登记答复。", "Ask the other side and record the answer."),
        *_articles(facts),
    )


@rule(needs=CONSENT)
def consent_is_missing(facts: Facts) -> Verdict:
    """For starting the clock of asking: somebody has still to be asked (SI21 15)."""
    if not _complete(facts):
        return Met
    return no(
        "consent_complete",
        ("各方当事人均已同意。", "Every party has consented."),
        ("无需再次征询，请直接开始调解。", "Nobody has to be asked again; begin."),
        "SI21 15",
    )


@rule(needs=CONSENT)
def not_all_consented_yet(facts: Facts) -> Verdict:
    """The same consent is never asked twice."""
    if not _complete(facts) or _silence_will_do(facts):
        return Met
    return no(
        "already_consented",
        ("各方当事人均已同意调解，不必再次征询。", "Every party has consented; the same consent is not asked twice."),
        ("请直接办理受理。", "Accept the case."),
        "R17 22",
    )


@rule(needs={"parties", "consents"}, reads_answers=True)
def consent_is_news(facts: Facts) -> Verdict:
    """A party that agreed is not asked again."""
    party = given_of(facts).choice("party")
    if party is None or _latest(facts.consents).get(party) is not ConsentAnswer.AGREED:
        return Met
    return no(
        "already_consented",
        ("该当事人已同意调解，不必重复登记。", "This party has consented already."),
        ("请选择尚未答复的当事人。", "Choose a party that has not answered."),
        "R17 22",
    )


@rule(needs={"contacts"}, reads_answers=True)
def contact_was_tried(facts: Facts) -> Verdict:
    """Somebody cannot be reached only when it was tried; no statute gives a number of attempts (SI21 15)."""
    party = given_of(facts).choice("party")
    if any(contact.party_id == party for contact in facts.contacts):
        return Met
    return no(
        "contact_not_tried",
        ("没有联系该当事人的记录，不能登记为无法联系。", "No attempt to reach this party is on file."),
        ("请先联系并登记联系记录。", "Try to reach the party and log the contact first."),
        "SI21 15",
    )


@rule(needs=set(), reads_answers=True)
def all_agreed(facts: Facts) -> Verdict:
    """What needs every party's will is recorded only when every party gave it."""
    if given_of(facts).yes("all_agreed"):
        return Met
    return no(
        "not_all_agreed",
        ("尚未取得各方当事人一致同意。", "Not every party agreed."),
        ("请取得各方当事人同意后再登记。", "Obtain every party's consent, then record it."),
        "SI16 12",
        "SI16 27",
    )


@rule(needs=set(), reads_answers=True)
def consent_before_sending(facts: Facts) -> Verdict:
    """Before filing the applicant's consent opens a referral; after filing everybody's does (SI16 11; R33 70)."""
    given = given_of(facts)
    kind = ReferralKind(given["kind"])
    everybody = kind in AFTER_FILING or kind is ReferralKind.ARBITRATION_ENTRUSTED
    cites = ("R33 70",) if kind is ReferralKind.ARBITRATION_ENTRUSTED else ("SI16 11", "CPL 125")
    if not given.yes("applicant_consented"):
        return no(
            "applicant_has_not_consented",
            ("申请人（原告）未同意调解，不得移送。", "The applicant's side has not consented; it may not be sent."),
            ("请征询申请人（原告）意见；不同意的，应当依法登记立案。", "Ask the applicant; on refusal file the case."),
            *cites,
            who=COURT,
        )
    if everybody and not given.yes("respondent_consented"):
        return no(
            "respondent_has_not_consented",
            ("委托调解须经各方当事人同意。", "After filing a referral needs every party's consent."),
            ("请由法院（仲裁庭）征询另一方意见并记录。", "Let the court or tribunal ask the other side and record it."),
            *cites,
            who=COURT,
        )
    return Met


@rule(needs={"papers", "attachments"}, reads_answers=True)
def court_consent_recorded(facts: Facts) -> Verdict:
    """The consent a court took comes as a paper, so that nobody asks again (law.md §0-4)."""
    if not given_of(facts).yes("respondent_consented"):
        return Met
    if on_file(facts, PaperKind.COURT_CONSENT):
        return Met
    return warn(
        "court_consent_not_on_file",
        ("当事人同意调解的记录尚未随案移送。", "The record of consent taken by the court is not on file."),
        ("请上传当事人同意调解的记录。", "Upload the record of consent."),
        "SI16 11",
        who=(*COURT, *DESK),
    )
