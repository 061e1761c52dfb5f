"""The pre-flight of an application as a reader is told: every ground, green or with what is in the way."""

from __future__ import annotations

from mediation.casework.checking_agreement import findings
from mediation.casework.explaining import reason_view
from mediation.casework.opened import Opened
from mediation.casework.views import ReasonView, Title, View
from mediation.policy import Resource
from mediation.rules.preflight import Road, preflight


class KeptView(View):
    """A warning that was kept, and the reason recorded for it."""

    reason: ReasonView
    why: str


class PreflightItemView(View):
    """One ground: ``light`` is green, warning or obstacle; each reason says how it is cleared and by whom."""

    key: str
    title: Title
    light: str
    light_title: Title
    reasons: list[ReasonView]
    cites: list[str]
    articles: list[str]
    overridden: list[KeptView]


def preflight_of(opened: Opened, road: Road) -> list[PreflightItemView]:
    """Return the list of a road for a reader; nothing for who may not see the settlement."""
    if not opened.reader.may(Resource.SETTLEMENT):
        return []
    statutes = opened.desk.statutes
    return [
        PreflightItemView(
            key=item.key,
            title=Title(zh=item.title.zh, en=item.title.en),
            light=item.light,
            light_title=Title(zh=item.light.zh, en=item.light.en),
            reasons=[reason_view(reason, statutes) for reason in item.reasons],
            cites=list(item.cites),
            articles=[statutes.render(cite, "zh") for cite in item.cites],
            overridden=[KeptView(reason=reason_view(r, statutes), why=why) for r, why in item.overridden],
        )
        for item in preflight(opened.facts, road, findings(opened))
    ]
