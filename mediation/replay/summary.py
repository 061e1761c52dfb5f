"""An account as plain data, for programs."""

from __future__ import annotations

from typing import Any

from mediation.replay.account import Account


def told(account: Account) -> dict[str, Any]:
    """Return what a replay came to: acts, refusals, where each case stands, its clocks, and every difference."""
    return {
        "replay": account.script.replay,
        "title": account.script.title.model_dump(),
        "acts": len(account.entries),
        "unplayed": account.unplayed,
        "refusals": sum(entry.refused for entry in account.entries),
        "cases": [
            {
                "number": case["number"],
                "states": {each["procedure"]: each["state"] for each in case["proceedings"]},
                "clocks": {
                    each["ref"]: {"raw": each["raw"], "due": each["due"], "state": each["state"]}
                    for each in case["clocks"]
                },
                "papers": [paper["kind"] for paper in case["papers"]],
            }
            for case in account.cases
        ],
        "verified": {
            "folders": account.verified.folders,
            "events": account.verified.events,
            "findings": len(account.verified.findings),
            "anchor": account.verified.anchor,
        }
        if account.verified
        else None,
        "differences": [{"act": d.number, "zh": d.zh, "en": d.en} for d in account.differences],
    }
