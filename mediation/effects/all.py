"""Every effect, registered: importing this module fills the table that procedure files name effects from."""

from __future__ import annotations

from mediation.effects import consent, desk, handing, matters, meeting, offers, people, results, settlement
from mediation.effects.registry import EFFECTS

SUBJECTS = (consent, desk, handing, matters, meeting, offers, people, results, settlement)
"""The files effects stand in, one a subject."""

__all__ = ["EFFECTS", "SUBJECTS"]
