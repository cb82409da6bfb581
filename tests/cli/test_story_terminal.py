"""At a terminal: four questions, a prompt for tickets, heads over columns, what was done, and questions before many are changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pexpect
import pytest
from support import room, stories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desk.actions.desk import Desk

    Typed = Callable[..., Any]


@pytest.fixture
def typed(shop: Path) -> Iterator[Typed]:
    """Starts the program on a pseudo-terminal of 80 columns."""
    started: list[Any] = []

    def start(*words: str, **environment: str) -> Any:
        child = pexpect.spawn(
            sys.executable, ["-m", "desk", *words], encoding="utf-8", timeout=30, dimensions=(24, 80), echo=True,
            env=dict(room.child_environment(DESK_DB=str(shop), DESK_USER="03", DESK_NOW="2026-11-27T02:00:00Z", **environment)),
        )  # fmt: skip
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def ended(child: Any) -> tuple[int, str]:
    text = child.read().replace("\r\n", "\n")
    child.close()
    return child.exitstatus, text


def test_a_shop_is_made_by_four_times_enter(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    child = typed("--db", str(path), "init", TZ="Asia/Shanghai")
    child.expect("Name of the shop")
    child.sendline("阿强维修")
    child.expect("Sort of shop")
    child.sendline("2")
    child.expect("Time zone")
    child.sendline("")
    child.expect("Your number and name")
    child.sendline("03 李")
    code, text = ended(child)
    assert code == 0
    assert str(path) in text.replace("\n", "")
    assert stories.asked(path, "SELECT name, sort FROM shop") == [("阿强维修", "online")]
    assert stories.asked(path, "SELECT number, name FROM staff") == [("03", "李")]


def test_tickets_are_typed_at_a_prompt_and_said_back(typed: Typed, shop: Path) -> None:
    child = typed("add")
    child.expect("› ")
    child.sendline("won't start @张三 13800001111 due:fri")
    child.expect("#1 Repair · won't start · 张三 138 0000 1111 · Fri 11-27 18:00")
    child.expect("› ")
    child.sendline("")
    assert ended(child)[0] == 0
    assert stories.asked(shop, "SELECT title FROM ticket") == [("won't start",)]


def test_the_prompt_ends_with_the_input_too(typed: Typed) -> None:
    child = typed("add")
    child.expect("› ")
    child.sendeof()
    assert ended(child)[0] == 0


def test_a_list_has_heads_and_fits_the_terminal(typed: Typed, desk: Desk) -> None:
    stories.opened(desk, "iPhone 12 屏幕碎了要换屏顺便看看电池还有充电口也不太灵", customer="张三")
    code, text = ended(typed("list"))
    head, row = text.splitlines()
    assert code == 0
    assert head.split()[:5] == ["!", "No", "Kind", "Status", "Title"]
    assert "…" in row
    assert ended(typed("list", "--lang", "zh"))[1].split()[:4] == ["!", "编号", "类型", "状态"]


def test_what_was_done_is_said(typed: Typed, desk: Desk) -> None:
    stories.opened(desk)
    assert "#1" in ended(typed("note", "1", "-m", "主板进水"))[1]
    assert "undone: noted #1" in ended(typed("undo"))[1]
    assert "已重做" in ended(typed("redo", "--lang", "zh"))[1]
    assert ended(typed("priority", "1", "--to", "normal")) == (0, "Nothing changed.\n")


@pytest.mark.parametrize(("answer", "left"), [("n", 1), ("y", 0)])
def test_many_tickets_are_taken_back_after_a_question(
    typed: Typed, desk: Desk, shop: Path, answer: str, left: int
) -> None:
    from desk.actions import arranging

    numbers = [stories.opened(desk, f"ticket {count}") for count in range(21)]
    arranging.tag(desk, numbers, ("batch",), ())
    child = typed("undo")
    child.expect("It touched 21 tickets")
    child.expect("Take it back")
    child.sendline(answer)
    assert ended(child)[0] == (130 if left else 0)
    assert bool(stories.asked(shop, "SELECT 1 FROM tag")) is bool(left)


def test_without_m_an_editor_opens(typed: Typed, desk: Desk, shop: Path, tmp_path: Path) -> None:
    stories.opened(desk)
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "from the editor\\nsecond line\\n" > "$1"\n')
    editor.chmod(0o700)
    assert ended(typed("note", "1", EDITOR=str(editor)))[0] == 0
    assert stories.asked(shop, "SELECT body FROM message") == [("from the editor\nsecond line",)]
