"""What SQLite reports, as an error that a shopkeeper understands."""

# Reading starts without pathlib, which would cost every command four milliseconds.
# ruff: noqa: PTH100, PTH110, PTH112, PTH120

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk.errors import Busy, Damaged, DeskError, DiskTrouble, NoDesk, NoPermission
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    StrPath = str | PathLike[str]

NEED_BYTES = 1 << 20
_DISK = N_("The disk of {path} is full or does not answer. Nothing was written.")
_TROUBLE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CONSTRAINT", "SQLITE_ERROR")
_KNOWN: tuple[tuple[tuple[str, ...], type[DeskError], str], ...] = (
    (("SQLITE_BUSY", "SQLITE_LOCKED"), Busy, N_("Somebody else is saving. Please try again.")),
    (("SQLITE_FULL", "SQLITE_IOERR"), DiskTrouble, _DISK),
    (("SQLITE_CORRUPT",), Damaged, N_("{path} is damaged. Keep it as it is and run: desk check")),
    (("SQLITE_NOTADB",), NoDesk, N_("{path} is not a desk file.")),
    (("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH"), NoPermission, N_("You may not write {path}.")),
)


def translate(error: BaseException, path: StrPath | None = None) -> DeskError | None:
    """The DeskError for an error of sqlite3 or SQLAlchemy's wrapping of one; None when it is something else.

    Whether a disk is full is asked of the file system: SQLite words a quota, a full disk and a broken one alike.
    """
    original = getattr(error, "orig", None) or error
    if not isinstance(original, sqlite3.Error):
        return None
    name = getattr(original, "sqlite_errorname", "") or ""
    where = str(path) if path else ""
    if name.startswith("SQLITE_CANTOPEN"):
        return _cannot_open(path)
    if not name.startswith(_TROUBLE) and _full(path):
        return DiskTrouble(_DISK, path=where)
    for prefixes, kind, sentence in _KNOWN:
        if name.startswith(prefixes):
            return kind(sentence, path=where)
    return None


@contextmanager
def spoken(path: StrPath) -> Iterator[None]:
    """Turns what sqlite3 reports inside the block into errors of this program."""
    try:
        yield
    except sqlite3.Error as error:
        known = translate(error, path)
        if known is None:
            raise
        raise known from error


def _full(path: StrPath | None) -> bool:
    if path is None:
        return False
    try:
        state = os.statvfs(_folder(path))
    except OSError:
        return False
    return state.f_bavail * state.f_frsize < NEED_BYTES or (state.f_files > 0 and state.f_favail == 0)


def _folder(path: StrPath) -> str:
    return os.path.dirname(os.path.abspath(path))


def _cannot_open(path: StrPath | None) -> DeskError:
    where = str(path) if path else ""
    if path is not None and os.path.exists(path) and not os.access(path, os.R_OK):
        return NoPermission(N_("You may not read {path}."), path=where)
    if path is not None and os.path.isdir(_folder(path)) and not os.access(_folder(path), os.W_OK):
        return NoPermission(N_("You may not write {path}."), path=where)
    return NoDesk(N_("There is no desk at {path}. Create one with: desk init"), path=where)


def chain(error: BaseException) -> Iterator[BaseException]:
    """`error` and what it was raised from, nearest first."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
