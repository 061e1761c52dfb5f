"""The first schema. The statements stand beside this file, one list for each database, and never change."""

from pathlib import Path

from alembic import op

revision = "2026_11_22_first"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    text = (Path(__file__).parent / f"{revision}.{dialect}.sql").read_text("utf-8")
    for statement in text.split("\n--\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement.strip())


def downgrade() -> None:
    raise RuntimeError("There is nothing before the first schema: restore a backup instead.")
