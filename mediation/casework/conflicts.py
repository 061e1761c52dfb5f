"""Conflicts of interest of our own people with a case, for whoever is about to assign one of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from mediation.casework.explaining import reason_view
from mediation.casework.opened import Opened
from mediation.casework.standing import load_standing
from mediation.casework.views import ReasonView
from mediation.policy import Resource
from mediation.rules.roles import conflicts


def conflicts_for(db: Connection, opened: Opened, people: Collection[str]) -> Mapping[str, list[ReasonView]]:
    """Return each person's conflicts with a case, each with its reason and article; an empty list for none.

    Found in every part ever held in the case and in those linked with it (SI16 15–16). A wall refuses the assignment,
    a warning asks for disclosure. Nobody is named: a linked case may not be the reader's to see. A court's clerk, who
    assigns nobody, learns nothing.
    """
    if not opened.reader.may(Resource.FACTS):
        return {person: [] for person in people}
    standing = load_standing(db, opened.case.id, people)
    statutes = opened.desk.statutes
    return {person: [reason_view(r, statutes) for r in conflicts(standing, person)] for person in people}
