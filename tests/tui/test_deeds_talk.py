from __future__ import annotations

import pytest
from support.sitting import sit
from support.stories import asked, opened


def test_a_note_is_typed_and_saved(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("c", "screen is 原装", "<ctrl+s>")
        assert at.asked("SELECT kind, body, channel FROM message") == [("note", "screen is 原装", "")]
        assert at.asked("SELECT door, deed FROM operation ORDER BY id DESC LIMIT 1") == [("tui", "note")]
        assert at.app.screen is at.app.desk_screen

    sit(shop, story)


def test_a_note_without_text_is_not_written(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("c", "<ctrl+s>")
        assert "A note needs a text." in at.screen()
        await at.keys("<escape>")
        assert at.asked("SELECT count(*) FROM message") == [(0,)]

    sit(shop, story)


def test_what_the_customer_writes_waits_for_an_answer_and_what_they_say_on_the_phone_does_not(shop, desk):
    chat, call = opened(desk, channel="wechat", answered=True), opened(desk, channel="phone")

    async def story(at):
        for number in (chat, call):
            await at.on(number)
            await at.keys("i", "什么时候好", "<ctrl+s>")
        assert at.asked("SELECT ticket_id, channel, needs_answer FROM message ORDER BY id") == [
            (chat, "wechat", 1),
            (call, "phone", 0),
        ]
        assert at.ticket(chat, "waiting_since") is not None
        assert at.ticket(call, "waiting_since") is None

    sit(shop, story)


def test_thanks_need_no_answer(shop, desk):
    number = opened(desk, channel="wechat", answered=True)

    async def story(at):
        await at.on(number)
        await at.keys("i", "谢谢", "<tab>", "<tab>", "2", "<ctrl+s>")
        assert at.asked("SELECT body, needs_answer FROM message") == [("谢谢", 0)]
        assert at.ticket(number, "waiting_since") is None

    sit(shop, story)


def test_another_channel_changes_whether_an_answer_is_due(shop, desk):
    number = opened(desk, channel="phone")

    async def story(at):
        await at.on(number)
        await at.keys("i", "photo sent", "<tab>", "5", "<ctrl+s>")
        assert at.asked("SELECT channel, needs_answer FROM message") == [("wechat", 1)]

    sit(shop, story)


@pytest.mark.parametrize(("answer", "status"), [("1", "awaiting_approval"), ("2", "in_repair"), ("3", "to_return")])
def test_who_was_asked_for_an_estimate_says_yes_or_no_or_something_else(shop, desk, answer, status):
    from desk.actions import moving

    number = opened(desk, channel="phone")
    moving.status(desk, [number], "awaiting_approval", {"estimate": 48000})

    async def story(at):
        await at.on(number)
        await at.keys("i", "it is about the estimate", "<tab>", "<tab>", "<tab>", answer, "<enter>")
        assert at.ticket(number, "status") == status

    sit(shop, story)


def test_pasted_text_is_in_the_dialog_at_once(shop, desk):
    number = opened(desk, channel="wechat", answered=True)

    async def story(at):
        from desk.tui import deeds

        await at.on(number)
        await deeds.run(at.app, "message", at.app.desk_screen.place(), text="line one\nline two")
        await at.rest()
        await at.keys("<ctrl+s>")
        assert at.asked("SELECT body FROM message") == [("line one\nline two",)]

    sit(shop, story)


def test_keys_typed_ahead_of_the_dialog_are_its_text(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        from textual.events import Key

        for press in "cxq d":
            at.app.post_message(Key(press, press))
        at.app.post_message(Key("ctrl+s", None))
        await at.rest()
        assert at.asked("SELECT body FROM message") == [("xq d",)]
        assert at.ticket(number, "status") == "received"

    sit(shop, story)


def test_what_was_typed_before_esc_is_there_next_time_and_gone_when_saved(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("c", "half a thou", "<escape>")
        assert at.asked("SELECT place FROM draft") == [(f"note:{number}",)]
        await at.keys("c", "ght", "<ctrl+s>")
        assert at.asked("SELECT body FROM message") == [("half a thought",)]
        assert at.asked("SELECT count(*) FROM draft") == [(0,)]

    sit(shop, story)


def test_a_note_on_all_marks_is_one_operation_and_one_undo(shop, desk):
    numbers = [opened(desk, f"{place} lamp") for place in ("hall", "stairs", "cellar")]

    async def story(at):
        await at.keys("*", "c")
        assert "3 tickets" in at.screen()
        await at.keys("ordered", "<ctrl+s>")
        assert sorted(at.asked("SELECT ticket_id, body FROM message")) == [(number, "ordered") for number in numbers]
        assert at.asked("SELECT count(*) FROM operation WHERE deed = 'note'") == [(1,)]
        await at.keys("u")
        assert at.asked("SELECT count(*) FROM message") == [(0,)]

    sit(shop, story)


def test_no_ticket_no_dialog(shop):
    async def story(at):
        await at.keys("c")
        assert at.app.screen is at.app.desk_screen
        assert any("no ticket" in toast for toast in at.toasts)

    sit(shop, story)
    assert asked(shop, "SELECT count(*) FROM operation") == [(0,)]
