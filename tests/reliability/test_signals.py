"""The line drops, the machine is switched off, somebody presses ctrl+z: the terminal is whole, the draft is there, the code tells."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from support import room, visits
from support.stories import asked, at_desk, opened
from support.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

TYPED = "屏幕到了 B3"
ENDS = [
    pytest.param(signal.SIGTERM, id="SIGTERM"),
    pytest.param(signal.SIGHUP, id="SIGHUP"),
    pytest.param(signal.SIGINT, id="SIGINT"),
]


def typing(shop: Path) -> Terminal:
    """A note is being written on the only ticket."""
    opened(at_desk(shop), "one")
    terminal = visits.opened(shop)
    write(terminal)
    return terminal


def write(terminal: Terminal) -> None:
    terminal.press("c")
    terminal.settle()
    terminal.press(TYPED)
    terminal.wait_for(TYPED)


def demand_kept(shop: Path) -> None:
    """Nothing was saved as a note, and the next one who writes there finds the words."""
    assert asked(shop, "SELECT count(*) FROM message") == [(0,)]
    with visits.opened(shop) as terminal:
        terminal.press("c")
        terminal.wait_for(TYPED)


@pytest.mark.parametrize("number", ENDS)
def test_a_signal_ends_it_in_order(shop: Path, number: signal.Signals) -> None:
    with typing(shop) as terminal:
        terminal.process.send_signal(number)
        assert terminal.wait_end() == 128 + number
        assert terminal.restored() == []
    demand_kept(shop)


def test_a_dropped_line_ends_it_and_keeps_the_draft(shop: Path) -> None:
    with typing(shop) as terminal:
        terminal.hang_up()
        assert terminal.process.wait(30) == 128 + signal.SIGHUP
    demand_kept(shop)


def test_control_without_the_guard_the_terminal_stays_broken() -> None:
    with Terminal([sys.executable, "-m", "support.bare_app"], env=room.child_environment()) as terminal:
        terminal.wait_for("type here")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_end() != 128 + signal.SIGTERM
        assert terminal.restored() != []


def test_put_aside_and_taken_up_again(shop: Path) -> None:
    """Under a shell, as people do it: stopped, the shell has a whole terminal; continued, the screen is as it was."""
    opened(at_desk(shop), "one")
    environment = room.child_environment(DESK_DB=str(shop), DESK_USER="03", PS1="ready> ", HISTFILE="/dev/null")
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env=environment) as terminal:
        terminal.wait_for("ready>")
        terminal.press(f"{sys.executable} -m desk", "enter")
        terminal.wait_for("is:open")
        terminal.settle()
        write(terminal)
        mark = len(terminal.raw)
        os.killpg(os.tcgetpgrp(terminal.master), signal.SIGTSTP)
        terminal.wait_until(lambda: b"ready>" in terminal.raw[mark:], "the shell's prompt")
        assert set(terminal.restored()) <= {"terminal settings", "paste"}, "the shell itself edits the line"
        terminal.press("fg", "enter")
        terminal.wait_for(TYPED)
        terminal.press("!")
        terminal.wait_for(f"{TYPED}!")
        os.killpg(os.tcgetpgrp(terminal.master), signal.SIGTERM)
        terminal.wait_until(lambda: b"ready>" in terminal.raw[-40:], "the shell's prompt")
    demand_kept(shop)
