"""Docket numbers by their day and the venue of confirmation by its edition: pointed out, never refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mediation.engine.verdict import Reason
from mediation.facts.folder import Proceeding
from mediation.vocabulary import OrganisationKind, ReferralKind, Severity
from tests.makers import COURT, DESK, make_organisation, make_proceeding, referred, said, settlement
from tests.rules.asking import ask, make_facts
from tests.rules.rulings import Ruling

WARN = Severity.WARN
CONFIRMING = {"name": "docket", "codes": ("民特", "诉前调确")}
SENDING = {"name": "docket", "codes": ("诉前调", "民诉前调", "民初")}
IN_2024 = date(2024, 12, 31)


def numbered(text: str | None, *rows: Any, **more: Any) -> Any:
    """Somebody records a docket number; nobody says so where it is None."""
    day, procedure = more.pop("day", date(2026, 9, 1)), more.pop("procedure", "judicial_confirmation")
    given = {**more, **({"docket": said(text)} if text else {})}
    here = (
        ()
        if any(isinstance(r, Proceeding) and r.procedure == procedure for r in rows)
        else (make_proceeding(procedure),)
    )
    return make_facts(*here, *rows, given=given, day=day, proceeding=procedure)


def body(kind: OrganisationKind, region: str | None = None, id: str = COURT) -> Any:
    return make_organisation(None, id=id, kind=kind, region=region)


def choosing(chosen: Any = None, *rows: Any, desk_region: str | None = "江州市虚构区", **more: Any) -> Any:
    """A desk of an invented district chooses a court (or another body)."""
    facts = make_facts(*settlement(), *rows, given={"court": COURT}, **more)
    desk = make_organisation(region=desk_region)
    return replace(facts, organisations={DESK: desk, **({COURT: chosen} if chosen else {})})


def warned(title: str, text: str, code: str, **more: Any) -> Ruling:
    params = more.pop("params", CONFIRMING)
    return Ruling(title, "docket_fits_its_day", numbered(text, **more), code, severity=WARN, params=params)


def fine(title: str, text: str | None, *rows: Any, **more: Any) -> Ruling:
    params = more.pop("params", CONFIRMING)
    return Ruling(title, "docket_fits_its_day", numbered(text, *rows, **more), params=params)


RULINGS = (
    fine("no number yet", None),
    fine("a special-procedure number", "（2026）苏0199民特118号"),
    fine("a confirmation of pre-filing mediation", "(2026)苏0199诉前调确5号"),
    warned("the old code", "(2026)苏0199调确字5号", "bad_docket"),
    warned("a leading zero", "(2026)苏0199民特005号", "bad_docket"),
    warned("of next year", "(2027)苏0199民特5号", "docket_in_future"),
    warned("the confirmation code before 2022", "(2021)苏0199诉前调确5号", "docket_code_not_in_force"),
    warned("a first-instance number", "(2026)苏0199民初5号", "docket_of_another_kind"),
    warned("before filing since 2025", "(2026)苏0199诉前调5号", "docket_code_not_in_force", params=SENDING),
    fine("before filing in 2024", "(2024)苏0199诉前调5号", day=IN_2024, params=SENDING),
    fine(
        "where the court switched it on",
        "(2026)苏0199诉前调5号",
        delegation_switched_on=True,
        params=SENDING,
    ),
    fine(
        "as it was switched on when sent",
        "(2026)苏0199诉前调5号",
        *referred("delegated", delegation_switched_on=True),
        procedure="court_referral",
        params=SENDING,
    ),
    fine(
        "a commission's own number",
        "江劳人仲案〔2026〕5号",
        procedure="court_referral",
        kind="arbitration_entrusted",
        params=SENDING,
    ),
    Ruling(
        "a court",
        "chosen_body_is",
        choosing(body(OrganisationKind.COURT)),
        params={"name": "court", "kind": OrganisationKind.COURT},
    ),
    Ruling(
        "a commission where a court is asked",
        "chosen_body_is",
        choosing(body(OrganisationKind.ARBITRATION)),
        "body_of_another_kind",
        params={"name": "court", "kind": OrganisationKind.COURT},
    ),
    Ruling("the court of the desk's district", "venue_fits", choosing(body(OrganisationKind.COURT, "江州市虚构区"))),
    Ruling("the intermediate court above it", "venue_fits", choosing(body(OrganisationKind.COURT, "江州市"))),
    Ruling("a court of nowhere known", "venue_fits", choosing(body(OrganisationKind.COURT))),
    Ruling(
        "a court of another city",
        "venue_fits",
        choosing(body(OrganisationKind.COURT, "海州市某区")),
        "venue_to_be_checked",
        severity=WARN,
    ),
    Ruling(
        "the court that delegated",
        "venue_fits",
        choosing(body(OrganisationKind.COURT, "海州市某区"), *referred(ReferralKind.DELEGATED)),
    ),
    Ruling(
        "another court than the one that delegated",
        "venue_fits",
        choosing(
            body(OrganisationKind.COURT, "江州市虚构区"),
            make_proceeding("court_referral", "running", counterpart_id="another"),
            *referred(ReferralKind.DELEGATED)[1:],
        ),
        "venue_to_be_checked",
        severity=WARN,
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()


@pytest.mark.parametrize(
    ("day", "article", "places"),
    [
        (date(2021, 6, 15), "CPL 194", 1),
        (date(2023, 8, 1), "CPL 201(2)", 2),
        (date(2026, 9, 1), "CPL 205(2)", 2),
    ],
)
def test_the_warning_names_the_places_and_the_article_of_its_day(day: date, article: str, places: int) -> None:
    verdict = ask("venue_fits", choosing(body(OrganisationKind.COURT, "海州市某区"), day=day))

    assert isinstance(verdict, Reason)
    assert article in verdict.cites
    assert verdict.zh.count("人民法院") == places
