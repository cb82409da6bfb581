"""Facts of a period: whatever happened to the tickets, the quick count equals the slow walk through every ticket's moves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports.ledger import STATUSES, WORK, Ledger, Timeline

from desk.clock import to_text
from desk.domain.kinds import KINDS
from desk.queries import facts
from desk.reports.facts import EMPTY, add

if TYPE_CHECKING:
    from pathlib import Path

START, END = "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"
_FIRST = datetime(2026, 9, 1, tzinfo=UTC)

# Hours since September began, few enough to meet: on the period's edges, and several moves in one second.
_hours = st.sampled_from([0, 1, 719, 720, 721, 1000, 1463, 1464, 1465, 2100]) | st.integers(0, 2200)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, str, list[tuple[int, str]]]]:
    """Tickets as (kind, category, moves); the first move opens, ended ones included, as imports do."""
    found = []
    for _ticket in range(draw(st.integers(1, 12))):
        at = sorted(draw(st.lists(_hours, min_size=1, max_size=7)))
        moves = [(at[0], draw(st.sampled_from(["received", "received", "on_hold", "collected", "cancelled"])))]
        for hour in at[1:]:
            moves.append((hour, draw(st.sampled_from(_ways(moves[-1][1])))))
        found.append((draw(st.sampled_from(list(KINDS))), draw(st.sampled_from(["", "灯"])), moves))
    return found


def _ways(status: str) -> list[str]:
    """Where the guard lets a ticket go: ended ones come back, end further, are merged or void; no ✔ becomes another ✘."""
    if STATUSES[status][0] in WORK:
        return [name for name in STATUSES if name != status]
    return ["in_repair", "merged", "void", *(["collected"] if status == "ready" else [])]


def _write(connection: sqlite3.Connection, history: list[tuple[str, str, list[tuple[int, str]]]]) -> None:
    ledger = Ledger(connection)
    for kind, category, ((hour, status), *moves) in history:
        ticket = ledger.open(_at(hour), status, kind=kind, category=category)
        for later, to in moves:
            ledger.move(ticket, _at(later), to, reason="no_access" if to == "on_hold" else "")


def _at(hour: int) -> str:
    return to_text(_FIRST + timedelta(hours=hour))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(histories())
def test_the_quick_count_equals_the_walk_and_every_flow_balances(template: Path, history):
    with closing(_in_memory(template)) as connection:
        _write(connection, history)
        timeline = Timeline(connection)
        for start, end in (("2026-09-01T00:00:00Z", START), (START, END), (END, "2026-12-01T00:00:00Z")):
            found = facts.read(connection, start, end)
            assert found.balanced()
            for kind in KINDS:
                tally = found.kind.get(kind, EMPTY)._asdict()
                slow = timeline.tally(kind, start, end)
                assert {name: tally[name] for name in slow} == slow
            _whole(found)


def _whole(found: facts.Facts) -> None:
    """What is broken down adds up to the headline."""
    total = found.headline()
    for dimension in ("site", "category", "assignee"):
        assert add(found.by(dimension).values())[:5] == (*total[:3], 0, total.open_end)
    assert sum(found.unfinished.values()) == total.open_end


def _in_memory(template: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(template)) as source:
        source.backup(connection)
    return connection


@pytest.fixture
def ledger(shop: Path) -> Ledger:
    return Ledger(sqlite3.connect(shop, isolation_level=None))


def test_a_repair_counts_when_it_is_ready_and_collecting_it_adds_nothing(ledger):
    ticket = ledger.open("2026-09-20T08:00:00Z")
    ledger.move(ticket, "2026-10-02T08:00:00Z", "ready")
    ledger.move(ticket, "2026-11-03T08:00:00Z", "collected")
    october, november = (
        facts.read(ledger.connection, *month) for month in ((START, END), (END, "2026-12-01T00:00:00Z"))
    )
    assert (october.headline().completed, october.headline().completions, october.headline().closed) == (1, 1, 0)
    assert (november.headline().completed, november.headline().completions, november.headline().closed) == (0, 0, 1)


def test_october_does_not_change_when_november_reopens(ledger):
    ticket = ledger.open("2026-10-02T08:00:00Z")
    ledger.move(ticket, "2026-10-03T08:00:00Z", "ready")
    before = facts.read(ledger.connection, START, END)
    ledger.move(ticket, "2026-11-03T08:00:00Z", "in_repair")
    ledger.move(ticket, "2026-11-04T08:00:00Z", "ready")
    after = facts.read(ledger.connection, START, END)
    assert after == before
    assert facts.read(ledger.connection, END, "2026-12-01T00:00:00Z").headline().completed == 0


def test_what_is_reopened_in_its_month_is_a_deed_but_no_longer_stands(ledger):
    ticket = ledger.open("2026-10-02T08:00:00Z")
    ledger.move(ticket, "2026-10-03T08:00:00Z", "ready")
    ledger.move(ticket, "2026-10-04T08:00:00Z", "in_repair")
    total = facts.read(ledger.connection, START, END).headline()
    assert (total.completed, total.completions, total.reopenings, total.open_end) == (0, 1, 1, 1)


def test_taking_back_a_merge_takes_it_out_of_the_flow(ledger):
    ticket = ledger.open("2026-10-02T08:00:00Z")
    ledger.move(ticket, "2026-10-03T08:00:00Z", "merged")
    ledger.move(ticket, "2026-10-04T08:00:00Z", "in_repair")
    total = facts.read(ledger.connection, START, END).headline()
    assert (total.merges, total.reopenings, total.open_end, total.merged) == (0, 0, 1, 0)
    assert total.balanced


def test_void_and_merged_count_as_opened_and_in_the_flow_but_in_no_rate(ledger):
    for status in ("ready", "void", "merged"):
        ticket = ledger.open("2026-10-02T08:00:00Z")
        ledger.move(ticket, "2026-10-03T08:00:00Z", status)
    total = facts.read(ledger.connection, START, END).headline()
    assert (total.opened, total.counted, total.finished) == (3, 1, 1)
    assert (total.drops, total.merges) == (1, 1)


def test_dates_that_contradict_each_other_do_not_balance(ledger):
    ticket = ledger.open("2026-10-02T08:00:00Z")
    ledger.move(ticket, "2026-10-03T08:00:00Z", "ready")
    ledger.connection.execute("DELETE FROM stage_event WHERE to_status = 'ready'")
    assert not facts.read(ledger.connection, START, END).balanced()


def test_credit_goes_to_who_did_it_and_an_import_that_names_nobody_credits_nobody(ledger):
    anna, li = ledger.person("Anna", "03"), ledger.person("李", "05")
    ticket = ledger.open("2026-10-02T08:00:00Z", by=anna, assignee_id=anna)
    ledger.move(ticket, "2026-10-03T08:00:00Z", "ready", by=li)
    ledger.open("2026-10-04T08:00:00Z", "collected")
    ledger.open("2026-10-05T08:00:00Z", by=anna, assignee_id=li)
    people = facts.read(ledger.connection, START, END).assignee
    assert {name: tally[:2] for name, tally in people.items()} == {"Anna": (2, 0), "李": (0, 1), "": (1, 1)}
    assert {name: tally.open_end for name, tally in people.items()} == {"Anna": 0, "李": 1, "": 0}


def test_two_people_of_one_name_stay_two(ledger):
    for number in ("03", "05"):
        wang = ledger.person("小王", number)
        ledger.open("2026-10-02T08:00:00Z", by=wang, assignee_id=wang)
    assert set(facts.read(ledger.connection, START, END).assignee) == {"小王 (03)", "小王 (05)"}


@pytest.mark.parametrize("state", ["writing", "undone"])
def test_what_an_import_hides_is_not_counted(ledger, state):
    ledger.connection.execute(
        "INSERT INTO import_batch (id, at, source, file_name, sha256, state) VALUES (1, ?, 'x', 'x.csv', '', ?)",
        (START, state),
    )
    ledger.open("2026-10-02T08:00:00Z", "collected", import_id=1)
    assert not facts.has_tickets(ledger.connection)
    ledger.open("2026-10-03T08:00:00Z")
    assert facts.has_tickets(ledger.connection)
    total = facts.read(ledger.connection, START, END).headline()
    assert (total.opened, total.completed, total.open_end) == (1, 0, 1)
    ledger.connection.execute("UPDATE import_batch SET state = 'live'")
    total = facts.read(ledger.connection, START, END).headline()
    assert (total.opened, total.completed, total.open_end) == (2, 1, 1)


def test_what_a_taken_back_import_did_to_an_older_ticket_is_not_counted(ledger):
    ticket = ledger.open("2026-09-02T08:00:00Z")
    ledger.move(ticket, "2026-10-03T08:00:00Z", "ready")
    expected = facts.read(ledger.connection, START, END)
    ledger.connection.execute(
        "INSERT INTO import_batch (id, at, source, file_name, sha256, state) VALUES (1, ?, 'x', 'x.csv', '', 'undone')",
        (START,),
    )
    ledger.connection.execute(
        "INSERT INTO stage_event (ticket_id, at, from_status, from_stage, from_outcome, to_status, to_stage, source, import_id)"
        " VALUES (?, '2026-10-04T08:00:00Z', 'ready', 'resolved', 'complete', 'in_repair', 'open', 'import', 1)", (ticket,)
    )  # fmt: skip
    assert facts.read(ledger.connection, START, END) == expected


def test_the_reason_of_a_month_is_the_one_it_had_then(ledger):
    ticket = ledger.open("2026-10-02T08:00:00Z", category="灯")
    ledger.move(ticket, "2026-10-03T08:00:00Z", "on_hold", reason="season_stop")
    ledger.open("2026-10-05T08:00:00Z")
    expected = {("season_stop", "灯"): 1, ("", ""): 1}
    assert facts.read(ledger.connection, START, END).unfinished == expected
    ledger.move(ticket, "2026-11-03T08:00:00Z", "in_repair")
    ledger.connection.execute(
        "INSERT INTO operation (id, at, door, session, deed) VALUES (1, '2026-11-03T08:00:00Z', 'cli', '', 'status')"
    )
    ledger.connection.execute(
        "INSERT INTO change (operation_id, entity, row_id, ticket_id, before, after)"
        """ VALUES (1, 'ticket', ?1, ?1, '{"status":"on_hold","reason":"season_stop"}', '{"status":"in_repair","reason":""}')""",
        (ticket,),
    )
    assert facts.read(ledger.connection, START, END).unfinished == expected
    assert facts.read(ledger.connection, END, "2026-12-01T00:00:00Z").unfinished == {("", "灯"): 1, ("", ""): 1}
