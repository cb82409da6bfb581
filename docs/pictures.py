"""Draws the pictures of the README from the real screen: `python docs/pictures.py` writes docs/*.svg beside itself.

The sample shop, the moment and the size are fixed, so the same program gives the same bytes. Needs what the tests need.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / ".ci")]

import catalogs  # noqa: E402 - found through the line above
import drawing  # noqa: E402 - as above

from desk import clock, i18n, tui  # noqa: E402 - as above

tui.prepare()

from textual.events import Paste  # noqa: E402 - the environment has to be set before Textual is imported
from textual.widgets import Input  # noqa: E402

from desk.actions import sample  # noqa: E402
from desk.config import Settings  # noqa: E402
from desk.config.settings import Shop  # noqa: E402
from desk.tui import walking  # noqa: E402
from desk.tui.desk_app import DeskApp  # noqa: E402
from desk.tui.session import Session  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

MOMENT = "2026-11-27T08:00:00Z"  # a Friday afternoon in the shop
ZONE = "Asia/Shanghai"
SIZE = (120, 40)


class Picture(NamedTuple):
    """A file, the language of the screen, and what happens on it: the cursor goes to a ticket, a line is typed."""

    name: str
    language: str
    title: str
    ticket: str
    line: str = ""


PICTURES = (
    Picture("queue-en", "en", "desk: the queue", "Swift Drum 5%"),
    Picture("queue-zh", "zh", "desk：队列", "青禾M5%"),
    Picture(
        "new-en",
        "en",
        "desk: a new ticket",
        "Swift Drum 5%",
        "Lumen P9 does not charge @Alma +447700900101 due:tomorrow !high",
    ),
    Picture("new-zh", "zh", "desk：新工单", "青禾M5%", "青禾M5 充不进电 @徐 13800001129 due:明天 !高"),
)


async def play(app: DeskApp, pilot: Pilot[int], picture: Picture) -> None:
    """What is to be seen."""
    screen = app.desk_screen
    await _until(pilot, lambda: screen.order.settled and bool(screen.showing.shop))
    with closing(sqlite3.connect(app.session.path)) as desk:
        asked = "SELECT max(id) FROM ticket WHERE title LIKE ? AND stage IN ('open', 'waiting')"
        (number,) = desk.execute(asked, (picture.ticket,)).fetchone()
    await walking.go_to(screen, number)
    if picture.line:
        await pilot.press("n")
        await _until(pilot, lambda: app.screen is not screen)
        app.post_message(Paste(picture.line))
        for box in app.screen.query(Input):
            box.cursor_blink = False  # else it is in the picture or not, as it happens


async def _until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    for _turn in range(1000):
        await pilot.pause(0.01)
        if holds():
            return
    raise TimeoutError


async def _still(app: DeskApp, pilot: Pilot[int]) -> None:
    """Until nothing is read or drawn any more, and no message covers the screen."""
    before = ""
    for _turn in range(100):
        await pilot.pause(0.3)
        app.clear_notifications()
        now = app.export_screenshot()
        if now == before:
            return
        before = now
    raise TimeoutError


async def drawn(path: Path, settings: Settings, picture: Picture) -> str:
    """The picture, of the desk file at `path`."""
    i18n.choose(picture.language)
    session = Session(str(path), settings, "03")
    app = DeskApp(session)
    try:
        async with app.run_test(size=SIZE) as pilot:
            await play(app, pilot, picture)
            await _still(app, pilot)
            strips = app.screen._compositor.render_strips()  # noqa: SLF001 - what is on the screen has no public door
            colours = app.theme_variables
            return drawing.svg(strips, title=picture.title, ink=colours["foreground"], ground=colours["background"])
    finally:
        session.close()


def clean_room(folder: Path) -> None:
    """Nothing of the developer's own, and a clock that stands still."""
    for name in list(os.environ):
        if name.startswith(("DESK_", "XDG_", "LC_", "LANG")) or name == "NO_COLOR":
            del os.environ[name]
    os.environ.update(HOME=str(folder), DESK_NOW=MOMENT, TZ="UTC", COLORTERM="truecolor", TERM="xterm-256color")
    catalogs.compile_all()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clean_room(Path(folder))
        path = Path(folder) / "shop.db"
        desk = sample.build(path, Settings().replace(shop=Shop(zone=ZONE)), as_of=clock.now(), language="zh")
        for picture in PICTURES:
            text = asyncio.run(drawn(path, desk.settings, picture))
            (HERE / f"{picture.name}.svg").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
