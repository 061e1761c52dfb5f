"""A short script for tests: a case opened, registered, refused once; every expectation in it holds."""

from __future__ import annotations

from pathlib import Path

from mediation.replay.loading import load_script
from mediation.replay.script import Script

SHORT = """\
replay: short
title: {zh: 短案（虚构）, en: a short case (invented)}
invented: true
cast:
  organisations:
    - {key: desk, name: 江州市城东街道调解中心（虚构）, kind: street, code: 江东工调, legal_basis: mal10_3}
    - {key: court, name: 江州市城东区人民法院（虚构）, kind: court}
  people:
    - {key: registrar, name: 苏晓棠, organisation: desk, role: registrar, relation: registrar}
    - {key: mediator, name: 梁静秋, organisation: desk, role: mediator, relation: assigned_mediator}
    - {key: head, name: 何敬之, organisation: desk, role: head, relation: head}
acts:
  - at: 2026-08-03T09:00+08:00
    by: registrar
    open: {organisation: desk, source: application, nature: labour, cause: 追索劳动报酬争议}
    expect: {state: {labour_mediation: registered}}
  - at: 2026-08-03T09:05+08:00
    by: registrar
    act: add_party
    answers: {kind: worker, side: applicant, name: 周承远, phone: "13900000001"}
    as: worker
  - at: 2026-08-03T09:06+08:00
    by: registrar
    act: add_party
    answers: {kind: individual, side: respondent, name: 韩立群}
    as: employer
  - at: 2026-08-03T09:10+08:00
    by: registrar
    move: register
    answers: {form: oral, received_on: 2026-08-03}
    expect:
      refused: [nothing_claimed]
      cleared_by: {zh: 登记请求。, en: The claim is recorded.}
  - at: 2026-08-03T09:15+08:00
    by: registrar
    act: add_claim
    answers: {item: wages, claimant: $worker, respondent: $employer, amount: "18600.00"}
    as: wages
  - at: 2026-08-03T09:20+08:00
    by: registrar
    move: register
    answers: {form: oral, received_on: 2026-08-03}
    as: registering
    expect:
      state: {labour_mediation: registered}
      warnings: []
      papers_due: []
      dates: {M1: {due: 2026-08-06, state: running}, M3: {raw: 2026-08-18, due: 2026-08-18}}
      no_clock: [S1, S3]
  - at: 2026-08-03T10:00+08:00
    by: registrar
    move: record_consent
    answers: {party: $employer, channel: phone}
  - at: 2026-08-03T10:05+08:00
    by: registrar
    move: accept
    expect: {state: {labour_mediation: accepted}, dates: {M1: {state: stopped}}}
  - at: 2026-08-03T10:10+08:00
    by: head
    move: assign
    answers: {mediator: $mediator}
  - at: 2026-08-03T10:20+08:00
    by: mediator
    act: add_note
    answers: {audience: respondent_side, text: 内心底线四万元}
  - at: 2026-08-15T09:00+08:00
    look: {zh: 过了临期。, en: Past amber.}
    expect: {fired: [{limit: M3, rung: amber}, {limit: M2, rung: amber}]}
finally:
  state: {labour_mediation: assigned}
  no_clock: [S3]
  unseen: {registrar: [内心底线], head: [内心底线]}
"""


def script_of(folder: Path, text: str = SHORT) -> Script:
    """Write a script into a folder and load it."""
    path = folder / "short.yaml"
    path.write_text(text, encoding="utf-8")
    return load_script(path)


def changed(old: str, new: str) -> str:
    """The short script with one thing changed; the old words must be there."""
    assert SHORT.count(old) >= 1, old
    return SHORT.replace(old, new, 1)
