"""A day's work by keys alone, on a real terminal, in both languages and two sizes; the file then holds exactly that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import truth, visits
from support.stories import asked, at_desk, opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = "2026-11-20T02:00:00Z"  # ten in the morning at the shop
DIALOG = "╭"
SAID, ANSWER, NOTE, OTHER = "屏幕什么时候好？", "明天下午好", "放在 B3 架", "客户改天来"


class Sitting:
    """Somebody at a terminal: presses keys and waits until what was meant has happened."""

    def __init__(self, shop: Path, size: tuple[int, int], language: str) -> None:
        self.shop = shop
        self.terminal = visits.opened(shop, size, DESK_NOW=NOW, LANGUAGE=language)

    def press(self, *keys: str) -> Sitting:
        self.terminal.press(*keys)
        return self

    def until_seen(self, text: str) -> Sitting:
        self.terminal.wait_for(text)
        return self

    def until_gone(self, text: str) -> Sitting:
        self.terminal.wait_gone(text)
        return self

    def until_stored(self, sql: str) -> Sitting:
        self.terminal.wait_until(lambda: asked(self.shop, sql) != [(0,)], sql)
        return self.until_gone(DIALOG)


@pytest.fixture
def three(shop: Path, at: Callable[[str], None]) -> Path:
    at("2026-11-20T01:00:00Z")
    desk = at_desk(shop)
    opened(desk, "iPhone 12 屏幕碎", customer="张三", contacts=(("phone", "138 0000 1111"),), channel="wechat")
    opened(desk, "洗衣机漏水", customer="陈老师", channel="phone")
    opened(desk, "Does it fit?", kind="inquiry", customer="Wang Wei", channel="email")
    return shop


def find(day: Sitting) -> None:
    """By one Chinese character and by two; Esc shows the view again."""
    day.press("/").until_seen("/").press("漏").until_gone("Does it fit?").until_seen("洗衣机漏水").until_gone(
        "iPhone 12"
    )
    day.press("enter").until_seen("is:open  / 漏").press("escape").until_seen("iPhone 12").until_seen("Does it fit?")
    day.press("/").press("屏幕").until_gone("洗衣机漏水").until_seen("屏幕碎")
    day.press("enter").until_seen("is:open  / 屏幕")


def talk(day: Sitting) -> None:
    """Open it, the customer said, an answer, a note."""
    day.press("enter").until_seen("138 0000 1111").press("escape")
    day.press("i").until_seen(DIALOG).press(SAID).until_seen(SAID).press("ctrl+s")
    day.until_stored("SELECT count(*) FROM message WHERE kind = 'message'")
    day.press("r").until_seen(DIALOG).press(ANSWER).until_seen(ANSWER).press("ctrl+s")
    day.until_stored("SELECT count(*) FROM message WHERE kind = 'reply'")
    day.press("c").until_seen(DIALOG).press(NOTE).until_seen(NOTE).press("ctrl+s")
    day.until_stored("SELECT count(*) FROM message WHERE kind = 'note'")


def hold(day: Sitting, status: str) -> None:
    """On hold, with the third reason and until Friday in a week; then back to the whole view."""
    day.press("s").until_seen(DIALOG).press(status).until_seen(status).press("enter").until_seen("11-28")
    day.press("3").press("tab", "+7d").until_seen("+7d").press("ctrl+s")
    day.until_stored("SELECT count(*) FROM ticket WHERE status = 'on_hold'")
    day.press("escape").until_seen("洗衣机漏水")


def finish(day: Sitting) -> None:
    """The second ticket is done, taken back, and somebody else sits down and writes on it."""
    day.press("/").press("洗衣机").until_gone("Does it fit?").until_seen("洗衣机漏水").press("enter")
    day.until_seen("is:open  / 洗衣机").press("d").until_stored("SELECT count(*) FROM ticket WHERE status = 'ready'")
    day.press("u").until_stored("SELECT count(*) FROM operation WHERE deed = 'undo'")
    day.press("escape").until_seen("Does it fit?")
    day.press("@").until_seen(DIALOG).press("05").until_seen("05").press("enter").until_gone(DIALOG)
    day.press("#").until_seen(" # ").press("2", "enter").until_gone(" # ")
    day.press("c").until_seen("洗衣机漏水 · 陈老师").press(OTHER).until_seen(OTHER).press("ctrl+s")
    day.until_stored("SELECT count(*) FROM message WHERE ticket_id = 2")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(("language", "status"), [("en", "On hold"), ("zh_CN", "挂起")])
def test_what_was_done_by_keys_is_what_is_stored(
    three: Path, size: tuple[int, int], language: str, status: str
) -> None:
    day = Sitting(three, size, language)
    with day.terminal:
        find(day)
        talk(day)
        hold(day, status)
        finish(day)
        assert visits.leave(day.terminal) == 0
        assert day.terminal.restored() == []
    assert asked(three, "SELECT id, status, stage, reason, hold_from, resume_at IS NOT NULL FROM ticket") == [
        (1, "on_hold", "waiting", "customer_demand", "received", 1),
        (2, "received", "open", "", "", 0),
        (3, "new", "open", "", "", 0),
    ]
    assert asked(
        three,
        "SELECT m.ticket_id, m.kind, m.body, m.channel, s.number FROM message m JOIN staff s ON s.id = m.staff_id ORDER BY m.id",
    ) == [
        (1, "message", SAID, "wechat", "03"),
        (1, "reply", ANSWER, "wechat", "03"),
        (1, "note", NOTE, "", "03"),
        (2, "note", OTHER, "", "05"),
    ]
    assert asked(three, "SELECT waiting_since, first_response_at FROM ticket WHERE id = 1") == [(None, NOW)]
    deeds = asked(three, "SELECT deed, door, undone_by FROM operation WHERE id > 3 ORDER BY id")
    assert deeds == [
        ("message", "tui", None),
        ("reply", "tui", None),
        ("note", "tui", None),
        ("status", "tui", None),
        ("done", "tui", 9),
        ("undo", "tui", None),
        ("note", "tui", None),
    ]
    truth.demand(three)


AHEAD = [
    pytest.param("/洗衣机\rd", "SELECT id FROM ticket WHERE status = 'ready'", [(2,)], id="find and done"),
    pytest.param("#2\rA", "SELECT id FROM ticket WHERE assignee_id IS NOT NULL", [(2,)], id="go to and take"),
    pytest.param("jd", "SELECT id FROM ticket WHERE status = 'ready'", [(2,)], id="down and done"),
    pytest.param("cone\x13cother\x13", "SELECT body FROM message", [("one",), ("other",)], id="two notes"),
    pytest.param("cone\x13rfine\x13", "SELECT kind FROM message", [("note",), ("reply",)], id="note and reply"),
]


@pytest.mark.parametrize(("keys", "sql", "wanted"), AHEAD)
def test_what_is_typed_ahead_on_a_slow_line_goes_where_it_was_meant(
    shop: Path, keys: str, sql: str, wanted: list[tuple[object, ...]]
) -> None:
    """All keys arrive at once, before any dialog stands or any answer has come."""
    desk = at_desk(shop)
    opened(desk, "iPhone 12 屏幕碎", customer="张三", channel="wechat")
    opened(desk, "洗衣机漏水", customer="陈老师", channel="phone")
    with visits.opened(shop) as terminal:
        terminal.send(keys.encode())
        terminal.wait_until(lambda: asked(shop, sql) == wanted, sql)
        assert visits.leave(terminal) == 0
