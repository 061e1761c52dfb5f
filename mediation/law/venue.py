"""Which court may confirm an agreement, by the law in force that day (CPL 194, 201, 205; SI11 2; SI16 19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True, slots=True)
class VenueOption:
    """A court that may be asked: ``key`` for programs, the court in words, the article and why it fits."""

    key: str
    court: Text
    cites: tuple[str, ...]
    why: Text


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
