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
    from collections.abc import Iterable, Iterator, Mapping

_Sums = dict[str, dict[Any, dict[str, int]]]


def read(connection: sqlite3.Connection, start: str, end: str) -> Facts:
    """The facts of the period from `start` (included) to `end` (excluded), instants as stored."""
    sums: _Sums = {name: {} for name in (*DIMENSIONS, "complaint_class")}
    over = {"start": start, "end": end}
    shown = {alias: live.clause(connection, alias) for alias in sql.ALIASES}
    for dimension, key, word, count in _rolled(connection.execute(sql.opened(shown), over)):
        _note(sums, "assignee" if dimension == "actor" else dimension, key, _opened(word), count)
    for dimension, key, word, count in _rolled(connection.execute(sql.moved(shown), over)):
        _note_move(sums, dimension, key, word, count)
    for dimension, key, count in connection.execute(sql.still_open(shown, totals=True), _instant(start)):
        _note(sums, dimension, key, {"open_start": 1}, count)
    for dimension, key, count in connection.execute(sql.still_open(shown), _instant(end)):
        _note(sums, dimension, key, {"open_end": 1}, count)
    unfinished = _unfinished(sums["category"], connection.execute(sql.reasons(shown), _instant(end)))
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


def _note(sums: _Sums, dimension: str, key: object, each: Mapping[str, int], count: int) -> None:
    known = sums[dimension].setdefault(key, {})
    for field, value in each.items():
        if value:
            known[field] = known.get(field, 0) + value * count


def _rolled(rows: Iterable[tuple[str, int, str, str, int]]) -> Iterator[tuple[str, Any, int, int]]:
    """(dimension, key, word, rows) of the statements' parts, the word without its person: "actor" is who did it."""
    found: dict[tuple[str, Any, int], int] = defaultdict(int)
    for part, word, key, category, count in rows:
        person, plain = divmod(word, sql.PERSON)
        if part == "all":
            kind = sql.KINDS[plain % 4]
            found["kind", kind, plain] += count
            if kind != FOLLOW_UP:
                found["site", key, plain] += count
                found["category", category, plain] += count
                found["actor", person or None, plain] += count
        elif part == "class":
            found["complaint_class", key, plain] += count
        else:
            found[part, person or None, plain] += count
    for (dimension, named, plain), count in found.items():
        yield dimension, named, plain, count


def _opened(word: int) -> dict[str, int]:
    return {"opened": 1, "hidden_later": word >> 2 & 1, "finished_later": word >> 3 & 1}


def _note_move(sums: _Sums, dimension: str, key: object, word: int, count: int) -> None:
    """Credit goes to who moved; whether what was opened got finished belongs to who opened it."""
    if dimension == "actor":
        _note(sums, "assignee", key, _stands(word), count)
    elif dimension == "opener":
        _note(sums, "assignee", key, _cohort(word), count)
    else:
        _note(sums, dimension, key, {**_stands(word), **_flow(word), **_cohort(word)}, count)


def _stands(word: int) -> dict[str, int]:
    return {"completed": word >> 3 & 1, "closed": word >> 4 & 1}


def _flow(word: int) -> dict[str, int]:
    """The deed that a move is. The first event of a ticket comes from nowhere, which is open as far as deeds go."""
    was_merged, is_merged = (status == "merged" for status in _statuses(word))
    from_work, to_work = not word >> 5 & 1, not word >> 6 & 1
    return {
        "completions": from_work and word >> 8 & 1,
        "drops": from_work and word >> 9 & 1 and not is_merged,
        "merges": (from_work and is_merged) - (was_merged and to_work),
        "reopenings": not from_work and to_work and not was_merged,
    }


def _cohort(word: int) -> dict[str, int]:
    """What became of a ticket opened in the period; moving on takes back what it was before."""
    if not word >> 2 & 1:
        return {}
    was, now = _statuses(word)
    fates = {fate: (now == fate) - (was == fate) for fate in ("void", "merged")}
    return {**fates, "finished": (word >> 8 & 1) - (word >> 7 & 1)}


def _statuses(word: int) -> tuple[str, str]:
    """From and to, where they are void or merged."""
    return sql.HIDDEN[word >> 12 & 3], sql.HIDDEN[word >> 10 & 3]


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
