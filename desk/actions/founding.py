"""Making a new desk, and looking after its schema."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from desk.store import create, migrate
from desk.store.create import Founding

if TYPE_CHECKING:
    from datetime import datetime

    from desk.config import Settings

__all__ = ["Founding", "found", "guess", "machine_zone", "upgrade"]


def found(path: Path, founding: Founding, *, at: datetime | None = None) -> None:
    """A new, empty desk, made `at` that moment (aware; None: now). Raises NoOutput when something is there already, Configuration for an unknown zone."""
    create.create(path, founding, at=at)


def upgrade(path: Path) -> Path | None:
    """Moves the schema to this version's; the backup that was made before, None when there was nothing to do."""
    return migrate.migrate(path)


def guess(settings: Settings, language: str) -> Founding:
    """What a new desk is told when nobody says more: the configuration, then this machine."""
    shop = settings.shop
    return Founding(
        zone=shop.zone or _likely(machine_zone(), language),
        name=shop.name,
        sort=shop.sort,
        language=language,
        currency=shop.currency,
        country=shop.country,
    )


def _likely(zone: str, language: str) -> str:
    """A rented server keeps UTC, but no shop that speaks Chinese does: months and promises would begin at the wrong hour."""
    return "Asia/Shanghai" if language.startswith("zh") and zone in ("UTC", "Etc/UTC") else zone


def machine_zone() -> str:
    """The IANA name of this machine's time zone; UTC when the machine does not tell one."""
    told = os.environ.get("TZ", "").lstrip(":")
    if "/" in told:
        return told
    link = Path("/etc/localtime")
    if link.is_symlink():
        _, found, name = str(link.resolve()).partition("zoneinfo/")
        if found:
            return name
    named = Path("/etc/timezone")
    if named.is_file():
        name = named.read_text(encoding="ascii", errors="replace").strip()
        if name:
            return name
    return "UTC" if time.timezone == 0 else f"Etc/GMT{time.timezone // 3600:+d}"
