"""What stands between the doors and SQLite, against the very same statements run by hand."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import data
from measure import Result, Side, in_turns, spoken

from desk import clock
from desk.actions import arranging, undoing
from desk.actions.desk import Desk
from desk.config import Settings
from desk.queries import facts, opening
from desk.store import connection, engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROUNDS = 15
SEARCHES = (
    "屏幕",
    "碎",
    "屏幕碎 张",
    "battery",
    "iphone 换电池",
    "王伟",
    "TB000000100",
    "is:open 屏幕",
    "status:ready wechat",
)
MONTH = ("2025-09-30T16:00:00Z", "2025-10-31T16:00:00Z")  # October in the zone of the shop
BULK = 10_000


def statements(reading: sqlite3.Connection, ask: Callable[[], object]) -> list[str]:
    """The SQL that `ask` runs on this connection, with its values in it."""
    seen: list[str] = []
    reading.set_trace_callback(seen.append)
    ask()
    reading.set_trace_callback(None)
    # what FTS5 and triggers run inside is traced as a comment
    return [sql for sql in seen if not sql.startswith("--")]


def by_hand(path: Path, todo: Sequence[str]) -> Callable[[], None]:
    """Runs these statements on a bare connection and takes every row."""
    bare = sqlite3.connect(path, isolation_level=None)

    def run() -> None:
        for sql in todo:
            bare.execute(sql).fetchall()

    return run


def searching(sizes: Sequence[int]) -> Iterator[Result]:
    """The newest 50 hits and their lines, for words of one to three characters, prefixes, numbers and keys."""
    for size in sizes:
        path = data.desk(size)
        with opening.reading(str(path), Settings(), "03") as reader:
            for query in SEARCHES:

                def ask(query: str = query) -> object:
                    return reader.rows(reader.ids(query, limit=50))

                todo = statements(reader.connection, ask)
                ours, floor = in_turns([Side(ask), Side(by_hand(path, todo))], ROUNDS, warm=3)
                yield Result(f"search {query} / the same SQL", spoken(size), ours, floor, 1.5)


def summary(sizes: Sequence[int]) -> Iterator[Result]:
    """The facts of one month of 36."""
    for size in sizes:
        path = data.desk(size)
        with closing(connection.read(path)) as reading:

            def ask(reading: sqlite3.Connection = reading) -> object:
                return facts.read(reading, *MONTH)

            todo = statements(reading, ask)
            ours, floor = in_turns([Side(ask), Side(by_hand(path, todo))], ROUNDS, warm=2)
        note = "" if floor <= 150 else "SQL over 150 ms"
        yield Result("summary of a month / its SQL", spoken(size), ours, floor, 1.3, note)


def undo(sizes: Sequence[int]) -> Iterator[Result]:
    """Taking back a bulk edit of 10 000 tickets, against the same edit with the same journal lines by hand."""
    for size in sizes:
        if size < BULK:
            continue
        with tempfile.TemporaryDirectory() as folder:
            ours, floor = _undone(data.copy(size, Path(folder)))
        yield Result("undo of 10 k edits / raw edit with its journal", spoken(size), ours, floor, 1.5)


def _undone(path: Path) -> list[float]:
    desk = Desk(path, Settings(), who="03", door="cli")
    numbers = list(range(1, BULK + 1))
    ours = Side(lambda: undoing.undo(desk), lambda: arranging.set_fields(desk, numbers, {"site": "new place"}))
    return in_turns([ours, Side(lambda: _edit_by_hand(path, numbers))], 5)


def _edit_by_hand(path: Path, numbers: Sequence[int]) -> None:
    """What any program has to do that keeps a journal: read what was, write what is, note both, on the disk."""
    with engine.writer(path).connect() as opened, opened.begin():
        raw: Any = engine.raw(opened)
        now = clock.to_text(clock.now())
        made = raw.execute(
            "INSERT INTO operation (at, staff_id, door, session, deed, tickets) VALUES (?, 3, 'cli', '', 'set', ?)",
            (now, len(numbers)),
        )
        marks = "BETWEEN ? AND ?"
        before = raw.execute(f"SELECT id, site FROM ticket WHERE id {marks}", (numbers[0], numbers[-1])).fetchall()
        raw.executemany(
            "UPDATE ticket SET site = ?, version = version + 1 WHERE id = ?",
            [(f"{site}x", number) for number, site in before],
        )
        raw.executemany(
            "INSERT INTO change (operation_id, entity, row_id, ticket_id, before, after) VALUES (?, 'ticket', ?, ?, ?, ?)",
            [
                (made.lastrowid, number, number, json.dumps({"site": site}), json.dumps({"site": f"{site}x"}))
                for number, site in before
            ],
        )
