"""One deed's transaction: reads and writes rows by table, keeps the journal, indexes what changed, commits all or nothing."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from desk import clock
from desk.errors import Conflict, NotFound
from desk.record import NamedTuple
from desk.store import live, search, tables
from desk.store.journal import DERIVED, Journal, Line, encode
from desk.text import N_

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

Values = dict[str, Any]
_TICKET = "ticket"
_STALE = N_("Somebody else has changed this meanwhile. Nothing was written.")


class Deed(NamedTuple):
    """Who does what, when (aware), through which door; `session` is one run of the screen, or '' for the command line."""

    name: str
    who: str
    door: str
    session: str
    at: datetime
    detail: Mapping[str, Any] = {}
    undoes: int | None = None


@cache
def columns(model: type[tables.Row]) -> tuple[str, ...]:
    """The column names of a table, in order."""
    return tuple(model.__table__.c.keys())  # type: ignore[attr-defined]


def name_of(model: type[tables.Row]) -> str:
    """The table's name."""
    return str(model.__tablename__)


class Transaction:
    """Rows come out as dicts of columns and go in as SQLModel objects; `update` checks the version the row was read with."""

    def __init__(
        self, connection: sqlite3.Connection, deed: Deed, derive: Callable[[Mapping[str, Any]], Values] | None
    ) -> None:
        self.connection = connection
        self.deed = deed
        self.at = clock.to_text(deed.at)
        self.journal = Journal()
        self._derive = derive
        self._operation: int | None = None
        self._staff: int | None = None
        self._live: str | None = None
        self.counted = 0  # tickets that the deed touched without a line each, as an import does

    # reading

    def rows(self, model: type[tables.Row], where: str, *values: Any) -> list[Values]:
        """The rows of a table, `where` being SQL with question marks."""
        found = self.connection.execute(f"SELECT * FROM {name_of(model)} WHERE {where}", values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def get(self, model: type[tables.Row], row_id: int) -> Values | None:
        """The row with that number, or None."""
        found = self.rows(model, "id = ?", row_id)
        return found[0] if found else None

    def ticket(self, number: int) -> Values:
        """A live ticket; NotFound when there is none of that number."""
        if self._live is None:
            self._live = live.clause(self.connection, "ticket")
        found = self.rows(tables.Ticket, "id = ?" + self._live, number)
        if not found:
            raise NotFound(N_("There is no ticket {number}."), number=number)
        return found[0]

    # who and which operation

    @property
    def staff_id(self) -> int | None:
        """The person at the desk; somebody new appears on first use."""
        if self._staff is None and self.deed.who:
            self._staff = self.person(self.deed.who)
        return self._staff

    def person(self, who: str) -> int:
        """The staff row for a number, name or login, made when there is none. Making one is no part of the deed."""
        found = self.connection.execute(
            "SELECT id FROM staff WHERE number = ?1 OR login = ?1 OR name = ?1"
            " ORDER BY number = ?1 DESC, login = ?1 DESC, id LIMIT 1",
            (who,),
        ).fetchone()
        if found:
            return int(found[0])
        from desk.domain.pinyin import initials

        number = who if who.isdigit() else None
        made = self.connection.execute(
            "INSERT INTO staff (number, name, initials) VALUES (?, ?, ?)", (number, who, initials(who))
        )
        return int(made.lastrowid or 0)

    @property
    def operation_id(self) -> int:
        """The operation of this deed, written when it is first needed."""
        if self._operation is None:
            deed = self.deed
            made = self.connection.execute(
                "INSERT INTO operation (at, staff_id, door, session, deed, detail, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    self.at, self.staff_id, deed.door, deed.session, deed.name,
                    json.dumps(deed.detail, ensure_ascii=False), deed.undoes,
                ),
            )  # fmt: skip
            self._operation = int(made.lastrowid or 0)
        return self._operation

    @property
    def made(self) -> int | None:
        """The operation, if anything has changed so far."""
        return self.operation_id if len(self.journal) else None

    # writing

    def insert(self, row: tables.Row) -> int:
        """Writes a new row and returns its number."""
        model = type(row)
        values = {name: getattr(row, name) for name in columns(model)}
        if name_of(model) == _TICKET and self._derive:
            values.update(self._derive(values))
        if values.get("id") is None:
            del values["id"]
        marks = ", ".join("?" * len(values))
        made = self.connection.execute(
            f"INSERT INTO {name_of(model)} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        )
        row.id = int(made.lastrowid or 0)
        values["id"] = row.id
        self.note(Line(name_of(model), row.id, _ticket_of(model, values), None, values))
        return row.id

    def update(self, model: type[tables.Row], row: Values, **changes: Any) -> bool:
        """Changes columns of a row read before; nothing happens when nothing differs. `row` is brought up to date.

        Raises Conflict when somebody else saved the row since it was read.
        """
        if name_of(model) == _TICKET and self._derive:
            changes.update(self._derive({**row, **changes}))
        changed = {name: value for name, value in changes.items() if row[name] != value}
        if not changed:
            return False
        sets = ", ".join(f"{name} = ?" for name in changed)
        done = self.connection.execute(
            f"UPDATE {name_of(model)} SET {sets}, version = version + 1 WHERE id = ? AND version = ?",
            (*changed.values(), row["id"], row["version"]),
        )
        if done.rowcount != 1:
            raise Conflict(_STALE)
        before = {name: row[name] for name in changed}
        self.note(Line(name_of(model), row["id"], _ticket_of(model, row), before, changed))
        row.update(changed)
        row["version"] += 1
        return True

    def touch(self, model: type[tables.Row], row: Values) -> None:
        """Moves the version of a row on because rows that belong to it have changed. Raises Conflict as `update`."""
        done = self.connection.execute(
            f"UPDATE {name_of(model)} SET version = version + 1 WHERE id = ? AND version = ?",
            (row["id"], row["version"]),
        )
        if done.rowcount != 1:
            raise Conflict(_STALE)
        row["version"] += 1

    def delete(self, model: type[tables.Row], row: Values) -> None:
        """Takes a row out."""
        self.connection.execute(f"DELETE FROM {name_of(model)} WHERE id = ?", (row["id"],))
        self.note(Line(name_of(model), row["id"], _ticket_of(model, row), dict(row), None))

    def note(self, line: Line) -> None:
        """Adds a line to the journal. What is only derived makes no line."""
        _ = self.operation_id
        if line.before is None or line.after is None or not DERIVED.issuperset(line.after):
            self.journal.note(line)

    def finish(self) -> int | None:
        """Writes the journal and the index; the operation's number, or None when nothing changed."""
        if self._operation is None or not len(self.journal):
            return None
        operation = self._operation
        self.connection.executemany(
            "INSERT INTO change (operation_id, entity, row_id, ticket_id, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (operation, line.entity, line.row_id, line.ticket_id, encode(line.before), encode(line.after))
                for line in self.journal.lines()
            ],
        )
        numbers = self.journal.tickets()
        self.connection.execute(
            "UPDATE operation SET tickets = ?, ticket_id = ? WHERE id = ?",
            (self.counted or len(numbers), numbers[0] if len(numbers) == 1 else None, operation),
        )
        search.refresh(self.connection)
        return operation


def demand_version(row: Values, version: int) -> None:
    """Raises Conflict when `row` has been saved since a form was opened with `version`, be it with the same values."""
    if row["version"] != version:
        raise Conflict(_STALE)


def _ticket_of(model: type[tables.Row], values: Mapping[str, Any]) -> int | None:
    return values["id"] if name_of(model) == _TICKET else values.get("ticket_id")


def chunks(items: Sequence[int], size: int = 500) -> list[Sequence[int]]:
    """`items` in pieces that fit into one statement."""
    return [items[start : start + size] for start in range(0, len(items), size)]
