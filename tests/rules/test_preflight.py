"""The list read before a court or a commission is asked: each ground of the law, green or with what is in the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mediation.facts.columns import Row
from mediation.facts.folder import Answer
from mediation.facts.settlement import AgreementStatus
from mediation.rules.lint import Finding
from mediation.rules.preflight import Item, Light, Road, preflight
from mediation.rules.saying import no, warn
from mediation.vocabulary import Audience, Authority, ClaimItem, FactClass, LegalBasis, PaperKind, Side, SignerCapacity
from tests.makers import (
    CASE,
    COURT,
    TODAY,
    at,
    make_agent,
    make_agreement,
    make_answer,
    make_attachment,
    make_claim,
    make_clock,
    make_instalment,
    make_meeting,
    make_paper,
    make_party,
    make_proceeding,
    make_signature,
    make_term,
    make_text,
    referred,
    signed_by,
)
from tests.rules.asking import make_facts
from tests.rules.law import definition, statutes

OVERRIDABLE = set(definition("case_folder").moves["override_warning"].asks["code"].options)
S3, S1 = "judicial_confirmation_application", "arbitration_review_application"
ORDER = {
    "debtor_in_china": True,
    "can_be_served": True,
    "nothing_owed_in_return": True,
    "preservation_applied_for": False,
}
EVERYBODY = ("w", "e", "mediator", "organisation")


def standing(state: str = "effective") -> Row:
    return make_proceeding("labour_mediation", state)


def people(**over: Any) -> tuple[Row, ...]:
    ready = {"identity_checked_at": at(), "address_confirmed_at": at(), **over}
    return make_party("w", Side.APPLICANT, 1, **ready), make_party("e", Side.RESPONDENT, 2, **ready)


def on_file(*kinds: PaperKind) -> tuple[Row, ...]:
    return tuple(make_attachment(kind) for kind in kinds)


READY: dict[str, tuple[Row, ...]] = {
    "mediation": (standing(),),
    "people": people(),
    "claims": (make_claim(),),
    "agreement": (make_agreement(AgreementStatus.EFFECTIVE), make_term(), make_instalment()),
    "signatures": signed_by(*EVERYBODY),
    "meeting": (make_meeting(held_at=at(), rights_told=True, sham_told=True),),
    "clock": (make_clock(S3, date(2026, 10, 1)), make_clock(S1, date(2026, 9, 16))),
    "papers": on_file(PaperKind.AGREEMENT, PaperKind.MEDIATION_CERTIFICATE),
    "application": on_file(
        PaperKind.CONFIRMATION_APPLICATION, PaperKind.REVIEW_APPLICATION, PaperKind.ORDER_APPLICATION
    ),
    "court": (),
    "more": (),
}
PREPARED = {
    Road.CONFIRMATION: make_proceeding("judicial_confirmation", "preparing", counterpart_id=COURT),
    Road.REVIEW: make_proceeding("arbitration_review", "preparing", counterpart_id="commission"),
    Road.PAYMENT_ORDER: make_proceeding("payment_order", "preparing", counterpart_id=COURT),
}
BREACHED = {
    "agreement": (make_agreement(AgreementStatus.EFFECTIVE), make_term(), make_instalment(due_on=date(2026, 9, 15))),
    "more": tuple(
        make_answer(name, value, "prepare_payment_order", "labour_mediation") for name, value in ORDER.items()
    ),
    "clock": (),
}


def items(road: Road, day: date = TODAY, found: tuple[Finding, ...] = (), **parts: Any) -> dict[str, Item]:
    """The list for a case that is ready, but for what is said otherwise."""
    basis = parts.pop("basis", LegalBasis.MAL10_3)
    ready = {**READY, "court": (PREPARED[road],), **(BREACHED if road is Road.PAYMENT_ORDER else {}), **parts}
    facts = make_facts(*(row for rows in ready.values() for row in rows), day=day, basis=basis)
    listed = preflight(facts, road, found)
    warned = {r.code for item in listed for r in item.reasons if item.key != "clauses" and r.severity == "warn"}
    assert warned <= OVERRIDABLE
    return {item.key: item for item in listed}


def lights(listed: dict[str, Item]) -> dict[str, tuple[Light, list[str]]]:
    """What is not green: its light and the codes."""
    return {
        key: (item.light, [reason.code for reason in item.reasons])
        for key, item in listed.items()
        if item.light is not Light.GREEN
    }


DAYS = {Road.CONFIRMATION: TODAY, Road.REVIEW: TODAY, Road.PAYMENT_ORDER: date(2026, 10, 9)}


@pytest.mark.parametrize("road", Road)
def test_a_case_that_is_ready_is_green_throughout(road: Road) -> None:
    listed = items(road, DAYS[road])

    assert lights(listed) == {}
    assert len(listed) >= 7


@pytest.mark.parametrize("road", Road)
def test_every_ground_cites_what_is_in_force(road: Road) -> None:
    for item in items(road).values():
        assert item.cites
        assert all(statutes().problem(cite, date(2026, 9, 1)) is None for cite in item.cites)


@pytest.mark.parametrize("road", Road)
def test_a_case_without_an_agreement_is_told_so_and_nothing_breaks(road: Road) -> None:
    empty: dict[str, Any] = {**dict.fromkeys(READY, ()), "mediation": (standing("in_mediation"),)}
    seen = lights(items(road, **empty))

    assert {light for light, _ in seen.values()} == {Light.OBSTACLE, Light.WARNING}


OBSTACLE, WARNING = Light.OBSTACLE, Light.WARNING
FILED = referred("entrusted_ordinary")
RELATION = make_claim(item=ClaimItem.RELATION)


@pytest.mark.parametrize(
    ("key", "light", "code", "parts"),
    [
        ("scope", OBSTACLE, "post_filing", {"more": FILED}),
        ("scope", OBSTACLE, "enforceable_already", {"court": (make_proceeding("judicial_confirmation", "confirmed"),)}),
        ("time", OBSTACLE, "limit_expired", {"clock": (make_clock(S3, date(2026, 8, 31)),)}),
        ("time", OBSTACLE, "limit_not_started", {"clock": ()}),
        ("court", WARNING, "venue_not_chosen", {"court": ()}),
        ("joint", OBSTACLE, "paper_missing", {"application": ()}),
        (
            "joint",
            WARNING,
            "joint_signature_open",
            {"application": (make_paper(PaperKind.CONFIRMATION_APPLICATION),)},
        ),
        ("body", OBSTACLE, "no_legal_basis", {"basis": None}),
        ("body", WARNING, "roster_only", {"basis": LegalBasis.COURT_ROSTER}),
        ("signatures", OBSTACLE, "signatures_missing", {"signatures": signed_by("w", "e", "mediator")}),
        (
            "signatures",
            OBSTACLE,
            "special_authority_missing",
            {
                "more": (
                    make_agent("a", "w", Authority.GENERAL),
                    make_signature(SignerCapacity.AGENT, "w", agent_id="a"),
                    *on_file(PaperKind.POWER_OF_ATTORNEY),
                )
            },
        ),
        (
            "signatures",
            OBSTACLE,
            "acts_for_both",
            {
                "more": (
                    make_agent("a", "w"),
                    make_agent("b", "e"),
                    make_text("name:a", "赵一"),
                    make_text("name:b", "赵一"),
                    *on_file(PaperKind.POWER_OF_ATTORNEY),
                )
            },
        ),
        ("materials", OBSTACLE, "paper_missing", {"papers": on_file(PaperKind.AGREEMENT)}),
        ("materials", OBSTACLE, "identity_not_proved", {"people": people(identity_checked_at=None)}),
        ("materials", WARNING, "address_not_confirmed", {"people": people(address_confirmed_at=None)}),
        ("materials", OBSTACLE, "paper_missing", {"more": (make_agent("a", "w"),)}),
        (
            "materials",
            WARNING,
            "signed_copy_missing",
            {"papers": (make_paper(PaperKind.AGREEMENT), *on_file(PaperKind.MEDIATION_CERTIFICATE))},
        ),
        ("content", WARNING, "content_may_be_refused", {"claims": (RELATION,)}),
        ("free", WARNING, "free_will_not_on_file", {"meeting": (make_meeting(held_at=at(), rights_told=True),)}),
        ("free", WARNING, "free_will_not_on_file", {"meeting": ()}),
        ("one_road", OBSTACLE, "review_pending", {"more": (make_proceeding("arbitration_review", "filed"),)}),
    ],
)
def test_confirmation_is_stopped_by_each_ground_alone(key: str, light: Light, code: str, parts: dict[str, Any]) -> None:
    seen = lights(items(Road.CONFIRMATION, **parts))

    assert seen[key] == (light, [code])
    assert all(other[0] is not OBSTACLE for name, other in seen.items() if name not in (key, "materials"))


@pytest.mark.parametrize(
    "confided",
    [{"audience": Audience.APPLICANT_SIDE}, {"fact_class": FactClass.CONCESSION}],
    ids=["caucus", "concession"],
)
def test_a_file_confided_proves_nothing(confided: dict[str, Any]) -> None:
    kept = make_attachment(PaperKind.CONFIRMATION_APPLICATION, **confided)

    assert lights(items(Road.CONFIRMATION, application=(kept,))) == {"joint": (OBSTACLE, ["paper_missing"])}


def test_terms_must_be_lawful_and_definite() -> None:
    term = make_term(text_id="words", due_wording_id="due")
    rows = (
        make_agreement(AgreementStatus.EFFECTIVE),
        term,
        make_instalment(due_on=None),
        make_text("words", "乙方自愿放弃社会保险"),
        make_text("due", "9月15日前"),
    )

    assert lights(items(Road.CONFIRMATION, agreement=rows)) == {
        "lawful": (OBSTACLE, ["social_insurance_waived"]),
        "definite": (OBSTACLE, ["ambiguous_due_date"]),
    }


@pytest.mark.parametrize(
    ("key", "light", "code", "parts"),
    [
        ("scope", OBSTACLE, "no_arbitration_review", {"basis": LegalBasis.PML34}),
        ("commission", WARNING, "venue_not_chosen", {"court": ()}),
        ("time", OBSTACLE, "limit_expired", {"clock": (make_clock(S1, date(2026, 8, 31)),)}),
        ("relation", OBSTACLE, "relation_is_not_reviewed", {"claims": (RELATION,)}),
        (
            "unconfirmed",
            OBSTACLE,
            "confirmation_pending",
            {"more": (make_proceeding("judicial_confirmation", "filed"),)},
        ),
        ("joint", OBSTACLE, "paper_missing", {"application": ()}),
        ("signatures", OBSTACLE, "signatures_missing", {"signatures": signed_by("w", "e", "organisation")}),
        ("free", WARNING, "free_will_not_on_file", {"meeting": ()}),
    ],
)
def test_review_is_stopped_by_each_ground_alone(key: str, light: Light, code: str, parts: dict[str, Any]) -> None:
    assert lights(items(Road.REVIEW, **parts)) == {key: (light, [code])}


@pytest.mark.parametrize(
    ("key", "light", "codes", "parts"),
    [
        ("agreement", OBSTACLE, ["not_a_labour_agreement"], {"basis": LegalBasis.PML34}),
        ("money", OBSTACLE, ["not_one_of_four_kinds"], {"claims": (make_claim(item=ClaimItem.NON_COMPETE),)}),
        ("court", WARNING, ["venue_not_chosen"], {"court": ()}),
        ("materials", OBSTACLE, ["paper_missing"], {"application": ()}),
        ("conditions", OBSTACLE, ["order_conditions_to_be_asked"], {"more": ()}),
    ],
)
def test_a_payment_order_is_stopped_by_each_ground_alone(
    key: str, light: Light, codes: list[str], parts: dict[str, Any]
) -> None:
    assert lights(items(Road.PAYMENT_ORDER, DAYS[Road.PAYMENT_ORDER], **parts)) == {key: (light, codes)}


def test_a_payment_order_waits_for_the_day_and_for_the_conditions_of_the_law() -> None:
    answers = {"debtor_in_china": False, "can_be_served": True, "nothing_owed_in_return": False}
    said = {**answers, "preservation_applied_for": True}
    more = tuple(make_answer(n, v, "prepare_payment_order", "labour_mediation") for n, v in said.items())
    late = items(Road.PAYMENT_ORDER, DAYS[Road.PAYMENT_ORDER], more=more)

    assert lights(items(Road.PAYMENT_ORDER)) == {"due": (OBSTACLE, ["no_fixed_sum_due"])}
    assert lights(late) == {
        "conditions": (OBSTACLE, ["cannot_be_served", "counter_performance_owed", "preservation_applied_for"])
    }


@pytest.mark.parametrize(
    "agreement",
    [
        {"drafted_at": at(date(2026, 8, 30)), "effective_at": at(date(2026, 8, 31))},
        {"drafted_at": at(date(2026, 9, 2)), "effective_at": at(date(2026, 9, 2))},
        {"effective_at": at(date(2026, 9, 2))},
    ],
    ids=["in force before anybody signed", "signed before it was drafted", "in force tomorrow"],
)
def test_days_must_follow_one_another(agreement: dict[str, Any]) -> None:
    rows = (make_agreement(AgreementStatus.EFFECTIVE, **agreement), make_term(), make_instalment())

    assert lights(items(Road.CONFIRMATION, agreement=rows)) == {"dates": (OBSTACLE, ["dates_out_of_order"])}


def test_an_application_received_after_the_draft_is_out_of_order() -> None:
    later = make_answer("received_on", "2026-09-02", "register", "labour_mediation")

    assert lights(items(Road.CONFIRMATION, more=(later,))) == {"dates": (OBSTACLE, ["dates_out_of_order"])}


def test_a_payment_day_before_the_draft_is_pointed_out() -> None:
    rows = (make_agreement(AgreementStatus.EFFECTIVE), make_term(), make_instalment(due_on=date(2026, 8, 1)))

    assert lights(items(Road.REVIEW, agreement=rows)) == {"dates": (WARNING, ["due_before_draft"])}


def test_what_the_lint_says_stands_in_the_list_until_it_is_overridden() -> None:
    warned = Finding(warn("global_waiver", ("一。", "One."), ("二。", "Two."), "LDI1 35"), 1, "text")
    blocked = Finding(no("same_party", ("一。", "One."), ("二。", "Two."), "R17 26"), 1, "payer")
    kept = Finding(warned.reason, 1, "text", "双方坚持")

    assert lights(items(Road.CONFIRMATION, found=(warned,))) == {"clauses": (WARNING, ["global_waiver"])}
    assert lights(items(Road.REVIEW, found=(warned, blocked)))["clauses"][0] is OBSTACLE
    assert lights(items(Road.CONFIRMATION, found=(kept,))) == {}


def kept(seq: int, code: str, why: str) -> tuple[Row, ...]:
    """A warning overridden on the first version."""
    act = "override_warning"
    reason = Answer(id=f"why{seq}", case_id=CASE, seq=seq, act=act, name="reason", text_id=f"text{seq}")
    return (
        make_answer("version", 1, act, "folder", seq),
        make_answer("code", code, act, "folder", seq),
        reason,
        make_text(f"text{seq}", why),
    )


def test_a_warning_of_a_ground_is_overridden_on_record_and_an_obstacle_is_not() -> None:
    more = (*kept(5, "free_will_not_on_file", "已补做告知"), *kept(6, "identity_not_proved", "无"))
    listed = items(Road.CONFIRMATION, meeting=(), people=people(identity_checked_at=None), more=more)

    assert lights(listed) == {"materials": (OBSTACLE, ["identity_not_proved"])}
    assert [(told.code, why) for told, why in listed["free"].overridden] == [("free_will_not_on_file", "已补做告知")]


def test_what_a_ground_says_is_not_said_again_by_the_lint() -> None:
    same = Finding(no("signatures_missing", ("一。", "One."), ("二。", "Two.")))
    seen = lights(items(Road.REVIEW, found=(same,), signatures=signed_by("w", "e")))

    assert list(seen) == ["signatures"]
