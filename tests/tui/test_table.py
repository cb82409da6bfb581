from __future__ import annotations

import asyncio
from array import array
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desk.text import cell_width
from desk.tui.app_base import DeskAppBase
from desk.tui.widgets import cells
from desk.tui.widgets.queue import Queue
from desk.tui.widgets.rows import Cell, Column, Row, lay_out

COLUMNS = (
    Column("number", "No", 7, right=True),
    Column("kind", "Kind", 4, fold=3),
    Column("title", "Title", 12, grows=2),
    Column("customer", "Customer", 8, grows=1, fold=2),
    Column("wait", "Wait", 5, fold=1, right=True),
)
THEMES = Path(__file__).parents[2] / "themes"


def row(number: int, title: str = "iPhone 12 屏幕碎") -> Row:
    cells = {"number": Cell(str(number)), "kind": Cell("报修"), "title": Cell(title), "wait": Cell("26m", "late")}
    return Row("急", "urgent", cells | {"customer": Cell("张三 ★")})


class Shop(DeskAppBase):
    """A queue and what it said; pages come as soon as they are asked for, unless `slow`."""

    def __init__(self, numbers: range, *, slow: bool = False) -> None:
        super().__init__(theme_folders=[THEMES])
        self.all_numbers, self.slow = numbers, slow
        self.asked: list[tuple[int, ...]] = []
        self.rested: list[int | None] = []
        self.opened: list[int] = []
        self.painted: list[int] = []

    def compose(self):
        yield Queue(COLUMNS)

    def on_mount(self) -> None:
        self.queue = self.query_one(Queue)
        self.queue.focus()
        self.queue.show(array("q", self.all_numbers))
        draw = self.queue.draw
        self.queue.draw = lambda index: self.painted.append(index) or draw(index)

    def on_queue_page_needed(self, message: Queue.PageNeeded) -> None:
        self.asked.append(message.numbers)
        if not self.slow:
            message.queue.put({number: row(number) for number in message.numbers}, message.numbers)

    def on_queue_rested(self, message: Queue.Rested) -> None:
        self.rested.append(message.number)

    def on_queue_opened(self, message: Queue.Opened) -> None:
        self.opened.append(message.number)

    def lines(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]


def play(story, numbers: range = range(1, 101), size: tuple[int, int] = (80, 24), **more) -> None:
    async def run() -> None:
        app = Shop(numbers, **more)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await story(app, pilot)

    asyncio.run(run())


def test_every_line_is_as_wide_as_the_screen_and_columns_stand_below_each_other():
    async def story(app, pilot):
        lines = app.lines()
        assert {cell_width(line) for line in lines} == {80}
        at = {cell_width(line[: line.index("张三")]) for line in lines if "张三" in line}
        assert at == {cell_width(lines[0][: lines[0].index("Customer")])}

    play(story)


def test_a_cursor_move_draws_two_lines():
    async def story(app, pilot):
        app.painted.clear()
        await pilot.press("j")
        await pilot.pause()
        assert set(app.painted) == {0, 1}

    play(story)


def test_moves_by_keys_reach_every_place():
    async def story(app, pilot):
        for keys, number in ((["j", "j", "down", "k"], 3), (["G"], 100), (["up"], 99), (["g"], 1), (["pagedown"], 23)):
            await pilot.press(*keys)
            assert app.queue.number == number
        await pilot.press("home", "ctrl+d")
        assert app.queue.number == 12
        await pilot.press("ctrl+u", "end", "enter")
        await pilot.pause()
        assert app.opened == [100]
        assert app.rested[-1] == 100

    play(story)


def test_a_million_tickets_ask_for_no_more_pages_than_a_thousand():
    asked = []

    async def story(app, pilot):
        await pilot.press("G", "pageup", "g")
        await pilot.pause()
        asked.append(sum(map(len, app.asked)))
        assert app.queue.number == 1

    play(story, range(1, 1_001))
    play(story, range(1, 1_000_001))
    assert asked[1] <= asked[0] + 64  # the end may lie at another place within its page


