"""Desks of any size, the same ones each time: 36 months of a shop's tickets, written past the program as fast as SQLite takes them.

What stands in the rows is what the program would have written: derived columns, dated moves, the search index.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import words

from desk import clock
from desk.actions.rules import Rules
from desk.config import Settings
from desk.domain.pinyin import initials
from desk.store import search, settings
from desk.store.create import Founding, create
from desk.text import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEED = 20261121
ZONE = "Asia/Shanghai"
END = "2026-11-21T00:00:00Z"
MONTHS = 36
PIECE = 20_000
Row = tuple[Any, ...]
COLUMNS: dict[str, tuple[str, ...]] = {
    "customer": ("id", "name", "name_folded", "initials", "address", "address_folded", "created_at"),
    "contact": ("customer_id", "kind", "value", "normal"),
    "device": ("id", "customer_id", "category", "brand", "model", "serial", "serial_folded"),
    "ticket": (
        "id", "kind", "workflow", "status", "stage", "outcome", "title", "body", "customer_id", "device_id", "assignee_id",
        "opened_by", "channel", "site", "category", "priority", "complaint_class", "order_number", "order_folded", "reason",
        "opened_at", "waiting_since", "last_activity_at", "first_response_at", "resolved_at", "closed_at", "due_at", "part",
        "expected_at", "act_by", "lane", "tie",
    ),
    "tag": ("ticket_id", "name"),
    "message": ("ticket_id", "kind", "at", "staff_id", "channel", "body", "needs_answer"),
    "stage_event": (
        "ticket_id", "at", "from_status", "from_stage", "from_outcome", "to_status", "to_stage", "to_outcome", "staff_id", "source",
    ),
}  # fmt: skip
# Status path of each kind: open, then done, then closed; the last is where it waits.
PATHS = {
    "repair": (("received", "open", None), ("ready", "resolved", "complete"), ("collected", "closed", "complete"),
               ("awaiting_parts", "waiting", None)),
    "inquiry": (("new", "open", None), ("answered", "resolved", "complete"), ("done", "closed", "complete"),
                ("awaiting_customer", "waiting", None)),
    "complaint": (("received", "open", None), ("answered", "resolved", "complete"), ("settled", "closed", "complete"),
                  ("awaiting_customer", "waiting", None)),
}  # fmt: skip


def desk(size: int) -> Path:
    """The kept desk of `size` tickets, made when it is not there yet. Take a `copy` to write into it."""
    recipe = b"".join(Path(file).read_bytes() for file in (__file__, str(words.__file__), str(search.__file__)))
    mark = hashlib.sha256(recipe + settings.HEAD.encode()).hexdigest()[:10]
    folder = Path(tempfile.gettempdir()) / f"desk-benchmarks-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{size}-{mark}.db"
    if not path.exists():
        unfinished = path.with_suffix(".making")
        unfinished.unlink(missing_ok=True)
        create(unfinished, Founding(zone=ZONE, name="阿强维修", sort="repair", language="zh_CN"))
        _fill(unfinished, size)
        unfinished.replace(path)
    return path


def copy(size: int, folder: Path) -> Path:
    """A copy of that desk to work on."""
    target = folder / f"{size}.db"
    shutil.copyfile(desk(size), target)
    return target


def _fill(path: Path, size: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("synchronous = OFF", "journal_mode = MEMORY", "cache_size = -200000", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        later = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger')"
        ).fetchall()
        for kind, name, _ in later:
            connection.execute(f"DROP {kind} {name}")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO staff (id, number, name) VALUES (?, ?, ?)", [(n, f"{n:02}", f"员工{n}") for n in range(1, 7)]
        )
        for piece in _pieces(size):
            for table, rows in piece.items():
                if table == "search":
                    search.put(connection, rows)
                    continue
                marks = ", ".join("?" * len(COLUMNS[table]))
                connection.executemany(f"INSERT INTO {table} ({', '.join(COLUMNS[table])}) VALUES ({marks})", rows)
        for _, _, sql in sorted(later):
            connection.execute(sql)
        connection.execute("COMMIT")


def _pieces(size: int) -> Iterator[dict[str, list[Any]]]:
    writer = _Writer(size)
    for start in range(1, size + 1, PIECE):
        rows: dict[str, list[Any]] = {name: [] for name in (*COLUMNS, "search")}
        for number in range(start, min(start + PIECE, size + 1)):
            writer.ticket(number, rows)
        yield rows


class _Writer:
    """Writes tickets one after another; the dice are thrown in a fixed order."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.dice = random.Random(SEED)
        self.end = clock.from_text(END)
        self.span = timedelta(days=MONTHS * 30.4)
        self.rules = Rules(Settings(), clock.zone(ZONE))
        self.people: list[tuple[str, str, str]] = []

    def one(self, of: Sequence[str]) -> str:
        return of[int(self.dice.random() * len(of))]

    def customer(self, at: str, rows: dict[str, list[Any]]) -> int:
        """A known customer for three of four tickets, else a new one."""
        if self.people and self.dice.random() < 0.75:
            return int(self.dice.random() * len(self.people)) + 1
        zh = self.dice.random() < 0.5
        name = (
            self.one(words.ZH_FAMILY) + self.one(words.ZH_GIVEN) + self.one(words.ZH_GIVEN)
            if zh
            else self.one(words.EN_NAMES)
        )
        number = len(self.people) + 1
        phone = f"1{self.dice.randrange(30, 99)}{self.dice.randrange(10**8):08}"
        address = f"{number % 20 + 1}-{number % 900 + 100}" if number % 3 == 0 else ""
        self.people.append((name, address, phone))
        rows["customer"].append((number, name, fold(name), initials(name), address, fold(address), at))
        rows["contact"].append((number, "phone", phone, phone))
        return number

    def ticket(self, number: int, rows: dict[str, list[Any]]) -> None:
        """One ticket with all that belongs to it."""
        moment = self.end - self.span * (1 - number / self.size)
        opened = clock.to_text(moment)
        kind = "repair" if (die := self.dice.random()) < 0.7 else "inquiry" if die < 0.95 else "complaint"
        person = self.customer(opened, rows)
        zh = not self.people[person - 1][0].isascii()
        title = self._title(kind, zh=zh)
        device = self._device(number, person, rows) if kind == "repair" else ()
        facts = self._course(number, kind, moment)
        body = " ".join(self.one(words.ZH_SAID if zh else words.EN_SAID) for _ in range(3))
        order = f"TB{number:09}" if number % 5 == 0 else ""
        row = {
            "id": number, "kind": kind, "workflow": kind, "title": title, "body": body, "customer_id": person,
            "device_id": number if device else None, "assignee_id": number % 7 or None, "opened_by": 1 + number % 6,
            "channel": words.CHANNELS[number % 5], "site": self.one(words.SITES), "category": words.CATEGORIES[number % 6],
            "priority": "high" if number % 17 == 0 else "normal", "order_number": order, "order_folded": squeeze(order),
            "complaint_class": "refund" if kind == "complaint" else "", "opened_at": opened, **facts,
        }  # fmt: skip
        derived = (
            self.rules.columns(row) if row["stage"] in ("open", "waiting") else {"act_by": None, "lane": None, "tie": 0}
        )
        row |= derived
        rows["ticket"].append(tuple(row.get(name, "") for name in COLUMNS["ticket"]))
        tags = (self.one(words.TAGS),) if number % 6 == 0 else ()
        rows["tag"].extend((number, tag) for tag in tags)
        said = self._messages(row, rows, zh=zh)
        name, address, phone = self.people[person - 1]
        rows["search"].append(
            search.words(number, (title, *tags, *device), (name, address, order, phone), (body, row["part"], *said))
        )

    def _title(self, kind: str, *, zh: bool) -> str:
        if kind == "inquiry":
            return self.one(words.ZH_ASKS if zh else words.EN_ASKS)
        if kind == "complaint":
            return "退款没到账" if zh else "Refund has not arrived"
        item, fault = (words.ZH_ITEMS, words.ZH_FAULTS) if zh else (words.EN_ITEMS, words.EN_FAULTS)
        return f"{self.one(item)} {self.one(fault)}"

    def _device(self, number: int, person: int, rows: dict[str, list[Any]]) -> tuple[str, ...]:
        serial = f"SN{number:08}"
        device = (
            words.CATEGORIES[number % 6],
            self.one(("Apple", "华为", "Philips", "美的")),
            f"M{number % 40}",
            serial,
        )
        rows["device"].append((number, person, *device, squeeze(serial)))
        return device

    def _course(self, number: int, kind: str, moment: Any) -> dict[str, Any]:
        """What became of it: two of a hundred are unfinished, nearly all of those from the last weeks."""
        late = number > self.size * 0.95
        unfinished = self.dice.random() < (0.36 if late else 0.002)
        hours = [timedelta(hours=self.dice.expovariate(1 / mean)) for mean in (3, 40, 60)]
        answer, done, closed = moment + hours[0], moment + hours[0] + hours[1], moment + sum(hours, timedelta())
        text = clock.to_text
        nothing = dict.fromkeys(
            ("waiting_since", "first_response_at", "resolved_at", "closed_at", "due_at", "expected_at")
        )
        start, ready, end, waits = PATHS[kind]
        if unfinished or done > self.end:
            where = waits if number % 3 == 0 else start
            facts = dict(zip(("status", "stage", "outcome"), where, strict=True)) | {"last_activity_at": text(moment)}
            due = text(moment + timedelta(days=7)) if number % 2 else None
            asked = text(moment) if where is start and number % 5 in (0, 3, 4) else None
            part = (
                {"part": "屏幕", "expected_at": text(moment + timedelta(days=9))}
                if where[0] == "awaiting_parts"
                else {"part": ""}
            )
            return nothing | facts | part | {"due_at": due, "waiting_since": asked}
        last = end if closed < self.end else ready
        facts = dict(zip(("status", "stage", "outcome"), last, strict=True)) | {"resolved_at": text(done), "part": ""}
        facts |= {"first_response_at": text(answer), "closed_at": text(closed) if last is end else None}
        return nothing | facts | {"last_activity_at": facts["closed_at"] or facts["resolved_at"]}

    def _messages(self, row: dict[str, Any], rows: dict[str, list[Any]], *, zh: bool) -> list[str]:
        number, kind, who = row["id"], row["kind"], 1 + row["id"] % 6
        start, ready, end, waits = PATHS[kind]
        events: list[Row] = [(number, row["opened_at"], None, None, None, *start, who, "deed")]
        if row["stage"] == "waiting":
            events.append((number, row["opened_at"], *start, *waits, who, "deed"))
        if row["resolved_at"]:
            events.append((number, row["resolved_at"], *start, *ready, who, "deed"))
        if row["closed_at"]:
            events.append((number, row["closed_at"], *ready, *end, who, "deed"))
        rows["stage_event"].extend(events)
        said = [self.one(words.ZH_SAID if zh else words.EN_SAID)]
        asks = int(row["waiting_since"] is not None)
        rows["message"].append((number, "message", row["opened_at"], None, row["channel"], said[0], asks))
        if row["first_response_at"]:
            said.append("好的，尽快" if zh else "We are on it")
            rows["message"].append((number, "reply", row["first_response_at"], who, row["channel"], said[1], 0))
        return said
