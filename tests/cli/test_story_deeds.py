"""A ticket from the counter to the shelf by commands, and what a rule of the shop refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support.stories import dump

from desk.text import is_cjk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[..., Any]


pytestmark = pytest.mark.usefixtures("three")


def facts(told: Told, number: int = 1) -> dict[str, Any]:
    found = json.loads(told("show", str(number), "-f", "json").out)
    assert isinstance(found, dict)
    return found


def test_a_repair_from_the_counter_to_the_customer(done: Told) -> None:
    done("take", "1")
    done("status", "1", "--to", "diagnosing")
    done("note", "1", "-m", "主板进水")
    done("set", "1", "estimate=480")
    done("status", "1", "--to", "待客户确认")
    done("message", "1", "-m", "可以修", "--via", "wechat", "--approved")
    done("done", "1", "--set", "result=partly")
    assert facts(done)["result"] == "partly"
    done("reply", "1", "-m", "可以来取", "--via", "sms")
    done("close", "1", "--set", "balance_note=paid")
    ticket = facts(done)
    assert (ticket["status"], ticket["stage"], ticket["outcome"], ticket["assignee"]) == (
        "collected",
        "closed",
        "complete",
        "03",
    )
    assert [entry["status"] for entry in ticket["timeline"] if entry["what"] == "stage"] == [
        "received", "diagnosing", "awaiting_approval", "in_repair", "ready", "collected",
    ]  # fmt: skip
    done("reopen", "1", "--reason", "still wet")
    assert (facts(done)["status"], facts(done)["visits"]) == ("in_repair", 2)


def test_the_clocks_of_a_conversation(done: Told, at: Callable[[str], None]) -> None:
    done("message", "1", "-m", "什么时候好?", "--via", "wechat", "--at", "11:30")
    assert facts(done)["waiting_since"] == "2026-11-27T03:30:00Z"
    done("message", "1", "-m", "谢谢", "--via", "wechat", "--no-answer-needed")
    assert facts(done)["waiting_since"] == "2026-11-27T03:30:00Z"
    done("call", "1", "--result", "no_answer", "--again", "+2h")
    assert facts(done)["waiting_since"] == "2026-11-27T03:30:00Z"
    done("call", "1", "--result", "reached", "-m", "约周五取")
    assert facts(done)["waiting_since"] is None
    assert facts(done)["first_response_at"] == "2026-11-27T04:00:00Z"
    said = [
        (entry["what"], entry["text"], entry["result"]) for entry in facts(done)["timeline"] if entry["what"] != "stage"
    ]
    assert said == [
        ("message", "什么时候好?", ""),
        ("message", "谢谢", ""),
        ("call", "", "no_answer"),
        ("call", "约周五取", "reached"),
    ]


def test_words_may_come_from_standard_input(done: Told) -> None:
    done("note", "1", "-m", "-", stdin="line one\n\tline two\n")
    assert [entry["text"] for entry in facts(done)["timeline"] if entry["what"] == "note"] == ["line one\n\tline two"]


def test_a_reply_may_move_the_ticket_in_the_same_deed(done: Told) -> None:
    done("reply", "1", "-m", "Done, come by", "--via", "sms", "--then", "done")
    assert facts(done)["status"] == "ready"
    done("undo")
    assert (facts(done)["status"], facts(done)["first_response_at"]) == ("received", None)
    done("reply", "1", "-m", "明天", "--via", "sms", "--then", "检测")
    assert facts(done)["status"] == "diagnosing"


def test_whose_and_when_and_how_much(done: Told) -> None:
    done("assign", "1", "2", "--to", "05")
    done("priority", "1", "--to", "急")
    done("tag", "1", "--add", "屏幕", "--add", "hard", "--remove", "x")
    done("flag", "1", "--colour", "red", "-m", "call the owner first")
    done("set", "1", "due=fri", "site=二期", "category=exchange", "estimate=¥480.50", "order_number=TB-1")
    one = facts(done)
    assert (one["assignee"], one["priority"], one["tags"], one["site"], one["category"], one["estimate"], one["order_number"]) == (
        "05", "urgent", ["屏幕", "hard"], "二期", "exchange", 48050, "TB-1",
    )  # fmt: skip
    assert one["due_at"] == "2026-11-27T10:00:00Z"
    assert [(flag["colour"], flag["reason"]) for flag in one["flags"]] == [("red", "call the owner first")]
    done("set", "1", "due=", "site=", "estimate=")
    done("assign", "1", "--to", "none")
    done("flag", "1", "--colour", "none")
    one = facts(done)
    assert (one["due_at"], one["site"], one["estimate"], one["assignee"]) == (None, "", None, "")
    assert done("list", "flag:red", "-f", "ids").out == ""
    assert facts(done, 2)["assignee"] == "05"


def test_a_snoozed_ticket_is_out_of_the_queue_until_then(done: Told, at: Callable[[str], None]) -> None:
    done("snooze", "1", "--until", "mon 09:00")
    assert done("list", "-f", "ids").lines == ["2", "3"]
    done("snooze", "1", "--until", "now")
    assert "1" in done("list", "-f", "ids").lines
    done("snooze", "1", "--until", "+2h")
    at("2026-11-27T06:00:01Z")
    assert "1" in done("list", "-f", "ids").lines


def test_a_question_becomes_a_repair(done: Told) -> None:
    done("add", "+inquiry does it pay to repair a 2012 lamp? @Anna")
    done("convert", "4", "--to", "报修", "--title", "Lamp 2012")
    assert (facts(done, 4)["status"], facts(done, 4)["converted_to"]) == ("converted", 5)
    new = facts(done, 5)
    assert (new["kind"], new["title"], new["customer"]["name"]) == ("repair", "Lamp 2012", "Anna")


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("close", "1"), 5, "Collected"),
        (("close", "1", "--to", "nonsense"), 5, "nonsense"),
        (("close", "1", "--to", "diagnosing"), 5, "does not close"),
        (("reply", "1", "-m", "x", "--via", "sms", "--then", "nonsense"), 5, "nonsense"),
        (("status", "1", "--to", "on_hold"), 5, "reason"),
        (("status", "1", "--to", "待件"), 5, "part"),
        (("status", "1", "--to", "settled"), 5, "settled"),
        (("status", "1", "--to", "on_hold", "--reason", "bad mood"), 5, "bad mood"),
        (("convert", "1", "--to", "complaint"), 5, "another kind"),
        (("convert", "1", "--to", "wedding"), 2, "wedding"),
        (("done", "99"), 3, "99"),
        (("note", "0", "-m", "x"), 2, "0"),
        (("note", "1"), 2, "-m"),
        (("note", "1", "-m", " "), 2, ""),
        (("call", "1", "--result", "maybe"), 2, "maybe"),
        (("message", "1", "-m", "x", "--via", "pigeon"), 2, "pigeon"),
        (("message", "1", "-m", "x", "--at", "someday"), 2, "someday"),
        (("message", "1", "-m", "x", "--at", "next fri"), 5, ""),
        (("snooze", "1", "--until", "someday"), 2, "someday"),
        (("snooze", "1", "--until", "2020-01-01"), 5, ""),
        (("priority", "1", "--to", "top"), 2, "top"),
        (("flag", "1", "--colour", "pink"), 2, "pink"),
        (("tag", "1"), 2, "--add"),
        (("set", "1"), 2, "field=value"),
        (("set", "status=ready"), 2, "desk set"),
        (("set", "1", "status=ready"), 2, "status"),
        (("set", "1", "titel=x"), 2, "title"),
        (("set", "1", "title="), 5, "title"),
        (("set", "1", "estimate=cheap"), 2, "cheap"),
        (("set", "1", "score=11"), 2, "11"),
        (("set", "1", "due=someday"), 2, "someday"),
        (("set", "1", "channel=pigeon"), 2, "pigeon"),
        (("reopen", "1"), 5, ""),
        (("redo",), 3, "bring back"),
        (("undo", "999"), 3, "999"),
        (("undo", "x"), 2, "x"),
    ],
)  # fmt: skip
def test_a_deed_that_cannot_be_is_one_sentence_and_writes_nothing(
    told: Told, shop: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    before = dump(shop)
    ended = told(*words)
    assert (ended.code, ended.out) == (code, ""), ended
    assert sentence in ended.err
    assert len(ended.err.splitlines()) == 1
    assert dump(shop) == before
    chinese = told(*words, "--lang", "zh")
    assert chinese.code == code
    assert any(map(is_cjk, chinese.err))
