"""A file of a case bound as PDF: catalogue and pages, and for the desk the sheets of what was done and said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from mediation.casework import said
from mediation.casework.case_file import CaseFileView, FileKind, PieceView, with_contents
from mediation.casework.composing.brief import at_the_clock
from mediation.casework.opened import Opened
from mediation.casework.papers import fonts
from mediation.documents.binding import SUFFIXES, Bound, Bundle, Sheet, bind
from mediation.documents.words import day
from mediation.facts.known import civil_day
from mediation.policy import Resource
from mediation.vocabulary import Audience, FactClass, Word


def bound(db: Connection, opened: Opened, which: FileKind) -> bytes:
    """Return a file bound for its reader, as it stands; it is made anew each time and never kept.

    Raises:
        NotFound: the internal file, to a reader from a court.
    """
    view, contents = with_contents(db, opened, which)
    things = zip(view.pieces, contents, strict=True)
    bundle = Bundle(
        title=view.title.zh,
        number=view.number,
        organisation=view.organisation.name,
        cover=_cover(opened, view),
        contents=tuple(_bound(opened, piece, content) for piece, content in things),
        sheets=tuple(_sheets(opened)) if which is FileKind.INTERNAL else (),
        closing=tuple(_closing(opened, view)),
    )
    return bind(bundle, fonts=fonts(), made_at=opened.now)


def _bound(opened: Opened, piece: PieceView, content: bytes) -> Bound:
    media = "application/pdf" if piece.source == "issued" else _media(opened, piece.id)
    name = f"（{piece.name}）" if piece.name else ""
    note = piece.number or day(piece.day)
    if not piece.pages:
        note += "；未装订，另存" if media not in SUFFIXES else "；无法装订，另存"
    return Bound(f"{piece.title.zh}{name}", note, media, content, piece.pages)


def _media(opened: Opened, attachment_id: str) -> str:
    return next(file.media for file in opened.facts.attachments if file.id == attachment_id)


def _cover(opened: Opened, view: CaseFileView) -> tuple[tuple[str, str], ...]:
    standing = [p for p in opened.mine() if p.procedure != "case_folder"]
    states = [opened.desk.procedures.known[p.definition] for p in standing]
    told = (f"{d.title.zh}：{d.states[p.state].title.zh}" for p, d in zip(standing, states, strict=True))
    return (
        ("案件", view.case),
        ("立案日期", day(civil_day(opened.case.opened_at))),
        ("进展", "；".join(told)),
        ("页数", f"共{view.pages}页（不含封面、目录）"),
        ("制作日期", day(civil_day(opened.now))),
    )


def _closing(opened: Opened, view: CaseFileView) -> Iterator[str]:
    yield f"本卷收入材料{len(view.pieces)}件，装订{view.pages}页。"
    if unbound := [piece for piece in view.pieces if not piece.pages]:
        yield "另存材料：" + "、".join(f"{piece.title.zh}（{piece.name or piece.number}）" for piece in unbound) + "。"
    if view.lacking:
        yield "按办理进展尚缺：" + "、".join(lack.title.zh for lack in view.lacking) + "。"
    if view.file is FileKind.TRANSFER:
        yield "本卷供移送、提交使用，不含背对背陈述、调解方案、让步内容、笔记和联系记录。"
    else:
        yield "本卷为内部卷，不得移送、提供查阅或者复制给案外人和其他程序。"
        yield f"案卷记录校验值：{opened.folder.head}"


def _sheets(opened: Opened) -> Iterator[Sheet]:
    """What was done and said and is for this reader; a sheet without a line is left out."""
    for sheet in (_contacts(opened), _statements(opened), _offers(opened), _notes(opened)):
        if sheet.rows:
            yield sheet


def _name(opened: Opened, party_id: str | None) -> str:
    found = next((p for p in opened.facts.parties if p.id == party_id), None)
    return (opened.facts.words(found.name_id) or "") if found else ""


def _word(kind: type[Word], value: str) -> str:
    return kind(value).zh


def _contacts(opened: Opened) -> Sheet:
    contacts = opened.facts.contacts if opened.reader.may(Resource.CONTACTS) else ()
    rows = (
        (_at(c.tried_at), _name(opened, c.party_id), c.channel.zh, c.outcome.zh, opened.facts.words(c.note_id) or "")
        for c in contacts
    )
    return Sheet("联系记录", (5, 4, 3, 4, 9), ("时间", "对象", "方式", "结果", "内容"), tuple(rows))


def _statements(opened: Opened) -> Sheet:
    rows = (
        (
            _at(s.said_at),
            _word(FactClass, s.kind),
            _word(Audience, s.audience),
            _name(opened, s.said_by_id),
            s.text or "",
        )
        for s in said.statements(opened)
    )
    return Sheet("事实和陈述记录", (5, 3, 4, 4, 9), ("时间", "类别", "范围", "陈述人", "内容"), tuple(rows))


def _offers(opened: Opened) -> Sheet:
    rows = (
        (
            f"第{offer.round}轮",
            _name(opened, offer.maker_id),
            f"{offer.amount}元" if offer.amount else "",
            "已同意转达" if offer.released_at else "未同意转达",
            offer.text or "",
        )
        for offer in (said.offers(opened) if opened.reader.may(Resource.SETTLEMENT) else ())
    )
    return Sheet("调解方案记录", (3, 4, 4, 4, 9), ("轮次", "提出人", "金额", "转达", "内容"), tuple(rows))


def _notes(opened: Opened) -> Sheet:
    notes = said.notes(opened) if opened.reader.may(Resource.CONFIDENCES) else []
    rows = tuple((_at(n.said_at), _word(Audience, n.audience), n.text or "") for n in notes)
    return Sheet("调解员笔记（密）", (5, 4, 14), ("时间", "范围", "内容"), rows)


def _at(moment: datetime) -> str:
    return at_the_clock(moment)
