"""What a court or a commission hands over, under which title, and what goes back (law.md §2.2, §3.3–3.5)."""

from __future__ import annotations

from datetime import date
from typing import Final

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts
from mediation.facts.readings import (
    BODY,
    ENTRUSTED,
    LABOUR,
    PATH,
    answer,
    basis,
    given_of,
    is_labour,
    newest,
    referral_kind,
)
from mediation.rules.papers import on_file
from mediation.rules.registry import rule
from mediation.rules.saying import COURT, DESK, HEAD, no, unknown, warn, warn_unknown
from mediation.vocabulary import PaperKind, ReferralKind

P24: Final = date(2025, 1, 1)
_ORDINARY: Final = frozenset({ReferralKind.ENTRUSTED_ORDINARY, ReferralKind.PRIOR_ORDINARY})
_SUMMARY: Final = frozenset({ReferralKind.ENTRUSTED_SUMMARY, ReferralKind.PRIOR_SUMMARY})
_SETTLED: Final = frozenset({"agreed", "effective", "performing", "breached", "performed", "closed"})
_FAILED: Final = frozenset({"ended", "closed"})
_STATES: Final = {
    "agreement": _SETTLED,
    "partial_agreement": _SETTLED | _FAILED,
    "withdrawn": frozenset({"withdrawn", "archived"}),
}
_ONLY_FOR: Final = {
    "filed": frozenset({ReferralKind.DELEGATED}),
    "confirmed": frozenset({ReferralKind.DELEGATED, ReferralKind.ARBITRATION_SUGGESTED}),
    "trial_resumed": ENTRUSTED | {ReferralKind.ARBITRATION_SUGGESTED},
}


@rule(needs=LABOUR | {"papers", "attachments"}, reads_answers=True)
def arbitration_first(facts: Facts) -> Verdict:
    """A labour complaint delegated before filing needs an arbitration result or an exception on record (law.md §9-1).

    Services and platform work without an employment relation need none.
    """
    given = given_of(facts)
    labour = is_labour(facts)
    if given.choice("kind") != ReferralKind.DELEGATED or labour is False:
        return Met
    result = on_file(facts, PaperKind.AWARD) or on_file(facts, PaperKind.ARBITRATION_REFUSAL)
    if result or given.choice("has_award") == "yes" or given.choice("arbitration_exception"):
        return Met
    if labour is None:
        return warn_unknown(
            "arbitration_first_open",
            (
                "超龄劳动者争议是否须先行仲裁，现有材料不能确定。",
                "Whether arbitration comes first is open for this worker.",
            ),
            ("请核对退休证，并由法院确认。", "Check the retirement certificate; let the court confirm."),
            "LDI2 21",
            who=COURT,
        )
    if given.choice("has_award") == "not_asked":
        return unknown(
            "award_not_asked",
            ("是否已有仲裁结果尚未询问。", "Nobody has asked whether there is an arbitration result."),
            ("请询问当事人，并登记仲裁结果或者无需先行仲裁的情形。", "Ask, and record the result or the exception."),
            "MAL 5",
            "LDI1 15",
            who=COURT,
        )
    return no(
        "arbitration_comes_first",
        ("劳动争议未经仲裁，又无例外情形，不能直接委派。", "The dispute was not arbitrated and no exception is named."),
        ("请告知当事人先申请仲裁，或者登记例外情形。", "Advise arbitration, or record the exception."),
        "MAL 5",
        "LDI1 15",
        who=COURT,
    )


@rule(needs=set(), reads_answers=True)
def delegation_allowed_by_edition(facts: Facts) -> Verdict:
    """For complaints from 2025-01-01 a court files first, unless it still delegates (P24; law.md §0-1)."""
    given = given_of(facts)
    complaint_on = given.day("complaint_on")
    old = complaint_on is not None and complaint_on < P24
    if given.choice("kind") != ReferralKind.DELEGATED or old or given.yes("delegation_switched_on"):
        return Met
    return warn(
        "filing_comes_first",
        (
            "2025年1月1日以后起诉的案件，一般应先立案后调解；立案前委派须本院仍在开展。",
            "Complaints from 2025-01-01 are filed first; delegating before filing needs the court to still do so.",
        ),
        (
            "请确认本院仍开展立案前委派，或者改用先行调解。",
            "Confirm that this court still delegates, or use mediation after filing.",
        ),
        "P24",
        who=COURT,
    )


def _kind(facts: Facts, wanted: frozenset[ReferralKind]) -> Verdict:
    kind = referral_kind(facts)
    if kind in wanted:
        return Met
    zh, en = (kind.zh, kind.en) if kind else ("非移送案件", "no referral")
    return no(
        "other_kind_of_referral",
        (f"本案属于{zh}，不适用。", f"It does not fit: {en}."),
        ("请核对移送种类。", "Check the kind of referral."),
        who=COURT,
    )


@rule(needs=PATH)
def referral_is(facts: Facts, *, kind: ReferralKind) -> Verdict:
    """The case was handed over under this title."""
    return _kind(facts, frozenset({kind}))


@rule(needs=PATH)
def referral_ordinary(facts: Facts) -> Verdict:
    """Handed over after filing in ordinary procedure (D2)."""
    return _kind(facts, _ORDINARY)


@rule(needs=PATH)
def referral_summary(facts: Facts) -> Verdict:
    """Handed over after filing in summary procedure (D3)."""
    return _kind(facts, _SUMMARY)


