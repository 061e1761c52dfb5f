"""How rules answer: no, a warning, or not known; each with its article, its cure and who can clear it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mediation.engine.verdict import Reason
from mediation.facts.parties import Party
from mediation.vocabulary import Relation, Severity, Truth

Pair = tuple[str, str]

DESK: Final = (Relation.ASSIGNED_MEDIATOR, Relation.UNION_LIAISON, Relation.REGISTRAR, Relation.HEAD)
MEDIATOR: Final = (Relation.ASSIGNED_MEDIATOR,)
HEAD: Final = (Relation.HEAD,)
COURT: Final = (Relation.COURT_CLERK, Relation.UNION_LIAISON)


def no(code: str, said: Pair, cure: Pair, *cites: str, who: tuple[Relation, ...] = DESK) -> Reason:
    """Refuse: ``said`` and ``cure`` are a Chinese and an English sentence."""
    return _reason(code, Truth.UNMET, Severity.BLOCK, said, cure, cites, who)


def warn(code: str, said: Pair, cure: Pair, *cites: str, who: tuple[Relation, ...] = DESK) -> Reason:
    """Point something out without refusing."""
    return _reason(code, Truth.UNMET, Severity.WARN, said, cure, cites, who)


def unknown(code: str, said: Pair, cure: Pair, *cites: str, who: tuple[Relation, ...] = DESK) -> Reason:
    """Refuse because the file does not say."""
    return _reason(code, Truth.UNKNOWN, Severity.BLOCK, said, cure, cites, who)


def warn_unknown(code: str, said: Pair, cure: Pair, *cites: str, who: tuple[Relation, ...] = DESK) -> Reason:
    """Point out that the file does not say, without refusing."""
    return _reason(code, Truth.UNKNOWN, Severity.WARN, said, cure, cites, who)


def _reason(  # noqa: PLR0913  # the one place where a reason is put together
    code: str,
    truth: Truth,
    severity: Severity,
    said: Pair,
    cure: Pair,
    cites: tuple[str, ...],
    who: tuple[Relation, ...],
) -> Reason:
    return Reason(code, truth, severity, said[0], said[1], cites, cure[0], cure[1], who)


def naming(parties: Iterable[Party]) -> Pair:
    """Name parties without their personal names: by side and number, in Chinese and English."""
    found = sorted(parties, key=lambda party: party.ordinal)
    zh = "、".join(f"{party.side.zh}（第{party.ordinal}号当事人）" for party in found)
    return zh, ", ".join(f"{party.side.en} (party no. {party.ordinal})" for party in found)
