from __future__ import annotations

import pytest
from support.looking import lines, until, widths
from support.sitting import sit
from support.stories import opened

from desk.actions import arranging, moving, talking
from desk.actions.talking import Said
from desk.config import parse
from desk.tui.widgets import cells


@pytest.fixture
def rich(desk, at):
    """A ticket about which much is known."""
    at("2026-11-20T01:12:00Z")
    number = opened(
        desk,
        "iPhone 12 屏幕碎",
        customer="张三",
        contacts=(("phone", "13800001111"),),
        channel="walk_in",
        brand="Apple",
        model="iPhone 12",
        serial="F2LX9",
        tags=("屏幕", "急"),
    )
    arranging.name_person(desk, "03", "李")
    at("2026-11-20T02:20:00Z")
    moving.status(desk, [number], "awaiting_approval", {"estimate": 48000})
    talking.message(desk, [number], Said("[red]什么时候[/] 好？\nsecond line", via="wechat"), approved=True)
    arranging.flag(desk, [number], "red", "very cross")
    at("2026-11-21T10:00:00Z")
    return number


def beside(story):
    async def told(at):
        await until(at, lambda: "timeline" in at.screen() or "经过" in at.screen())
        await story(at)

    return told


def test_it_tells_who_what_and_what_happened_in_the_shops_time(shop, rich):
    @beside
    async def story(at):
        text = at.screen()
        for part in (
            f"#{rich}  Repair  In repair",
            "⚑ Red  very cross (李)",
            "张三 · 138 0000 1111",
            "Device: Apple iPhone 12 · SN F2LX9",
            "Estimate: ¥480",
            "Tags: #屏幕 #急",
            "Fri 09:12  opened: Received 李",
            "Fri 10:20  Received → Waiting for",
            "[red]什么时候[/] 好？",
            "second line",
        ):
            assert part in text, part
        assert widths(at) == {120}

    sit(shop, story, size=(120, 40))


def test_property_shops_read_their_own_words(shop, desk, rich):
    from support.stories import edited

    edited(shop, "UPDATE shop SET sort = 'property'")

    @beside
    async def story(at):
        from desk import i18n

        i18n.choose("zh")
        at.app.desk_screen.showing.ticket(again=True)
        await until(at, lambda: "受理 → 待业主确认" in at.screen())

    sit(shop, story, size=(120, 40))


def test_parent_and_child_name_each_other(shop, desk, at, rich):
    from desk.actions.opening import Opening, open_ticket
    from desk.clock import from_text

    child = open_ticket(
        desk, Opening(title="how is it", kind="follow_up", parent=rich, due_at=from_text("2026-11-21T11:00:00Z"))
    ).numbers[0]

    @beside
    async def story(at):
        assert f"Followed by #{child}" in at.screen()
        await at.on(child)
        await until(at, lambda: f"Follows #{rich}" in at.screen())

    sit(shop, story, size=(120, 40))


def test_it_scrolls_from_the_queue_and_by_itself(shop, desk, rich):
    for at in range(40):
        talking.note(desk, [rich], Said(f"note {at}"))

    @beside
    async def story(at):
        screen = at.app.desk_screen
        await at.keys("J", "J")
        assert screen.preview.first == 6
        assert screen.focused is screen.queue
        await at.keys("K", "l", "G")
        assert "note 39" in at.screen()

    sit(shop, story, size=(120, 40))


def test_a_deed_shows_in_the_preview_without_moving_it(shop, desk, rich):
    @beside
    async def story(at):
        await at.app.session.perform(lambda here: talking.note(here, [rich], Said("fresh words")))
        await until(at, lambda: "fresh words" in at.screen())

    sit(shop, story, size=(120, 40))


def test_where_ambiguous_signs_are_wide_lines_are_drawn_with_plain_ones(shop, rich):
    settings = parse("[desk]\nambiguous_width = 2\n")

    @beside
    async def story(at):
        wide = [cells.width(line) for line in lines(at)]
        assert set(wide) == {120}
        assert "-- timeline --" in at.screen()

    try:
        sit(shop, story, size=(120, 40), settings=settings)
    finally:
        cells.ambiguous(1)
