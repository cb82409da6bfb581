"""Moving the schema: after a backup, in one transaction, with foreign keys off before it begins and checked before it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import paths
from desk.errors import Damaged
from desk.store import backup, connection, engine, settings
from desk.text import N_

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


def migrate(path: Path) -> Path | None:
    """Brings the desk at `path` to the schema of this version; the backup made before, or None when there was nothing to do.

    Raises as `connection.inspect`, and Damaged when rows would be left without what they point at (nothing is changed then).
    """
    revision = connection.inspect(path)
    if revision == settings.HEAD:
        return None
    saved = path.with_name(f"{path.name}.before-{revision}")
    backup.copy(path, saved, replace=True)
    with engine.spoken(path):
        build(path)
    return saved


def build(path: Path) -> None:
    """Runs every revision that the file does not have, all or nothing."""
    opened = engine.writer(path, foreign_keys=False).connect()
    try:
        with opened.begin():
            _upgrade(opened)
            broken = opened.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise Damaged(N_("{path} has rows that point nowhere. Nothing was changed."), path=str(path))
    finally:
        opened.close()


def _upgrade(opened: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = opened
    command.upgrade(config, "head")