def test_what_is_on_its_way_is_not_asked_for_twice_and_shows_its_number():
    async def story(app, pilot):
        await pilot.press("j", "j", "pagedown", "pageup", "g")
        await pilot.pause()
        numbers = [number for asked in app.asked for number in asked]
        assert len(numbers) == len(set(numbers))
        assert app.lines()[1].split() == ["1"]
        app.queue.put({1: row(1, "Lamp")}, (1, 2))
        await pilot.pause()
        assert "Lamp" in app.lines()[1]
        assert app.lines()[2].strip() == ""  # asked for and not there any more

    play(story, slow=True)


def test_the_cursor_stays_on_its_ticket_when_the_order_changes():
    async def story(app, pilot):
        assert app.queue.go_to(40)
        app.queue.mark()
        app.queue.go_to(40)
        app.queue.show(array("q", range(100, 0, -1)), keep=True)
        await pilot.pause()
        assert (app.queue.number, app.queue.index, app.queue.marks) == (40, 60, {40})
        app.queue.show(array("q", range(1, 40)), keep=True)  # it is gone: the same line, or the last
        await pilot.pause()
        assert app.queue.number == 39
        app.queue.show(array("q", range(1, 40)))
        await pilot.pause()
        assert (app.queue.number, app.queue.marks) == (1, set())

    play(story)


def test_tickets_that_leave_hand_the_cursor_to_the_next():
    async def story(app, pilot):
        app.queue.go_to(40)
        app.queue.drop([39, 40, 41])
        await pilot.pause()
        assert app.queue.number == 42
        app.queue.drop(range(1, 100))
        await pilot.pause()
        assert app.queue.number == 100
        app.queue.drop([100])
        await pilot.pause()
        assert (app.queue.number, app.rested[-1]) == (None, None)
        await pilot.press("j", "G", "enter", "g")
        assert app.opened == []

    play(story)


def test_an_order_that_grows_keeps_the_cursor_or_follows_to_its_end():
    async def story(app, pilot):
        app.queue.show(array("q", range(1, 50)), growing=True)
        await pilot.press("j")
        app.queue.grow(range(50, 500))
        assert app.queue.number == 2
        await pilot.press("G")
        assert app.queue.number == 499
        app.queue.grow(range(500, 900))
        assert app.queue.number == 899
        app.queue.grow(range(900, 901), growing=False)
        app.queue.grow(range(901, 950), growing=False)
        await pilot.pause()
        assert app.queue.number == 900

    play(story)


def test_marks_belong_to_numbers():
    async def story(app, pilot):
        queue = app.queue
        queue.mark()
        assert (queue.marks, queue.number, queue.chosen()) == ({1}, 2, [1])
        queue.go_to(4)
        queue.mark_range()
        await pilot.pause()
        assert queue.marks == {1, 2, 3, 4}
        assert [line[0] for line in app.lines()[1:6]] == ["*", "*", "*", "*", " "]
        queue.mark_all()
        assert len(queue.marks) == 100
        queue.mark_all()
        assert (queue.marks, queue.chosen()) == (set(), [4])

    play(story)


def test_narrow_screens_fold_columns_and_wide_terminals_still_line_up():
    async def story(app, pilot):
        assert "Customer" not in app.lines()[0]
        assert "Title" in app.lines()[0]
        assert {cells.width(line) for line in app.lines()} == {36}

    play(story, size=(36, 10))
    cells.ambiguous(2)
    try:
        play(story, size=(36, 10))
    finally:
        cells.ambiguous(1)


@given(st.integers(10, 200))
def test_columns_never_take_more_than_there_is_once_they_folded(width):
    laid = lay_out(COLUMNS, width)
    used = sum(room for _, room in laid) + len(laid) - 1
    assert used <= max(width, 20)
    assert {column.id for column, _ in laid} >= {"number", "title"}


@given(st.text(max_size=30), st.integers(0, 40))
def test_fitted_text_has_exactly_its_cells(text, room):
    for wide in (1, 2):
        cells.ambiguous(wide)
        try:
            assert cells.width(cells.fit(text, room)) == room
        finally:
            cells.ambiguous(1)
