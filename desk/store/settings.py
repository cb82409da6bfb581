"""How this program talks to SQLite: the mark of our files, the schema we know, journal mode and pragmas."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

APPLICATION_ID = 0x4445534B  # "DESK"
HEAD = "0001"
REVISIONS = ("0001",)
BUSY_MS = 10_000
_LOCAL = {"ext4", "ext3", "ext2", "xfs", "btrfs", "tmpfs", "zfs", "f2fs", "overlay", "jfs", "bcachefs", "reiserfs"}


def wal_is_safe(version: tuple[int, int, int] | None = None) -> bool:
    """Whether the linked SQLite has the fix of the WAL-reset bug (3.51.3, 3.50.7, 3.44.6)."""
    v = version or sqlite3.sqlite_version_info[:3]
    return v >= (3, 51, 3) or (3, 50, 7) <= v < (3, 51, 0) or (3, 44, 6) <= v < (3, 45, 0)


def uri(path: str, mode: str) -> str:
    """The URI under which SQLite opens an absolute path; only these three signs mean something in it."""
    plain = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{plain}?mode={mode}"


def filesystem(path: Path) -> str:
    """The type of the file system that holds `path`; '' where the system does not tell."""
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - readers load no pathlib
            mounts = file.read()
        wanted = str(path.resolve())
    except OSError:
        return ""
    best, kind = "", ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        point = left.split(" ")[4].replace("\\040", " ")
        inside = wanted == point or wanted.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, right.split(" ")[0]
    return kind


def journal_mode(path: Path) -> str:
    """WAL shares memory between processes: only with a sound SQLite, and never over a network file system."""
    return "WAL" if wal_is_safe() and filesystem(path) in _LOCAL else "TRUNCATE"


def prepare_writer(execute: Callable[[str], object], path: Path) -> None:
    """The settings under which "saved" means on disk. `execute` runs one statement on a connection in autocommit."""
    execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    execute("PRAGMA foreign_keys = ON")
    execute(f"PRAGMA journal_mode = {journal_mode(path)}")
    for pragma in (
        "synchronous = FULL",
        "secure_delete = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "journal_size_limit = 4194304",
        "temp_store = MEMORY",
    ):
        execute(f"PRAGMA {pragma}")
