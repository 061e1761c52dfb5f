from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.effects.handing import handed_when_issued
from mediation.facts.folder import Handover
from mediation.facts.parties import Attachment
from mediation.facts.settlement import AgreementStatus
from mediation.vocabulary import (
    Audience,
    FactClass,
    PaperKind,
)
from tests.makers import (
    COURT,
    at,
    make_agreement,
    make_attachment,
    make_paper,
    make_proceeding,
    referred,
)
from tests.rules.asking import make_facts, write

CONFIRMATION = make_proceeding("judicial_confirmation", "preparing", counterpart_id=COURT)


def kinds(rows: Any, kind: type) -> list[Any]:
    return [row for row in rows if isinstance(row, kind)]


def _files() -> list[Attachment]:
    plain = product(Audience, [None, *FactClass], [PaperKind.EVIDENCE, PaperKind.IDENTITY])
    return [
        make_attachment(kind, audience, fact_class=fact).model_copy(update={"id": f"{audience}/{fact}/{kind}"})
        for audience, fact, kind in plain
    ]


@given(
    st.lists(st.sampled_from(_files()), unique_by=lambda file: file.id),
    st.sampled_from(["hand_to_court", "hand_file_to_receiver"]),
)
def test_no_confidence_is_ever_handed_over(files: list[Attachment], name: str) -> None:
    params = {"kind": PaperKind.EVIDENCE.value} if name == "hand_to_court" else {}
    facts = make_facts(CONFIRMATION, *files, given={"receiver": "other"}, proceeding="judicial_confirmation")
    handed = {h.object_id for h in kinds(write(name, facts, **params), Handover)}
    open_ones = {
        f.id
        for f in files
        if f.audience is Audience.JOINT
        and f.fact_class is not FactClass.CONCESSION
        and (not params or f.kind is PaperKind.EVIDENCE)
    }
    assert handed == open_ones


def test_the_court_gets_the_agreement_that_counts_and_no_abandoned_draft() -> None:
    old, new = make_agreement(AgreementStatus.ABANDONED, id="old"), make_agreement(id="new", version=2)
    papers = [
        make_paper(PaperKind.AGREEMENT, agreement_id=a).model_copy(update={"id": f"paper:{a}"}) for a in ("old", "new")
    ]
    early = make_attachment(PaperKind.AGREEMENT, received_at=at(hour=8))
    facts = make_facts(CONFIRMATION, old, new, *papers, early, proceeding="judicial_confirmation")
    rows = write("hand_to_court", facts, kind="agreement")
    assert [row.object_id for row in kinds(rows, Handover)] == ["paper:new"]


def test_what_was_handed_over_is_not_handed_over_twice() -> None:
    facts = make_facts(CONFIRMATION, make_paper(PaperKind.MEDIATION_CERTIFICATE), proceeding="judicial_confirmation")
    rows = write("hand_to_court", facts, kind="mediation_certificate")
    again = make_facts(
        CONFIRMATION, make_paper(PaperKind.MEDIATION_CERTIFICATE), *rows, proceeding="judicial_confirmation"
    )
    assert len(rows) == 1
    assert write("hand_to_court", again, kind="mediation_certificate") == ()


def test_a_mediation_hands_over_to_the_court_of_its_referral() -> None:
    facts = make_facts(make_proceeding(), *referred("delegated"), make_paper(PaperKind.LODGING_LETTER))
    (row,) = write("hand_to_court", facts, kind="lodging_letter")
    assert row.organisation_id == COURT  # type: ignore[attr-defined]  # a handover


def test_without_a_court_nothing_is_handed_over() -> None:
    facts = make_facts(make_proceeding(), make_paper(PaperKind.LODGING_LETTER))
    assert write("hand_to_court", facts, kind="lodging_letter") == ()


@pytest.mark.parametrize(
    ("kind", "state", "handed"),
    [
        (PaperKind.REFERRAL_RECEIPT, "running", True),
        (PaperKind.REFERRAL_DECLINE, "declined", True),
        (PaperKind.REFERRAL_REPORT, "running", False),
        (PaperKind.REFERRAL_REPORT, "reported", True),
        (PaperKind.LODGING_LETTER, "running", True),
        (PaperKind.LODGING_LETTER, "recalled", False),
        (PaperKind.MINUTES, "reported", False),
        (PaperKind.AGREEMENT, "reported", False),
    ],
)
def test_a_paper_for_the_court_issued_after_its_move_goes_there_at_once(
    kind: PaperKind, state: str, handed: bool
) -> None:
    facts = make_facts(make_proceeding(), make_proceeding("court_referral", state, counterpart_id=COURT))
    rows = handed_when_issued(facts, make_paper(kind))
    assert [(row.organisation_id, row.object_id) for row in rows] == ([(COURT, f"paper:{kind}")] if handed else [])


def test_without_a_referral_no_paper_goes_to_a_court_when_issued() -> None:
    assert handed_when_issued(make_facts(make_proceeding()), make_paper(PaperKind.LODGING_LETTER)) == ()


def test_minutes_and_drafts_stay_when_a_case_is_transferred() -> None:
    papers = [make_paper(kind) for kind in (PaperKind.MINUTES, PaperKind.AGREEMENT, PaperKind.ACCEPTANCE_NOTICE)]
    rows = write("hand_file_to_receiver", make_facts(*papers, given={"receiver": "other"}))
    assert [row.object_id for row in kinds(rows, Handover)] == ["paper:acceptance_notice"]
