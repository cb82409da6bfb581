"""Taking an operation back. Undo is itself an operation, with lines of its own; redo takes the undo back.

Rows that a deed made go, rows that it took out return under their numbers, and changed columns get their earlier values. Before
anything is reverted, each row must still be as the operation left it; columns that are worked out from others do not count.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from desk.errors import Conflict, NotFound, Refused
from desk.record import NamedTuple
from desk.store import tables
from desk.store.journal import SOFT, UNCOMPARED, Line, decode
from desk.store.transaction import chunks, columns
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desk.store.transaction import Transaction

CHANGED = N_("Ticket {number} has been changed since. Nothing was taken back.")
CHANGED_ROW = N_("Something that belongs to it has been changed since. Nothing was taken back.")


class Operation(NamedTuple):
    """An operation as the journal has it."""

    id: int
    at: str
    staff_id: int | None
    door: str
    session: str
    deed: str
    detail: str
    tickets: int
    ticket_id: int | None
    undoes: int | None
    undone_by: int | None


def operation(transaction: Transaction, number: int) -> Operation:
    """The operation of that number; NotFound when there is none."""
    row = transaction.connection.execute(
        f"SELECT {', '.join(Operation._fields)} FROM operation WHERE id = ?", (number,)
    ).fetchone()
    if row is None:
        raise NotFound(N_("There is no operation {number}."), number=number)
    return Operation(*row)


def revert(transaction: Transaction, target: Operation) -> None:
    """Takes `target` back inside `transaction`. Raises Refused when it was taken back already, Conflict when rows moved on."""
    if target.undone_by is not None:
        raise Refused(N_("Operation {number} has been taken back already."), number=target.id)
    lines = [
        Line(entity, row_id, ticket_id, decode(before), decode(after))
        for entity, row_id, ticket_id, before, after in transaction.connection.execute(
            "SELECT entity, row_id, ticket_id, before, after FROM change WHERE operation_id = ? ORDER BY id",
            (target.id,),
        )
    ]
    transaction.connection.execute("PRAGMA defer_foreign_keys = ON")
    _remove(transaction, [line for line in reversed(lines) if line.before is None])
    _restore(transaction, [line for line in lines if line.after is None])
    _revert_updates(transaction, [line for line in lines if line.before is not None and line.after is not None])
    _demand_no_orphans(transaction, lines)
    _mark(transaction, target)


def _mark(transaction: Transaction, target: Operation) -> None:
    connection, number = transaction.connection, transaction.operation_id
    connection.execute("UPDATE operation SET undone_by = ? WHERE id = ?", (number, target.id))
    # Taking back an undo brings the first deed to life again.
    if target.undoes is not None:
        connection.execute("UPDATE operation SET undone_by = NULL WHERE id = ?", (target.undoes,))


def _remove(transaction: Transaction, lines: Sequence[Line]) -> None:
    for line in lines:
        after = line.after or {}
        row = transaction.get(tables.BY_NAME[line.entity], line.row_id)
        if row is None or any(row[name] != value for name, value in after.items() if name not in UNCOMPARED):
            raise _moved(line)
        transaction.delete(tables.BY_NAME[line.entity], row)


def _restore(transaction: Transaction, lines: Iterable[Line]) -> None:
    for line in lines:
        model, before = tables.BY_NAME[line.entity], dict(line.before or {})
        before["version"] = before.get("version", 0) + 1
        if transaction.get(model, line.row_id) is not None:
            raise _moved(line)
        transaction.insert(model(**before))


def _revert_updates(transaction: Transaction, lines: Sequence[Line]) -> None:
    """Set-wise: one statement for all rows whose same columns changed. Rows that do not match to the letter are looked at one by one."""
    groups: dict[tuple[str, tuple[str, ...]], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.entity, tuple(line.before or {})].append(line)
    for (entity, names), group in groups.items():
        sets = ", ".join(f"{name} = ?" for name in names)
        same = " AND ".join(f"{name} IS ?" for name in names)
        sql = f"UPDATE {entity} SET {sets}, version = version + 1 WHERE id = ? AND {same}"
        values = [(*(line.before or {}).values(), line.row_id, *(line.after or {}).values()) for line in group]
        mark = "reverting"
        transaction.connection.execute(f"SAVEPOINT {mark}")
        done = transaction.connection.executemany(sql, values).rowcount
        if done == len(group):
            for line in group:
                transaction.note(line._replace(before=line.after, after=line.before))
        else:
            transaction.connection.execute(f"ROLLBACK TO {mark}")
            for line in group:
                _revert_one(transaction, line)
        transaction.connection.execute(f"RELEASE {mark}")


def _revert_one(transaction: Transaction, line: Line) -> None:
    model, before, after = tables.BY_NAME[line.entity], line.before or {}, line.after or {}
    row = transaction.get(model, line.row_id)
    if row is None or any(row[name] != value for name, value in after.items() if name not in SOFT):
        raise _moved(line)
    # A soft column that moved on stays; what is derived is worked out again by `update`.
    values: dict[str, Any] = {
        name: value for name, value in before.items() if name not in SOFT or row[name] == after[name]
    }
    transaction.update(model, row, **values)


def _demand_no_orphans(transaction: Transaction, lines: Iterable[Line]) -> None:
    """A removed row to which others have added something since stays, and so does everything else."""
    removed: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        if line.before is None:
            removed[line.entity].append(line.row_id)
    for entity, ids in removed.items():
        for child in tables.MODELS:
            for column in columns(child):
                if _points_at(child, column, entity):
                    _demand_free(transaction, child, column, ids)


def _points_at(model: type[tables.Row], column: str, entity: str) -> bool:
    keys = model.__table__.c[column].foreign_keys  # type: ignore[attr-defined]
    return any(key.column.table.name == entity for key in keys)


def _demand_free(transaction: Transaction, child: type[tables.Row], column: str, ids: list[int]) -> None:
    for part in chunks(ids):
        marks = ",".join("?" * len(part))
        rows = transaction.rows(child, f"{column} IN ({marks}) LIMIT 1", *part)
        if rows:
            raise Conflict(CHANGED_ROW)


def _moved(line: Line) -> Conflict:
    if line.ticket_id is None:
        return Conflict(CHANGED_ROW)
    return Conflict(CHANGED, number=line.ticket_id)
