"""Papers issued in tests, and what they say."""

from __future__ import annotations

import io
from typing import Any

import pypdf

from tests.world import CaseAt

MEDIATION = "labour_mediation"


def said(case: CaseAt, kind: str, who: str = "mediator", **about: str) -> str:
    """Issue a paper and return every word of its PDF, without blanks."""
    told = case.paper(who, kind, **about)
    (paper_id,) = [row["id"] for step in told["steps"] for row in step["rows"] if row["table"] == "paper"]
    answer = case.world.call("GET", f"/cases/{case.id}/papers/{paper_id}?form=pdf", who)
    assert answer.status_code == 200, answer.text
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def refused(case: CaseAt, kind: str, who: str = "mediator", **about: str) -> tuple[int, str, list[Any]]:
    """Ask for a paper that cannot be made; return the status, the one code of all problems and what they say."""
    headers = {"If-Match": f'"{case.version()}"'}
    answer = case.world.call("POST", f"/cases/{case.id}/papers", who, json={"kind": kind, **about}, headers=headers)
    problems = answer.json()["errors"]
    (code,) = {problem["code"] for problem in problems}
    return answer.status_code, code, [problem["zh"] for problem in problems]
