"""Proving that a desk is what it says: SQLite's own checks, and the facts of tickets worked out again from their timeline."""

from __future__ import annotations

import stat
from contextlib import closing
from typing import TYPE_CHECKING

from desk.record import NamedTuple
from desk.store import backup, connection, settings
from desk.text import N_, Sentence

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

SHOWN = 10


class Finding(NamedTuple):
    """Something that is not as it should be. `damage` findings mean the file cannot be trusted; the others are advice."""

    damage: bool
    sentence: Sentence


# Each asks for the numbers of tickets that contradict their own timeline; live or hidden, they must hold for all.
_TIMELINE: tuple[tuple[str, str], ...] = (
    (
        N_("Tickets without a dated opening: {numbers}"),
        (
            "SELECT t.id FROM ticket t WHERE NOT EXISTS (SELECT 1 FROM stage_event e WHERE e.ticket_id = t.id"
            " AND e.from_status IS NULL)"
        ),
    ),
    (
        N_("Tickets whose status is not that of their last move: {numbers}"),
        (
            "SELECT t.id FROM ticket t JOIN stage_event e ON e.id = (SELECT id FROM stage_event WHERE ticket_id = t.id"
            " ORDER BY id DESC LIMIT 1) WHERE e.to_status <> t.status OR e.to_stage <> t.stage"
            " OR e.to_outcome IS NOT t.outcome"
        ),
    ),
    (
        N_("Unfinished tickets with a date of completion: {numbers}"),
        "SELECT id FROM ticket WHERE stage IN ('open', 'waiting') AND (resolved_at IS NOT NULL OR closed_at IS NOT NULL)",
    ),
    (
        N_("Tickets whose closing date is not that of their move: {numbers}"),
        (
            "SELECT t.id FROM ticket t WHERE t.stage = 'closed' AND t.closed_at IS NOT (SELECT e.at FROM stage_event e"
            " WHERE e.ticket_id = t.id AND e.to_stage = 'closed' AND e.from_stage IS NOT 'closed' ORDER BY e.id DESC LIMIT 1)"
        ),
    ),
    (
        N_("Tickets whose date of completion is not that of their move: {numbers}"),
        (
            "SELECT t.id FROM ticket t WHERE t.outcome = 'complete' AND t.resolved_at IS NOT (SELECT e.at FROM stage_event e"
            " WHERE e.ticket_id = t.id AND e.to_outcome = 'complete' AND e.from_outcome IS NULL ORDER BY e.id DESC LIMIT 1)"
        ),
    ),
    (
        N_("Tickets whose first answer is not that of their timeline: {numbers}"),
        (
            "SELECT t.id FROM ticket t JOIN (SELECT ticket_id, min(at) AS at FROM message WHERE kind IN ('reply', 'visit')"
            " OR (kind = 'call' AND result = 'reached') GROUP BY ticket_id) m ON m.ticket_id = t.id"
            " WHERE t.first_response_at IS NULL OR t.first_response_at > m.at"
        ),
    ),
    (
        N_("Tickets that wait since a time when nobody asked: {numbers}"),
        (
            # what was asked elsewhere has stayed there: a table brings the clocks of a ticket, not its messages
            "SELECT t.id FROM ticket t WHERE t.waiting_since IS NOT NULL AND t.waiting_since <> t.opened_at"
            " AND t.external_id IS NULL AND NOT EXISTS (SELECT 1 FROM message m WHERE m.ticket_id = t.id AND m.needs_answer = 1 AND m.at = t.waiting_since)"
        ),
    ),
)


def examine(path: Path, *, deep: bool) -> Iterator[Finding]:
    """What is wrong with the desk at `path`; nothing when all is well. Raises as `connection.inspect`."""
    connection.demand_head(connection.inspect(path), path)
    for line in backup.faults_in(path, deep=deep):
        yield Finding(damage=True, sentence=Sentence(N_("The file is damaged: {problem}"), problem=line))
    with closing(connection.open_unchecked(path)) as opened:
        yield from _rows(opened)
        if deep:
            yield from _timelines(opened)
    yield from _file(path)


def _rows(opened: sqlite3.Connection) -> Iterator[Finding]:
    for table, row_id, parent, _ in opened.execute("PRAGMA foreign_key_check").fetchmany(SHOWN):
        sentence = Sentence(
            N_("Row {row} of {table} points at a {parent} that is not there."), row=row_id, table=table, parent=parent
        )
        yield Finding(damage=True, sentence=sentence)
    writing = opened.execute("SELECT count(*) FROM import_batch WHERE state = 'writing'").fetchone()[0]
    if writing:
        yield Finding(
            damage=False, sentence=Sentence(N_("An import was interrupted; the next import sweeps up what it left."))
        )
    dirty = opened.execute("SELECT count(*) FROM search_dirty").fetchone()[0]
    if dirty:
        yield Finding(
            damage=False,
            sentence=Sentence(
                N_("{count} tickets wait for the search index; the next deed indexes them."), count=dirty
            ),
        )
    zone, language = opened.execute("SELECT zone, language FROM shop").fetchone()
    if zone in ("UTC", "Etc/UTC") and language.startswith("zh"):
        yield Finding(
            damage=False,
            sentence=Sentence(
                N_("The shop's time zone is UTC, though it speaks Chinese. Months may begin at the wrong hour.")
            ),
        )


def _timelines(opened: sqlite3.Connection) -> Iterator[Finding]:
    for sentence, sql in _TIMELINE:
        found = [str(row[0]) for row in opened.execute(f"{sql} LIMIT {SHOWN}")]
        if found:
            yield Finding(damage=True, sentence=Sentence(sentence, numbers=", ".join(found)))
    count = opened.execute("SELECT count(*) FROM ticket").fetchone()[0]
    indexed = opened.execute("SELECT count(*) FROM search").fetchone()[0]
    dirty = opened.execute("SELECT count(*) FROM search_dirty").fetchone()[0]
    if abs(count - indexed) > dirty:
        yield Finding(
            damage=True,
            sentence=Sentence(N_("The search index has {indexed} of {count} tickets."), indexed=indexed, count=count),
        )


def _file(path: Path) -> Iterator[Finding]:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o007:
        yield Finding(
            damage=False,
            sentence=Sentence(N_("Everybody on this machine may read {path}; run: chmod 600 {path}"), path=str(path)),
        )
    if settings.filesystem(path) in ("nfs", "nfs4", "cifs", "smb3", "fuse.sshfs"):
        yield Finding(
            damage=False,
            sentence=Sentence(
                N_("{path} lies on a network disk; several people should use ssh to one machine instead."),
                path=str(path),
            ),
        )
