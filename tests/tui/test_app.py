from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest
from support import room, stories
from support.looking import looked_for
from support.sitting import sit
from support.stories import opened

from desk.config import Settings
from desk.errors import Busy, NoDesk, NotFound
from desk.tui import app
from desk.tui.session import Session


def test_a_missing_desk_is_told_at_the_door_and_not_created(tmp_path):
    with pytest.raises(NoDesk) as told:
        app.run_on(str(tmp_path / "none.db"), Settings(), "03")
    assert "desk init" in told.value.sentence.id
    assert stories.names(tmp_path) == []


def test_the_door_loads_no_textual_and_the_screen_no_write_side():
    code = (
        "import sys, desk.tui.app; assert not {'textual', 'rich', 'sqlmodel'} & set(sys.modules), sys.modules;"
        "import desk.tui.desk_app; assert not {'sqlmodel', 'sqlalchemy', 'alembic', 'pydantic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=room.child_environment())


def test_a_session_reads_writes_and_tells_what_it_touched(shop):
    told = []

    class Listening:
        def touched(self, outcome):
            told.append(outcome.numbers)

        def switched(self):
            told.append("switched")

        def waiting(self, *, on):
            told.append(on)

    async def run() -> None:
        session = Session(str(shop), Settings(), "03")
        session.listener = Listening()
        try:
            outcome = await session.perform(_opened)
            assert await session.read(lambda reader: [row.number for row in reader.rows(outcome.numbers)]) == [1]
            assert session.zone.key == room.ZONE
            with pytest.raises(NotFound):
                await session.read(lambda reader: reader.ticket(99))
            session.switch("05")
            session.switch("05")
            outcome = await session.perform(_opened)
            assert told == [(1,), "switched", (2,)]
        finally:
            session.close()

    asyncio.run(run())
    assert stories.asked(shop, "SELECT s.number FROM operation o JOIN staff s ON s.id = o.staff_id") == [
        ("03",),
        ("05",),
    ]
    assert len(stories.asked(shop, "SELECT DISTINCT session FROM operation WHERE door = 'tui' AND session <> ''")) == 1


def _opened(desk):
    from desk.actions.opening import Opening, open_ticket

    return open_ticket(desk, Opening(title="it", kind="repair"))


def test_a_session_notices_commits_of_others_and_a_file_that_was_put_back(shop, desk, tmp_path):
    async def run() -> None:
        session = Session(str(shop), Settings(), "03")
        session.open()
        try:
            assert not await session.changed()
            await asyncio.to_thread(opened, desk)
            assert await session.changed()
            assert not await session.changed()
            stories.copy(shop, tmp_path / "copy.db").replace(shop)
            assert await session.changed()
            assert not await session.changed()
        finally:
            session.close()

    asyncio.run(run())


def test_a_file_that_stays_busy_is_an_error_in_words(shop, monkeypatch):
    import sqlite3
    from contextlib import closing

    from desk.store import settings

    monkeypatch.setattr(settings, "BUSY_MS", 50)

    async def run() -> None:
        session = Session(str(shop), Settings(), "03")
        try:
            with closing(sqlite3.connect(shop, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                with pytest.raises(Busy):
                    await session.read(lambda reader: reader.rows([1]))
        finally:
            session.close()

    asyncio.run(run())


def test_errors_and_refusals_are_told_in_words(shop, desk):
    from desk.actions.desk import Outcome, Refusal
    from desk.text import Sentence

    async def story(at):
        at.app.complain(NotFound("There is no ticket {number}.", number=7))
        refused = tuple(Refusal(number, NotFound("There is no ticket {number}.", number=number)) for number in range(5))
        at.app.done(Outcome(None, Sentence("{count} moved", count=2), (), refused))
        await at.rest()
        assert at.toasts[-2] == "There is no ticket 7."
        assert at.toasts[-1].split("\n")[0] == "2 moved"
        assert at.toasts[-1].split("\n")[-1] == "and 2 more"

    sit(shop, story)


def test_the_mouse_is_the_terminals_own_unless_the_config_wants_it(shop, desk):
    opened(desk, "洗衣机漏水")
    for mouse in (False, True):
        output = _until_quit(shop, f"[desk]\nmouse = {str(mouse).lower()}\n")
        assert "洗衣机漏水" in output
        assert ("\x1b[?1000h" in output) == mouse
        assert "\x1b[?1049l" in output  # the terminal has its own screen back


def test_back_from_the_shell_everything_is_drawn_again(shop, desk):
    opened(desk, "洗衣机漏水")
    child = _started(shop, "")
    child.expect("1 / 1 ")
    child.send("\x1a")
    while Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8").split()[2] != "T":
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGCONT)
    child.expect("洗衣机漏水")
    child.expect("1 / 1 ")
    child.send("q")
    child.expect(pexpect.EOF)


def _started(shop, config: str):
    code = (
        "import sys; from desk.config import parse; from desk.tui import app;"
        f"sys.exit(app.run_on({str(shop)!r}, parse({config!r}), '03'))"
    )
    env = dict(room.child_environment())
    return pexpect.spawn(sys.executable, ["-c", code], env=env, dimensions=(24, 80), encoding="utf-8", timeout=60)


def _until_quit(shop, config: str) -> str:
    child = _started(shop, config)
    child.expect("1 / 1 ")
    output = child.before + child.after
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, child.signalstatus) == (0, None)
    return output + child.before


def test_the_file_is_never_read_on_the_event_loop(shop, desk, monkeypatch):
    import threading

    opened(desk)
    from desk.store import connection

    main, seen = threading.get_ident(), []
    read = connection.read
    monkeypatch.setattr(connection, "read", lambda path: seen.append(threading.get_ident()) or read(path))

    async def story(at):
        await looked_for(at, "屏")
        await at.keys("<enter>", "<enter>", "q", "w")
        assert seen
        assert main not in seen

    sit(shop, story)
    assert stories.asked(shop, "SELECT count(*) FROM ticket") == [(1,)]
