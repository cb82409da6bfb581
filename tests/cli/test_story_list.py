"""What is there is listed, asked about and shown."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from support import stories

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.actions.desk import Desk

    Told = Callable[..., object]


@pytest.fixture
def four(desk: Desk, at: Callable[[str], None]) -> None:
    """Four tickets: 1 and 2 repairs, 3 a complaint, 4 a question that is over."""
    at("2026-11-27T02:00:00Z")
    stories.opened(desk, customer="张三", contacts=(("phone", "13800001111"),), tags=("屏幕", "hard"), site="二期")
    stories.opened(desk, "Lamp: loose plug", priority="high", customer="Anna Jensen")
    stories.opened(desk, "=cmd|' /C calc'!A0", kind="complaint")
    stories.opened(desk, "几天到?", kind="inquiry")
    from desk.actions import moving

    moving.close(desk, [4], "cancelled", {"reason": "entered twice"})
    at("2026-11-27T05:00:00Z")


pytestmark = pytest.mark.usefixtures("four")


def test_without_a_query_it_is_the_open_work_and_with_one_it_is_everything(done: Told) -> None:
    assert done("list", "-f", "ids").lines == ["3", "2", "1"]
    assert done("list", "--all", "-f", "ids", "sort:number").lines in (["1", "2", "3", "4"], ["4", "3", "2", "1"])
    assert done("list", "几天到", "-f", "ids").lines == ["4"]
    assert done("list", "is:open", "-f", "ids").lines == ["3", "2", "1"]


def test_the_table_says_why_what_and_who_in_columns(done: Told) -> None:
    lines = done("list").lines
    assert len(lines) == 3
    assert lines[0].split()[:4] == ["cmpl", "3", "Complaint", "Registered"]
    assert lines[1].split("  ")[-1] == "Anna Jensen"
    assert "张三" in lines[2]
    assert done("list", "--lang", "zh").lines[0].split()[:4] == ["投", "3", "投诉", "已登记"]


def test_csv_is_safe_for_a_spreadsheet(done: Told) -> None:
    rows = list(csv.DictReader(io.StringIO(done("list", "--all", "-f", "csv").out)))
    by_number = {row["number"]: row for row in rows}
    assert by_number["1"]["customer"] == "张三"
    assert by_number["1"]["tags"].split() == ["屏幕", "hard"]
    assert not by_number["3"]["title"].startswith("=")
    assert by_number["4"]["stage"] == "closed"


def test_json_and_json_lines_hold_the_same(done: Told) -> None:
    every = done("list", "--all", "-f", "json").json
    lines = [json.loads(line) for line in done("list", "--all", "-f", "jsonl").lines]
    assert every == lines
    assert {row["number"]: row["title"] for row in every}[3] == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("kind:repair", {1, 2}), ("类型:报修", {1, 2}), ("NOT kind:repair", {3, 4}), ("kind:repair 屏幕", {1}), ("(屏幕 OR lamp)", {1, 2}),
        ("tag:hard", {1}), ("site:二期", {1}), ("priority:high", {2}), ("customer:张三", {1}), ("phone:1111", {1}), ("is:unassigned", {1, 2, 3, 4}),
        ("status:cancelled", {4}), ("created:2026-11", {1, 2, 3, 4}), ("created:2026-10", set()), ("created:2026-11-27..2026-11-27", {1, 2, 3, 4}),
        ('"loose plug"', {2}), ("lam", {2}), ("碎", {1}), ("1", {1}), ("1111", {1}),
    ],
)  # fmt: skip
def test_a_query_may_be_one_word_of_the_shell_or_many(done: Told, query: str, numbers: set[int]) -> None:
    assert {int(line) for line in done("list", "--all", "-f", "ids", query).lines} == numbers
    assert {int(line) for line in done("list", "--all", "-f", "ids", *query.split(" ")).lines} == numbers


def test_a_query_is_explained(done: Told) -> None:
    assert done("list", "--explain", "kind:repair", "tag:hard").lines[:2] == ["kind: repair", "tag: hard"]
    assert "类型" in done("list", "--explain", "kind:repair", "--lang", "zh").out


@pytest.mark.parametrize(
    ("query", "near"), [("kindd:repair", "kind:"), ("statsu:ready", "status:"), ("status:redy", "ready"), ("is:opn", "open"), ("sort:urgncy", "urgency")]
)  # fmt: skip
def test_a_slip_of_the_hand_is_named_and_lists_nothing(told: Told, query: str, near: str) -> None:
    ended = told("list", query)
    assert (ended.code, ended.out) == (2, "")
    assert near in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("query", ["(lamp", "lamp)", "due:someday", "created:2026-13", "OR", "limit:x"])
def test_a_query_that_makes_no_sense_is_said_so(told: Told, query: str) -> None:
    ended = told("list", query)
    assert (ended.code, ended.out) == (2, "")


def test_nothing_found_is_said_and_is_no_error(told: Told) -> None:
    assert told("list", "nothing_like_it") == (0, "", "Nothing found.\n")
    assert told("list", "nothing_like_it", "--lang", "zh")[::2] == (0, "没有找到。\n")
    assert told("list", "nothing_like_it", "-f", "json") == (0, "[]\n", "")
    assert told("list", "nothing_like_it", "-f", "csv").out.startswith("number,kind,")
    assert told("list", "nothing_like_it", "-f", "ids") == (0, "", "")


def test_there_may_be_more_than_is_shown(told: Told) -> None:
    ended = told("list", "--limit", "2")
    assert (ended.code, len(ended.lines), ended.err) == (0, 2, "There are more: --limit 0 shows all.\n")
    assert told("list", "--limit", "0").err == ""
    assert told("list", "--limit", "2", "-f", "ids").lines == ["3", "2"]


@pytest.mark.parametrize("word", ["-kind:repair", "-屏幕", "-overdue", "-flamp", "-x"])
def test_a_minus_in_front_never_becomes_an_option(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    """A shell hands -overdue on as it stands: read as -o verdue it would write a file."""
    monkeypatch.chdir(tmp_path)
    ended = told("list", "is:open", word)
    assert (ended.code, ended.out) == (2, "")
    assert "NOT" in ended.err
    assert "verdue" not in stories.names(tmp_path)
    assert told("list", "-fids", "is:open").lines == ["3", "2", "1"]
    assert told("list", "--all", "-f", "ids", "--", "-kind:repair").code == 0
    assert set(told("list", "--all", "-f", "ids", "--", "-kind:repair").lines) == {"3", "4"}


def test_a_list_goes_to_a_file_whole(done: Told, tmp_path: Path) -> None:
    target = tmp_path / "open.csv"
    assert done("list", "-o", str(target)).out == ""
    assert [row["number"] for row in csv.DictReader(io.StringIO(target.read_text("utf-8-sig")))] == ["3", "2", "1"]
    done("list", "-o", str(tmp_path / "open.json"))
    assert [row["number"] for row in json.loads((tmp_path / "open.json").read_text())] == [3, 2, 1]
    done("list", "-f", "jsonl", "-o", str(tmp_path / "open.txt"))
    assert len((tmp_path / "open.txt").read_text().splitlines()) == 3


def test_a_file_that_cannot_be_made_is_73(told: Told, tmp_path: Path) -> None:
    ended = told("list", "-o", str(tmp_path / "nowhere" / "open.csv"))
    assert (ended.code, ended.out) == (73, "")
    assert "open.csv" in ended.err
    assert "Traceback" not in ended.err


def test_a_ticket_is_shown_with_its_people_and_its_days(done: Told, told: Told) -> None:
    told("message", "1", "-m", "什么时候好?", "--via", "wechat")
    told("reply", "1", "-m", "今天六点\n带上单子", "--via", "wechat")
    told("call", "1", "--result", "no_answer", "--again", "18:00")
    text = done("show", "1").out
    assert text.splitlines()[:3] == ["#1  Repair  Received", "iPhone 12 屏幕碎", "张三  138 0000 1111"]
    assert "#屏幕 #hard" in text
    assert "Customer said · WeChat: 什么时候好?" in text
    assert "Reply · WeChat: 今天六点\n                  带上单子\n" in text
    assert "Call · Phone (No answer)" in text
    assert "2026-11-27 10:00  03  Received" in text  # in the shop's zone
    chinese = done("1", "--lang", "zh").out
    assert "客户来话 · 微信: 什么时候好?" in chinese
    assert chinese.startswith("#1  报修  接件")


def test_json_of_a_ticket_has_its_timeline(done: Told) -> None:
    one = done("show", "1", "-f", "json").json
    assert (one["number"], one["tags"], one["customer"]["name"]) == (1, ["屏幕", "hard"], "张三")
    assert [entry["what"] for entry in one["timeline"]] == ["stage"]
    assert [ticket["number"] for ticket in done("show", "1", "3", "-f", "json").json] == [1, 3]


def test_several_tickets_are_shown_below_each_other(done: Told) -> None:
    text = done("show", "1", "#2", "3号").out
    assert [line.split()[0] for line in text.splitlines() if line.startswith("#") and "  " in line] == [
        "#1",
        "#2",
        "#3",
    ]


@pytest.mark.parametrize("words", [("show", "99"), ("99",), ("show", "1", "99")])
def test_a_ticket_that_is_not_there_is_3(told: Told, words: tuple[str, ...]) -> None:
    ended = told(*words)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err == "There is no ticket 99.\n"


def test_a_hostile_title_is_shown_and_not_obeyed(told: Told) -> None:
    told("add", "\x1b]0;owned\x07\x1b[31mred\u202e @\x1b[2J")
    for words in (("list",), ("5",), ("list", "-f", "csv"), ("list", "-f", "json"), ("log",), ("5", "-f", "json")):
        assert not set(told(*words).out) & set("\x1b\x07\u202e\x9b")


def test_lists_do_not_write(done: Told, shop: Path) -> None:
    before, stamp, names = shop.read_bytes(), shop.stat().st_mtime_ns, stories.names(shop.parent)
    for words in (
        ("list",),
        ("1",),
        ("log",),
        ("customers", "zs"),
        ("summary",),
        ("check", "--deep"),
        ("list", "--explain", "x"),
    ):
        done(*words)
    assert (shop.read_bytes(), shop.stat().st_mtime_ns) == (before, stamp)
    assert stories.names(shop.parent) == names
