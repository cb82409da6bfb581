"""Opening a desk for reading: what the file is, is asked before anything could touch it."""

# Reading starts without pathlib, which would cost every command four milliseconds.
# ruff: noqa: PTH100, PTH116

from __future__ import annotations

import os
import sqlite3
import stat
from typing import TYPE_CHECKING

from desk.errors import Configuration, Damaged, DeskError, Newer, NoDesk, NoPermission
from desk.store import faults, settings
from desk.text import N_

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    StrPath = str | PathLike[str]

_HEADER = 100
_MARK_AT = 68
_UNFINISHED = ("SQLITE_READONLY_ROLLBACK", "SQLITE_READONLY_RECOVERY")
_KEPT_OPEN: list[int] = []


def inspect(path: StrPath) -> str:
    """The schema revision of the desk at `path`, without changing a byte of it.

    Raises NoDesk, NoPermission, Newer, Damaged or Busy. The file is looked at with `stat` and through SQLite alone: a second
    descriptor of our own would drop SQLite's locks when it is closed. What a writer that died left half-done is taken back first.
    """
    connection, revision = _opened(path)
    connection.close()
    return revision


def read(path: StrPath) -> sqlite3.Connection:
    """A connection that can only read, on a desk whose schema is ours.

    Rows are plain tuples. Raises as `inspect`, and Configuration when the schema has to be moved first.
    """
    connection, revision = _opened(path)
    try:
        demand_head(revision, path)
    except BaseException:
        connection.close()
        raise
    return connection


def write(path: Path) -> sqlite3.Connection:
    """A connection that can write, on an existing file, in autocommit: whoever writes begins IMMEDIATE, so that nobody's edit
    is lost between read and write. For deeds it is used bare: SQLAlchemy's engine would load all its dialects first.
    """
    opened = sqlite3.connect(
        settings.uri(os.path.abspath(path), "rw"), uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        settings.prepare_writer(opened.execute, path)
    except BaseException:
        opened.close()
        raise
    return opened


def _opened(path: StrPath) -> tuple[sqlite3.Connection, str]:
    _check_file(path)
    try:
        try:
            return _looked_at(path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname not in _UNFINISHED:
                raise
        _take_back(path)
        return _looked_at(path)
    except sqlite3.Error as error:
        raise faults.translate(error, path) or Damaged(N_("{path} is damaged."), path=str(path)) from error


def _looked_at(path: StrPath) -> tuple[sqlite3.Connection, str]:
    connection = open_unchecked(path)
    try:
        return connection, _revision(connection, path)
    except BaseException:
        connection.close()
        raise


def _take_back(path: StrPath) -> None:
    """A writer died in the middle of saving: its journal has to be played back, which a reading connection may not do.

    That writes, so the mark of our files is read before, past SQLite, which would stumble over the half-saved pages. The
    descriptor stays open as long as the process: closing one drops the locks of every connection that we have on the file.
    """
    descriptor = os.open(path, os.O_RDONLY)
    _KEPT_OPEN.append(descriptor)
    header = os.read(descriptor, _HEADER)
    _demand_mark(int.from_bytes(header[_MARK_AT : _MARK_AT + 4], "big"), path)
    connection = sqlite3.connect(settings.uri(os.path.abspath(path), "rw"), uri=True, isolation_level=None)
    try:
        connection.execute(f"PRAGMA busy_timeout = {settings.BUSY_MS}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        connection.close()


def demand_head(revision: str, path: StrPath) -> None:
    """Raises Configuration unless `revision` is the schema this version writes."""
    if revision != settings.HEAD:
        raise Configuration(N_("{path} was made by an older version. Please run: desk migrate"), path=str(path))


def open_unchecked(path: StrPath) -> sqlite3.Connection:
    """A reading connection on whatever is there; for checks of files that may not be ours."""
    # mode=ro creates nothing. A WAL file of a desk that nobody has open still has to be read, which needs its folder writable.
    uri = settings.uri(os.path.abspath(path), "ro")
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {settings.BUSY_MS}")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _check_file(path: StrPath) -> None:
    try:
        state = os.stat(path)
    except FileNotFoundError as error:
        raise NoDesk(N_("There is no desk at {path}. Create one with: desk init"), path=str(path)) from error
    except PermissionError as error:
        raise NoPermission(N_("You may not read {path}."), path=str(path)) from error
    except OSError as error:
        raise NoDesk(N_("{path} is not a desk file."), path=str(path)) from error
    if not stat.S_ISREG(state.st_mode) or state.st_size < _HEADER:
        raise NoDesk(N_("{path} is not a desk file."), path=str(path))
    if not os.access(path, os.R_OK):
        raise NoPermission(N_("You may not read {path}."), path=str(path))


def _demand_mark(mark: int, path: StrPath) -> None:
    if mark != settings.APPLICATION_ID:
        raise NoDesk(N_("{path} is another program's file, not a desk."), path=str(path))


def _revision(connection: sqlite3.Connection, path: StrPath) -> str:
    _demand_mark(connection.execute("PRAGMA application_id").fetchone()[0], path)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        known = faults.translate(error, path)
        if isinstance(known, DeskError):
            raise known from error
        row = None
    if row is None:
        raise Damaged(N_("{path} has lost its schema version. Restore a backup with: desk restore"), path=str(path))
    revision = str(row[0])
    if revision not in settings.REVISIONS:
        raise Newer(
            N_("{path} was made by a newer version of desk (schema {revision}). Please update desk."),
            path=str(path),
            revision=revision,
        )
    return revision
