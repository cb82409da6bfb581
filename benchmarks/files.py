"""A million rows in and out: against SQLite writing the same rows, and against the csv module writing the same statements' rows."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import data
from measure import PROGRAM, Result, Side, in_turns, peak, process, spoken

from desk.config import Settings
from desk.queries import export, opening
from desk.store import engine
from desk.store.create import Founding, create

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PIECE = 5_000
BIG = 100_000  # below, the start of the program is most of it
# The tables that an import fills, with the column by which its rows are taken in pieces.
FILLED = ("staff", "import_batch", "customer", "contact", "device", "ticket", "tag", "flag", "stage_event")
CSV = """
SELECT t.id, t.kind, t.status, t.title, t.body, c.name AS customer, k.value AS phone, t.channel, t.site, t.category, d.brand, d.model,
    d.serial, t.order_number, a.number AS assignee, t.priority, t.opened_at, t.resolved_at, t.closed_at
FROM ticket t LEFT JOIN customer c ON c.id = t.customer_id LEFT JOIN contact k ON k.customer_id = c.id
    LEFT JOIN device d ON d.id = t.device_id LEFT JOIN staff a ON a.id = t.assignee_id ORDER BY t.id
"""
EXPORT = """
import csv, json, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
with open(sys.argv[3], "w", encoding="utf-8-sig", newline="") as out:
    for sql in json.load(open(sys.argv[2], encoding="utf-8")):
        csv.writer(out).writerows(connection.execute(sql))
"""


def importing(sizes: Sequence[int]) -> Iterator[Result]:
    """A CSV file into an empty desk: read, checked, matched, indexed."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _write_csv(data.desk(size), folder / "rows.csv")
            target = _fresh(folder / "ours.db")
            ours, megabytes = peak((*PROGRAM, "import", str(folder / "rows.csv")), DESK_DB=str(target))
            with closing(sqlite3.connect(target)) as made:
                rows = made.execute("SELECT count(*) FROM ticket").fetchone()[0]
            if rows != size:
                raise AssertionError(f"{rows} of {size} rows arrived")
            floor = _written_by_hand(target, _fresh(folder / "hand.db"))
        yield Result(
            "import CSV / raw writes of the same rows",
            spoken(size),
            ours,
            floor,
            2.5 if size >= BIG else None,
            f"{megabytes:.0f} MB (≤ 200)",
        )


def exporting(sizes: Sequence[int]) -> Iterator[Result]:
    """All tickets with all columns to a CSV file."""
    for size in sizes:
        path = data.desk(size)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "sql.json").write_text(json.dumps(_statements(path)), encoding="utf-8")
            command = (*PROGRAM, "export", "-o", str(folder / "ours.csv"))
            bare = (sys.executable, "-c", EXPORT, str(path), str(folder / "sql.json"), str(folder / "floor.csv"))
            sides = [Side(process(command, DESK_DB=str(path))), Side(process(bare))]
            ours, floor = in_turns(sides, 1 if size > 100_000 else 3, warm=0)
            _, megabytes = peak(command, DESK_DB=str(path))
        yield Result(
            "export CSV / the same SQL and csv.writer",
            spoken(size),
            ours,
            floor,
            1.5 if size >= BIG else None,
            f"{megabytes:.0f} MB (≤ 150)",
        )


def _fresh(path: Path) -> Path:
    create(path, Founding(zone=data.ZONE, name="阿强维修", sort="repair", language="zh_CN"))
    return path


def _write_csv(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as connection, target.open("w", encoding="utf-8", newline="") as out:
        rows = connection.execute(CSV)
        writer = csv.writer(out)
        writer.writerow([column[0] for column in rows.description])
        writer.writerows(rows)


def _statements(path: Path) -> list[str]:
    """The SQL that an export of everything runs."""
    seen: list[str] = []
    with opening.reading(str(path), Settings(), "03") as reader:
        reader.connection.set_trace_callback(seen.append)
        for _ in reader.export_tuples("", export.columns()):
            pass
    return [sql for sql in seen if sql.startswith("SELECT t.id")]


def _written_by_hand(source: Path, target: Path) -> float:
    """Milliseconds of writing the rows of `source` into an empty desk, piece by piece, each on the disk; reading is not counted."""
    taken = 0.0
    with closing(sqlite3.connect(source)) as rows, engine.writer(target).connect() as opened:
        raw: Any = engine.raw(opened)
        for table in FILLED:
            names = [row[1] for row in rows.execute(f"PRAGMA table_info({table})")]
            marks = ", ".join("?" * len(names))
            found = rows.execute(f"SELECT * FROM {table} ORDER BY id")
            while piece := found.fetchmany(PIECE):
                taken += _timed(raw, f"INSERT INTO {table} VALUES ({marks})", _unlinked(names, piece))
        found = rows.execute("SELECT rowid, title, people, body FROM search ORDER BY rowid")
        while piece := found.fetchmany(PIECE):
            taken += _timed(raw, "INSERT INTO search (rowid, title, people, body) VALUES (?, ?, ?, ?)", piece)
    return taken * 1000


def _unlinked(names: list[str], piece: list[Any]) -> list[Any]:
    """Rows without the number of an operation, which is not copied."""
    if "operation_id" not in names:
        return piece
    place = names.index("operation_id")
    return [(*row[:place], None, *row[place + 1 :]) for row in piece]


def _timed(raw: Any, sql: str, piece: list[Any]) -> float:
    start = time.perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany(sql, piece)
    raw.execute("COMMIT")
    return time.perf_counter() - start
