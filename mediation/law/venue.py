"""Which court may confirm an agreement, and which may enforce a paper, by the law in force that day.

Confirmation: CPL 194, 201, 205; SI11 2; SI16 19. Enforcement: CPL 224, 231, 235; CPLI 462, 460 (law.md §0-2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mediation.errors import Conflict
from mediation.law.wording import Text
from mediation.vocabulary import ReferralKind

_POST_FILING = frozenset(
    {
        ReferralKind.ENTRUSTED_ORDINARY,
        ReferralKind.ENTRUSTED_SUMMARY,
        ReferralKind.PRIOR_ORDINARY,
        ReferralKind.PRIOR_SUMMARY,
    }
)
_CONFIRMATION_SINCE = date(2011, 3, 30)
_IN_THE_CODE_SINCE = date(2013, 1, 1)
_INVITED_RULES_SINCE = date(2016, 7, 1)
_THREE_PLACES_SINCE = date(2022, 1, 1)
_RENUMBERED = date(2024, 1, 1)
_CPLI_SINCE = date(2015, 2, 4)
_CPLI_RENUMBERED = date(2022, 4, 10)


class EnforcedPaper(StrEnum):
    """What is enforced: a confirmed agreement, an order for payment, an arbitral statement or a court's (R2–R6)."""

    CONFIRMATION = "confirmation"
    PAYMENT_ORDER = "payment_order"
    ARBITRAL_STATEMENT = "arbitral_statement"
    CIVIL_STATEMENT = "civil_statement"


@dataclass(frozen=True, slots=True)
class VenueOption:
    """A court that may be asked: ``key`` for programs, the court in words, the article and why it fits.

    ``note`` says what of it is not established from a text that was read.
    """

    key: str
    court: Text
    cites: tuple[str, ...]
    why: Text
    note: Text | None = None


def confirmation_venue(
    path: ReferralKind | None,
    on: date,
    *,
    money_only: bool = False,
    organisations: int = 1,
    intermediate: bool = False,
) -> tuple[VenueOption, ...]:
    """Every court open for judicial confirmation applied for on ``on``; ``path`` None is a desk's own mediation.

    ``money_only`` leaves out the place of the object; with several ``organisations`` each one's place counts and the
    court that files first decides; ``intermediate`` is a dispute that belongs before an intermediate court. Raises
    Conflict: ``post_filing`` for a filed case, ``no_confirmation_yet`` before 2011-03-30.
    """
    if path in _POST_FILING:
        raise Conflict(
            "案件已立案，调解成功后由法院出具民事调解书或者准许撤诉，不适用司法确认，请改走法院文书途径。",
            "The case is filed: take the court's route, a civil mediation statement or withdrawal of the suit.",
            code="post_filing",
        )
    if on < _CONFIRMATION_SINCE:
        raise Conflict(
            "2011年3月30日以前没有司法确认的管辖规定，请核对日期。",
            "Before 2011-03-30 no rule gave venue for judicial confirmation; check the date.",
            code="no_confirmation_yet",
        )
    invited = path is ReferralKind.DELEGATED
    if on < _THREE_PLACES_SINCE:
        return _old_delegated(on) if invited else (_organisation_only(on, organisations),)
    article = "CPL 205" if on >= _RENUMBERED else "CPL 201"
    return (_inviting_court(article),) if invited else _three_places(article, money_only, organisations, intermediate)


def _inviting_court(article: str) -> VenueOption:
    return VenueOption(
        "inviting_court",
        Text("邀请（委派）调解的人民法院", "the court that invited the mediation"),
        (f"{article}(1)",),
        Text("调解由人民法院邀请开展，向作出邀请的人民法院提出", "the court invited the mediation, so it is asked"),
    )


def _three_places(article: str, money_only: bool, organisations: int, intermediate: bool) -> tuple[VenueOption, ...]:
    level = Text("中级人民法院", "intermediate court") if intermediate else Text("基层人民法院", "basic court")
    places = [
        ("party_domicile", Text("当事人住所地", "a party's domicile")),
        ("object_place", Text("标的物所在地", "the place of the object")),
        ("organisation_place", _organisation_place(organisations)),
    ]
    shared = Text(
        "调解组织自行开展调解" + ("，纠纷应当由中级人民法院管辖" if intermediate else ""),
        "the organisation mediated of its own accord"
        + (", in a dispute for the intermediate court" if intermediate else ""),
    )
    return tuple(
        VenueOption(
            key,
            Text(f"{place.zh}的{level.zh}", f"the {level.en} at {place.en}"),
            (f"{article}(2)", *_several_cite(key, organisations, article)),
            shared,
        )
        for key, place in places
        if not (money_only and key == "object_place")
    )


