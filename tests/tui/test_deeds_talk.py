from __future__ import annotations

from support.sitting import sit
from support.stories import opened


def test_a_note_is_typed_and_saved(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("c", "screen is 原装", "<ctrl+s>")
        assert at.asked("SELECT kind, body, channel FROM message") == [("note", "screen is 原装", "")]
        assert at.asked("SELECT door, deed FROM operation ORDER BY id DESC LIMIT 1") == [("tui", "note")]
        assert at.app.screen is at.app.desk_screen

    sit(shop, story)
