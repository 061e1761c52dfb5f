"""What a court or a commission wants to see before it is asked: papers, dates in order, free will; each from the file.

CPLI 354 (materials), 355 and 358 (grounds of refusal); R33 74, 75, 78; CPLI 427. Nothing here is put in a move's
``when``: a move has its own rules, this is the list that is read before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from mediation.engine.verdict import Met, Verdict
from mediation.facts.known import Facts, Given, civil_day
from mediation.facts.readings import answer, instalments_of, newest, signatures_on, signing_parties, terms_of
from mediation.rules.courts import venue_fits
from mediation.rules.payment_order import no_preservation_applied_for as no_preservation
from mediation.rules.payment_order import nothing_is_owed_in_return, order_can_be_served
from mediation.rules.saying import Pair, naming, no, unknown, warn, warn_unknown
from mediation.vocabulary import Audience, FactClass, PaperKind

MEDIATION: Final = "labour_mediation"
_ORDER_ASKS: Final = ("debtor_in_china", "can_be_served", "nothing_owed_in_return", "preservation_applied_for")


def handed_in(facts: Facts, kind: PaperKind) -> bool:
    """Test if a file of that kind was handed in jointly: what was confided in caucus proves nothing outside it."""
    return any(
        a.kind is kind and a.audience is Audience.JOINT and a.fact_class is not FactClass.CONCESSION
        for a in facts.attachments
    )


def on_file(facts: Facts, kind: PaperKind) -> bool:
    """Test if a paper of that kind was issued or handed in jointly."""
    return any(p.kind is kind for p in facts.papers) or handed_in(facts, kind)


def _missing(kind: PaperKind, *cites: str) -> Verdict:
    return no(
        "paper_missing",
        (f"案卷中没有《{kind.zh}》。", f"Not on file: {kind.en}."),
        (f"请制作或者上传《{kind.zh}》。", f"Issue or upload: {kind.en}."),
        *cites,
    )


def agreement_paper(facts: Facts) -> Verdict:
    """The agreement as signed goes with the application; a scan of the signed copy is best (CPLI 354)."""
    if handed_in(facts, PaperKind.AGREEMENT):
        return Met
    if not on_file(facts, PaperKind.AGREEMENT):
        return _missing(PaperKind.AGREEMENT, "CPLI 354")
    return warn(
        "signed_copy_missing",
        ("尚未上传双方签名盖章的协议书。", "The copy that was signed is not on file."),
        ("请扫描签署件并上传。", "Scan the signed copy and upload it."),
        "CPLI 354",
    )


def certificate(facts: Facts) -> Verdict:
    """The body proves that it presided (CPLI 354)."""
    kind = PaperKind.MEDIATION_CERTIFICATE
    return Met if on_file(facts, kind) else _missing(kind, "CPLI 354")


def joint_application(facts: Facts, kind: PaperKind, *cites: str) -> Verdict:
    """Both sides sign one application: the signed copy is on file, or is still to be obtained."""
    if handed_in(facts, kind):
        return Met
    if not on_file(facts, kind):
        return _missing(kind, *cites)
    return warn_unknown(
        "joint_signature_open",
        (f"《{kind.zh}》是否已由双方签名盖章，案卷没有签署件。", f"Whether both signed is not on file: {kind.en}."),
        ("请双方在同一份申请书上签名盖章后上传。", "Let both sign one application, and upload it."),
        *cites,
    )


def order_application(facts: Facts) -> Verdict:
    """The worker to whom the money is owed applies alone, in writing (MAL 16; CPL 225)."""
    kind = PaperKind.ORDER_APPLICATION
    return Met if on_file(facts, kind) else _missing(kind, "MAL 16", "CPL 225")


def identities(facts: Facts) -> Verdict:
    """Who every party is was checked, or is proved by a paper (CPLI 354)."""
    if on_file(facts, PaperKind.IDENTITY):
        return Met
    open_ones = [p for p in signing_parties(facts, facts.agreement) if p.identity_checked_at is None]
    if not open_ones:
        return Met
    said = naming(open_ones)
    return no(
        "identity_not_proved",
        (f"{said[0]}没有身份证明。", f"No proof of identity: {said[1]}."),
        ("请核对身份证件并上传复印件。", "Check the papers and upload copies."),
        "CPLI 354",
        "R33 74",
    )


def authorities(facts: Facts) -> Verdict:
    """Whoever acts for a party has a power of attorney on file (CPL 62; CPLI 354)."""
    if not facts.agents or on_file(facts, PaperKind.POWER_OF_ATTORNEY):
        return Met
    return _missing(PaperKind.POWER_OF_ATTORNEY, "CPL 62", "CPLI 354")


def addresses(facts: Facts) -> Verdict:
    """Where every party can be served is confirmed (CPLI 354; law.md §0-25)."""
    if on_file(facts, PaperKind.DELIVERY_ADDRESS):
        return Met
    open_ones = [p for p in signing_parties(facts, facts.agreement) if p.address_confirmed_at is None]
    if not open_ones:
        return Met
    said = naming(open_ones)
    return warn(
        "address_not_confirmed",
        (f"{said[0]}没有确认送达地址。", f"No address for service confirmed: {said[1]}."),
        ("请填写送达地址确认书。", "Fill in the confirmation of address."),
        "CPLI 354",
    )


def freely_made(facts: Facts) -> Verdict:
    """Rights and the consequences of sham mediation were told at a meeting held (CPLI 358(4); CPL 115; SI16 18)."""
    if any(m.held_at is not None and m.rights_told and m.sham_told for m in facts.meetings):
        return Met
    return warn_unknown(
        "free_will_not_on_file",
        (
            "案卷没有已告知权利义务和虚假调解后果的调解记录，自愿和真实性无从佐证。",
            "No meeting at which rights and the consequences of sham mediation were told bears out free will.",
        ),
        ("请补做告知并记入笔录。", "Tell both sides now, and put it on record."),
        "CPLI 358",
        "CPL 115",
        "SI16 18",
    )


def _days(facts: Facts) -> Iterator[tuple[Pair, date]]:
    """The days of a settlement, in the order they must have."""
    agreement = facts.agreement
    assert agreement is not None, "only a settlement is put before a court"
    accepted = answer(facts, "received_on", MEDIATION)
    if isinstance(accepted, str):
        yield ("收到申请", "receipt of the application"), date.fromisoformat(accepted)
    yield ("拟定协议", "drafting"), civil_day(agreement.drafted_at)
    signed = sorted(s.signed_at for s in signatures_on(facts, agreement))
    if signed:
        yield ("首个签署", "the first signature"), civil_day(signed[0])
    if agreement.effective_at is not None:
        yield ("协议生效", "effect"), civil_day(agreement.effective_at)
    yield ("今日", "today"), facts.acting.day


def dates_in_order(facts: Facts) -> Verdict:
    """Application, draft, signatures and effect follow one another; no payment day lies before the draft."""
    if facts.agreement is None:
        return Met
    days = list(_days(facts))
    for (earlier, one), (later, other) in pairwise(days):
        if other < one:
            return no(
                "dates_out_of_order",
                (
                    f"{later[0]}（{other}）早于{earlier[0]}（{one}）。",
                    f"{later[1]} {other} precedes {earlier[1]} {one}.",
                ),
                ("请核对并更正记录的日期。", "Check the days and correct the record."),
                "CPLI 358",
            )
    due = [i.due_on for t in terms_of(facts, facts.agreement) for i in instalments_of(facts, t) if i.due_on]
    drafted = civil_day(facts.agreement.drafted_at)
    if not due or min(due) >= drafted:
        return Met
    return warn(
        "due_before_draft",
        (
            f"履行期限{min(due)}早于拟定协议之日{drafted}。",
            f"A payment day, {min(due)}, precedes the draft, {drafted}.",
        ),
        ("请核对履行期限。", "Check the payment day."),
        "CPLI 358",
    )


def court_of_confirmation(facts: Facts) -> Verdict:
    """The court chosen when the application was prepared is one the law names (CPL 205; CPLI 355(2))."""
    prepared = newest(facts, "judicial_confirmation")
    if prepared is None or prepared.counterpart_id is None:
        return _not_chosen(("管辖法院", "the court"), "CPL 205", "CPLI 352")
    return venue_fits(replace(facts, given=Given({"court": prepared.counterpart_id})))


def commission_of_review(facts: Facts) -> Verdict:
    """The commission that has jurisdiction was chosen when the application was prepared (R33 75(2))."""
    chosen = newest(facts, "arbitration_review")
    return Met if chosen else _not_chosen(("仲裁委员会", "the commission"), "R33 74", "R33 75")


def court_of_order(facts: Facts) -> Verdict:
    """The basic court of the employer's domicile was chosen when the application was prepared (CPLI 23)."""
    chosen = newest(facts, "payment_order")
    return Met if chosen else _not_chosen(("用人单位住所地基层人民法院", "the court"), "CPLI 23", "CPLI 427")


def _not_chosen(who: Pair, *cites: str) -> Verdict:
    return warn_unknown(
        "venue_not_chosen",
        (f"尚未选定{who[0]}，管辖未核对。", f"Jurisdiction is not checked: {who[1]} is not chosen yet."),
        ("请在准备申请时选定并核对管辖。", "Choose and check it when preparing the application."),
        *cites,
    )


def order_conditions(facts: Facts) -> tuple[Verdict, ...]:
    """What only people know of a payment order, as it was answered when it was prepared (CPL 225; CPLI 427)."""
    said = {name: answer(facts, name, MEDIATION) for name in _ORDER_ASKS}
    if said["debtor_in_china"] is None:
        asked = unknown(
            "order_conditions_to_be_asked",
            (
                "是否在境内、能否送达、有无对待给付、是否申请保全，尚未核对。",
                "Presence, service and the rest are unasked.",
            ),
            ("请在准备申请时逐项核对。", "Check each when preparing it."),
            "CPL 225",
            "CPLI 427",
        )
        return (asked,)
    recorded = replace(facts, given=Given(said))
    return tuple(check(recorded) for check in (order_can_be_served, nothing_is_owed_in_return, no_preservation))