@rule(needs=PATH, reads_answers=True)
def accepted_on_platform_only_if_sent_there(facts: Facts) -> Verdict:
    """The platform's term starts only for what came through the platform (SI21 12, 24)."""
    if given_of(facts).choice("how") != "platform" or answer(facts, "on_platform", "court_referral") is True:
        return Met
    return no(
        "not_sent_on_platform",
        (
            "本件不是通过调解平台移送，不能在平台确认接受。",
            "It was not sent on the platform and cannot be confirmed there.",
        ),
        ("请选择签字接收。", "Choose signature for the materials."),
        "SI21 12",
    )


@rule(needs=PATH)
def sent_on_platform(facts: Facts) -> Verdict:
    """Only a referral on the platform lapses; offline there is no limit (SI21 12; law.md §0-5)."""
    if answer(facts, "on_platform", "court_referral") is True:
        return Met
    return no(
        "not_sent_on_platform",
        ("线下移送没有接收期限，不会视为不接受。", "Offline there is no limit; nothing lapses."),
        ("请由调解组织接收或者书面不接受。", "Let the desk accept or decline."),
        "SI21 12",
    )


@rule(needs=BODY)
def organisation_has_a_basis(facts: Facts) -> Verdict:
    """A court hands over to a body on its roster or otherwise lawfully set up (SI16; law.md §9-22)."""
    if basis(facts) is not None:
        return Met
    return warn(
        "no_legal_basis",
        (
            "本组织没有登记设立依据，所达成的协议可能不能申请司法确认。",
            "No legal basis is on file; confirmation may be refused.",
        ),
        ("请登记设立依据或者法院名册。", "Record the legal basis or the court's roster."),
        "CPL 205",
        "SI16 11",
        who=HEAD,
    )


def _mediation(facts: Facts) -> str | None:
    proceeding = newest(facts, "labour_mediation")
    return proceeding.state if proceeding else None


@rule(needs={"proceedings"})
def mediation_has_a_result(facts: Facts) -> Verdict:
    """A report says how mediation came out, so it has come to an end or to an agreement (SI16 21)."""
    if _mediation(facts) in _SETTLED | _FAILED | {"withdrawn", "archived"}:
        return Met
    return no(
        "no_result_yet",
        ("调解尚无结果，不能反馈法院。", "Mediation has no result yet; there is nothing to report."),
        ("请先登记协议签署完毕，或者终止调解。", "Complete the signatures, or end the mediation first."),
        "SI16 21",
        "SI16 26",
    )


@rule(needs={"proceedings"}, reads_answers=True)
def result_matches_the_file(facts: Facts) -> Verdict:
    """The result reported is the one on file (SI16 26; SI21 25)."""
    result = given_of(facts).choice("result") or ""
    if _mediation(facts) in _STATES.get(result, _FAILED):
        return Met
    return no(
        "result_differs",
        ("所填调解结果与案卷不一致。", "The result given differs from the file."),
        ("请核对调解结果。", "Check the result."),
        "SI16 26",
    )


@rule(needs=PATH, reads_answers=True)
def materials_go_back(facts: Facts) -> Verdict:
    """Where mediation failed, the complaint and its papers go back with the report (SI16 21; SI21 15)."""
    given = given_of(facts)
    if given.choice("result") in {"agreement", "partial_agreement"} or given.yes("materials_returned"):
        return Met
    return no(
        "materials_not_returned",
        ("调解不成的，应当退还起诉材料。", "Where mediation failed the materials go back."),
        ("请退还材料后再反馈。", "Return the materials, then report."),
        "SI16 21",
        "SI21 15",
    )


@rule(needs=PATH | {"papers", "attachments"})
def agreement_was_lodged(facts: Facts) -> Verdict:
    """An agreement made by delegation is lodged with the court before the report (SI16 19; law.md §0-16)."""
    made = _mediation(facts) in _SETTLED - {"closed"}
    if referral_kind(facts) is not ReferralKind.DELEGATED or not made or on_file(facts, PaperKind.LODGING_LETTER):
        return Met
    return warn(
        "agreement_not_lodged",
        ("委派调解达成的协议尚未向法院备案。", "The agreement has not been lodged with the court."),
        ("请送达双方并以备案函向法院备案。", "Deliver it to both and lodge it with a letter."),
        "SI16 19",
        who=DESK,
    )


@rule(needs=PATH, reads_answers=True)
def outcome_fits_kind(facts: Facts) -> Verdict:
    """A suit is filed after delegation; a trial is resumed, and nothing confirmed, after filing (SI16 20–21)."""
    outcome = given_of(facts).choice("outcome") or ""
    kind = referral_kind(facts)
    allowed = _ONLY_FOR.get(outcome)
    if allowed is None or kind in allowed:
        return Met
    return no(
        "outcome_not_for_kind",
        ("该处理结果与移送种类不符。", "That outcome does not fit the kind of referral."),
        ("请核对移送种类和法院处理结果。", "Check the kind of referral and the outcome."),
        "SI16 20",
        "SI16 21",
        who=COURT,
    )


@rule(needs=PATH, reads_answers=True)
def award_effect_acknowledged(facts: Facts) -> Verdict:
    """Who withdraws a suit against an award revives the award: they must know (WSI 1; law.md §0-15)."""
    given = given_of(facts)
    awarded = answer(facts, "has_award", "court_referral") == "yes"
    if given.choice("outcome") != "withdrawn_suit" or not awarded or given.yes("award_acknowledged"):
        return Met
    return no(
        "award_takes_effect",
        (
            "已有仲裁裁决：撤诉后，原仲裁裁决自裁定送达之日起生效。",
            "There is an award: on withdrawal it takes effect when the ruling is served.",
        ),
        (
            "请告知当事人并取得确认，或者改为申请出具民事调解书。",
            "Tell the party and have it confirmed, or ask for a mediation statement.",
        ),
        "WSI 1",
        who=COURT,
    )
