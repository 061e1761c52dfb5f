"""The roads of judicial confirmation: an application in each state it can stand in."""

from __future__ import annotations

from collections.abc import Mapping

from mediation.city import endings, roads
from mediation.city.cast import EAST_COURT
from mediation.city.courts import CLERK, docket
from mediation.city.roads import Road, staff
from mediation.city.tale import Tale
from mediation.vocabulary import PaperKind

CONFIRMATION = "judicial_confirmation"


def confirmation_prepared(tale: Tale) -> None:
    """The application to the court is being prepared."""
    roads.effective(tale, due_on=tale.in_days(120))
    tale.after(9)
    tale.move(staff(tale).liaises, "prepare_confirmation", court=EAST_COURT)


def confirmation_filed(tale: Tale) -> None:
    """Both applied, the desk handed it in."""
    confirmation_prepared(tale)
    hand_in(tale)


def hand_in(tale: Tale) -> None:
    """Issue the application, add the proof that the body presided, and file."""
    tale.paper(staff(tale).mediates, PaperKind.CONFIRMATION_APPLICATION)
    tale.upload(staff(tale).mediates, PaperKind.MEDIATION_CERTIFICATE)
    both = [{"party": tale.parties[party]} for party in ("worker", "firm")]
    tale.move(staff(tale).liaises, "file", CONFIRMATION, form="written", applicants=both, transmitted=True)


def confirmation_supplementing(tale: Tale) -> None:
    """The court asked for more, by a day it set."""
    confirmation_filed(tale)
    tale.after(10)
    tale.move(
        CLERK,
        "request_supplement",
        CONFIRMATION,
        requested_on=tale.in_days(0),
        due_on=tale.in_days(7),
        missing="用人单位营业执照复印件",
    )


def confirmation_not_accepted(tale: Tale) -> None:
    """The court does not accept: another court has jurisdiction."""
    confirmation_filed(tale)
    tale.after(11)
    tale.move(CLERK, "not_accept", CONFIRMATION, ground="not_this_court", ruling_on=tale.in_days(0))


def confirmation_accepted(tale: Tale) -> None:
    """The court accepted."""
    confirmation_filed(tale)
    tale.after(10)
    tale.move(CLERK, "accept", CONFIRMATION, accepted_on=tale.in_days(0), docket=docket(tale, "民特"))


def confirmation_questioned(tale: Tale) -> None:
    """Both were questioned together."""
    confirmation_accepted(tale)
    tale.after(12)
    tale.move(CLERK, "question", CONFIRMATION, questioned_on=tale.in_days(0), both_present=True)


def confirmed(tale: Tale) -> None:
    """The court confirmed."""
    confirmation_questioned(tale)
    tale.after(13)
    day = tale.in_days(0)
    tale.move(CLERK, "confirm", CONFIRMATION, docket=docket(tale, "民特"), ruling_on=day, received_on=day)


def confirmed_and_performed(tale: Tale) -> None:
    """Confirmed and paid."""
    confirmed(tale)
    tale.after(15)
    endings.pay(tale)


def confirmation_rejected(tale: Tale) -> None:
    """The court found the content not definite."""
    confirmation_questioned(tale)
    tale.after(13)
    tale.move(CLERK, "reject", CONFIRMATION, ground="unclear", ruling_on=tale.in_days(0))


def confirmation_withdrawn(tale: Tale) -> None:
    """It was paid meanwhile, and the application withdrawn."""
    confirmation_accepted(tale)
    tale.after(11)
    endings.pay(tale)
    tale.upload(CLERK, PaperKind.RULING_WITHDRAWAL)
    tale.move(CLERK, "withdraw", CONFIRMATION, party=tale.parties["worker"], note="已履行完毕")


def confirmation_deemed_withdrawn(tale: Tale) -> None:
    """Nobody came."""
    confirmation_accepted(tale)
    tale.after(13)
    tale.move(CLERK, "deemed_withdraw", CONFIRMATION, ruling_on=tale.in_days(0))


def objected(tale: Tale) -> None:
    """The employer objects to the ruling."""
    confirmed(tale)
    tale.after(15)
    tale.move(CLERK, "object", CONFIRMATION, objector="party", party=tale.parties["firm"], note="认为金额计算有误")


def objection_decided(tale: Tale, move: str) -> None:
    """The court decides on the objection: ``dismiss_objection`` or ``revoke``."""
    objected(tale)
    tale.after(17)
    tale.move(CLERK, move, CONFIRMATION, ruling_on=tale.in_days(0))


def objection_dismissed(tale: Tale) -> None:
    """The objection failed, and the employer paid."""
    objection_decided(tale, "dismiss_objection")
    endings.pay(tale)


def revoked(tale: Tale) -> None:
    """The ruling was revoked."""
    objection_decided(tale, "revoke")


CONFIRMATIONS: Mapping[str, Road] = {
    "preparing": confirmation_prepared,
    "filed": confirmation_filed,
    "supplementing": confirmation_supplementing,
    "not_accepted": confirmation_not_accepted,
    "accepted": confirmation_accepted,
    "questioned": confirmation_questioned,
    "confirmed": confirmed,
    "rejected": confirmation_rejected,
    "withdrawn": confirmation_withdrawn,
    "deemed_withdrawn": confirmation_deemed_withdrawn,
    "objected": objected,
    "objection_dismissed": objection_dismissed,
    "revoked": revoked,
}
"""Every state an application for judicial confirmation can stand in, and the road there."""
