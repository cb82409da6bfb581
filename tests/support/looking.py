"""Reading the screen of a sitting: lines, the rows of the queue, and waiting for what a timer brings."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desk.text import cell_width
from desk.tui.desk_queue import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.sitting import Sitting


def lines(at: Sitting) -> list[str]:
    """The lines of the screen."""
    return at.screen().split("\n")


def widths(at: Sitting) -> set[int]:
    """How many cells the lines take; one number when nothing is sheared."""
    return {cell_width(line) for line in lines(at)}


def numbers(at: Sitting) -> list[int]:
    """The tickets in the queue, those of the view."""
    found = list(at.app.desk_screen.queue.numbers)
    return found[: found.index(OUTSIDE)] if OUTSIDE in found else found


def outside(at: Sitting) -> list[int]:
    """The tickets in the queue that were found outside the view."""
    found = list(at.app.desk_screen.queue.numbers)
    return found[found.index(OUTSIDE) + 1 :] if OUTSIDE in found else []


async def until(at: Sitting, holds: Callable[[], bool]) -> None:
    """Waits for what comes by itself: a letter that is asked for, another program that saves."""
    for _turn in range(2000):
        if holds():
            await at.rest()
            return
        await asyncio.sleep(0.005)
    raise AssertionError(at.screen())


async def looked_for(at: Sitting, text: str) -> None:
    """Types a question into the find box and waits for its answer."""
    await at.keys("/", text)
    order = at.app.desk_screen.order
    await until(at, lambda: order.answered.typed == text and order.settled)
