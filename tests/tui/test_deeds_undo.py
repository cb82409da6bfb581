from __future__ import annotations

from support.sitting import sit
from support.stories import opened


def test_my_newest_deed_goes_back_and_the_toast_names_it(shop, desk):
    first, second = opened(desk, "one"), opened(desk, "two")

    async def story(at):
        await at.on(first)
        await at.keys("p", "1")
        await at.on(second)
        await at.keys("u")
        assert at.ticket(first, "priority") == "normal"
        assert any(f"undone: priority changed #{first}" in toast for toast in at.toasts)

    sit(shop, story)


def test_bringing_back_asks_first_for_a_capital_slips_in_easily(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("p", "1", "u", "U")
        assert f"priority changed #{number}" in at.screen()
        assert at.ticket(number, "priority") == "normal"
        await at.keys("1")
        assert at.ticket(number, "priority") == "urgent"

    sit(shop, story)


def test_somebody_elses_deed_is_taken_back_only_when_asked_and_only_with_a_yes(shop, desk, colleague):
    from desk.actions import arranging

    number = opened(desk)
    arranging.priority(colleague, [number], "high")

    async def story(at):
        await at.on(number)
        await at.keys("u")
        assert "This was done by 05." in at.screen()
        await at.keys("2")
        assert at.ticket(number, "priority") == "high"
        await at.keys("u", "1")
        assert at.ticket(number, "priority") == "normal"

    sit(shop, story)


def test_nothing_to_take_back_is_said(shop):
    async def story(at):
        await at.keys("u")
        assert any("nothing of yours" in toast for toast in at.toasts)
        await at.keys("U")
        assert any("nothing to bring back" in toast for toast in at.toasts)

    sit(shop, story)


def test_what_others_changed_since_is_not_taken_back(shop, desk, colleague):
    from desk.actions import arranging

    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("p", "1")
        arranging.priority(colleague, [number], "low")
        await at.keys("u")
        assert at.ticket(number, "priority") == "low"
        assert len(at.toasts) == 2

    sit(shop, story)


def test_what_was_found_stays_found_when_it_is_done_and_is_under_the_cursor_when_it_comes_back(shop, desk):
    number = opened(desk, "radio hums")
    other = opened(desk, "kettle")

    async def story(at):
        await at.keys("/", "radio", "<enter>", "d")
        assert at.ticket(number, "status") == "ready"
        assert "radio hums" in at.screen()
        assert "outside this view" in at.screen()
        await at.keys("q")
        await at.on(other)
        await at.keys("u")
        assert at.ticket(number, "stage") == "open"
        assert at.app.screen.place().numbers == (number,)

    sit(shop, story)
