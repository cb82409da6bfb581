from __future__ import annotations

import asyncio

import pytest
from support.looking import lines, numbers, until, widths
from support.sitting import sit
from support.stories import opened

from desk.actions import arranging, moving, talking
from desk.actions.talking import Said

NOW = "2026-11-21T10:00:00Z"


@pytest.fixture
def three(desk):
    return [
        opened(desk, title, customer=who)
        for title, who in (("屏幕碎", "张三"), ("洗衣机漏水", "王伟"), ("Lamp", "Jensen"))
    ]


def test_at_80_columns_the_view_stands_in_the_first_line_and_the_preview_opens_over_the_queue(shop, three):
    async def story(at):
        screen = at.app.desk_screen
        assert "[1/13 All open]" in lines(at)[0]
        assert not screen.views.display
        assert not screen.preview.display
        assert widths(at) == {80}
        await at.keys("<enter>")
        assert "── timeline ──" in at.screen()
        assert not screen.queue.region
        for back in ("q", "h", "<escape>"):
            await at.keys(back)
            assert screen.focused is screen.queue
            assert not screen.preview.display
            await at.keys("l")
        assert at.app.is_running

    sit(shop, story)


def test_at_120_columns_all_three_panels_stand_side_by_side(shop, three):
    async def story(at):
        screen = at.app.desk_screen
        await until(at, lambda: "── timeline ──" in at.screen())
        assert widths(at) == {120}
        assert "1 All open" in at.screen()
        await at.keys("h")
        assert screen.focused is screen.views
        await at.keys("l", "l")
        assert screen.focused is screen.preview
        await at.keys("<tab>", "<tab>")
        assert screen.focused is screen.queue
        await at.keys("<shift+tab>")
        assert screen.focused is screen.views
        await at.keys("q")
        assert screen.focused is screen.queue

    sit(shop, story, size=(120, 40))


def test_q_leaves_at_the_queue_only_and_esc_never_does(shop, three):
    async def story(at):
        await at.keys("<escape>", "<escape>")
        assert at.app.is_running
        await at.keys(" ", "q")  # the mark goes first
        assert not at.app.desk_screen.queue.marks
        assert at.app._exit is False
        await at.keys("<ctrl+c>")
        assert at.toasts[-1] == "q leaves the desk."
        await at.pilot.press("q")
        assert at.app._exit

    sit(shop, story)


def test_views_are_chosen_by_digit_bracket_and_panel_and_empty_ones_say_what_to_do(shop, desk, three):
    moving.done(desk, [three[1]])

    async def story(at):
        screen = at.app.desk_screen
        await at.keys("7")
        assert numbers(at) == [three[1]]
        await at.keys("[")
        assert numbers(at) == []
        assert "Nothing in “Follow-ups”." in at.screen()
        await at.keys("]", "]", "]")
        assert screen.order.question.view.id == "complaints"
        await at.keys("h", "g")
        assert (screen.order.question.view.id, numbers(at)) == ("open", [three[0], three[2]])

    sit(shop, story, size=(120, 40))


def test_a_desk_without_tickets_says_how_to_open_the_first_one(shop):
    async def story(at):
        assert "There is no ticket yet." in at.screen()
        assert "Press n to open the first one." in at.screen()

    sit(shop, story)


def test_after_a_deed_the_cursor_stays_on_its_ticket_or_goes_to_the_next_one(shop, three):
    async def story(at):
        screen = at.app.desk_screen
        await at.on(three[1])
        outcome = await at.app.session.perform(lambda desk: arranging.priority(desk, [three[1]], "high"))
        await at.rest()
        assert screen.place().numbers == (three[1],)
        assert screen.place().row.priority == "high"
        outcome = await at.app.session.perform(lambda desk: moving.done(desk, [three[1]]))
        at.app.done(outcome)
        await at.rest()
        assert numbers(at) == [three[0], three[2]]
        assert screen.place().numbers == (three[2],)
        assert at.toasts[-1] == "#2: Ready"

    sit(shop, story)


def test_a_ticket_opened_here_is_the_one_under_the_cursor(shop, three):
    async def story(at):
        outcome = await at.app.session.perform(_opened_by)
        at.app.done(outcome)
        await until(at, lambda: at.app.desk_screen.place().numbers == outcome.numbers)
        assert numbers(at) == [*three, *outcome.numbers]

    sit(shop, story)


def _opened_by(desk):
    from desk.actions.opening import Opening, open_ticket

    return open_ticket(desk, Opening(title="Toaster", kind="repair"))


def test_what_a_colleague_saves_is_seen_new_tickets_are_announced_and_nothing_moves(shop, colleague, three):
    async def story(at):
        screen = at.app.desk_screen
        await at.keys("j")
        urgent = await asyncio.to_thread(opened, colleague, "Fire", priority="urgent")
        await asyncio.to_thread(arranging.assign, colleague, [three[0]], "05")
        await until(at, lambda: "1 new ↑" in at.screen())
        assert numbers(at) == three
        assert screen.place().numbers == (three[1],)
        assert screen.order.rows[three[0]].assignee_number == "05"
        await at.keys("<home>")
        await until(at, lambda: urgent in numbers(at))
        assert "new ↑" not in at.screen()
        assert screen.place().numbers == (urgent,)

    sit(shop, story)