def _organisation_place(organisations: int) -> Text:
    if organisations > 1:
        return Text(
            "任一调解组织所在地（先立案的法院管辖）", "any organisation's place (the first court to file decides)"
        )
    return Text("调解组织所在地", "the organisation's place")


def _several_cite(key: str, organisations: int, article: str) -> tuple[str, ...]:
    # CPLI 352 was 354 until 2022-04-09, within the life of CPL 201; the later number is the one still in force.
    return ("CPLI 352",) if key == "organisation_place" and organisations > 1 and article == "CPL 205" else ()


def _organisation_only(on: date, organisations: int) -> VenueOption:
    place = _organisation_place(organisations)
    return VenueOption(
        "organisation_place",
        Text(f"{place.zh}的基层人民法院", f"the basic court at {place.en}"),
        ("CPL 194",) if on >= _IN_THE_CODE_SINCE else ("SI11 2",),
        Text(
            "2022年以前只能向调解组织所在地基层人民法院提出", "before 2022 only the organisation's basic court was open"
        ),
    )


def _old_delegated(on: date) -> tuple[VenueOption, ...]:
    delegating = VenueOption(
        "delegating_court",
        Text("委派调解的人民法院", "the delegating court"),
        ("SI16 19",) if on >= _INVITED_RULES_SINCE else ("SI11 2",),
        Text("立案前由人民法院委派调解", "the court delegated the mediation before filing"),
    )
    return (delegating, _organisation_only(on, 1)) if on >= _INVITED_RULES_SINCE else (delegating,)


def enforcement_venue(paper: EnforcedPaper, on: date) -> tuple[VenueOption, ...]:
    """The courts that may be asked on ``on`` to enforce a paper; the creditor chooses among them.

    Raises Conflict ``no_enforcement_venue`` where no rule of that day is held here: any paper before 2013, a
    confirmation or a payment order before 2015-02-04.
    """
    issued = paper in (EnforcedPaper.CONFIRMATION, EnforcedPaper.PAYMENT_ORDER)
    if on < (_CPLI_SINCE if issued else _IN_THE_CODE_SINCE):
        raise Conflict(
            f"{on}当时的执行管辖规定没有收录，请核对日期，或者向作出文书的机关所在地人民法院咨询。",
            f"The rule on venue of enforcement of {on} is not held here; check the date, or ask the local court.",
            code="no_enforcement_venue",
        )
    if issued:
        return _issuing_court(paper, on)
    if paper is EnforcedPaper.ARBITRAL_STATEMENT:
        return _debtors_places(f"{_enforcement_article(on)}(2)")
    return _first_instance(f"{_enforcement_article(on)}(1)")


def _enforcement_article(on: date) -> str:
    return "CPL 235" if on >= _RENUMBERED else "CPL 231" if on >= _THREE_PLACES_SINCE else "CPL 224"


def _issuing_court(paper: EnforcedPaper, on: date) -> tuple[VenueOption, ...]:
    cite = "CPLI 460" if on >= _CPLI_RENUMBERED else "CPLI 462"
    confirmed = paper is EnforcedPaper.CONFIRMATION
    issuer = (
        Text("作出确认裁定的人民法院", "the court that confirmed")
        if confirmed
        else Text("作出支付令的人民法院", "the court that issued the order")
    )
    note = Text("条文序号凭记忆，请核对原文", "the article number is from memory; check the text")
    why = Text(
        "由作出文书的法院或者财产所在地同级法院执行", "the court of the paper or its like at the property enforces"
    )
    return (
        VenueOption("issuing_court", issuer, (cite,), why, note),
        VenueOption(
            "property_place",
            Text(f"与{issuer.zh}同级的被执行财产所在地人民法院", "a court of the same level where the property is"),
            (cite,),
            why,
            note,
        ),
    )


def _debtors_places(cite: str) -> tuple[VenueOption, ...]:
    why = Text(
        "仲裁调解书属于由人民法院执行的其他法律文书", "an arbitral statement is another paper that courts enforce"
    )
    return (
        VenueOption(
            "debtor_domicile", Text("被执行人住所地人民法院", "the court of the debtor's domicile"), (cite,), why
        ),
        VenueOption(
            "property_place", Text("被执行财产所在地人民法院", "the court where the property is"), (cite,), why
        ),
    )


def _first_instance(cite: str) -> tuple[VenueOption, ...]:
    why = Text("民事调解书由第一审人民法院执行", "the court of first instance enforces its mediation statement")
    return (
        VenueOption("issuing_court", Text("第一审人民法院", "the court of first instance"), (cite,), why),
        VenueOption(
            "property_place",
            Text("与第一审人民法院同级的被执行财产所在地人民法院", "a court of the same level where the property is"),
            (cite,),
            why,
        ),
    )
