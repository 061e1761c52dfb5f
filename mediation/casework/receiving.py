"""Receiving what a court hands over: what should be there, who could mediate, the receipt that goes back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from mediation.casework.choices import Choice, mediators
from mediation.casework.conflicts import conflicts_for
from mediation.casework.entries import Entry
from mediation.casework.opened import Opened
from mediation.casework.people import names_of
from mediation.casework.views import ReasonView
from mediation.facts.parties import Attachment
from mediation.records.schema import metadata
from mediation.vocabulary import Audience, PaperKind, Severity

_EVENT = metadata.tables["event"]
_ALWAYS: Final = (
    PaperKind.REFERRAL_LETTER,
    PaperKind.COMPLAINT,
    PaperKind.IDENTITY,
    PaperKind.EVIDENCE,
    PaperKind.DELIVERY_ADDRESS,
)
APPLICATION: Final = (
    PaperKind.CONFIRMATION_APPLICATION,
    PaperKind.AGREEMENT,
    PaperKind.MEDIATION_CERTIFICATE,
    PaperKind.IDENTITY,
    PaperKind.DELIVERY_ADDRESS,
)
"""What an application for confirmation is handed in with (CPLI 354), besides a power of attorney where there is one."""
ANSWERS: Final = ("accept", "decline", "ask_for_material")
"""What a desk may answer to a referral, each with a receipt."""


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of material on a checklist and the files of it."""

    kind: PaperKind
    files: tuple[Attachment, ...]
    papers: int = 0

    @property
    def there(self) -> bool:
        """Test if it came."""
        return bool(self.files) or self.papers > 0


@dataclass(frozen=True, slots=True)
class Suggested:
    """Somebody who could mediate, with what stands against it; ``barred`` when a rule would refuse."""

    choice: Choice
    conflicts: Sequence[ReasonView]

    @property
    def barred(self) -> bool:
        """Test if the assignment would be refused."""
        return any(reason.severity == Severity.BLOCK for reason in self.conflicts)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a desk answered, or handed in: its number, when and by whom, which act; ``qr`` finds it again."""

    act: str
    number: str
    at: datetime
    by: str
    qr: str


def expected(answers: Mapping[str, Any]) -> tuple[PaperKind, ...]:
    """Return the materials a referral comes with (SI16 27): an award where there is one, the consent where filed."""
    more = [PaperKind.AWARD] if answers.get("has_award") == "yes" else []
    if answers.get("kind") not in (None, "delegated", "arbitration_suggested"):
        more.append(PaperKind.COURT_CONSENT)
    return (*_ALWAYS, *more)


def there_of(entry: Entry) -> tuple[int, int]:
    """Return how many of the expected materials came, and how many are expected."""
    wanted = expected(entry.answers)
    return sum(kind in entry.kinds for kind in wanted), len(wanted)


def checklist(opened: Opened, kinds: Sequence[PaperKind], until: datetime | None = None) -> list[Line]:
    """Return these kinds with the joint files of each that the reader may see, then every other kind there is one of.

    ``until``: those received by then; one that came later is in no receipt.
    """
    joint = [a for a in opened.facts.attachments if a.audience is Audience.JOINT and opened.may_see_attachment(a)]
    files = [a for a in joint if until is None or a.received_at <= until]
    papers = [p.kind for p in opened.facts.papers if opened.may_see_paper(p)]
    others = dict.fromkeys(a.kind for a in files if a.kind not in kinds)
    return [Line(kind, tuple(a for a in files if a.kind is kind), papers.count(kind)) for kind in (*kinds, *others)]


def missing(lines: Sequence[Line]) -> str:
    """Return the materials that did not come as one sentence of a notice."""
    return "、".join(line.kind.zh for line in lines if not line.there)


def who_could(db: Connection, opened: Opened) -> list[Suggested]:
    """Return who could mediate: nobody barred first, then by fewest cases in hand; each with the conflicts found."""
    offered = mediators(db, opened)
    conflicts = conflicts_for(db, opened, [choice.value for choice in offered])
    found = [Suggested(choice, conflicts.get(choice.value, ())) for choice in offered]
    return sorted(found, key=lambda one: (one.barred, bool(one.conflicts)))


def receipt_of(db: Connection, opened: Opened, entry: Entry, acts: Collection[str] = ANSWERS) -> Receipt | None:
    """Return the receipt of the desk's last answer to a referral (or of another act), ``None`` while there is none."""
    statement = (
        select(_EVENT.c.seq, _EVENT.c.act, _EVENT.c.actor_id, _EVENT.c.occurred_at, _EVENT.c.hash)
        .where(_EVENT.c.folder_id == opened.folder.id, _EVENT.c.proceeding_id == entry.proceeding.id)
        .where(_EVENT.c.act.in_(acts))
        .order_by(_EVENT.c.seq.desc())
        .limit(1)
    )
    row = db.execute(statement).one_or_none()
    if row is None:
        return None
    number = f"{opened.case.number}-{row.seq}"
    name = names_of(db, [row.actor_id]).get(row.actor_id, "")
    return Receipt(row.act, number, row.occurred_at, name, f"{number} {row.hash[:16]}")
