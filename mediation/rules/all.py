"""Every rule, registered: importing this module fills the table that procedure files name rules from."""

from __future__ import annotations

from mediation.rules import (
    answers,
    clocks,
    confirmation,
    consent,
    desk,
    intake,
    meeting,
    offers,
    papers,
    payments,
    people,
    performance,
    referral,
    routes,
    signing,
    terms,
)
from mediation.rules.registry import RULES

SUBJECTS = (
    answers,
    clocks,
    confirmation,
    consent,
    desk,
    intake,
    meeting,
    offers,
    papers,
    payments,
    people,
    performance,
    referral,
    routes,
    signing,
    terms,
)
"""The files rules stand in, one a subject."""

__all__ = ["RULES", "SUBJECTS"]
