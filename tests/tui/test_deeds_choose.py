from __future__ import annotations

import pytest
from support.sitting import sit
from support.stories import opened

from desk import commands, i18n
from desk.tui import deeds
from desk.tui.screens.quick_picker import scattered
from desk.tui.widgets.choices import Choice


def test_the_menu_runs_what_is_chosen_by_digit_by_arrow_and_by_name(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("?", "5", "from the menu", "<ctrl+s>")
        assert at.asked("SELECT kind, body FROM message") == [("note", "from the menu")]
        await at.keys("?", "take", "<down>", "<up>", "<enter>")
        assert at.ticket(number, "assignee_id") is not None
        await at.keys("?", *["<down>"] * 5, "<enter>")
        assert at.ticket(number, "status") == "ready"

    sit(shop, story)


def test_what_cannot_be_done_stays_in_the_menu_and_says_why(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("?", "again")
        assert "It is Received, so" in at.screen()
        await at.keys("<enter>")
        assert "nothing to reopen" in at.screen()
        assert at.ticket(number, "status") == "received"

    sit(shop, story)


def test_without_a_ticket_the_menu_still_opens_one(shop):
    async def story(at):
        await at.keys("?", "note")
        assert "no ticket" in at.screen()
        await at.keys("<escape>", "?", "1", "first one", "<enter>")
        assert at.asked("SELECT title FROM ticket") == [("first one",)]

    sit(shop, story)


def rows_of_menu():
    return [deed for deed in commands.DEEDS if deed.menu and deed.id in deeds.HANDLED]


def test_every_deed_with_a_dialog_stands_in_the_menu_or_opens_it():
    assert deeds.HANDLED - {deed.id for deed in rows_of_menu()} == {"menu"}


@pytest.mark.parametrize(
    ("way", "language"), [("key", "en"), ("menu", "en"), ("menu", "zh"), ("palette", "en"), ("palette", "zh")]
)
def test_every_deed_is_done_by_key_by_menu_and_by_palette_in_both_languages(shop, desk, language, way):
    opened(desk, channel="wechat")
    i18n.choose(language)
    quiet = {"take", "done", "undo", "redo", "palette", "menu", "reopen"}

    async def story(at):
        begun = []
        run = deeds.run

        async def noted(app, deed, place, text=""):
            begun.append(deed)
            await run(app, deed, place, text)

        deeds.run = noted
        try:
            for deed in rows_of_menu():
                if deed.id in quiet:
                    continue
                begun.clear()
                if way == "key":
                    await at.keys(deed.keys[0])
                else:
                    await at.keys({"menu": "?", "palette": ":"}[way])
                    await at.paste(i18n._(deed.sentence))
                    await at.keys("<enter>")
                assert begun[-1] == deed.id, at.screen()
                assert at.app.screen is not at.app.desk_screen, deed.id
                await at.keys("<escape>")
                assert at.app.screen is at.app.desk_screen, deed.id
        finally:
            deeds.run = run

    sit(shop, story)


def test_the_palette_knows_both_languages_numbers_themes_and_how_to_quit(shop, desk):
    numbers = [opened(desk, f"lamp {count}") for count in range(3)]

    async def story(at):
        await at.keys(":", "优先级", "<enter>", "1")
        assert at.asked("SELECT count(*) FROM ticket WHERE priority = 'urgent'") == [(1,)]
        await at.keys(":", str(numbers[2]), "<enter>")
        assert at.app.desk_screen.queue.number == numbers[2]
        await at.keys(":", "desk-light", "<enter>")
        assert at.app.theme == "desk-light"
        await at.keys(":", "prty", "<enter>", "<escape>")
        await at.keys(":", "mouse", "<enter>")
        assert any("mouse is" in toast for toast in at.toasts)
        await at.keys(":", "999", "<enter>")
        assert any("no ticket 999" in toast for toast in at.toasts)
        await at.keys(":", "q")
        assert "leave the desk" in at.screen()

    sit(shop, story)


def test_colon_q_quits(shop):
    async def story(at):
        await at.pilot.press(":", "q", "enter")
        for _turn in range(100):
            await at.pilot.pause()
            if at.app._exit:
                break
        assert at.app._exit

    sit(shop, story)


def test_letters_may_be_left_out():
    assert scattered(Choice("priority", "Change the priority"), "chprio")
    assert not scattered(Choice("priority", "Change the priority"), "zprio")


def test_another_person_sits_down(shop, desk, colleague):
    number = opened(desk)
    opened(colleague)

    async def story(at):
        await at.on(number)
        await at.keys("@", "2")
        assert at.app.session.who == "05"
        await at.keys("A")
        assert at.asked(
            "SELECT s.number FROM ticket t JOIN staff s ON s.id = t.assignee_id WHERE t.id = ?", number
        ) == [("05",)]
        await at.keys("@", "小王", "<enter>", "c", "hello", "<ctrl+s>")
        assert at.asked("SELECT s.name FROM message m JOIN staff s ON s.id = m.staff_id") == [("小王",)]

    sit(shop, story)
