"""A small invented world to try things in: 江州市 (虚构), its desk, court and people; acts through the real doors."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import httpx2
from sqlalchemy import Engine
from starlette.testclient import TestClient

from api.app import create_app
from mediation.casework import office
from mediation.casework.desk import Desk, open_desk
from mediation.facts.people import Organisation
from mediation.records.database import writing
from mediation.settings import Settings
from mediation.vocabulary import LegalBasis, OrganisationKind, Role

MONDAY = datetime(2026, 8, 3, 1, 0, tzinfo=UTC)
"""Monday 3 August 2026, 09:00 in Asia/Shanghai."""

STREET, UNION, OTHER, COURT, OTHER_COURT = "jz-street", "jz-union", "jz-enterprise", "jz-court", "jz-far-court"
ORGANISATIONS = (
    Organisation(
        id=UNION, kind=OrganisationKind.UNION, name="江州市总工会（虚构）", code="江工调", legal_basis=LegalBasis.PML34
    ),
    Organisation(
        id=STREET,
        parent_id=UNION,
        kind=OrganisationKind.STREET,
        name="江州市城东街道劳动争议调解中心（虚构）",
        code="江东工调",
        legal_basis=LegalBasis.MAL10_3,
    ),
    Organisation(
        id=OTHER,
        parent_id=UNION,
        kind=OrganisationKind.ENTERPRISE,
        name="江州某物流有限公司劳动争议调解委员会（虚构）",
        code="江流工调",
        legal_basis=LegalBasis.MAL10_1,
    ),
    Organisation(id=COURT, kind=OrganisationKind.COURT, name="江州市城东区人民法院（虚构）"),
    Organisation(id=OTHER_COURT, kind=OrganisationKind.COURT, name="江州市城西区人民法院（虚构）"),
)
PEOPLE = {
    "registrar": (STREET, Role.REGISTRAR, "林可"),
    "mediator": (STREET, Role.MEDIATOR, "方允和"),
    "colleague": (STREET, Role.MEDIATOR, "郝明达"),
    "head": (STREET, Role.HEAD, "卢致远"),
    "liaison": (STREET, Role.UNION_LIAISON, "陶清扬"),
    "clerk": (COURT, Role.COURT_CLERK, "宋以宁"),
    "far_clerk": (OTHER_COURT, Role.COURT_CLERK, "魏知行"),
    "stranger": (OTHER, Role.HEAD, "龚长风"),
    "administrator": (UNION, Role.ADMINISTRATOR, "白若水"),
}


def person_id(who: str) -> str:
    """The id of one of the people."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, who))


@dataclass
class World:
    """The desk, its doors, everybody's token and the time, which only tests move."""

    desk: Desk
    client: TestClient
    tokens: Mapping[str, str]
    clock: list[datetime] = field(default_factory=lambda: [MONDAY])

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.clock[0]

    def at(self, moment: str) -> None:
        """Move the clock to a time in Asia/Shanghai: ``2026-08-05 10:00``."""
        self.clock[0] = datetime.fromisoformat(f"{moment}+08:00").astimezone(UTC)

    def call(self, method: str, path: str, who: str | None, **more: Any) -> httpx2.Response:
        """Send a request as somebody; a write gets a fresh key unless one is given."""
        headers = dict(more.pop("headers", {}))
        if who is not None:
            headers["Authorization"] = f"Bearer {self.tokens[who]}"
        if method == "POST":
            headers.setdefault("Idempotency-Key", uuid.uuid4().hex)
        return self.client.request(method, f"/api/v1{path}", headers=headers, **more)

    def get(self, path: str, who: str) -> Any:
        """Read something that must be there."""
        answer = self.call("GET", path, who)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def open(self, who: str = "registrar", **more: Any) -> CaseAt:
        """Open a case; an own-desk labour dispute unless said otherwise."""
        form = {
            "organisation_id": STREET,
            "source": "application",
            "nature": "labour",
            "cause": "追索劳动报酬争议",
            **more,
        }
        answer = self.call("POST", "/cases", who, json=form)
        assert answer.status_code == 201, answer.text
        return CaseAt(self, answer.json()["case"]["id"])


