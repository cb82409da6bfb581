"""Files that are no sound desk: thirty ways to break one."""

from __future__ import annotations

import gzip
import os
import random
import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from support.stories import edited

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = 4096


def cut(path: Path, size: int) -> None:
    """Keeps the first `size` bytes."""
    path.write_bytes(path.read_bytes()[:size])


def poke(path: Path, offset: int, data: bytes) -> None:
    """Overwrites bytes in place."""
    content = bytearray(path.read_bytes())
    content[offset : offset + len(data)] = data
    path.write_bytes(bytes(content))


def root(path: Path, table: str) -> int:
    """Where in the file a table begins."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return (int(connection.execute(sql, (table,)).fetchone()[0]) - 1) * PAGE


def flip(path: Path, count: int, start: int, length: int) -> None:
    """Turns single bits round, the same ones each time."""
    dice, content = random.Random(7), bytearray(path.read_bytes())
    for _ in range(count):
        content[start + dice.randrange(length)] ^= 1 << dice.randrange(8)
    path.write_bytes(bytes(content))


def another_program(path: Path) -> None:
    """A sound SQLite file of somebody else, with a table that is called as one of ours."""
    path.unlink()
    edited(path, "CREATE TABLE ticket (id INTEGER PRIMARY KEY, title)", "INSERT INTO ticket VALUES (1, 'theirs')")


def dies_saving(path: Path) -> None:
    """A writer is killed while its pages are half in the file; its journal stays beside it."""
    pid = os.fork()
    if not pid:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA cache_size = 5")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE half (body)")
        for _ in range(300):
            connection.execute("INSERT INTO half VALUES (?)", ("x" * 500,))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)


def _their_hot_file(path: Path) -> None:
    another_program(path)
    dies_saving(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _null(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/null")


def _foreign_wal(path: Path) -> None:
    """A write-ahead log that belongs to another file lies beside a desk that says it has one."""
    other = path.with_name("other.db")
    connection = sqlite3.connect(other, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE theirs (id)")
    log = other.with_name("other.db-wal").read_bytes()
    connection.close()
    other.unlink()
    edited(path, "PRAGMA journal_mode = WAL")
    path.with_name(f"{path.name}-wal").write_bytes(log)


def _gone(path: Path) -> None:
    path.unlink()


# What is done to a sound desk file. The name says what it is then.
WAYS: dict[str, Callable[[Path], object]] = {
    "missing": _gone,
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("dear diary\n" * 400),
    "gzip": lambda path: path.write_bytes(gzip.compress(path.read_bytes())),
    "short text": lambda path: path.write_text("hello"),
    "zeros": lambda path: path.write_bytes(bytes(8 * PAGE)),
    "folder": _folder,
    "symlink loop": _loop,
    "dev null": _null,
    "wrong magic": lambda path: poke(path, 0, b"SQLite format 9\0"),
    "format 3": lambda path: poke(path, 18, b"\3\3"),
    "another program": another_program,
    "future mark": lambda path: edited(path, "PRAGMA application_id = 1145394764"),
    "their unfinished file": _their_hot_file,
    "header only": lambda path: cut(path, 100),
    "half": lambda path: cut(path, path.stat().st_size // 2 // PAGE * PAGE),
    "cut in a page": lambda path: cut(path, path.stat().st_size // 3 + 700),
    "zero pages": lambda path: poke(path, root(path, "alembic_version"), bytes(3 * PAGE)),
    "random page": lambda path: poke(path, root(path, "ticket"), random.Random(3).randbytes(PAGE)),
    "schema flipped": lambda path: flip(path, 20, 100, 60),
    "no version": lambda path: edited(path, "DELETE FROM alembic_version"),
    "no version table": lambda path: edited(path, "DROP TABLE alembic_version"),
    "newer": lambda path: edited(path, "UPDATE alembic_version SET version_num = '0099'"),
    "may not write": lambda path: path.chmod(0o444),
    "may not read": lambda path: path.chmod(0o000),
    "closed folder": lambda path: path.parent.chmod(0o555),
    "sealed folder": lambda path: path.parent.chmod(0o000),
    "foreign log": _foreign_wal,
    "unfinished": dies_saving,
    "sound": lambda path: None,
}
