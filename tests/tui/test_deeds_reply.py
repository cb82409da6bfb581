from __future__ import annotations

from support.sitting import sit
from support.stories import opened


def copied(at):
    """What the terminal was told to copy."""
    return at.app._clipboard


def test_a_written_reply_is_logged_and_copied_and_one_key_says_it_was_not_sent(shop, desk):
    number = opened(desk, kind="inquiry", channel="wechat")

    async def story(at):
        await at.on(number)
        await at.keys("r", "今天六点前可以取", "<ctrl+s>")
        assert at.asked("SELECT kind, channel, body FROM message") == [("reply", "wechat", "今天六点前可以取")]
        assert at.ticket(number, "waiting_since", "status") == (None, "in_progress")
        assert copied(at) == "今天六点前可以取"
        assert any("copied 8 characters" in toast and "u: not sent" in toast for toast in at.toasts)
        await at.keys("u")
        assert at.asked("SELECT count(*) FROM message") == [(0,)]
        assert at.ticket(number, "status") == "new"
        assert at.ticket(number, "waiting_since") is not None

    sit(shop, story)


def test_reply_and_done_are_one_operation(shop, desk):
    number = opened(desk, kind="inquiry", channel="wechat")

    async def story(at):
        await at.on(number)
        await at.keys("r", "yes it fits", "<tab>", "<tab>", "3", "<ctrl+s>")
        assert at.ticket(number, "status") == "answered"
        await at.keys("u")
        assert at.ticket(number, "status") == "new"
        assert at.asked("SELECT count(*) FROM message") == [(0,)]

    sit(shop, story)


def test_what_followed_the_last_reply_is_preset_for_the_next_of_that_kind(shop, desk):
    first, second = (opened(desk, title, kind="inquiry", channel="wechat") for title in ("one", "two"))

    async def story(at):
        await at.on(first)
        await at.keys("r", "which colour?", "<tab>", "<tab>", "2", "<ctrl+s>")
        assert at.ticket(first, "status") == "awaiting_customer"
        assert at.ticket(first, "ask_again_at") is not None
        await at.on(second)
        await at.keys("r", "which size?", "<ctrl+s>")
        assert at.ticket(second, "status") == "awaiting_customer"

    sit(shop, story)


def test_a_call_that_nobody_answers_names_the_next_attempt(shop, desk, at):
    at("2026-11-20T02:00:00Z")
    number = opened(desk, channel="wechat")

    async def story(at):
        await at.on(number)
        await at.keys("r", "<shift+tab>", "3", "<tab>", "<tab>", "<ctrl+u>", "17:30", "<enter>")
        assert at.asked("SELECT kind, result FROM message") == [("call", "no_answer")]
        assert at.ticket(number, "ask_again_at") == "2026-11-20T09:30:00Z"
        assert at.ticket(number, "waiting_since") is not None

    sit(shop, story)


def test_a_time_that_nobody_understands_is_said_at_its_field(shop, desk):
    number = opened(desk, channel="wechat")

    async def story(at):
        await at.on(number)
        await at.keys("r", "<shift+tab>", "3", "<tab>", "<tab>", "<ctrl+u>", "sometime", "<enter>")
        assert "When will you try again?" in at.screen()
        await at.keys("<ctrl+u>", "+1d", "<enter>")
        assert at.asked("SELECT count(*) FROM message") == [(1,)]

    sit(shop, story)


def test_a_follow_up_call_asks_for_its_result_and_is_done(shop, desk):
    from datetime import timedelta

    parent = opened(desk, kind="complaint")
    number = opened(desk, "how did it go", kind="follow_up", parent=parent, due_at=desk.now() + timedelta(minutes=1))

    async def story(at):
        await at.on(number)
        await at.keys("r", "happy", "<tab>", "2", "<tab>", "<ctrl+s>")
        assert "This is needed." in at.screen()
        await at.keys("1", "<ctrl+s>")
        assert at.ticket(number, "status", "result") == ("done", "satisfied")
        assert at.asked("SELECT kind, result FROM message WHERE ticket_id = ?", number) == [("call", "reached")]

    sit(shop, story)


def test_a_reply_needs_words(shop, desk):
    number = opened(desk, channel="wechat")

    async def story(at):
        await at.on(number)
        await at.keys("r", "<ctrl+s>")
        assert "What do you answer?" in at.screen()

    sit(shop, story)


def test_what_the_customer_said_last_stands_above_the_answer(shop, desk):
    from desk.actions import talking

    number = opened(desk, kind="inquiry", channel="wechat")
    talking.message(desk, [number], talking.Said("还要多久?"))

    async def story(at):
        await at.on(number)
        await at.keys("r")
        assert "» 还要多久?" in at.screen()

    sit(shop, story)
