from __future__ import annotations

from support.looking import until
from support.sitting import sit
from support.stories import opened


def test_one_line_and_enter_open_a_ticket_and_the_cursor_goes_there(shop, desk):
    opened(desk)

    async def story(at):
        await at.keys("n", "iPhone 12 屏幕碎 @张三 13800001111 +急件 !高 due:12-01", "<enter>")
        number = at.asked("SELECT max(id) FROM ticket")[0][0]
        assert at.ticket(number, "title", "kind", "priority") == ("iPhone 12 屏幕碎", "repair", "high")
        assert at.asked("SELECT name FROM customer") == [("张三",)]
        assert at.asked("SELECT normal FROM contact") == [("13800001111",)]
        await until(at, lambda: at.app.desk_screen.queue.number == number)

    sit(shop, story)


def test_what_was_understood_stands_under_the_line(shop, desk):
    async def story(at):
        await at.keys("n", "lamp @Anna due:fri dpe:fri")
        shown = at.screen()
        assert "customer Anna" in shown
        assert "promise Fri" in shown
        assert "Did you mean" in shown
        assert "A new customer." in shown

    sit(shop, story)


def test_a_paste_of_several_lines_puts_the_rest_into_the_text(shop):
    async def story(at):
        await at.keys("n")
        await at.paste("fridge is warm\nsince Monday\nsmells")
        await at.keys("<enter>")
        assert at.asked("SELECT title, body FROM ticket") == [("fridge is warm", "since Monday\nsmells")]

    sit(shop, story)


def test_ctrl_j_goes_on_to_the_further_lines(shop):
    async def story(at):
        await at.keys("n", "fridge", "<ctrl+j>", "warm", "<enter>", "smells", "<ctrl+s>")
        assert at.asked("SELECT title, body FROM ticket") == [("fridge", "warm\nsmells")]

    sit(shop, story)


def test_the_card_of_who_it_is_stands_there_before_anything_is_saved(shop, desk):
    from desk.actions import customers

    old = opened(
        desk, "earlier matter", customer="张三", contacts=(("phone", "13800001111"),), serial="F2L123", brand="Apple"
    )
    customers.edit(desk, 1, customers.CustomerForm({"alert": "pays cash only", "vip": 1}))

    async def story(at):
        await at.keys("n", "screen 13800001111")
        shown = at.screen()
        assert "张三 ★ · 138 0000 1111 · 1 ticket" in shown
        assert "! pays cash only" in shown
        assert f"#{old}" in shown
        assert "Apple F2L123" in shown
        await at.keys("<enter>")
        assert at.asked("SELECT customer_id FROM ticket ORDER BY id DESC LIMIT 1") == [(1,)]

    sit(shop, story, size=(100, 30))


def test_initials_are_enough_when_only_one_has_them(shop, desk):
    opened(desk, customer="张三", contacts=(("phone", "13800001111"),))

    async def story(at):
        await at.keys("n", "battery @zs", "<enter>")
        assert at.asked("SELECT customer_id FROM ticket ORDER BY id") == [(1,), (1,)]
        assert at.asked("SELECT count(*) FROM customer") == [(1,)]

    sit(shop, story)


def test_the_last_digits_of_a_telephone_offer_who_it_is_and_take_nobody_by_themselves(shop, desk):
    opened(desk, customer="张三", contacts=(("phone", "13800001111"),))

    async def story(at):
        await at.keys("n", "1111 battery", "<down>", "1")
        assert at.app.screen.values()["line"] == "@张三 battery"
        await at.keys("<enter>")
        assert at.asked("SELECT title, customer_id FROM ticket ORDER BY id DESC LIMIT 1") == [("battery", 1)]
        await at.keys("n", "1111 lamp", "<enter>")
        assert at.asked("SELECT title, customer_id FROM ticket ORDER BY id DESC LIMIT 1") == [("1111 lamp", None)]

    sit(shop, story)


def test_of_several_people_of_that_name_one_has_to_be_chosen_and_a_digit_does_it(shop, desk):
    opened(desk, "one", customer="Wang Wei", contacts=(("phone", "13800001111"),))
    opened(desk, "two", customer="Wang Wei", contacts=(("phone", "13900002222"),))

    async def story(at):
        await at.keys("n", '@"Wang Wei" refund', "<enter>")
        assert at.asked("SELECT count(*) FROM ticket") == [(2,)]
        assert "139 0000 2222" in at.screen()
        await at.keys("2")
        found = at.asked("SELECT title, customer_id FROM ticket ORDER BY id DESC LIMIT 1")
        assert found[0][0] == "refund"
        assert at.asked("SELECT value FROM contact WHERE customer_id = ?", found[0][1]) in (
            [("13900002222",)],
            [("13800001111",)],
        )
        assert at.asked("SELECT count(*) FROM customer") == [(2,)]

    sit(shop, story)


def test_somebody_else_of_that_name_is_a_new_customer(shop, desk):
    for phone in ("13800001111", "13900002222"):
        opened(desk, phone, customer="李娜", contacts=(("phone", phone),))

    async def story(at):
        await at.keys("n", "@李娜 refund", "<enter>", "3")
        assert at.asked("SELECT count(*) FROM customer") == [(3,)]

    sit(shop, story)


def test_another_telephone_is_another_person_of_that_name(shop, desk):
    opened(desk, customer="李娜", contacts=(("phone", "13800001111"),))

    async def story(at):
        await at.keys("n", "@李娜 13955556666 refund", "<enter>")
        assert at.asked("SELECT count(*) FROM customer") == [(2,)]

    sit(shop, story)


def test_what_may_be_the_same_matter_is_told(shop, desk):
    old = opened(desk, "refund has not arrived", customer="李娜", contacts=(("phone", "13800001111"),))

    async def story(at):
        await at.keys("n", "refund not arrived 13800001111")
        assert f"Maybe the same: #{old}" in at.screen()

    sit(shop, story, size=(100, 30))


def test_nothing_is_opened_without_a_word_and_the_reason_is_said(shop):
    async def story(at):
        await at.keys("n", "<enter>")
        assert "A ticket needs a title." in at.screen()
        assert at.asked("SELECT count(*) FROM ticket") == [(0,)]

    sit(shop, story)


def test_a_half_typed_line_is_there_next_time(shop):
    async def story(at):
        await at.keys("n", "fridge @An", "<escape>", "n", "na", "<enter>")
        assert at.asked("SELECT t.title, c.name FROM ticket t JOIN customer c ON c.id = t.customer_id") == [
            ("fridge", "Anna")
        ]
        assert at.asked("SELECT count(*) FROM draft") == [(0,)]

    sit(shop, story)
