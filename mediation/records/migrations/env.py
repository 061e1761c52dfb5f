"""Runs migrations on the connection it is handed, inside that connection's transaction: all of them, or none."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=False)
context.run_migrations()
