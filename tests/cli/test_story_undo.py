"""Taking back, bringing back, who did what, and who the customers are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import stories
from support.stories import dump

from desk.text import is_cjk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.actions.desk import Desk

    Told = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("three")


def without_history(path: Path) -> list[tuple[Any, ...]]:
    """Every row but those of the journal itself, the search queue and versions, which go on counting."""
    return [
        row[:2]
        for row in dump(path)
        if row[0] in ("ticket", "message", "tag", "flag", "stage_event", "customer", "contact")
    ]


def test_undo_takes_back_deed_after_deed_and_redo_brings_them_back(done: Told, shop: Path) -> None:
    done("note", "1", "-m", "a")
    done("tag", "1", "--add", "x")
    done("close", "1", "2", "--to", "cancelled", "--reason", "mistake")
    full = without_history(shop)
    for _step in range(3):
        done("undo")
    assert stories.asked(shop, "SELECT count(*) FROM message, tag") == [(0,)]
    assert stories.asked(shop, "SELECT DISTINCT status FROM ticket") == [("received",)]
    for _step in range(3):
        done("redo")
    assert without_history(shop) == full
    assert stories.asked(shop, "SELECT status FROM ticket ORDER BY id") == [
        ("cancelled",),
        ("cancelled",),
        ("received",),
    ]


def test_the_log_names_every_deed_in_both_languages(done: Told) -> None:
    for words in (
        ("message", "1", "-m", "x", "--via", "wechat"), ("reply", "1", "-m", "x", "--via", "wechat"), ("note", "1", "-m", "x"),
        ("call", "1", "--result", "reached"), ("assign", "1", "--to", "05"), ("take", "1"), ("priority", "1", "--to", "high"),
        ("tag", "1", "--add", "a"), ("flag", "1", "--colour", "red"), ("snooze", "1", "--until", "fri"), ("set", "1", "site=二期"),
        ("status", "1", "--to", "diagnosing"), ("done", "1"), ("close", "1"), ("reopen", "1"), ("undo",), ("redo",),
        ("customers", "--new", "--set", "name=李四"), ("add", "+inquiry how much?"), ("convert", "4", "--to", "repair"),
    ):  # fmt: skip
        done(*words)
    english, chinese = done("log").lines, done("log", "--lang", "zh").lines
    assert len(english) == len(chinese) == 23
    assert english[0].split("  ")[0].strip() == "23"
    assert all(any(map(is_cjk, line)) for line in chinese)
    by_deed = {row["deed"] for row in done("log", "-f", "json", "--limit", "0").json}
    assert len(by_deed) == 20
    assert all(len(done("log", "-f", form).lines) > 20 for form in ("csv", "jsonl"))


def test_the_log_of_one_ticket_and_a_limit(done: Told) -> None:
    done("note", "1", "-m", "a")
    done("note", "2", "-m", "b")
    assert [line.split()[-1] for line in done("log", "--ticket", "#2").lines] == ["#2", "#2"]
    assert len(done("log", "--limit", "1").lines) == 1


def test_what_is_taken_back_is_marked_in_the_log(done: Told) -> None:
    done("note", "1", "-m", "a")
    done("undo")
    assert [("✗" in line) for line in done("log").lines] == [False, True, False, False, False]


def test_somebody_elses_deed_is_not_taken_back_by_a_slip(told: Told, colleague: Desk, shop: Path) -> None:
    before = told("undo", "--as", "07")
    assert before.code in (3, 5)  # 07 has done nothing
    told("note", "1", "-m", "mine")
    told("--as", "05", "note", "1", "-m", "theirs")
    assert told("undo").code == 0
    assert stories.asked(shop, "SELECT body FROM message") == [("theirs",)]
    number = stories.asked(shop, "SELECT max(id) FROM operation WHERE deed = 'note'")[0][0]
    assert told("undo", str(number)).code == 0  # who names it means it
    assert stories.asked(shop, "SELECT count(*) FROM message") == [(0,)]


def test_many_tickets_at_once_are_asked_about(told: Told, desk: Desk, shop: Path) -> None:
    numbers = [str(stories.opened(desk, f"ticket {count}")) for count in range(22)]
    told("tag", *numbers, "--add", "batch")
    before = dump(shop)
    ended = told("undo")
    assert (ended.code, ended.out) == (5, "")
    assert "22 tickets" in ended.err
    assert "desk undo" in ended.err
    assert dump(shop) == before
    assert told("undo", "--yes").code == 0
    assert stories.asked(shop, "SELECT count(*) FROM tag") == [(0,)]


def test_a_deed_whose_rows_were_changed_since_is_refused_with_4(told: Told, shop: Path) -> None:
    told("set", "1", "site=一期")
    number = str(stories.asked(shop, "SELECT max(id) FROM operation")[0][0])
    told("--as", "05", "set", "1", "site=二期")
    before = dump(shop)
    ended = told("undo", number)
    assert (ended.code, ended.out) == (4, "")
    assert len(ended.err.splitlines()) == 1
    assert dump(shop) == before


def test_a_second_undo_of_the_same_is_refused(told: Told) -> None:
    told("note", "1", "-m", "a")
    number = "4"
    assert told("undo", number).code == 0
    assert told("undo", number).code in (4, 5)
    assert told("redo", number).code == 5


# -- customers -------------------------------------------------------------------------------------


def test_a_customer_is_made_found_shown_and_edited(done: Told) -> None:
    made = done(
        "customers",
        "--new",
        "--set",
        "name=李四",
        "--set",
        "phone=139 0000 2222",
        "--set",
        "wechat=li4",
        "--set",
        "address=8-2-501",
    )
    number = made.out.strip()
    assert number.isdigit()
    for word in ("2222", "李四", "ls", "8-2-501", "li4", number, "13900002222"):
        assert "李四" in done("customers", word).out, word
    done("customers", "--edit", number, "--set", "vip=1", "--set", "alert=call first", "--set", "email=li@b.dk")
    card = done("customers", "--show", number).out
    for part in ("李四 ★", "! call first", "139 0000 2222", "li4", "li@b.dk", "8-2-501"):
        assert part in card
    done("undo")
    assert "★" not in done("customers", "--show", number).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2), (("--show", "99"), 3), (("--edit", "99", "--set", "vip=1"), 3), (("--edit", "1", "--set", "nope=1"), 2), (("--new",), 5),
        (("--new", "--set", "name"), 2), (("--edit", "1", "--set", "vip=maybe"), 2), (("--edit", "1"), 2), (("--show", "x"), 2),
    ],
)  # fmt: skip
def test_what_cannot_be_done_with_customers(told: Told, shop: Path, words: tuple[str, ...], code: int) -> None:
    before = dump(shop)
    ended = told("customers", *words)
    assert (ended.code, ended.out) == (code, ""), ended
    assert len(ended.err.splitlines()) == 1
    assert dump(shop) == before


def test_nobody_found_is_said(told: Told) -> None:
    assert told("customers", "nobody_like_that") == (0, "", "Nobody found.\n")
