from __future__ import annotations

from support.sitting import sit
from support.stories import opened


def test_done_is_one_key_when_nothing_is_missing(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("d")
        assert at.ticket(number, "status", "result") == ("ready", "fixed")
        assert any("Ready" in toast for toast in at.toasts)

    sit(shop, story)


def test_done_on_an_inquiry_nobody_answered_asks_for_the_answer(shop, desk):
    number = opened(desk, "does it fit", kind="inquiry", channel="chat")

    async def story(at):
        await at.on(number)
        await at.keys("d")
        assert "Nothing was answered yet" in at.screen()
        await at.keys("yes, it fits", "<ctrl+s>")
        assert at.ticket(number, "status") == "answered"
        assert at.asked("SELECT kind, body FROM message") == [("reply", "yes, it fits")]

    sit(shop, story)


def test_done_asks_only_what_is_missing(shop, desk):
    from desk.actions import talking

    number = opened(desk, "rude on the phone", kind="complaint", channel="phone")
    talking.reply(desk, [number], talking.Said("sorry", "phone"))

    async def story(at):
        await at.on(number)
        await at.keys("d")
        assert at.ticket(number, "status") == "received"
        await at.keys("2", "<enter>")
        assert at.ticket(number, "status", "complaint_class") == ("answered", "service")

    sit(shop, story)


def test_done_twice_says_why_not(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("d")
        await at.on(number)
        await at.keys("d")
        assert at.ticket(number, "status") == "ready"
        assert any("already" in toast for toast in at.toasts)

    sit(shop, story)


def test_hold_asks_its_reason_and_a_day_only_with_some_reasons(shop, desk, at):
    at("2026-11-20T02:00:00Z")
    plain, dated = opened(desk, "fan"), opened(desk, "heater")

    async def story(at):
        await at.on(plain)
        await at.keys("s", "hold", "<enter>", "4", "<ctrl+s>")
        assert at.ticket(plain, "status", "reason", "resume_at") == ("on_hold", "part_not_purchased", None)
        await at.on(dated)
        await at.keys("s", "hold", "<enter>", "1", "<ctrl+s>")
        assert "With this reason a day is needed." in at.screen()
        await at.keys("12-01", "<enter>")
        assert at.ticket(dated, "status", "reason", "resume_at") == ("on_hold", "season_stop", "2026-12-01T10:00:00Z")

    sit(shop, story)


def test_the_status_menu_is_worked_by_digits_and_shows_what_is_not_possible(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("s")
        assert "Diagnosing" in at.screen()
        await at.keys("1")
        assert at.ticket(number, "status") == "diagnosing"
        await at.keys("s", "to_return", "<enter>", "<escape>")
        await at.keys("s", "collected", "<enter>")
        assert at.ticket(number, "status") == "collected"
        await at.on(number)
        await at.keys("s", "diagnosing", "<enter>")
        assert "Not from Collected." in at.screen()

    sit(shop, story, size=(100, 30))


def test_a_date_is_shown_as_it_is_understood_and_a_prefilled_one_is_taken(shop, desk, at):
    at("2026-11-20T02:00:00Z")
    number = opened(desk, "does it fit", kind="inquiry")

    async def story(at):
        await at.on(number)
        await at.keys("s", "waiting for c", "<enter>")
        assert at.ticket(number, "status", "ask_again_at") == ("awaiting_customer", "2026-11-23T02:00:00Z")
        parts = opened(desk)
        await at.keys("1")
        await at.on(parts)
        await at.keys("s", "parts", "<enter>", "battery", "<enter>", "fri")
        assert "Fri 18:00" in at.screen()
        await at.keys("<enter>")
        assert at.ticket(parts, "status", "part", "expected_at") == (
            "awaiting_parts", "battery", "2026-11-20T10:00:00Z",
        )  # fmt: skip

    sit(shop, story, size=(100, 30))


def test_an_estimate_may_be_an_amount_or_words(shop, desk):
    amount, words = opened(desk, "one"), opened(desk, "two")

    async def story(at):
        for number, text in ((amount, "480.50"), (words, "about 500")):
            await at.on(number)
            await at.keys("s", "approval", "<enter>", text, "<ctrl+s>")
        assert at.ticket(amount, "status", "estimate", "currency") == ("awaiting_approval", 48050, "CNY")
        assert at.ticket(words, "status", "estimate", "estimate_note") == ("awaiting_approval", None, "about 500")

    sit(shop, story)


def test_close_goes_where_the_workflow_says_else_it_asks_how_it_ends(shop, desk):
    ready, open_ = opened(desk, "one"), opened(desk, "two")

    async def story(at):
        await at.on(ready)
        await at.keys("d")
        await at.on(ready)
        await at.keys("x")
        assert at.ticket(ready, "status") == "collected"
        await at.on(open_)
        await at.keys("x")
        assert "How does it end?" in at.screen()
        await at.keys("cancelled", "<enter>", "typed twice", "<enter>")
        assert at.ticket(open_, "status", "reason_note") == ("cancelled", "typed twice")

    sit(shop, story)


def test_a_complaint_closes_by_its_result(shop, desk):
    from desk.actions import moving, talking

    def answered(title):
        number = opened(desk, title, kind="complaint", channel="phone")
        talking.reply(desk, [number], talking.Said("sorry", "phone"))
        moving.done(desk, [number], {"complaint_class": "service"})
        return number

    happy, cross, decided = answered("one"), answered("two"), answered("three")

    async def story(at):
        await at.on(happy)
        await at.keys("x", "1", "<ctrl+s>")
        assert at.ticket(happy, "status", "result") == ("satisfied", "satisfied")
        await at.on(cross)
        await at.keys("x", "3", "<ctrl+s>")
        assert at.ticket(cross, "status", "result", "contact_how") == ("contacted", "dissatisfied", "phone")
        await at.on(decided)
        await at.keys("x", "4", "<ctrl+s>")
        assert "A decision needs its reason." in at.screen()
        await at.keys("asks for the moon", "<ctrl+s>")
        assert at.ticket(decided, "status", "reason_note") == ("settled", "asks for the moon")

    sit(shop, story)


def test_reopening_asks_where_to_also_when_there_is_one_way(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("X")
        assert any("nothing to reopen" in toast for toast in at.toasts)
        await at.keys("d")
        await at.on(number)
        await at.keys("X")
        assert at.ticket(number, "status") == "ready"
        await at.keys("1")
        assert at.ticket(number, "status") == "in_repair"

    sit(shop, story)


def test_an_inquiry_becomes_a_repair_from_its_status_menu(shop, desk):
    number = opened(desk, "screen broken?", kind="inquiry")

    async def story(at):
        await at.on(number)
        await at.keys("s", "converted", "<enter>", "1")
        assert at.ticket(number, "status", "converted_to") == ("converted", number + 1)
        assert at.ticket(number + 1, "kind", "parent_id") == ("repair", number)

    sit(shop, story)


def test_of_marked_tickets_those_go_that_may_and_the_others_are_named(shop, desk):
    from desk.actions import moving

    free, bound = opened(desk, "one"), opened(desk, "two")
    moving.status(desk, [bound], "awaiting_approval", {"estimate_note": "dear"})

    async def story(at):
        await at.keys("*", "d")
        assert at.ticket(free, "status") == "ready"
        assert at.ticket(bound, "status") == "awaiting_approval"
        assert any(f"#{bound}: From Waiting for approval" in toast for toast in at.toasts)

    sit(shop, story)


def test_marked_tickets_are_held_with_one_reason_and_one_undo(shop, desk):
    numbers = [opened(desk, f"{place} boiler") for place in ("hall", "roof")]

    async def story(at):
        await at.keys("*", "s")
        assert "2 tickets" in at.screen()
        await at.keys("hold", "<enter>", "2", "<ctrl+s>")
        assert [at.ticket(number, "status", "reason") for number in numbers] == [("on_hold", "repeated_repair")] * 2
        await at.keys("u")
        assert [at.ticket(number, "status", "reason") for number in numbers] == [("received", "")] * 2

    sit(shop, story)


def test_more_than_twenty_at_once_are_asked_about(shop, desk):
    numbers = [opened(desk, f"lamp {count}") for count in range(21)]

    async def story(at):
        await at.keys("*", "d")
        assert "21 tickets at once?" in at.screen()
        await at.keys("<escape>")
        assert at.asked("SELECT count(*) FROM ticket WHERE status = 'ready'") == [(0,)]
        await at.keys("d", "1")
        assert at.asked("SELECT count(*) FROM ticket WHERE status = 'ready'") == [(len(numbers),)]
        await at.keys("u")
        assert "It touched 21 tickets." in at.screen()
        await at.keys("1")
        assert at.asked("SELECT count(*) FROM ticket WHERE status = 'ready'") == [(0,)]

    sit(shop, story)
