"""Bringing a database to the present schema: migrations inside the package, in one transaction on both databases."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.schema import CreateIndex, CreateTable

from mediation.errors import Conflict
from mediation.records.database import reading, writing
from mediation.records.schema import APPEND_ONLY, append_only, metadata
from mediation.records.search_tables import erased_with_its_text

_MIGRATIONS = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Bring the database to the present schema; a kill at any statement leaves the old one.

    Raises:
        Conflict: the database was made by a newer program, or holds somebody else's tables.
    """
    with writing(engine) as db:
        _refuse_strangers(db)
        command.upgrade(_config(db), "head")


def current(engine: Engine) -> str | None:
    """Return the revision a database stands at, ``None`` before the first."""
    with reading(engine) as db:
        return MigrationContext.configure(db).get_current_revision()


def _refuse_strangers(db: Connection) -> None:
    revision = MigrationContext.configure(db).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise Conflict(
            f"数据库由更新版本的程序建立（{revision}），请升级程序后再使用。",
            f"The database was made by a newer program ({revision}); upgrade the program first.",
            code="newer_database",
        )
    if revision is None and set(inspect(db).get_table_names()) & set(metadata.tables):
        raise Conflict(
            "目标数据库已有同名数据表，但没有版本记录，已停止以免覆盖。请换一个空数据库。",
            "The database holds tables of these names but no revision; use an empty database.",
            code="not_our_database",
        )


def statements(dialect: str, engine: Engine) -> list[str]:
    """Return the statements that make the models' schema on a database: tables, indexes, triggers."""
    found: list[str] = []
    for table in metadata.sorted_tables:
        found.append(str(CreateTable(table).compile(engine)).strip())
        found += [str(CreateIndex(index).compile(engine)) for index in sorted(table.indexes, key=lambda i: str(i.name))]
    for name in APPEND_ONLY:
        found += append_only(name, dialect)
    return [*found, *erased_with_its_text(dialect)]
