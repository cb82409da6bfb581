from __future__ import annotations

from support.sitting import sit
from support.stories import opened

from desk.tui.screens.tag_form import read_tags


def test_take_is_one_key(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("A")
        assert at.asked("SELECT s.number FROM ticket t JOIN staff s ON s.id = t.assignee_id") == [("03",)]

    sit(shop, story)


def test_assign_by_digit_to_somebody_known_and_by_name_to_somebody_new(shop, desk, colleague):
    number = opened(colleague)
    opened(desk)

    async def story(at):
        def holder():
            return at.asked("SELECT s.name FROM ticket t JOIN staff s ON s.id = t.assignee_id WHERE t.id = ?", number)

        await at.on(number)
        await at.keys("a", "2")
        assert holder() == [("05",)]
        await at.keys("a", "老周", "<enter>")
        assert holder() == [("老周",)]
        await at.keys("a", "nobody", "<enter>")
        assert holder() == []

    sit(shop, story)


def test_priority_by_a_digit(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("p", "1")
        assert at.ticket(number, "priority") == "urgent"

    sit(shop, story)


def test_tags_are_added_and_removed_in_one_line_and_known_ones_are_suggested(shop, desk):
    opened(desk, "other", tags=("屏幕", "battery"))
    number = opened(desk, tags=("old",))

    async def story(at):
        await at.on(number)
        await at.keys("t")
        assert "has: old" in at.screen()
        await at.keys("-old 急件 bat", "<down>")
        await at.keys("<enter>")
        assert at.asked("SELECT name FROM tag WHERE ticket_id = ? ORDER BY name", number) == [("battery",), ("急件",)]

    sit(shop, story)


def test_what_a_line_of_tags_means():
    assert read_tags("屏幕 -旧 +a #b") == (["屏幕", "a", "b"], ["旧"])
    assert read_tags("a，b,－c") == (["a", "b"], ["c"])
    assert read_tags(" - + ") == ([], [])


def test_a_flag_has_a_colour_and_a_reason_and_comes_down_again(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("!", "<enter>", "waits for the boss", "<enter>")
        assert at.asked("SELECT colour, reason FROM flag") == [("red", "waits for the boss")]
        await at.keys("!", "7", "<ctrl+s>")
        assert at.ticket(number, "flag_colour") == ""

    sit(shop, story)


def test_snooze_by_digit_or_as_one_says_it(shop, desk, at):
    at("2026-11-18T02:00:00Z")  # a Wednesday morning in Shanghai
    number = opened(desk)

    async def story(at):
        def until():
            return at.ticket(number, "snoozed_until")

        await at.on(number)
        await at.keys("z", "1")
        assert until() == "2026-11-18T05:00:00Z"
        for keys, wanted in (
            (("2",), "2026-11-19T01:00:00Z"),
            (("3",), "2026-11-23T01:00:00Z"),
            (("4",), "2026-11-25T01:00:00Z"),
            (("fri 10:30", "<enter>"), "2026-11-20T02:30:00Z"),
            (("后天", "<enter>"), "2026-11-20T01:00:00Z"),
        ):
            await at.on(number)
            await at.keys("z", *keys)
            assert until() == wanted
        await at.on(number)
        await at.keys("z", "whenever", "<enter>")
        assert "That is no date." in at.screen()
        await at.keys("<escape>", "z", "5")
        assert until() is None

    sit(shop, story)


def test_a_finished_ticket_is_not_snoozed(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("d")
        await at.on(number)
        await at.keys("z", "2")
        assert any("nothing to snooze" in toast for toast in at.toasts)

    sit(shop, story)
