"""Many tickets at once, rehearsals, and deeds that change nothing."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from support import room, stories
from support.stories import dump

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("three")


def test_of_many_those_that_pass_are_one_operation_and_the_others_are_named(told: Told, shop: Path) -> None:
    told("close", "2", "--to", "collected")
    before = stories.asked(shop, "SELECT max(id) FROM operation")[0][0]
    ended = told("close", "-", "--to", "cancelled", "--reason", "entered twice", stdin="1\n2\n#3\n99\n1\n")
    assert (ended.code, ended.out) == (5, "")
    assert [line.partition(":")[0] for line in ended.err.splitlines()] == ["#2", "#99"]
    assert stories.asked(shop, "SELECT id, status FROM ticket ORDER BY id") == [
        (1, "cancelled"),
        (2, "collected"),
        (3, "cancelled"),
    ]
    assert stories.asked(shop, "SELECT max(id) FROM operation")[0][0] == before + 1
    assert told("undo").code == 0
    assert stories.asked(shop, "SELECT id, status FROM ticket ORDER BY id") == [
        (1, "received"),
        (2, "collected"),
        (3, "received"),
    ]


def test_all_or_nothing_is_nothing_when_one_is_refused(told: Told, shop: Path) -> None:
    before = dump(shop)
    ended = told("take", "1", "2", "99", "--all-or-nothing")
    assert (ended.code, ended.out) == (3, "")
    assert "99" in ended.err
    assert dump(shop) == before
    assert told("take", "1", "2", "3", "--all-or-nothing").code == 0
    assert stories.asked(shop, "SELECT count(DISTINCT assignee_id), count(*) FROM ticket WHERE assignee_id > 0") == [
        (1, 3)
    ]


def test_numbers_come_in_every_way_people_write_them(done: Told, shop: Path) -> None:
    done("tag", "1,2", "#３号", "--add", "a")
    done("tag", "-", "--add", "b", stdin="1 2\n3,\n")
    assert stories.asked(shop, "SELECT name, count(*) FROM tag GROUP BY name") == [("a", 3), ("b", 3)]


def test_an_empty_pipe_does_nothing_and_is_no_error(told: Told, shop: Path) -> None:
    before = dump(shop)
    assert told("close", "-", stdin="").code == 0
    assert dump(shop) == before


def test_a_pipe_of_real_processes(shop: Path) -> None:
    desk = " ".join(room.program())
    environment = room.child_environment(DESK_DB=str(shop), DESK_USER="03")
    line = f"{desk} list is:unassigned -f ids | {desk} assign - --to 李"
    ended = subprocess.run(line, shell=True, capture_output=True, text=True, check=False, env=environment)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert stories.asked(shop, "SELECT DISTINCT s.name FROM ticket t JOIN staff s ON s.id = t.assignee_id") == [("李",)]


DRY = (
    ("add", "one more"),
    ("message", "1", "-m", "x", "--via", "wechat"),
    ("reply", "1", "-m", "x", "--via", "wechat"),
    ("note", "1", "-m", "x"),
    ("call", "1", "--result", "reached"),
    ("assign", "1", "--to", "07"),
    ("take", "1", "2"),
    ("done", "1"),
    ("status", "1", "--to", "diagnosing"),
    ("close", "1", "2", "--to", "cancelled", "--reason", "x"),
    ("snooze", "1", "--until", "fri"),
    ("tag", "1", "--add", "a"),
    ("flag", "1", "--colour", "red"),
    ("priority", "1", "--to", "high"),
    ("set", "1", "title=other"),
    ("reopen", "3"),
    ("convert", "4", "--to", "repair"),
)


def test_a_dry_run_of_any_deed_writes_nothing(told: Told, shop: Path) -> None:
    told("done", "3")
    told("add", "+inquiry how much?")
    before = dump(shop)
    for words in DRY:
        ended = told(*words, "--dry-run")
        assert ended.code == 0, (words, ended)
        assert "--dry-run" in ended.err or words[0] == "add"
        assert dump(shop) == before, words
    assert told("done", "1", "99", "--dry-run").code == 5
    assert dump(shop) == before


def test_a_deed_that_changes_nothing_is_no_operation(told: Told, shop: Path) -> None:
    told("priority", "1", "--to", "high")
    before = dump(shop)
    assert told("priority", "1", "--to", "high") == (0, "", "")
    assert told("tag", "1", "--remove", "none_such").code == 0
    assert told("set", "1", "priority=high").code == 0
    assert dump(shop) == before
