"""Who is in the city: organisations with their legal basis, and people in every role, each with a name to sign in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mediation.casework import office
from mediation.facts.people import Organisation
from mediation.vocabulary import LegalBasis, OrganisationKind, Role

UNION, STUDIO, STREET = "jz-union", "jz-studio", "jz-street"
LOGISTICS, BUILDERS = "jz-logistics", "jz-builders"
EAST_COURT, WEST_COURT, COMMISSION = "jz-east-court", "jz-west-court", "jz-commission"

ORGANISATIONS = (
    Organisation(
        id=UNION,
        kind=OrganisationKind.UNION,
        name="江州市总工会（虚构）",
        code="江工调",
        region="江州市",
        legal_basis=LegalBasis.PML34,
    ),
    Organisation(
        id=STUDIO,
        parent_id=UNION,
        kind=OrganisationKind.UNION,
        name="江州市城东区“法院+工会”劳动争议诉调对接工作室（虚构）",
        code="江诉调",
        region="江州市城东区",
        legal_basis=LegalBasis.COURT_ROSTER,
    ),
    Organisation(
        id=STREET,
        parent_id=UNION,
        kind=OrganisationKind.STREET,
        name="江州市城东街道劳动争议调解中心（虚构）",
        code="江东工调",
        region="江州市城东区",
        legal_basis=LegalBasis.MAL10_3,
    ),
    Organisation(
        id=LOGISTICS,
        parent_id=UNION,
        kind=OrganisationKind.ENTERPRISE,
        name="江州货运集团有限公司劳动争议调解委员会（虚构）",
        code="江货工调",
        region="江州市城东区",
        legal_basis=LegalBasis.MAL10_1,
    ),
    Organisation(
        id=BUILDERS,
        parent_id=UNION,
        kind=OrganisationKind.ENTERPRISE,
        name="江州建工集团有限公司劳动争议调解委员会（虚构）",
        code="江建工调",
        region="江州市城西区",
        legal_basis=LegalBasis.MAL10_1,
    ),
    Organisation(
        id=EAST_COURT, kind=OrganisationKind.COURT, name="江州市城东区人民法院（虚构）", region="江州市城东区"
    ),
    Organisation(
        id=WEST_COURT, kind=OrganisationKind.COURT, name="江州市城西区人民法院（虚构）", region="江州市城西区"
    ),
    Organisation(
        id=COMMISSION, kind=OrganisationKind.ARBITRATION, name="江州市劳动人事争议仲裁委员会（虚构）", region="江州市"
    ),
)


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who works here: ``sign_in`` is the name they sign in with."""

    sign_in: str
    name: str
    role: Role
    organisation_id: str

    @property
    def id(self) -> str:
        """The person's id, the same in every city."""
        return person_id(self.sign_in)


RESIDENTS = (
    Resident("head", "卢致远", Role.HEAD, STUDIO),
    Resident("registrar", "林可", Role.REGISTRAR, STUDIO),
    Resident("mediator", "方允和", Role.MEDIATOR, STUDIO),
    Resident("mediator2", "郝明达", Role.MEDIATOR, STUDIO),
    Resident("mediator3", "梁静秋", Role.MEDIATOR, STUDIO),
    Resident("liaison", "陶清扬", Role.UNION_LIAISON, STUDIO),
    Resident("street-head", "何敬之", Role.HEAD, STREET),
    Resident("street-registrar", "苏晓棠", Role.REGISTRAR, STREET),
    Resident("street-mediator", "程立言", Role.MEDIATOR, STREET),
    Resident("street-mediator2", "姚文澜", Role.MEDIATOR, STREET),
    Resident("street-liaison", "顾念慈", Role.UNION_LIAISON, STREET),
    Resident("logistics-head", "龚长风", Role.HEAD, LOGISTICS),
    Resident("logistics-mediator", "石守拙", Role.MEDIATOR, LOGISTICS),
    Resident("builders-head", "孟广源", Role.HEAD, BUILDERS),
    Resident("builders-mediator", "叶听松", Role.MEDIATOR, BUILDERS),
    Resident("clerk", "宋以宁", Role.COURT_CLERK, EAST_COURT),
    Resident("west-clerk", "魏知行", Role.COURT_CLERK, WEST_COURT),
    Resident("commission", "唐敏学", Role.COURT_CLERK, COMMISSION),
    Resident("administrator", "白若水", Role.ADMINISTRATOR, UNION),
)


def person_id(sign_in: str) -> str:
    """Return the id of the resident who signs in with a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"江州/{sign_in}"))


def settle_in(db: Connection, since: datetime) -> None:
    """Found the organisations and add everybody, as of a moment before anything happens."""
    for organisation in ORGANISATIONS:
        office.found_organisation(db, organisation, since)
    for resident in RESIDENTS:
        newcomer = office.Newcomer(resident.organisation_id, resident.name, resident.role)
        office.add_person(db, newcomer, since, person_id=resident.id)