def test_the_order_is_rebuilt_on_wish_and_the_cursor_stays_on_its_ticket(shop, colleague, three):
    async def story(at):
        await at.keys("G")
        urgent = await asyncio.to_thread(opened, colleague, "Fire", priority="urgent")
        await at.keys("<ctrl+r>")
        assert numbers(at) == [urgent, *three]
        assert at.app.desk_screen.place().numbers == (three[2],)

    sit(shop, story)


def test_marks_are_what_a_deed_works_on(shop, three):
    async def story(at):
        screen = at.app.desk_screen
        await at.keys(" ", "j", "V")
        assert (screen.place().numbers, screen.place().marked) == (tuple(three), True)
        assert "3 marked" in lines(at)[-1]
        await at.keys("<escape>")
        assert (screen.place().numbers, screen.place().marked) == ((three[2],), False)

    sit(shop, story)


def test_next_goes_to_mine_in_the_order_of_urgency_then_to_nobodys(shop, desk, colleague, three):
    arranging.assign(desk, [three[2]], "03")
    moving.done(desk, [three[0]])

    async def story(at):
        screen = at.app.desk_screen
        await at.keys("w")
        assert screen.place().numbers == (three[2],)
        await at.app.session.perform(lambda here: moving.done(here, [three[2]]))
        await at.rest()
        await at.keys("7", "w")
        assert (screen.place().numbers, screen.order.question.view.id) == ((three[1],), "open")

    sit(shop, story)


def test_somebody_else_at_the_desk_has_other_tickets_of_their_own(shop, desk, colleague, three):
    arranging.assign(desk, [three[0]], "03")
    arranging.assign(colleague, [three[1]], "05")

    async def story(at):
        await at.keys("2")
        assert numbers(at) == [three[0]]
        at.app.session.switch("05")
        await until(at, lambda: numbers(at) == [three[1]])
        assert "05" in lines(at)[0]

    sit(shop, story)


def test_words_of_time_age_while_one_looks(shop, desk, at):
    at("2026-11-21T10:00:00Z")
    number = opened(desk, channel="phone")
    talking.message(desk, [number], Said("?", via="wechat"))
    at("2026-11-21T10:05:00Z")

    async def story(sitting):
        assert "5m" in sitting.screen()
        at("2026-11-21T10:26:00Z")
        sitting.app.desk_screen.order.aged()
        await sitting.rest()
        assert "26m" in sitting.screen()
        assert "  5m" not in sitting.screen()

    sit(shop, story)


def test_a_busy_file_is_waited_for_and_never_shown_as_an_empty_queue(shop, three):
    import sqlite3
    from contextlib import closing

    async def story(at):
        screen = at.app.desk_screen
        with closing(sqlite3.connect(shop, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await at.pilot.press("7")
            for _turn in range(400):
                await asyncio.sleep(0.01)
                if "somebody else is saving" in at.screen():
                    break
            assert "somebody else is saving" in at.screen()
            assert numbers(at) == three
            other.execute("ROLLBACK")
        await until(at, lambda: screen.order.settled and numbers(at) == [])
        assert "somebody else is saving" not in at.screen()

    sit(shop, story)


def test_a_remapped_key_is_bound_and_shown_and_what_is_wrong_is_told_once(shop, three):
    from desk.config import parse

    settings = parse('[keys]\nnew = "N"\nnots = "x"\n[desk]\ntheme = "pink"\n')

    async def story(at):
        assert "N new" in lines(at)[-1]
        assert len([said for said in at.toasts if "nots" in said]) == 1
        assert any("pink" in said for said in at.toasts)

    sit(shop, story, settings=settings)


def test_a_long_order_comes_in_pieces_and_its_end_can_be_gone_to_at_once(shop, desk):
    with desk.vault.together():
        found = [opened(desk, f"thing {at}") for at in range(300)]

    async def story(at):
        await at.keys("G")
        await until(at, lambda: at.app.desk_screen.order.settled)
        assert numbers(at) == found
        await until(at, lambda: at.app.desk_screen.place().numbers == (found[-1],))
        assert "300 / 300 rows" in lines(at)[-1]
        assert "thing 299" in at.screen()

    sit(shop, story)


def test_the_desk_follows_the_size_of_the_terminal(shop, three):
    async def story(at):
        screen = at.app.desk_screen
        await at.pilot.resize_terminal(120, 40)
        await until(at, lambda: screen.views.display and screen.preview.display)
        assert widths(at) == {120}
        await at.keys("l")
        await at.pilot.resize_terminal(80, 24)
        await until(at, lambda: not screen.views.display)
        assert widths(at) == {80}

    sit(shop, story)
