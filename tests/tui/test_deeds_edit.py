from __future__ import annotations

from support.sitting import sit
from support.stories import opened


def test_only_what_was_changed_is_written(shop, desk):
    number = opened(desk, body="one\ntwo")

    async def story(at):
        await at.on(number)
        await at.keys("e", "<end>", " 两处", "<ctrl+s>")
        assert at.ticket(number, "title", "body") == ("iPhone 12 屏幕碎 两处", "one\ntwo")
        assert at.asked("SELECT deed, tickets FROM operation ORDER BY id DESC LIMIT 1") == [("set", 1)]
        await at.keys("e", "<ctrl+s>")
        assert at.asked("SELECT count(*) FROM operation") == [(2,)]

    sit(shop, story)


async def to_field(at, name):
    """Tab by tab."""
    for _turn in range(40):
        if at.app.screen.focused is at.app.screen._fields[name].box:
            return
        await at.pilot.press("tab")
    raise AssertionError(name)


def test_amounts_dates_and_choices(shop, desk, at):
    at("2026-11-20T02:00:00Z")
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("e")
        for name, text in (("estimate", "480.5"), ("due_at", "fri"), ("order_number", "AB 12-3")):
            await to_field(at, name)
            await at.keys(text)
        await to_field(at, "channel")
        await at.keys("6", "<ctrl+s>")
        assert at.ticket(number, "estimate", "currency", "due_at", "order_number", "order_folded", "channel") == (
            48050, "CNY", "2026-11-20T10:00:00Z", "AB 12-3", "ab123", "wechat",
        )  # fmt: skip
        await at.keys("e")
        await to_field(at, "estimate")
        await at.keys("<ctrl+u>", "<ctrl+s>")
        assert at.ticket(number, "estimate", "due_at") == (None, "2026-11-20T10:00:00Z")

    sit(shop, story)


def test_what_cannot_be_understood_is_said_at_its_field_and_stays(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("e")
        await to_field(at, "score")
        await at.keys("9", "<ctrl+s>")
        assert "A number from 1 to 5." in at.screen()
        await at.keys("<backspace>", "4", "<ctrl+s>")
        assert at.ticket(number, "score") == 4

    sit(shop, story)


def test_who_saves_later_keeps_the_text_and_sees_what_the_other_changed(shop, desk, colleague):
    from desk.actions import arranging

    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("e", "<ctrl+u>", "mine")
        arranging.set_fields(colleague, [number], {"title": "theirs", "address": "8-2-501"})
        await at.keys("<ctrl+s>")
        assert at.ticket(number, "title") == "theirs"
        shown = at.screen()
        assert "meanwhile somebody wrote: theirs" in shown
        assert "2 fields meanwhile" in shown
        assert at.app.screen.values()["title"] == "mine"
        assert at.app.screen.values()["address"] == "8-2-501"
        await at.keys("<ctrl+s>")
        assert at.ticket(number, "title", "address") == ("mine", "8-2-501")

    sit(shop, story)


def test_filled_fields_go_to_all_marked_tickets(shop, desk):
    numbers = [opened(desk, "one", category="phone"), opened(desk, "two", category="lamp")]

    async def story(at):
        await at.keys("*", "e")
        await to_field(at, "category")
        await at.keys("laptop", "<ctrl+s>")
        assert [at.ticket(number, "title", "category") for number in numbers] == [("one", "laptop"), ("two", "laptop")]

    sit(shop, story)


def test_a_shops_own_lists_are_read_and_written_by_their_names(shop, desk):
    from desk.config import Settings
    from desk.config.settings import Site
    from desk.text import Label

    number = opened(desk, site="old")
    settings = Settings(site=Site(more={"old": Label("Old Street", "老街"), "port": Label("Harbour", "海港")}))

    async def story(at):
        await at.on(number)
        await at.keys("e")
        assert at.app.screen.values()["site"] == "Old Street"
        await to_field(at, "site")
        await at.keys("<ctrl+u>", "海港", "<ctrl+s>")
        assert at.ticket(number, "site") == "port"

    sit(shop, story, settings=settings)


def test_a_half_filled_form_is_there_next_time(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("e", " 黑色", "<escape>")
        assert "黑色" not in at.ticket(number, "title")
        await at.keys("e", "<ctrl+s>")
        assert at.ticket(number, "title") == "iPhone 12 屏幕碎 黑色"
        assert at.asked("SELECT count(*) FROM draft") == [(0,)]

    sit(shop, story)
