"""A walk through the screen: every place that a key leads to, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support import room
from support.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

# What is pressed to get to a place from the queue; Esc leads back.
PLACES: dict[str, tuple[str, ...]] = {
    "menu": ("?",),
    "palette": (":",),
    "find": ("/",),
    "new": ("n",),
    "message": ("i",),
    "reply": ("r",),
    "note": ("c",),
    "status": ("s",),
    "close": ("x",),
    "assign": ("a",),
    "snooze": ("z",),
    "priority": ("p",),
    "tag": ("t",),
    "flag": ("!",),
    "edit": ("e",),
    "copy": ("y",),
    "plain": ("v",),
    "whoami": ("@",),
    "goto": ("#",),
    "reader": ("enter",),
}


def opened(path: Path, size: tuple[int, int] = (120, 40), **more: str) -> Terminal:
    """The desk on a terminal, when its queue is drawn."""
    environment = room.child_environment(DESK_DB=str(path), DESK_USER="03", **more)
    terminal = Terminal(room.program(), size=size, env=environment)
    terminal.wait_for("is:open")
    terminal.settle()
    return terminal


def back(terminal: Terminal) -> None:
    """Back to the queue, where Esc does nothing; what was narrowed or begun is two steps deep at most."""
    for _ in range(2):
        terminal.press("escape")
        terminal.settle(0.1)


def leave(terminal: Terminal) -> int:
    """Out by the front door; the exit code."""
    back(terminal)
    terminal.press("ctrl+q")
    return terminal.wait_end()
