"""Killed at any moment: what was acknowledged is there, what was not is there whole or not at all."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any

from support import broken, forks, truth
from support.stories import asked, at_desk, copy, names, opened

from desk.actions import arranging, talking
from desk.actions.talking import Said
from desk.errors import Busy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

SECONDS = 5.0


def adding(path: Path, who: str) -> Callable[[Callable[[Any], None]], None]:
    """Opens tickets with a note each, and reports every number once it is acknowledged."""

    def work(report: Callable[[Any], None]) -> None:
        desk = at_desk(path, who=who)
        while True:
            number = opened(desk, f"by {who}", customer=f"Customer {who}")
            report(["ticket", number])
            operation = talking.note(desk, [number], Said(f"note of {who}")).operation
            report(["note", operation])

    return work


def test_what_was_acknowledged_survives_kill(shop: Path) -> None:
    """Several seconds of writers that are killed at a random moment and started anew; the desk is looked at after each round."""
    dice, said, end, rounds = random.Random(11), [], time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        writers = [forks.start(adding(shop, str(who))) for who in range(3)]
        for reports in forks.drain(writers, dice.uniform(0.02, 0.25)):
            said += reports
        rounds += 1
        opened(at_desk(shop), "the next one finds an open desk")
    tickets = {row[0] for row in asked(shop, "SELECT id FROM ticket")}
    notes = {row[0] for row in asked(shop, "SELECT operation_id FROM change WHERE entity = 'message'")}
    lost = [report for report in said if report[1] not in (tickets if report[0] == "ticket" else notes)]
    assert lost == []
    assert rounds > 3
    assert len(said) > rounds, "hardly anything was written: the test has shown nothing"
    torn = asked(shop, "SELECT id FROM ticket WHERE id NOT IN (SELECT ticket_id FROM stage_event)")
    assert torn == [], "a ticket without its opening is half a deed"
    truth.demand(shop)


def test_a_bulk_deed_that_is_killed_leaves_nothing(shop: Path) -> None:
    desk = at_desk(shop)
    numbers = [opened(desk, f"ticket {index}") for index in range(300)]
    assert [number for number in numbers if number < 1] == []
    for pause in (0.0, 0.01, 0.03, 0.06, 0.1, 0.15):
        child = forks.start(lambda report: arranging.priority(desk, numbers, "high").operation)
        forks.drain([child], pause)
        opened(desk, "after the crash")
        high = asked(shop, "SELECT count(*) FROM ticket WHERE priority = 'high'")[0][0]
        written = asked(shop, "SELECT count(*) FROM operation WHERE deed = 'priority'")[0][0]
        assert (high, written) in ((0, 0), (300, 1)), "all or nothing"
        truth.demand(shop)
        if written:
            break


def test_the_next_one_takes_back_what_a_dead_writer_left(shop: Path) -> None:
    opened(at_desk(shop), "before")
    broken.dies_saving(shop)
    assert shop.with_name("shop.db-journal").stat().st_size > 0, "there is something to take back"
    number = opened(at_desk(shop), "after")
    assert asked(shop, "SELECT title FROM ticket ORDER BY id") == [("before",), ("after",)]
    assert number == 2
    assert asked(shop, "SELECT name FROM sqlite_master WHERE name = 'half'") == []
    truth.demand(shop)


def test_control_without_its_journal_the_crash_is_seen(template: Path, tmp_path: Path) -> None:
    """The harness would notice a half-saved file: without the journal it is one."""
    path = copy(template, tmp_path / "shop.db")
    before = path.read_bytes()
    broken.dies_saving(path)
    path.with_name("shop.db-journal").unlink()
    assert path.read_bytes() != before


def test_a_reader_does_not_wait_for_a_writer_that_lives(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal of somebody who is still saving is not taken back."""
    from contextlib import closing

    from desk.store import connection, engine, settings

    monkeypatch.setattr(settings, "BUSY_MS", 100)
    with engine.writer(shop).connect() as writing, writing.begin():
        writing.exec_driver_sql("UPDATE shop SET name = 'being saved'")
        with closing(connection.read(shop)) as reading:
            assert reading.execute("SELECT name FROM shop").fetchone() == ("阿强维修",)
        try:
            opened(at_desk(shop))
        except Busy:
            pass
        else:
            raise AssertionError("two wrote at once")
    assert asked(shop, "SELECT name FROM shop") == [("being saved",)]
    assert names(shop.parent)[0] == "shop.db"
