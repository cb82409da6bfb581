"""Runs the revisions inside the transaction that desk.store.migrate has begun: either all of a migration happens or nothing."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
# transactional_ddl: SQLite can roll back DDL, but Alembic believes it only when told.
context.configure(connection=connection, target_metadata=None, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
