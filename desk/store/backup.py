"""Copies of a desk that are whole: made by SQLite itself, checked, and put in place under their name at once."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from desk.errors import Damaged, DiskTrouble, NoOutput
from desk.store import connection, faults
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable

_PAGES = 512
_RESTARTS = 3


def copy(
    source: Path, target: Path, *, replace: bool = False, alter: Callable[[sqlite3.Connection], None] | None = None
) -> None:
    """A checked copy of `source` at `target`, readable by its owner alone; `target` appears whole or not at all.

    `alter` may change the copy before it is checked.
    Raises NoOutput when `target` is there already (unless `replace`), DiskTrouble, Damaged when the copy fails its check.
    """
    try:
        there = target.is_symlink() or (target.exists() and (not replace or not target.is_file()))
    except OSError as error:
        raise NoOutput(N_("{path} cannot be written."), path=str(target)) from error
    if there:
        raise NoOutput(N_("{path} is there already."), path=str(target))
    connection.inspect(source)
    temporary = temporary_beside(target)
    try:
        with closing(connection.open_unchecked(source)) as origin, closing(sqlite3.connect(temporary)) as made:
            _copy_pages(origin, made)
            if alter is not None:
                alter(made)
        demand_sound(temporary)
        put(temporary, target)
    except sqlite3.Error as error:
        raise faults.translate(error, target) or DiskTrouble(
            N_("The disk of {path} is full or does not answer. Nothing was written."), path=str(target)
        ) from error
    finally:
        remove(temporary)


class _Disturbed(Exception):
    """Others saved again and again while the copy was made."""


def _copy_pages(origin: sqlite3.Connection, made: sqlite3.Connection) -> None:
    """A few pages at a time, so that others can save in between. Each save makes SQLite begin anew: after some, they have to wait."""
    left: list[int] = []

    def watch(_: int, remaining: int, __: int) -> None:
        left.append(remaining)
        if sum(later >= earlier for earlier, later in pairwise(left)) > _RESTARTS:
            raise _Disturbed

    try:
        origin.backup(made, pages=_PAGES, progress=watch)
    except _Disturbed:
        origin.backup(made)


def temporary_beside(target: Path) -> Path:
    """An empty file of ours in the folder of `target`, mode 0600."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=".desk-", suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise NoOutput(N_("{path} cannot be written."), path=str(target)) from error
    os.close(descriptor)
    return Path(name)


def remove(path: Path) -> None:
    """Takes a temporary database away, with what SQLite may have left beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def put(temporary: Path, target: Path) -> None:
    """Gives a finished file its name, and makes that last: the folder is synced as well."""
    descriptor = os.open(temporary, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    temporary.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes names in `folder` last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def demand_sound(path: Path) -> None:
    """Raises Damaged when SQLite's quick check finds something."""
    if problems := faults_in(path, deep=False):
        raise Damaged(N_("{path} is damaged: {problem}"), path=str(path), problem=problems[0])


def faults_in(path: Path, *, deep: bool) -> list[str]:
    """What SQLite's own check says, at most ten lines; empty when the file is sound."""
    check = "integrity_check" if deep else "quick_check"
    with closing(connection.open_unchecked(path)) as opened:
        try:
            lines = [str(row[0]) for row in opened.execute(f"PRAGMA {check}(10)")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
    return [] if lines == ["ok"] else lines
