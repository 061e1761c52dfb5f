"""The operator's commands on organisations, people and tokens; each change is an act of the system, on record."""

from __future__ import annotations

import uuid
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import Engine, select

from mediation import serving
from mediation.casework import office, signing_in
from mediation.cli.common import MARKUP, Database, explained, say
from mediation.errors import NotFound
from mediation.facts.people import Organisation
from mediation.records.database import connect, reading, writing
from mediation.records.migrate import upgrade
from mediation.records.schema import metadata
from mediation.replay import terminal
from mediation.settings import Settings
from mediation.vocabulary import LegalBasis, OrganisationKind, Role

user = typer.Typer(help="人员与凭证。People and their tokens.", no_args_is_help=True, rich_markup_mode=MARKUP)
organisation = typer.Typer(help="组织。Organisations.", no_args_is_help=True, rich_markup_mode=MARKUP)


def _ready(database: str | None) -> Engine:
    """Return an engine on a database with the present schema; it is made when it is not there."""
    engine = connect(database or Settings().database)
    upgrade(engine)
    return engine


@organisation.command("add")
def add_organisation(  # noqa: PLR0913  # each is an option of the command
    name: Annotated[str, typer.Option(help="名称。Name.")],
    kind: Annotated[OrganisationKind, typer.Option(help="种类。Kind.")],
    parent: Annotated[str | None, typer.Option(help="上级组织的编号。Id of the organisation above.")] = None,
    code: Annotated[str | None, typer.Option(help="案号代字，如 江工调。Code in case numbers.")] = None,
    region: Annotated[str | None, typer.Option(help="地区。Region.")] = None,
    legal_basis: Annotated[LegalBasis | None, typer.Option(help="设立依据。Legal basis.")] = None,
    database: Database = None,
) -> None:
    """登记一个组织，输出其编号。Add an organisation; prints its id."""
    with explained():
        row = Organisation(
            id=str(uuid.uuid4()),
            parent_id=parent,
            kind=kind,
            name=name,
            code=code,
            region=region,
            legal_basis=legal_basis,
        )
        engine = _ready(database)
        with writing(engine) as db:
            if parent is not None:
                table = metadata.tables["organisation"]
                found = db.execute(select(table.c.id).where(table.c.id == parent)).first()
                _there(found, "上级组织", "organisation above")
            office.found_organisation(db, row, serving.present())
        typer.echo(row.id)


@organisation.command("list")
def list_organisations(database: Database = None) -> None:
    """列出组织。List the organisations."""
    with explained():
        table = metadata.tables["organisation"]
        shown = Table("编号 id", "名称 name", "种类 kind", "代字 code", box=None)
        with reading(_ready(database)) as db:
            for row in db.execute(select(table).order_by(table.c.name)):
                shown.add_row(row.id, row.name, row.kind.zh, row.code or "")
        terminal.console().print(shown, soft_wrap=True)


@user.command("add")
def add_user(
    organisation_id: Annotated[str, typer.Option("--organisation", help="所在组织的编号。Id of the organisation.")],
    name: Annotated[str, typer.Option(help="姓名。Name.")],
    role: Annotated[Role, typer.Option(help="角色。Role.")],
    database: Database = None,
) -> None:
    """登记一名人员，输出编号和凭证（只显示一次）。Add a person; prints id and token, shown once."""
    with explained():
        now = serving.present()
        with writing(_ready(database)) as db:
            person_id = office.add_person(db, office.Newcomer(organisation_id, name, role), now)
            token = office.issue_token(db, person_id, now)
        _show(person_id, token)


@user.command("token")
def new_token(
    person_id: Annotated[str, typer.Argument(help="人员编号。Id of the person.", metavar="ID")],
    database: Database = None,
) -> None:
    """发一个新凭证，十二小时有效。Issue a new token, good for twelve hours."""
    with explained():
        table = metadata.tables["person"]
        with writing(_ready(database)) as db:
            found = db.execute(select(table.c.id).where(table.c.id == person_id, table.c.disabled_at.is_(None))).first()
            _there(found, "该人员（或者已停用）", "person, or disabled")
            token = office.issue_token(db, person_id, serving.present())
        _show(person_id, token)


@user.command("password")
def set_password(
    person_id: Annotated[str, typer.Argument(help="人员编号。Id of the person.", metavar="ID")],
    name: Annotated[str, typer.Option(help="登录名。Sign-in name.")],
    password: Annotated[
        str,
        typer.Option(
            prompt="密码（不显示）password", hide_input=True, confirmation_prompt=True, help="密码。Password."
        ),
    ],
    database: Database = None,
) -> None:
    """设定登录名和密码，原有登录立即失效。Set sign-in name and password; every sign-in of theirs ends."""
    with explained():
        with writing(_ready(database)) as db:
            signing_in.set_password(db, person_id, name, password, serving.present())
        say("已设定，可以登录工作台。", "Set; they can sign in to the workbench.")


@user.command("disable")
def disable_user(
    person_id: Annotated[str, typer.Argument(help="人员编号。Id of the person.", metavar="ID")],
    reason: Annotated[str, typer.Option(help="停用理由，记入记录。Why; it goes on record.")],
    database: Database = None,
) -> None:
    """停用一名人员，其凭证立即失效。Disable a person; their tokens end at once."""
    with explained():
        with writing(_ready(database)) as db:
            office.disable_person(db, person_id, serving.present(), reason)
        say("已停用，凭证立即失效。", "Disabled; every token of theirs has ended.")


def _there(found: object, zh: str, en: str) -> None:
    if found is None:
        raise NotFound(f"没有{zh}，请核对编号。", f"There is no such {en}; check the id.")


def _show(person_id: str, token: str) -> None:
    typer.echo(f"id     {person_id}")
    typer.echo(f"token  {token}")
