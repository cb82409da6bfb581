"""Making a new desk: built under a temporary name and linked into place, so that a half-made one never has the name."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from desk import clock
from desk.errors import NoOutput, NoPermission
from desk.record import NamedTuple
from desk.store import backup, engine, migrate, settings, tables
from desk.text import N_

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


class Founding(NamedTuple):
    """What a shop's file is told when it is made. The zone stays with the file, whoever opens it."""

    zone: str
    name: str = ""
    sort: str = "other"
    language: str = ""
    currency: str = "CNY"
    country: str = "CN"


def create(path: Path, founding: Founding, *, at: datetime | None = None) -> None:
    """A new, empty desk at `path`, made `at` that moment (aware; None: now). Raises NoOutput when something is there already, NoPermission, DiskTrouble."""
    clock.zone(founding.zone)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        there = path.exists() or path.is_symlink()
    except OSError as error:
        raise NoPermission(N_("You may not write {path}."), path=str(path)) from error
    if there:
        raise NoOutput(N_("{path} is there already."), path=str(path))
    temporary = backup.temporary_beside(path)
    try:
        with engine.spoken(path):
            migrate.build(temporary)
            _found(temporary, founding, at or clock.now())
        _link(temporary, path)
    finally:
        backup.remove(temporary)


def _found(path: Path, founding: Founding, at: datetime) -> None:
    row = tables.Shop(id=1, uid=secrets.token_hex(8), created_at=clock.to_text(at), **founding._asdict())
    values = row.model_dump()
    opened = engine.writer(path).connect()
    try:
        with opened.begin():
            opened.execute(tables.Shop.__table__.insert().values(values))  # type: ignore[attr-defined]
            opened.exec_driver_sql(f"PRAGMA application_id = {settings.APPLICATION_ID}")
    finally:
        opened.close()


def _link(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError as error:
        raise NoOutput(N_("{path} is there already."), path=str(path)) from error
    except OSError:
        # A file system without hard links: the name is taken first, so that two desks are not made at once.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        temporary.replace(path)
    backup.sync_folder(path.parent)
