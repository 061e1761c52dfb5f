"""Clocks, papers, meetings and offers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.rules.meeting import CHECKS
from mediation.vocabulary import Nature, PaperKind, Relation, Severity, Truth
from tests.makers import (
    TODAY,
    at,
    both_parties,
    make_agreement,
    make_answer,
    make_attachment,
    make_case,
    make_clock,
    make_meeting,
    make_offer,
    make_paper,
    make_proceeding,
    make_suspension,
    make_term,
    referred,
    said,
)
from tests.rules.asking import ask, code_of, make_facts
from tests.rules.rulings import Ruling

S3 = "judicial_confirmation_application"
D1, D8 = "delegated_mediation", "online_mediation_delegated"
WARN = Severity.WARN
ENDS_TODAY, ENDED = make_clock(S3, TODAY), make_clock(S3, date(2026, 8, 31))
AWARD = {"kind": PaperKind.AWARD.value}
RULING = {"kind": PaperKind.RULING_CONFIRMED.value}
ALL_CHECKS = dict.fromkeys(CHECKS, True)
BOTH = both_parties()
OFFER = make_offer()
RELEASED = make_offer(released_at=at())
DELIVERED = tuple(
    make_answer("party", p, "deliver_agreement", "labour_mediation", seq) for seq, p in enumerate(("w", "e"), 1)
)

RULINGS = (
    Ruling("the last day is in time", "within_limit", make_facts(ENDS_TODAY), params={"limit": S3}),
    Ruling(
        "a limit without a number never ends", "within_limit", make_facts(make_clock(S3, None)), params={"limit": S3}
    ),
    Ruling("the day after is not", "within_limit", make_facts(ENDED), "limit_expired", params={"limit": S3}),
    Ruling("it never began", "within_limit", make_facts(), "limit_not_started", Truth.UNKNOWN, params={"limit": S3}),
    Ruling(
        "the newest clock counts",
        "within_limit",
        make_facts(make_clock(S3, date(2026, 8, 1), stopped_at=at()), make_clock(S3, date(2026, 9, 30), seq=2)),
        params={"limit": S3},
    ),
    Ruling("in time", "limit_not_overrun", make_facts(ENDS_TODAY), params={"limit": S3}),
    Ruling(
        "late is pointed out", "limit_not_overrun", make_facts(ENDED), "done_late", severity=WARN, params={"limit": S3}
    ),
    Ruling("it runs", "clock_running", make_facts(ENDS_TODAY), params={"limit": S3}),
    Ruling(
        "it was stopped",
        "clock_running",
        make_facts(make_clock(S3, TODAY, stopped_at=at())),
        "clock_not_running",
        params={"limit": S3},
    ),
    Ruling(
        "it stands still",
        "clock_suspended",
        make_facts(ENDS_TODAY, make_suspension(ENDS_TODAY.id)),
        params={"limit": S3},
    ),
    Ruling(
        "it goes on again",
        "clock_suspended",
        make_facts(ENDS_TODAY, make_suspension(ENDS_TODAY.id, TODAY)),
        "clock_not_suspended",
        params={"limit": S3},
    ),
    Ruling("on its last day", "extension_before_the_end", make_facts(make_clock(D1, TODAY))),
    Ruling("one day late", "extension_before_the_end", make_facts(make_clock(D1, date(2026, 8, 31))), "term_has_ended"),
    Ruling("no term runs", "extension_before_the_end", make_facts(ENDS_TODAY), "nothing_to_extend"),
    Ruling("fifteen days", "extension_has_days", make_facts(given={"days": 15})),
    Ruling("none", "extension_has_days", make_facts(given={"days": 0}), "no_days"),
    Ruling(
        "an appraisal before filing",
        "appraisal_before_filing",
        make_facts(*referred("delegated"), given={"reason": "appraisal"}),
    ),
    Ruling(
        "an appraisal after filing",
        "appraisal_before_filing",
        make_facts(*referred("prior_ordinary"), given={"reason": "appraisal"}),
        "clock_goes_on",
    ),
    Ruling(
        "suspected sham stops no clock",
        "suspension_does_not_stop_the_clock",
        make_facts(*referred("delegated"), given={"reason": "sham_suspected"}),
        "clock_goes_on",
        severity=WARN,
    ),
    Ruling(
        "an appraisal does",
        "suspension_does_not_stop_the_clock",
        make_facts(*referred("delegated"), given={"reason": "appraisal"}),
    ),
    Ruling("issued", "paper_on_file", make_facts(make_paper(PaperKind.AWARD)), params=AWARD),
    Ruling("handed in", "paper_on_file", make_facts(make_attachment(PaperKind.AWARD)), params=AWARD),
    Ruling("given with the move", "paper_on_file", make_facts(given={"award": "file"}), params=AWARD),
    Ruling("nowhere", "paper_on_file", make_facts(), "paper_missing", params=AWARD),
    Ruling(
        "a form that was printed for others to sign and not handed in",
        "paper_on_file",
        make_facts(make_paper(PaperKind.POWER_OF_ATTORNEY)),
        "paper_missing",
        params={"kind": PaperKind.POWER_OF_ATTORNEY},
    ),
    Ruling(
        "the clerk's word is the court's", "court_paper_on_file", make_facts(by=Relation.COURT_CLERK), params=RULING
    ),
    Ruling(
        "the liaison has the paper",
        "court_paper_on_file",
        make_facts(make_attachment(PaperKind.RULING_CONFIRMED), by=Relation.UNION_LIAISON),
        params=RULING,
    ),
    Ruling(
        "the liaison has none",
        "court_paper_on_file",
        make_facts(by=Relation.UNION_LIAISON),
        "court_paper_missing",
        params=RULING,
    ),
    Ruling("the clerk", "court_or_its_paper", make_facts(by=Relation.COURT_CLERK, given={})),
    Ruling(
        "the liaison names a paper", "court_or_its_paper", make_facts(by=Relation.UNION_LIAISON, given={"paper": "f"})
    ),
    Ruling(
        "the liaison names none",
        "court_or_its_paper",
        make_facts(by=Relation.UNION_LIAISON, given={}),
        "court_paper_missing",
    ),
    Ruling(
        "this version was issued", "agreement_is_written", make_facts(make_agreement(), make_paper(PaperKind.AGREEMENT))
    ),
    Ruling(
        "its text was handed in",
        "agreement_is_written",
        make_facts(make_agreement(), make_attachment(PaperKind.AGREEMENT)),
    ),
    Ruling(
        "an older version was issued",
        "agreement_is_written",
        make_facts(make_agreement(id="new"), make_paper(PaperKind.AGREEMENT)),
        "agreement_not_written",
    ),
    Ruling(
        "outside labour law it may be oral",
        "agreement_is_written",
        make_facts(make_agreement(), case=make_case(nature=Nature.SERVICE)),
    ),
    Ruling(
        "both signed for it",
        "agreement_was_delivered",
        make_facts(make_proceeding(), make_agreement(), make_term(), *DELIVERED),
    ),
    Ruling(
        "one did not",
        "agreement_was_delivered",
        make_facts(make_proceeding(), make_agreement(), make_term(), DELIVERED[0]),
        "agreement_not_delivered",
        severity=WARN,
    ),
    Ruling("all four are done", "first_meeting_checks", make_facts(given=ALL_CHECKS)),
    Ruling(
        "a later meeting need not repeat them",
        "first_meeting_checks",
        make_facts(make_meeting(held_at=at(), **ALL_CHECKS), given={}),
    ),
    Ruling(
        "a scheduled meeting has checked nothing",
        "first_meeting_checks",
        make_facts(make_meeting(**ALL_CHECKS), given={}),
        "first_meeting_incomplete",
    ),
    Ruling("this afternoon", "meeting_is_ahead", make_facts(given={"starts_at": at(hour=15)})),
    Ruling(
        "yesterday", "meeting_is_ahead", make_facts(given={"starts_at": at(date(2026, 8, 31))}), "meeting_in_the_past"
    ),
    Ruling("one was held", "meeting_was_held", make_facts(make_meeting(held_at=at()))),
    Ruling("one is only scheduled", "meeting_was_held", make_facts(make_meeting()), "meeting_not_held"),
    Ruling("a sealed part", "minutes_say_something", make_facts(given={"mediator": said("再谈一次")})),
    Ruling("a statement", "minutes_say_something", make_facts(given={"said": [{"text": said("欠薪三个月")}]})),
    Ruling("nothing at all", "minutes_say_something", make_facts(given={}), "empty_minutes"),
    Ruling("an amount", "offer_says_something", make_facts(given={"amount": 0})),
    Ruling("words", "offer_says_something", make_facts(given={"words": said("书面道歉")})),
    Ruling("nothing", "offer_says_something", make_facts(given={}), "empty_offer"),
    Ruling("the first round", "offer_is_known", make_facts(OFFER, given={"offer": 1})),
    Ruling("no such round", "offer_is_known", make_facts(OFFER, given={"offer": 2}), "no_such_offer"),
    Ruling("its maker", "only_its_maker_releases", make_facts(OFFER, given={"offer": 1, "party": "w"})),
    Ruling(
        "the other side",
        "only_its_maker_releases",
        make_facts(OFFER, given={"offer": 1, "party": "e"}),
        "not_the_maker",
    ),
    Ruling("it was released", "offer_was_released", make_facts(RELEASED, given={"offer": 1})),
    Ruling("it was kept back", "offer_was_released", make_facts(OFFER, given={"offer": 1}), "offer_not_released"),
    Ruling("the other side", "other_side_answers", make_facts(*BOTH, RELEASED, given={"offer": 1, "party": "e"})),
    Ruling(
        "its own side", "other_side_answers", make_facts(*BOTH, RELEASED, given={"offer": 1, "party": "w"}), "own_offer"
    ),
)


@pytest.mark.parametrize("ruling", RULINGS, ids=str)
def test_ruling(ruling: Ruling) -> None:
    ruling.holds()


@given(
    st.fixed_dictionaries({name: st.booleans() for name in CHECKS}),
    st.fixed_dictionaries({n: st.booleans() for n in CHECKS}),
)
def test_each_of_the_four_checks_is_done_once_in_the_case(before: dict[str, bool], now: dict[str, bool]) -> None:
    facts = make_facts(make_meeting(held_at=at(), **before), given=now)
    done = all(before[name] or now[name] for name in CHECKS)
    assert (code_of(ask("first_meeting_checks", facts)) is None) == done
