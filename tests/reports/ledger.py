"""A desk's timeline written row by row, as deeds and imports leave it; and the slow, obvious way to count it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

WORK = ("open", "waiting")

# status → stage, outcome: what the moves of the tests lead through
STATUSES = {
    "received": ("open", None),
    "in_repair": ("open", None),
    "on_hold": ("waiting", None),
    "ready": ("resolved", "complete"),
    "collected": ("closed", "complete"),
    "cancelled": ("closed", "drop"),
    "merged": ("closed", None),
    "void": ("closed", "drop"),
}


class Ledger:
    """Tickets and their moves on an open connection. A column that a deed writes is written here as the deed does."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def person(self, name: str, number: str | None = None) -> int:
        return self._insert("staff", name=name, number=number)

    def open(self, at: str, status: str = "received", *, by: int | None = None, **columns: Any) -> int:
        """A ticket; with an ended `status` it came so by an import, all at one instant."""
        stage, outcome = STATUSES[status]
        facts = {"kind": "repair", "title": "灯不亮", "opened_by": by, **columns}
        facts.setdefault("workflow", facts["kind"])
        facts.update(status=status, stage=stage, outcome=outcome, opened_at=at, last_activity_at=at)
        facts.update(_dates(None, at, stage, outcome))
        ticket = self._insert("ticket", **facts)
        self._event(ticket, at, (None, None, None), status, by, columns.get("import_id"))
        return ticket

    def move(self, ticket: int, at: str, status: str, *, by: int | None = None, reason: str = "") -> None:
        stage, outcome = STATUSES[status]
        row = self.connection.execute(
            "SELECT status, stage, outcome, resolved_at, import_id FROM ticket WHERE id = ?", (ticket,)
        ).fetchone()
        columns = {
            "status": status,
            "stage": stage,
            "outcome": outcome,
            "reason": reason,
            **_dates(row[3], at, stage, outcome),
        }
        names = ", ".join(f"{name} = :{name}" for name in columns)
        self.connection.execute(f"UPDATE ticket SET {names} WHERE id = :id", {**columns, "id": ticket})
        self._event(ticket, at, row[:3], status, by, row[4])

    def _event(
        self, ticket: int, at: str, before: tuple[Any, ...], status: str, by: int | None, batch: int | None
    ) -> None:
        stage, outcome = STATUSES[status]
        self._insert(
            "stage_event", ticket_id=ticket, at=at, from_status=before[0], from_stage=before[1], from_outcome=before[2],
            to_status=status, to_stage=stage, to_outcome=outcome, staff_id=by, source="deed", import_id=batch,
        )  # fmt: skip

    def _insert(self, table: str, **columns: Any) -> int:
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        cursor = self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))
        assert cursor.lastrowid is not None
        return cursor.lastrowid


def _dates(resolved: str | None, at: str, stage: str, outcome: str | None) -> dict[str, str | None]:
    if stage in WORK:
        return {"resolved_at": None, "closed_at": None}
    done = resolved or (at if outcome == "complete" else None)
    return {"resolved_at": done, "closed_at": at if stage == "closed" else None}


class Timeline:
    """Every ticket's moves, walked one by one: nothing is clever here, so that it can judge what is."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.tickets: dict[int, list[tuple[Any, ...]]] = {}
        rows = connection.execute(
            "SELECT e.ticket_id, e.at, e.from_stage, e.to_status, e.to_stage, e.to_outcome, e.from_status, t.kind"
            " FROM stage_event e JOIN ticket t ON t.id = e.ticket_id ORDER BY e.ticket_id, e.at, e.id"
        )
        for ticket, *move in rows:
            self.tickets.setdefault(ticket, []).append(tuple(move))

    def tally(self, kind: str, start: str, end: str) -> dict[str, int]:
        """The sums of one kind in [start, end), by the names of desk.reports.facts.Tally."""
        names = "opened completed closed open_start open_end completions drops merges reopenings void merged finished"
        sums = dict.fromkeys(names.split(), 0)
        for moves in self.tickets.values():
            if moves[0][6] == kind:
                _walk(sums, moves, start, end)
        return sums


def _walk(sums: dict[str, int], moves: list[tuple[Any, ...]], start: str, end: str) -> None:
    before = [move for move in moves if move[0] < start]
    until = [move for move in moves if move[0] < end]
    sums["open_start"] += bool(before) and before[-1][3] in WORK
    if not until:
        return
    last, new = until[-1], moves[0][0] >= start
    sums["open_end"] += last[3] in WORK
    sums["opened"] += new
    sums["void"] += new and last[2] == "void"
    sums["merged"] += new and last[2] == "merged"
    sums["finished"] += new and last[4] == "complete"
    done = [move[0] for move in until if move[4] == "complete"]
    sums["completed"] += bool(done) and done[0] >= start and last[4] == "complete"
    shut = [move[0] for move in until if move[3] == "closed"]
    sums["closed"] += bool(shut) and shut[0] >= start and last[3] == "closed"
    for _at, was, status, stage, outcome, old, _kind in until[len(before) :]:
        from_work, to_work = was is None or was in WORK, stage in WORK
        sums["completions"] += from_work and outcome == "complete"
        sums["drops"] += from_work and outcome == "drop"
        sums["merges"] += (from_work and status == "merged") - (old == "merged" and to_work)
        sums["reopenings"] += not from_work and to_work and old != "merged"
