"""Backups that restore a desk and not just its rows: the copy carries the configuration and the themes in a table of its own."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk import clock
from desk.errors import BadInput, Damaged, Newer, NoDesk, NoOutput
from desk.record import NamedTuple
from desk.store import backup, connection, settings
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAME = re.compile(r"desk-(\d{4}-\d{2}-\d{2}T\d{6}Z)\.db")
_TABLE = "CREATE TABLE backup_note (name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT"


class Keep(NamedTuple):
    """How many backups of a folder stay: the newest of each day, week and month."""

    daily: int = 7
    weekly: int = 5
    monthly: int = 12


class Inside(NamedTuple):
    """What a backup holds. `tickets` by kind; `last_deed` an instant, '' when nothing was ever done."""

    made_by: str
    revision: str
    made_at: str
    tickets: dict[str, int]
    last_deed: str
    notes: dict[str, str]


def make(source: Path, target: Path, notes: Mapping[str, str]) -> Path:
    """A checked backup of `source`; a folder as `target` gets a file named by the moment. Returns the file.

    Raises NoOutput when it cannot be made, DiskTrouble, Damaged when the desk or its copy fails the check.
    """
    if target.is_dir():
        target /= f"desk-{clock.to_text(clock.now()).replace(':', '')}.db"
    elif not target.parent.is_dir():
        raise NoOutput(N_("{path} cannot be written."), path=str(target))
    backup.copy(source, target, alter=lambda made: _annotate(made, notes))
    return target


def _annotate(copy: sqlite3.Connection, notes: Mapping[str, str]) -> None:
    copy.execute("DROP TABLE IF EXISTS backup_note")
    copy.execute(_TABLE)
    copy.executemany("INSERT INTO backup_note VALUES (?, ?)", {**notes, "made_at": clock.to_text(clock.now())}.items())
    copy.commit()


def look(path: Path) -> Inside:
    """What is in a backup, after checking it. Raises NoDesk, Damaged, Newer; BadInput for a desk that is no backup."""
    revision = connection.inspect(path)
    backup.demand_sound(path)
    with closing(connection.open_unchecked(path)) as opened:
        if not opened.execute("SELECT 1 FROM sqlite_master WHERE name = 'backup_note'").fetchone():
            raise BadInput(N_("{path} is a desk, but no backup made by desk backup."), path=str(path))
        notes = dict(opened.execute("SELECT name, content FROM backup_note").fetchall())
        counted = opened.execute("SELECT kind, count(*) FROM ticket GROUP BY kind ORDER BY kind").fetchall()
        last = opened.execute("SELECT max(at) FROM operation").fetchone()[0]
    made_by, made_at = notes.pop("version", ""), notes.pop("made_at", "")
    return Inside(made_by, revision, made_at, dict(counted), last or "", notes)


def restore(path: Path, target: Path) -> tuple[Inside, Path | None]:
    """Puts a backup in the place of `target`. The file that was there is kept beside; its name is returned."""
    inside = look(path)
    kept: Path | None = None
    if target.exists():
        stamp = clock.to_text(clock.now()).replace(":", "")
        kept = target.with_name(f"{target.name}.before-restore-{stamp}")
        _set_aside(target, kept)
    backup.copy(path, target, replace=True, alter=_strip)
    return inside, kept


def _set_aside(target: Path, kept: Path) -> None:
    """A sound desk is copied by SQLite, which takes in what a writer has not yet put back; anything else is moved as it is."""
    try:
        connection.inspect(target)
        backup.copy(target, kept)
    except (Damaged, NoDesk, Newer):
        target.replace(kept)
    for suffix in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)


def _strip(copy: sqlite3.Connection) -> None:
    copy.execute("DROP TABLE IF EXISTS backup_note")
    copy.commit()


def thin(folder: Path, keep: Keep) -> list[Path]:
    """Removes backups of ours that are not the newest of a kept day, week or month; those of the last 24 hours always stay. Returns the removed."""
    found = sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_file()), reverse=True)
    kept = {path for path in found if _moment(found[0]) - _moment(path) < timedelta(days=1)}
    for form, count in (("%Y-%m-%d", keep.daily), ("%G-%V", keep.weekly), ("%Y-%m", keep.monthly)):
        periods: dict[str, Path] = {}
        for path in found:
            periods.setdefault(_moment(path).strftime(form), path)
        kept.update(list(periods.values())[:count])
    removed = [path for path in found if path not in kept]
    for path in removed:
        path.unlink(missing_ok=True)
    return removed


def _moment(path: Path) -> datetime:
    return datetime.strptime(path.name[5:-4] + "+0000", "%Y-%m-%dT%H%M%S%z")


def sqlite_says() -> str:
    """Which SQLite is linked, and how it keeps its journal: what a check prints."""
    fixed = "WAL" if settings.wal_is_safe() else "TRUNCATE"
    return f"SQLite {sqlite3.sqlite_version} ({fixed})"