@dataclass
class CaseAt:
    """One case of the world, moved by acts."""

    world: World
    id: str

    def view(self, who: str = "registrar") -> Any:
        """The case as somebody sees it."""
        return self.world.get(f"/cases/{self.id}", who)

    def version(self) -> int:
        """The version an act must be sent with."""
        with self.world.desk.engine.connect() as db:
            found = db.exec_driver_sql(f"SELECT version FROM folder WHERE id = '{self.id}'").scalar_one()
        return int(found)

    def proceeding(self, procedure: str) -> str:
        """The id of the newest proceeding of a procedure."""
        with self.world.desk.engine.connect() as db:
            found = db.exec_driver_sql(
                f"SELECT id FROM proceeding WHERE case_id = '{self.id}' AND procedure = '{procedure}' "
                "ORDER BY opened_seq DESC LIMIT 1"
            ).scalar_one()
        return str(found)

    def state(self, procedure: str = "labour_mediation") -> str:
        """Where the newest proceeding of a procedure stands."""
        with self.world.desk.engine.connect() as db:
            found = db.exec_driver_sql(
                f"SELECT state FROM proceeding WHERE case_id = '{self.id}' AND procedure = '{procedure}' "
                "ORDER BY opened_seq DESC LIMIT 1"
            ).scalar_one()
        return str(found)

    def send_act(self, who: str, name: str, /, **more: Any) -> httpx2.Response:
        """Ask for an act of the folder and return whatever is answered."""
        return self._send(who, f"/acts/{name}", more)

    def act(self, who: str, name: str, /, **answers: Any) -> Any:
        """Do an act of the folder that must succeed."""
        return self._done(self.send_act(who, name, **answers))

    def send_move(self, who: str, procedure: str, name: str, /, **more: Any) -> httpx2.Response:
        """Ask for a move and return whatever is answered."""
        return self._send(who, f"/proceedings/{self.proceeding(procedure)}/moves/{name}", more)

    def move(self, who: str, procedure: str, name: str, /, **answers: Any) -> Any:
        """Make a move that must succeed."""
        return self._done(self.send_move(who, procedure, name, **answers))

    def refused(self, who: str, procedure: str, name: str, /, **answers: Any) -> set[str]:
        """Ask for a move that must be refused, and return the codes of all reasons."""
        answer = self.send_move(who, procedure, name, **answers)
        assert answer.status_code in {403, 409}, answer.text
        return {reason["code"] for reason in answer.json()["reasons"]}

    def paper(self, who: str, kind: str, **about: str) -> Any:
        """Issue a paper; ``party`` whom it is about, where it is about one."""
        return self._done(self._raw(who, "/papers", {"kind": kind, **about}))

    def _send(self, who: str, path: str, answers: dict[str, Any]) -> httpx2.Response:
        occurred = answers.pop("_at", None)
        body: dict[str, Any] = {"answers": answers}
        if occurred is not None:
            body["occurred_at"] = occurred
        return self._raw(who, path, body)

    def _raw(self, who: str, path: str, body: Any) -> httpx2.Response:
        headers = {"If-Match": f'"{self.version()}"'}
        return self.world.call("POST", f"/cases/{self.id}{path}", who, json=body, headers=headers)

    def _done(self, answer: httpx2.Response) -> Any:
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()


@lru_cache(maxsize=1)
def law() -> Desk:
    """The law and the procedures are the same in every test; only the database changes."""
    return open_desk("sqlite://", MONDAY.date())


def desk_on(engine: Engine) -> Desk:
    """A desk on a database that has the present schema."""
    common = law()
    return Desk(engine, common.procedures, common.limits, common.statutes, common.calendar)


def make_world(engine: Engine) -> World:
    """Found the organisations, add the people, open the doors."""
    desk = desk_on(engine)
    clock = [MONDAY]
    tokens: dict[str, str] = {}
    with writing(engine) as db:
        for organisation in ORGANISATIONS:
            office.found_organisation(db, organisation, MONDAY)
        for who, (organisation_id, role, name) in PEOPLE.items():
            newcomer = office.Newcomer(organisation_id, name, role)
            office.add_person(db, newcomer, MONDAY, person_id=person_id(who))
            tokens[who] = office.issue_token(db, person_id(who), MONDAY, office.TOKEN_LIVES * 2000)
    desk.publish(MONDAY)
    app = create_app(Settings(hosts=("testserver",)), desk=desk, clock=lambda: clock[0])
    return World(desk, TestClient(app, raise_server_exceptions=False), tokens, clock)
