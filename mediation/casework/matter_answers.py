"""Answers that are common to many cases: ``{"$": "worker"}`` stands for this case's worker, and so on.

``worker`` and ``employer`` are ids of parties (the first worker, and the first party on the other side), ``claim`` is
the number of the worker's first claim and ``amount`` its sum in yuan as text. Nothing else is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from mediation.casework.said import yuan
from mediation.errors import Problem
from mediation.facts.columns import Row
from mediation.facts.parties import Claim, Party
from mediation.vocabulary import PartyKind, Side

MEANINGS: Final = {
    "worker": ("本案劳动者", "the case's worker"),
    "employer": ("本案对方当事人", "the party on the other side"),
    "claim": ("本案请求事项序号", "the number of the worker's claim"),
    "amount": ("本案请求金额", "the sum claimed"),
}
"""What a placeholder may name."""
_WORKERS = frozenset({PartyKind.WORKER, PartyKind.HEIR})
_MARK = "$"


def misnamed(answers: Any, where: str = "answers") -> Iterator[Problem]:
    """Yield every placeholder that names nothing, before any case is touched."""
    for place, name in _placeholders(answers, where):
        if not isinstance(name, str) or name not in MEANINGS:
            listed = "、".join(MEANINGS)
            yield Problem(
                place,
                "unknown_placeholder",
                f"“$”之后只能写：{listed}。",
                f"After '$' write one of: {', '.join(MEANINGS)}.",
            )


def _placeholders(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        if set(value) == {_MARK}:
            yield where, value[_MARK]
            return
        for key, inner in value.items():
            yield from _placeholders(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _placeholders(inner, f"{where}[{place}]")


def lacking(answers: Any, meant: Mapping[str, Any], where: str = "answers") -> Iterator[Problem]:
    """Yield the placeholders that this case has nothing for."""
    for place, name in _placeholders(answers, where):
        if meant.get(name) is None:
            zh, en = MEANINGS[name]
            yield Problem(
                place, "nothing_to_fill_in", f"{zh}尚未登记，请先补登。", f"The case has no such thing on file: {en}."
            )


def filled(value: Any, meant: Mapping[str, Any]) -> Any:
    """Return answers with every placeholder replaced by what it stands for in a case."""
    if isinstance(value, Mapping):
        if set(value) == {_MARK}:
            return meant[value[_MARK]]
        return {key: filled(inner, meant) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, meant) for inner in value]
    return value


def meant_in(groups: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """Return what each placeholder stands for in a case; needs the groups ``parties`` and ``claims``."""
    parties = [p for p in groups["parties"] if isinstance(p, Party)]
    claims = [c for c in groups["claims"] if isinstance(c, Claim)]
    worker = next((p for p in parties if p.kind in _WORKERS and p.side is not Side.THIRD), None)
    if worker is None:
        return {}
    other = next((p for p in parties if p.side not in (worker.side, Side.THIRD)), None)
    claim = next((c for c in claims if c.claimant_id == worker.id), None)
    return {
        "worker": worker.id,
        "employer": other.id if other else None,
        "claim": claim.ordinal if claim else None,
        "amount": yuan(claim.amount) if claim else None,
    }
