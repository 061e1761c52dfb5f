"""Every rule and moment, registered: importing this module fills the tables that procedure files name them from."""

from __future__ import annotations

from mediation.rules import (
    answers,
    choosing,
    clocks,
    closing,
    confirmation,
    consent,
    courts,
    desk,
    intake,
    meeting,
    moments,
    offers,
    papers,
    payment_order,
    payments,
    people,
    performance,
    referral,
    review,
    routes,
    signing,
    terms,
)
from mediation.rules.registry import MOMENTS, RULES

SUBJECTS = (
    answers,
    choosing,
    clocks,
    closing,
    confirmation,
    consent,
    courts,
    desk,
    intake,
    meeting,
    moments,
    offers,
    papers,
    payment_order,
    payments,
    people,
    performance,
    referral,
    review,
    routes,
    signing,
    terms,
)
"""The files rules stand in, one a subject."""

__all__ = ["MOMENTS", "RULES", "SUBJECTS"]
