"""The facts of a period, read from dated events and from columns that one action each writes; never from what was edited last."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.clock import from_text, to_text
from desk.queries import facts_sql as sql
from desk.reports.facts import DIMENSIONS, EMPTY, FOLLOW_UP, Facts
from desk.store import live

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

# Of the moves somebody made these are theirs; whether what was opened got finished belongs to who opened it.
_THEIRS = ("completed", "closed")
_Sums = dict[str, dict[Any, dict[str, int]]]


def read(connection: sqlite3.Connection, start: str, end: str) -> Facts:
    """The facts of the period from `start` (included) to `end` (excluded), instants as stored."""
    sums: _Sums = {name: {} for name in (*DIMENSIONS, "complaint_class")}
    over = {"start": start, "end": end}
    tickets = live.clause(connection, "t")
    for dimension, key, word, count in _rolled(connection.execute(sql.opened(tickets), over)):
        _note(sums, (dimension, key, count, *_times(word, len(sql.OPENED), count)), ("opened", *sql.OPENED))
    moves = connection.execute(sql.moved(tickets + live.clause(connection, "e")), over)
    for dimension, key, word, count in _rolled(moves):
        _note_move(sums, dimension, key, _times(word, len(sql.MOVED), count))
    for row in connection.execute(sql.still_open(tickets, totals=True), _instant(start)):
        _note(sums, row, ("open_start",))
    for row in connection.execute(sql.still_open(tickets), _instant(end)):
        _note(sums, row, ("open_end",))
    unfinished = _unfinished(sums["category"], connection.execute(sql.reasons(tickets), _instant(end)))
    people = _people(connection)
    by = {name: {key: EMPTY._replace(**fields) for key, fields in found.items()} for name, found in sums.items()}
    return Facts(
        kind=by["kind"],
        site=by["site"],
        category=by["category"],
        assignee={people.get(key, f"#{key}"): tally for key, tally in by["assignee"].items()},
        complaint_class=by["complaint_class"],
        unfinished=unfinished,
    )


def has_tickets(connection: sqlite3.Connection) -> bool:
    """Whether the desk holds any ticket at all."""
    found = connection.execute(f"SELECT 1 FROM ticket t WHERE true{live.clause(connection)} LIMIT 1").fetchone()
    return found is not None


def _note(sums: _Sums, row: tuple[Any, ...], fields: Iterable[str]) -> None:
    dimension, key, *values = row
    known = sums[dimension].setdefault(key, {})
    for field, value in zip(fields, values, strict=True):
        if value:
            known[field] = known.get(field, 0) + value


def _rolled(rows: Iterable[tuple[str, int, str, str, int]]) -> Iterator[tuple[str, Any, int, int]]:
    """(dimension, key, word, rows) of the statements' cube, the word without its person."""
    found: dict[tuple[str, Any, int], int] = defaultdict(int)
    for part, word, key, category, count in rows:
        person, plain = divmod(word, sql.PERSON)
        if part != "all":
            found[part, key if part == "class" else person or None, plain] += count
            continue
        kind = sql.KINDS[plain % 4]
        found["kind", kind, plain] += count
        if kind != FOLLOW_UP:
            found["site", key, plain] += count
            found["category", category, plain] += count
            found["assignee", person or None, plain] += count
    for (dimension, key, plain), count in found.items():
        yield "complaint_class" if dimension == "class" else dimension, key, plain, count


def _times(word: int, sums: int, count: int) -> list[int]:
    return [(word // 4**place % 4 - 1) * count for place in range(1, sums + 1)]


def _note_move(sums: _Sums, dimension: str, key: object, values: list[int]) -> None:
    fields = dict(zip(sql.MOVED, values, strict=True))
    if dimension == "opener":
        dimension, fields = "assignee", {name: fields[name] for name in sql.MOVED[-3:]}
    elif dimension == "assignee":
        fields = {name: fields[name] for name in _THEIRS}
    _note(sums, (dimension, key, *fields.values()), fields)


def _instant(at: str) -> dict[str, str]:
    moment = from_text(at)
    lows = {f"low{step}": to_text(moment - timedelta(days=days)) for step, days in enumerate(sql.STEPS)}
    return {"at": at, **lows}


def _unfinished(
    categories: dict[Any, dict[str, int]], reasons: Iterable[tuple[str, str, int]]
) -> dict[tuple[str, str], int]:
    found = {("", category): fields["open_end"] for category, fields in categories.items() if fields.get("open_end")}
    for reason, category, count in reasons:
        found[reason, category] = count
        found["", category] -= count
    return {key: count for key, count in found.items() if count}


def _people(connection: sqlite3.Connection) -> dict[int | None, str]:
    """Staff ids to names; two of one name are told apart by number. "" for what nobody is known to have done."""
    rows: list[tuple[int, str | None, str]] = connection.execute("SELECT id, number, name FROM staff").fetchall()
    names = [name for _, _, name in rows]
    known: dict[int | None, str] = {None: ""}
    for id_, number, name in rows:
        known[id_] = name if names.count(name) == 1 else f"{name} ({number or f'#{id_}'})"
    return known
