"""The desk as text, at two sizes and in two languages. DESK_WRITE_SNAPSHOTS=1 writes what is seen; then look at the difference."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.looking import lines, looked_for, until, widths
from support.sitting import sit
from support.stories import opened

from desk import i18n
from desk.actions import arranging, moving, talking
from desk.actions.talking import Said

FOLDER = Path(__file__).parent / "snapshots"
WRITE = bool(os.environ.get("DESK_WRITE_SNAPSHOTS"))  # read before the clean room takes it away
_TICKETS = (
    (
        "iPhone 12 屏幕碎",
        {"customer": "张三", "contacts": (("phone", "13800001111"),), "tags": ("屏幕",), "serial": "F2LX9"},
    ),
    ("Does it fit a 2019 MacBook?", {"kind": "inquiry", "customer": "M. Rossi", "channel": "email"}),
    ("退款没到账", {"kind": "complaint", "customer": "Wang Wei", "complaint_class": "service"}),
    ("洗衣机漏水，打开门就流", {"customer": "陈老师", "assignee": "05"}),
    ("Toaster sparks", {"customer": "A. Jensen", "priority": "urgent"}),
    ("换屏 小米 13", {"customer": "李四"}),
)


@pytest.fixture
def queue(desk, at):
    """Six tickets: an emergency, a complaint, one that waits for an answer, one with a flag and one that is ready."""
    at("2026-11-20T01:12:00Z")
    arranging.name_person(desk, "03", "李")
    found = [opened(desk, title, **facts) for title, facts in _TICKETS]
    moving.status(desk, [found[0]], "awaiting_approval", {"estimate": 48000})
    at("2026-11-21T09:34:00Z")
    talking.message(desk, [found[0]], Said("好的，修吧。When is it done?", via="wechat"), approved=True)
    arranging.flag(desk, [found[3]], "red", "third visit")
    moving.done(desk, [found[5]])
    at("2026-11-21T10:00:00Z")
    return found


def seen(at, name: str) -> None:
    text = "".join(f"{line.rstrip()}\n" for line in lines(at))
    path = FOLDER / f"{name}.txt"
    if WRITE:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_the_desk_looks_as_it_did_and_every_line_is_as_wide_as_the_screen(shop, queue, language, size):
    i18n.choose(language)

    async def story(at):
        screen = at.app.desk_screen
        await until(at, lambda: screen.showing.facts.me != "" and screen.showing.shop != "")
        await at.on(queue[0])
        await until(at, lambda: not screen.wide or "480" in at.screen())
        at.app.clear_notifications()
        await at.rest()
        assert widths(at) == {size[0]}
        seen(at, f"queue-{language}-{size[0]}x{size[1]}")
        await at.keys("<enter>")
        assert widths(at) == {size[0]}
        if size[0] == 80:
            seen(at, f"ticket-{language}-80x24")
        await at.keys("q")
        await looked_for(at, "屏")
        assert widths(at) == {size[0]}
        seen(at, f"found-{language}-{size[0]}x{size[1]}")

    sit(shop, story, size=size)
