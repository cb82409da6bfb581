"""The line drops, the machine is switched off, somebody presses ctrl+z: the terminal is whole, the draft is there, the code tells."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from support.room import child_environment
from support.stories import at_desk
from support.terminal import Terminal

from desk.actions import drafts

if TYPE_CHECKING:
    from pathlib import Path

INTERRUPTED = pytest.mark.xfail(reason="the screen leaves SIGINT to asyncio: exit 0 and no draft", strict=True)
ENDS = [
    pytest.param(signal.SIGTERM, id="SIGTERM"),
    pytest.param(signal.SIGHUP, id="SIGHUP"),
    pytest.param(signal.SIGINT, id="SIGINT", marks=INTERRUPTED),
]
TYPED = "张三 的手机"


def started(shop: Path, how: str = "guarded") -> Terminal:
    terminal = Terminal([sys.executable, "-m", "support.typing_app", how], env=child_environment(DESK_DB=str(shop)))
    terminal.wait_for("type here")
    terminal.press(TYPED)
    terminal.wait_for(TYPED)
    return terminal


def draft(shop: Path) -> object:
    return drafts.load(at_desk(shop), "new").get("line")


@pytest.mark.parametrize("number", ENDS)
def test_a_signal_ends_it_in_order(shop: Path, number: signal.Signals) -> None:
    with started(shop) as terminal:
        terminal.process.send_signal(number)
        assert terminal.wait_end() == 128 + number
        assert terminal.restored() == []
        assert draft(shop) == TYPED


def test_a_dropped_line_ends_it_and_keeps_the_draft(shop: Path) -> None:
    with started(shop) as terminal:
        terminal.hang_up()
        assert terminal.process.wait(30) == 128 + signal.SIGHUP
        assert draft(shop) == TYPED


def test_control_without_the_guard_the_terminal_stays_broken(shop: Path) -> None:
    with started(shop, "bare") as terminal:
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_end() != 128 + signal.SIGTERM
        assert terminal.restored() != []
        assert draft(shop) is None


def test_put_aside_and_taken_up_again(shop: Path) -> None:
    """Under a shell, as people do it: stopped, the shell has a whole terminal; continued, the screen is as it was."""
    environment = child_environment(DESK_DB=str(shop), PS1="ready> ", HISTFILE="/dev/null")
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env=environment) as terminal:
        terminal.wait_for("ready>")
        terminal.press(f"{sys.executable} -m support.typing_app guarded", "enter")
        terminal.wait_for("type here")
        terminal.press(TYPED)
        terminal.wait_for(TYPED)
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
    assert draft(shop) == f"{TYPED}!"
