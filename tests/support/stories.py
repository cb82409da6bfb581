"""Short words for what the stories of the tests begin with."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from support.room import ZONE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.actions.desk import Desk


def found(path: Path) -> Path:
    """A new desk file."""
    from desk.store.create import Founding, create

    create(path, Founding(zone=ZONE, name="阿强维修", sort="repair", language="en"))
    return path


def copy(template: Path, path: Path) -> Path:
    """A copy of a desk nobody has open."""
    shutil.copyfile(template, path)
    path.chmod(0o600)
    return path


def at_desk(path: Path, who: str = "03", door: str = "cli", session: str = "") -> Desk:
    """Somebody at the desk, with the shipped settings."""
    from desk.actions.desk import Desk
    from desk.config import Settings

    return Desk(path, Settings(), who=who, door=door, session=session)


def opened(desk: Desk, title: str = "iPhone 12 屏幕碎", **facts: Any) -> int:
    """The number of a new ticket; a repair unless `facts` say otherwise."""
    from desk.actions.opening import Opening, open_ticket

    facts.setdefault("kind", "repair")
    return open_ticket(desk, Opening(title=title, **facts)).numbers[0]


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def asked(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the file says, read past the program."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return connection.execute(sql, values).fetchall()


def edited(path: Path, *statements: str) -> None:
    """Somebody edits the file with a sqlite3 shell."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def snapshot(
    path: Path, tables: Sequence[str], leave_out: frozenset[str] = frozenset()
) -> dict[str, dict[int, dict[str, Any]]]:
    """Every row of these tables by its number, without the columns in `leave_out`."""
    seen: dict[str, dict[int, dict[str, Any]]] = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for table in tables:
            rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")]
            seen[table] = {
                row["id"]: {name: value for name, value in row.items() if name not in leave_out} for row in rows
            }
    return seen


def dump(path: Path) -> list[tuple[Any, ...]]:
    """Every row of every table, so that whatever was written is seen."""
    tables = [name for (name,) in asked(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [(name, *row) for name in tables for row in asked(path, f"SELECT * FROM {name}")]
