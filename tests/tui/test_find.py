from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.looking import lines, looked_for, numbers, outside, until
from support.sitting import sit
from support.stories import opened
from textual.events import Key

from desk.actions import moving
from desk.domain import kinds
from desk.queries.views import BY_ID
from desk.tui.desk_queue import words_outside
from desk.tui.find import Question


@pytest.fixture
def phones(desk):
    """A phone with a broken screen, another one that is ready, and a lamp."""
    first = opened(desk, "iPhone 12 屏幕碎", customer="张三", contacts=(("phone", "13800001111"),))
    ready = opened(desk, "换屏 小米 13", customer="王伟")
    lamp = opened(desk, "Lamp: loose plug", customer="A. Jensen")
    moving.done(desk, [ready])
    return first, ready, lamp


def test_one_character_finds_in_the_view_first_and_then_outside_it(shop, phones):
    first, ready, _lamp = phones

    async def story(at):
        await looked_for(at, "屏")
        assert (numbers(at), outside(at)) == ([first], [ready])
        assert "1 more outside this view" in at.screen()
        assert "[Ready]" in at.screen() or "Ready" in at.screen()

    sit(shop, story)


def test_the_cursor_steps_over_the_line_between(shop, phones):
    first, ready, _lamp = phones

    async def story(at):
        await looked_for(at, "屏")
        await at.keys("<enter>", "j")
        assert at.app.desk_screen.place().numbers == (ready,)
        await at.keys("k")
        assert at.app.desk_screen.place().numbers == (first,)
        await at.keys("*")
        assert at.app.desk_screen.place().numbers == (first, ready)

    sit(shop, story)


def test_keys_after_enter_belong_to_the_list_however_fast_they_come(shop, phones):
    async def story(at):
        await at.keys("/", "plug", "<enter>", " ")
        screen = at.app.desk_screen
        await until(at, lambda: screen.order.answered.typed == "plug")
        assert screen.find.box.given == "plug"
        assert screen.place() == ((phones[2],), screen.order.rows[phones[2]], True)
        await at.keys("#", str(phones[0]), "<enter>", "j", "<enter>")
        assert screen.find.box.given == str(phones[0])

    sit(shop, story)


def test_esc_goes_one_step_back_and_what_was_typed_can_be_brought_back(shop, phones):
    first, _ready, lamp = phones

    async def story(at):
        screen = at.app.desk_screen
        await looked_for(at, "plug")
        await at.keys("<enter>")
        assert numbers(at) == [lamp]
        await at.keys("<escape>")
        assert numbers(at) == [first, lamp]
        await at.keys("/")
        assert screen.find.box.given == ""
        assert "↑ plug" in at.screen()
        await at.keys("<up>")
        await until(at, lambda: screen.order.answered.typed == "plug")
        assert screen.find.box.given == "plug"

    sit(shop, story)


def test_an_opened_box_shows_what_was_there_until_something_is_typed(shop, phones):
    async def story(at):
        await looked_for(at, "plug")
        await at.keys("<enter>", "/")
        assert numbers(at) == [phones[2]]
        await at.keys("<escape>")
        assert at.app.desk_screen.order.question.typed == "plug"

    sit(shop, story)


def test_a_question_that_makes_no_sense_is_told_beside_the_box_and_the_last_answer_stays(shop, phones):
    async def story(at):
        await looked_for(at, "plug")
        screen = at.app.desk_screen
        screen.find.box.put("plug status:redy")
        await until(at, lambda: "redy" in at.screen().replace("plug status:redy", ""))
        assert "ready" in "".join(lines(at)[2:5])
        assert numbers(at) == [phones[2]]
        await at.keys(*["<backspace>"] * 12)
        await until(at, lambda: screen.order.answered.typed == "plug")
        assert "redy" not in at.screen()

    sit(shop, story)


def test_nothing_found_says_so_and_how_to_go_back(shop, phones):
    async def story(at):
        await looked_for(at, "xyzzy")
        assert "Nothing was found for “xyzzy”." in at.screen()
        assert "Esc shows the view again." in at.screen()

    sit(shop, story)


def test_a_word_of_an_input_method_typed_into_the_list_is_looked_for(shop, phones):
    async def story(at):
        for character in "小米":
            at.app.post_message(Key(character, character))
        await until(at, lambda: at.app.desk_screen.order.answered.typed == "小米")
        assert outside(at) == [phones[1]]

    sit(shop, story)


def test_a_pasted_phone_number_finds_its_tickets(shop, phones):
    async def story(at):
        await at.paste("138 0000 1111\n")
        await until(at, lambda: at.app.desk_screen.order.answered.typed != "")
        assert numbers(at) == [phones[0]] or outside(at) == [phones[0]]

    sit(shop, story)


def test_a_number_is_gone_to_in_the_view_outside_it_or_not_at_all(shop, phones):
    first, ready, lamp = phones

    async def story(at):
        screen = at.app.desk_screen
        for number in (lamp, first, ready):
            await at.keys("#", str(number), "<enter>")
            assert screen.place().numbers == (number,)
            assert not screen.find.is_open
        await at.keys("#", "4711", "<enter>")
        assert "There is no ticket 4711." in at.screen()
        await at.keys("<escape>")
        assert not screen.find.is_open

    sit(shop, story)


def test_old_answers_never_overwrite_newer_ones(shop, desk, phones):
    async def story(at):
        screen = at.app.desk_screen
        await at.keys("/")
        for text in ("屏", "plug", "小米", "plug"):  # asked faster than answered
            screen.narrow(text)
        await until(at, lambda: screen.order.settled)
        assert screen.order.answered.typed == "plug"
        assert numbers(at) == [phones[2]]

    sit(shop, story)


def test_the_line_between_says_when_there_are_more_than_it_shows():
    assert words_outside(1, 50) == "1 more outside this view"
    assert words_outside(3, 50) == "3 more outside this view"
    assert words_outside(50, 50) == "More than 49 outside this view"


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_question_or_an_error_that_can_be_told(text):
    from desk.errors import Usage

    try:
        Question(BY_ID["open"], text).inside()
    except Usage as error:
        assert error.sentence.id


def test_every_kind_has_a_word_of_its_own_in_both_languages():
    assert len({label.zh for label in kinds.KINDS.values()}) == len({label.en for label in kinds.KINDS.values()}) == 4


def test_enter_on_a_slip_of_the_pen_stays_with_it(shop, phones):
    async def story(at):
        await at.keys("/", "status:redy", "<enter>")
        await until(at, lambda: "redy" in at.screen() and "ready" in at.screen())
        assert at.app.desk_screen.find.is_open
        assert at.app.desk_screen.find.box.given == "status:redy"

    sit(shop, story)
