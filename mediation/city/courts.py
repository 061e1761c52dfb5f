"""The roads between court and desk: a referral from its sending to the court's outcome."""

from __future__ import annotations

from mediation.city import endings, roads
from mediation.city.cast import person_id
from mediation.city.roads import staff
from mediation.city.tale import Tale
from mediation.vocabulary import PaperKind, ReferralKind, Source

REFERRAL = "court_referral"
CLERK = "clerk"
_CAUSES = {"service": "劳务合同纠纷", "labour": "劳动争议"}


def docket(tale: Tale, code: str) -> str:
    """Return a number of a court that is not there."""
    return f"（{tale.today.year}）苏0999{code}{tale.worker.identity[14:17].lstrip('0')}号"


def prepared(tale: Tale, clerk: str = CLERK) -> None:
    """The court has the complaint and has entered the parties; nothing is sent yet."""
    tale.open(clerk, Source.COURT, _CAUSES[tale.nature])
    roads.name_parties(tale, clerk)
    tale.upload(clerk, PaperKind.COMPLAINT)
    tale.upload(clerk, PaperKind.REFERRAL_LETTER)


def sent(
    tale: Tale, kind: ReferralKind = ReferralKind.DELEGATED, *, platform: bool = False, clerk: str = CLERK
) -> None:
    """The court sent it: it waits in the inbox."""
    prepared(tale, clerk)
    send(tale, kind, platform=platform, clerk=clerk)


def send(tale: Tale, kind: ReferralKind, *, platform: bool, clerk: str = CLERK) -> None:
    """Send what is prepared, with the award, and with everybody's consent where the case is filed."""
    filed = kind is not ReferralKind.DELEGATED
    tale.upload(clerk, PaperKind.AWARD)
    if filed:
        tale.upload(clerk, PaperKind.COURT_CONSENT)
    tale.move(
        clerk,
        "send",
        REFERRAL,
        kind=kind,
        docket=docket(tale, "民初" if filed else "诉前调"),
        complaint_on=tale.in_days(-3),
        on_platform=platform,
        has_award="yes",
        applicant_consented=True,
        respondent_consented=filed,
        delegation_switched_on=True,
    )


def waiting(tale: Tale) -> None:
    """A delegation waits in the inbox."""
    sent(tale)


def waiting_on_platform(tale: Tale) -> None:
    """One on the court's platform waits: there it lapses after three working days."""
    sent(tale, platform=True)


def waiting_entrusted(tale: Tale) -> None:
    """A filed case waits in the inbox."""
    sent(tale, ReferralKind.PRIOR_ORDINARY)


def waiting_from_the_west(tale: Tale) -> None:
    """One of the other court waits."""
    sent(tale, clerk="west-clerk")


def declined(tale: Tale) -> None:
    """The desk has no capacity and says so the next day."""
    sent(tale)
    tale.after(1)
    tale.move(staff(tale).liaises, "decline", REFERRAL, reason="no_capacity")


def recalled(tale: Tale) -> None:
    """The court takes it back before anybody mediates."""
    sent(tale)
    tale.after(1)
    tale.move(CLERK, "recall", REFERRAL, reason="原告已撤回起诉")


def received(tale: Tale, kind: ReferralKind = ReferralKind.DELEGATED) -> None:
    """The liaison signs for the materials the next day; a mediator has it."""
    sent(tale, kind)
    tale.after(1)
    mediator = person_id(staff(tale).mediates)
    tale.move(staff(tale).liaises, "accept", REFERRAL, how="signature", accepted_on=tale.in_days(0), mediator=mediator)


def begun(tale: Tale) -> None:
    """The other side agreed by phone, and the first meeting was held."""
    received(tale)
    tale.after(2)
    tale.act(
        staff(tale).mediates,
        "log_contact",
        party=tale.parties["firm"],
        channel="phone",
        outcome="spoken",
        note="愿意调解",
    )
    tale.move(staff(tale).mediates, "record_consent", party=tale.parties["firm"], channel="phone")
    tale.move(staff(tale).mediates, "begin", REFERRAL)
    tale.after(4)
    roads.hold_meeting(tale)


def failed(tale: Tale) -> None:
    """No agreement; the court has not been told."""
    begun(tale)
    tale.after(8)
    tale.move(staff(tale).mediates, "end", ground="no_agreement")


def returned(tale: Tale) -> None:
    """No agreement: the file goes back, and the court files the case."""
    failed(tale)
    tale.move(staff(tale).mediates, "report", REFERRAL, result="no_agreement", materials_returned=True)
    tale.after(10)
    tale.move(CLERK, "outcome", REFERRAL, outcome="filed", docket=docket(tale, "民初"))


def delegated_effective(tale: Tale) -> None:
    """A delegated case that settled: signed by both, then by the mediator, sealed, delivered."""
    begun(tale)
    tale.after(7)
    roads.state_facts(tale)
    roads.draft(tale)
    tale.after(8)
    roads.sign(tale, "worker", "firm")
    mediator = person_id(staff(tale).mediates)
    tale.move(staff(tale).mediates, "add_signature", capacity="mediator", mediator=mediator, form="signed")
    tale.move(staff(tale).mediates, "add_signature", capacity="organisation", form="sealed")
    roads.deliver(tale)


def reported(tale: Tale) -> None:
    """Settled, lodged with the court and reported."""
    delegated_effective(tale)
    tale.upload(staff(tale).liaises, PaperKind.LODGING_LETTER)
    tale.move(staff(tale).liaises, "lodge_with_court")
    tale.move(staff(tale).liaises, "report", REFERRAL, result="agreement")


def delegated_performed(tale: Tale) -> None:
    """Settled, reported, paid at once, closed; nothing is left for the court."""
    reported(tale)
    tale.after(10)
    endings.pay(tale)
    tale.move(CLERK, "outcome", REFERRAL, outcome="none")
    tale.move(staff(tale).mediates, "close", result="performed")


def entrusted_agreed(tale: Tale) -> None:
    """A filed case that settled: the agreement waits for the court's mediation statement."""
    received(tale, ReferralKind.PRIOR_ORDINARY)
    tale.after(3)
    roads.hold_meeting(tale, channel="court", place="诉讼服务中心（虚构）")
    roads.extend_over_holidays(tale, accepted=1, signed=7)
    tale.after(6)
    roads.state_facts(tale)
    roads.draft(tale)
    tale.after(7)
    roads.sign(tale, "worker", "firm", "mediator", "body")
    tale.move(staff(tale).mediates, "report", REFERRAL, result="agreement")


def entrusted_performed(tale: Tale) -> None:
    """The court issued its mediation statement, and it was paid."""
    entrusted_effective(tale)
    endings.pay(tale)


def entrusted_effective(tale: Tale) -> None:
    """The court issued its mediation statement; both signed for it."""
    entrusted_agreed(tale)
    tale.after(9)
    tale.move(CLERK, "outcome", REFERRAL, outcome="civil_statement", docket=docket(tale, "民初"))
    tale.upload(staff(tale).mediates, PaperKind.CIVIL_STATEMENT)
    paper = tale.files[PaperKind.CIVIL_STATEMENT]
    signed = {"paper_kind": "statement", "signed_for_on": tale.in_days(0), "paper": paper}
    tale.move(staff(tale).mediates, "receive_court_paper", **signed)
