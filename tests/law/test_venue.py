import pytest

from mediation.errors import Conflict
from mediation.law.venue import EnforcedPaper, confirmation_venue, enforcement_venue
from mediation.vocabulary import ReferralKind

from .shared import day, statutes


def keys(path: ReferralKind | None, on: str, *, money_only: bool = False) -> list[str]:
    return [option.key for option in confirmation_venue(path, day(on), money_only=money_only)]


def test_an_invited_mediation_goes_to_the_inviting_court() -> None:
    (option,) = confirmation_venue(ReferralKind.DELEGATED, day("2026-03-02"))
    assert (option.key, option.cites) == ("inviting_court", ("CPL 205(1)",))


def test_a_desks_own_mediation_has_three_places() -> None:
    assert keys(None, "2026-03-02") == ["party_domicile", "object_place", "organisation_place"]


def test_the_place_of_the_object_is_not_offered_for_money_alone() -> None:
    assert keys(None, "2026-03-02", money_only=True) == ["party_domicile", "organisation_place"]


@pytest.mark.parametrize("on", ["2013-11-30", "2021-06-15", "2021-12-31"])
def test_before_2022_only_the_organisations_basic_court_was_open(on: str) -> None:
    assert keys(None, on) == ["organisation_place"]


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2012-05-02", ["delegating_court"]),
        ("2021-06-15", ["delegating_court", "organisation_place"]),
        ("2022-01-01", ["inviting_court"]),
    ],
)
def test_a_delegated_mediation_follows_the_rule_of_its_day(on: str, found: list[str]) -> None:
    assert keys(ReferralKind.DELEGATED, on) == found


@pytest.mark.parametrize(
    ("on", "article"),
    [("2012-05-02", "SI11 2"), ("2013-01-01", "CPL 194"), ("2022-01-01", "CPL 201(2)"), ("2023-12-31", "CPL 201(2)"),
     ("2024-01-01", "CPL 205(2)")],
)  # fmt: skip
def test_the_article_is_that_of_the_day(on: str, article: str) -> None:
    assert confirmation_venue(None, day(on))[0].cites == (article,)


def test_several_organisations_open_each_ones_place_and_the_first_court_to_file_decides() -> None:
    option = confirmation_venue(None, day("2026-03-02"), organisations=2)[-1]
    assert "先立案的法院" in option.court.zh
    assert "CPLI 352" in option.cites


def test_a_dispute_for_the_intermediate_court_goes_there() -> None:
    options = confirmation_venue(None, day("2026-03-02"), intermediate=True)
    assert all("中级人民法院" in option.court.zh for option in options)


@pytest.mark.parametrize("kind", [k for k in ReferralKind if k.value.startswith(("entrusted", "prior"))])
def test_a_filed_case_has_no_confirmation_at_all(kind: ReferralKind) -> None:
    with pytest.raises(Conflict) as refused:
        confirmation_venue(kind, day("2026-03-02"))
    assert refused.value.code == "post_filing"


def test_before_the_first_rule_there_was_no_venue() -> None:
    with pytest.raises(Conflict) as refused:
        confirmation_venue(None, day("2011-03-29"))
    assert refused.value.code == "no_confirmation_yet"


@pytest.mark.parametrize("path", [None, ReferralKind.DELEGATED, ReferralKind.ARBITRATION_SUGGESTED])
@pytest.mark.parametrize(
    "on", ["2011-03-30", "2012-12-31", "2013-01-01", "2016-07-01", "2021-12-31", "2022-01-01", "2026-03-02"]
)
def test_every_article_cited_was_in_force_that_day(path: ReferralKind | None, on: str) -> None:
    options = confirmation_venue(path, day(on), organisations=2)
    assert [p for option in options for cite in option.cites if (p := statutes().problem(cite, day(on)))] == []


@pytest.mark.parametrize(
    ("paper", "on", "cite", "places"),
    [
        ("confirmation", "2015-02-04", "CPLI 462", ["issuing_court", "property_place"]),
        ("confirmation", "2022-04-09", "CPLI 462", ["issuing_court", "property_place"]),
        ("confirmation", "2022-04-10", "CPLI 460", ["issuing_court", "property_place"]),
        ("confirmation", "2026-09-01", "CPLI 460", ["issuing_court", "property_place"]),
        ("payment_order", "2021-06-15", "CPLI 462", ["issuing_court", "property_place"]),
        ("payment_order", "2026-09-01", "CPLI 460", ["issuing_court", "property_place"]),
        ("arbitral_statement", "2013-01-01", "CPL 224(2)", ["debtor_domicile", "property_place"]),
        ("arbitral_statement", "2022-01-01", "CPL 231(2)", ["debtor_domicile", "property_place"]),
        ("arbitral_statement", "2024-01-01", "CPL 235(2)", ["debtor_domicile", "property_place"]),
        ("civil_statement", "2021-12-31", "CPL 224(1)", ["issuing_court", "property_place"]),
        ("civil_statement", "2023-12-31", "CPL 231(1)", ["issuing_court", "property_place"]),
        ("civil_statement", "2026-09-01", "CPL 235(1)", ["issuing_court", "property_place"]),
    ],
)
def test_what_is_enforced_decides_where_and_by_which_article(paper: str, on: str, cite: str, places: list[str]) -> None:
    options = enforcement_venue(EnforcedPaper(paper), day(on))
    assert [option.key for option in options] == places
    assert {option.cites for option in options} == {(cite,)}
    assert [statutes().problem(c, day(on)) for option in options for c in option.cites] == [None, None]


def test_where_a_confirmed_agreement_is_enforced_names_the_court_that_confirmed_and_is_marked() -> None:
    confirmed, _ = enforcement_venue(EnforcedPaper.CONFIRMATION, day("2026-09-01"))
    ordered, _ = enforcement_venue(EnforcedPaper.PAYMENT_ORDER, day("2026-09-01"))
    stated, _ = enforcement_venue(EnforcedPaper.CIVIL_STATEMENT, day("2026-09-01"))
    assert (confirmed.court.zh, ordered.court.zh) == ("作出确认裁定的人民法院", "作出支付令的人民法院")
    assert confirmed.note is not None
    assert stated.note is None


@pytest.mark.parametrize(
    ("paper", "on"),
    [("confirmation", "2015-02-03"), ("payment_order", "2014-12-31"), ("civil_statement", "2012-12-31")],
)
def test_a_day_whose_rule_is_not_held_is_refused(paper: str, on: str) -> None:
    with pytest.raises(Conflict) as refused:
        enforcement_venue(EnforcedPaper(paper), day(on))
    assert refused.value.code == "no_enforcement_venue"
