"""What should be looked at before a case is opened: the same people in other cases, our own people of the same name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from mediation.casework.desk import Desk
from mediation.casework.searching import Line, Wanted, find, hats
from mediation.law.names import name_key
from mediation.law.wording import Text
from mediation.records.schema import metadata

_MEMBERSHIP, _PERSON, _PERSONAL = (metadata.tables[name] for name in ("membership", "person", "personal"))
MANY = 9
"""So many other cases against one employer make the tenth worker's a group matter's (MAL 7)."""
_SHORTEST, _LOOKED_AT, _SHOWN = 2, 50, 5


@dataclass(frozen=True, slots=True)
class Alike:
    """Something to look at: ``kind`` is duplicate, related, other_part, conflict or group; the cases it is about."""

    kind: str
    said: Text
    lines: tuple[Line, ...] = ()


def alike(db: Connection, desk: Desk, person_id: str, names: Mapping[str, str], now: datetime) -> tuple[Alike, ...]:
    """Return what stands beside the names typed (``worker``, ``employer``), in the cases that are for whoever asks."""
    typed = {name: said.strip() for name, said in names.items() if len(name_key(said)) >= _SHORTEST}
    found = {name: _cases(db, desk, person_id, said, now) for name, said in typed.items()}
    return (*_of_people(typed, found), *_conflicts(db, person_id, typed, now))


def _cases(db: Connection, desk: Desk, person_id: str, said: str, now: datetime) -> list[Line]:
    return list(find(db, desk, person_id, Wanted(words=said, size=_LOOKED_AT), now).items)


def _is_party(line: Line, said: str) -> bool:
    return any(side is not None and name_key(side) == name_key(said) for side in line.sides)


def _of_people(typed: Mapping[str, str], found: Mapping[str, Sequence[Line]]) -> Iterator[Alike]:
    same = {name: [line for line in lines if _is_party(line, typed[name])] for name, lines in found.items()}
    worker, employer = same.get("worker", []), same.get("employer", [])
    both = [line for line in worker if line.id in {other.id for other in employer}]
    if both:
        yield _told(
            "duplicate", "同一劳动者与同一单位已有案件，请核对是否重复立案", "The same two have a case already", both
        )
    others = [line for line in worker if line not in both]
    if others:
        yield _told("related", "同名劳动者另有案件，请核对是否同一人", "A worker of this name has another case", others)
    if len(employer) >= MANY:
        zh = f"该单位已有 {len(employer)} 件案件；有共同请求且满十人的，可以作为群体性争议办理"
        yield _told("group", zh, f"This employer has {len(employer)} cases: consider a group matter", employer)
    elif employer:
        yield _told(
            "related", f"该单位另有 {len(employer)} 件案件", f"This employer has {len(employer)} cases", employer
        )
    parts = [line for name, lines in found.items() for line in lines if not _is_party(line, typed[name])]
    exact = [line for line in parts if line not in worker and line not in employer]
    if exact:
        yield _told("other_part", "名称相近，或者曾以代理人等身份参与的案件", "Alike, or took part otherwise", exact)


def _told(kind: str, zh: str, en: str, lines: Sequence[Line]) -> Alike:
    return Alike(kind, Text(f"{zh}。", f"{en}."), tuple(lines[:_SHOWN]))


def _conflicts(db: Connection, person_id: str, typed: Mapping[str, str], now: datetime) -> Iterator[Alike]:
    """Our own people who bear a name that was typed: whoever is a party mediates nothing (SI16 13, 15)."""
    bodies = sorted({m.organisation_id for m in hats(db, person_id, None, now)})
    statement = (
        select(_PERSONAL.c.value)
        .join(_PERSON, _PERSON.c.name_id == _PERSONAL.c.id)
        .join(_MEMBERSHIP, _MEMBERSHIP.c.person_id == _PERSON.c.id)
        .where(_MEMBERSHIP.c.organisation_id.in_(bodies))
    )
    ours = {name_key(name): name for name in db.execute(statement).scalars() if name}
    for said in typed.values():
        if name_key(said) in ours:
            name = ours[name_key(said)]
            zh = f"“{name}”与本组织工作人员同名，请核对是否同一人；是本人的，应当回避，由其他组织办理。"
            en = f"'{name}' is also the name of one of our own people: if it is the same, they must stand aside."
            yield Alike("conflict", Text(zh, en))
