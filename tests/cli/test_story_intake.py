"""A shop is founded and tickets are typed: by argument, by words, by raw lines."""

from __future__ import annotations

import json
import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest
from support import room, stories

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]
    Told = Callable[..., object]


def test_a_fresh_machine_has_a_desk_after_one_command(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "sub" / "shop.db"
    words = (
        "init",
        "--name",
        "Corner Repairs",
        "--sort",
        "property",
        "--zone",
        "Europe/Copenhagen",
        "--staff",
        "03 李",
    )
    done = subprocess.run(
        room.program("--db", str(path), *words),
        capture_output=True,
        text=True,
        check=False,
        env=room.child_environment(),
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert str(path) in done.stderr
    assert stories.asked(path, "SELECT name, zone, sort, language FROM shop") == [
        ("Corner Repairs", "Europe/Copenhagen", "property", "en")
    ]
    assert stories.asked(path, "SELECT number, name FROM staff") == [("03", "李")]
    settings = tomllib.loads((home / "config" / "desk" / "config.toml").read_text("utf-8"))
    assert settings == {
        "desk": {"database": str(path), "who": "03", "language": "en"},
        "shop": {"name": "Corner Repairs", "sort": "property", "zone": "Europe/Copenhagen"},
    }


def test_init_writes_over_neither_a_desk_nor_settings(told: Told, shop: Path, home: Path) -> None:
    before = shop.read_bytes()
    settings = home / "config" / "desk" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[desk]\nlanguage = "en"\n')
    assert told("init", "--name", "Another").code == 73
    assert shop.read_bytes() == before
    assert settings.read_text() == '[desk]\nlanguage = "en"\n'


@pytest.mark.parametrize(
    ("words", "code"), [(("--zone", "Mars/Olympus"), 78), (("--sort", "circus"), 2), (("--staff", " "), 2)]
)
def test_init_with_a_wrong_answer_makes_nothing(told: Told, tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    path = tmp_path / "new.db"
    assert told("--db", str(path), "init", *words).code == code
    assert not path.exists()


def test_the_line_of_the_manual_becomes_a_ticket(done: Told, at: Callable[[str], None]) -> None:
    at("2026-11-27T02:00:00Z")
    assert done("add", "iPhone 12 屏幕碎 @张三 13800001111 due:fri !high +急修 via:wechat at:8-2-501 ¥480").out == "1\n"
    ticket = done("show", "1", "-f", "json").json
    assert {name: ticket[name] for name in ("title", "kind", "priority", "channel", "address", "estimate", "currency", "tags")} == {
        "title": "iPhone 12 屏幕碎", "kind": "repair", "priority": "high", "channel": "wechat", "address": "8-2-501",
        "estimate": 48000, "currency": "CNY", "tags": ["急修"],
    }  # fmt: skip
    assert ticket["due_at"] == "2026-11-27T10:00:00Z"
    assert (ticket["customer"]["name"], ticket["customer"]["contacts"]) == ("张三", [["phone", "13800001111"]])


def test_several_words_are_an_item_each(done: Told) -> None:
    done("add", "lamp", "loose plug", "by:Anna Jensen", "p:low", "-m", "since Monday\nat noon")
    ticket = done("1", "-f", "json").json
    assert (ticket["title"], ticket["customer"]["name"], ticket["priority"]) == (
        "lamp loose plug",
        "Anna Jensen",
        "low",
    )
    assert ticket["body"] == "since Monday\nat noon"


def test_raw_lines_need_no_quotes_and_are_a_ticket_each(done: Told) -> None:
    lines = "won't start (since May) & smells @张三\n\n投诉：等了三天 #急 <b>\n   \nI'm waiting; call me! ref:1\n"
    assert done("add", stdin=lines).out == "1\n2\n3\n"
    rows = done("list", "--all", "sort:number", "-f", "json").json
    rows.sort(key=lambda row: row["number"])
    assert [(row["title"], row["kind"], row["customer"]) for row in rows] == [
        ("won't start (since May) & smells", "repair", "张三"),
        ("等了三天 <b>", "complaint", ""),
        ("I'm waiting; call me!", "repair", ""),
    ]
    assert rows[1]["tags"] == ["急"]
    assert done("3", "-f", "json").json["parent_id"] == 1
    assert done("add", "-", stdin="one more\n").out == "4\n"


def test_the_body_may_come_from_standard_input(done: Told) -> None:
    done("add", "washer leaks", "-m", "-", stdin="line one\n\n  line three\n")
    assert done("1", "-f", "json").json["body"] == "line one\n\n  line three"


def test_one_bad_line_does_not_stop_the_others(told: Told) -> None:
    ended = told("add", stdin="first\n回访：第二条\nthird\n")  # a follow-up follows a ticket, and on a date
    assert (ended.code, ended.out) == (5, "1\n2\n")
    assert ended.err == "A follow-up needs the ticket it follows and a date.\n"


def test_hints_are_said_and_the_ticket_is_opened_all_the_same(told: Told) -> None:
    ended = told("add", "lamp deu:fri to:nobody ref:77")
    assert (ended.code, ended.out) == (0, "1\n")
    assert ended.err.splitlines() == [
        "“deu:fri” stays in the title. Did you mean due:?",
        "“to:nobody” stays in the title: it is not known here.",
        "“ref:77” stays in the title: it is not known here.",
    ]
    assert told("1", "-f", "json").json["title"] == "lamp deu:fri to:nobody ref:77"


def test_a_line_that_is_all_fields_has_a_title(done: Told) -> None:
    done("add", "@张三 13800001111 +repair")
    assert done("1", "-f", "json").json["title"] == "张三 13800001111"


def test_an_empty_line_is_no_ticket(told: Told, shop: Path) -> None:
    assert told("add", "").code == told("add", "", " ").code == 5
    assert told("add").code == 0  # nothing was typed
    assert stories.asked(shop, "SELECT count(*) FROM ticket") == [(0,)]


def test_a_dry_run_says_what_was_understood_and_writes_nothing(
    told: Told, shop: Path, at: Callable[[str], None]
) -> None:
    at("2026-11-27T02:00:00Z")
    before = shop.read_bytes()
    ended = told("add", "iPhone 12 屏幕碎 @张三 13800001111 due:fri !high", "--dry-run")
    assert (ended.code, ended.out) == (0, "Repair · iPhone 12 屏幕碎 · 张三 138 0000 1111 · Fri 11-27 18:00 · High\n")
    chinese = told("--lang", "zh", "add", "iPhone 12 屏幕碎 @张三 13800001111 due:fri !high", "--dry-run")
    assert chinese.out == "报修 · iPhone 12 屏幕碎 · 张三 138 0000 1111 · 周五 11-27 18:00 · 高\n"
    assert shop.read_bytes() == before


def test_the_same_person_is_not_made_twice(done: Told, shop: Path) -> None:
    done("add", "lamp @张三 13800001111")
    done("add", "radio 138-0000-1111")
    done("add", "clock @张三")
    done("add", "kettle @zs")
    done("add", "fan +86 138 0000 1111 @老张")
    assert stories.asked(shop, "SELECT DISTINCT customer_id FROM ticket") == [(1,)]
    assert stories.asked(shop, "SELECT id, name FROM customer") == [(1, "张三")]


def test_two_people_of_one_name_are_told_apart_by_telephone_only(told: Told, shop: Path) -> None:
    told("add", "lamp @张三 13800001111")
    told("add", "lamp @张三 13900002222")
    assert stories.asked(shop, "SELECT count(*) FROM customer") == [(2,)]
    ended = told("add", "lamp @张三")
    assert ended.code == 0
    assert "张三" in ended.err  # one is warned
    assert told("3", "-f", "json").json["customer"]["name"] == "张三"


def test_add_makes_the_first_desk(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "far" / "new.db"
    done = subprocess.run(
        room.program("add", "lamp", "--db", str(path)),
        capture_output=True,
        text=True,
        check=False,
        env=room.child_environment(),
    )
    assert (done.returncode, done.stdout) == (0, "1\n")
    assert str(path) in done.stderr
    shown = subprocess.run(
        room.program("--db", str(path), "1", "-f", "json"),
        capture_output=True,
        check=True,
        env=room.child_environment(),
    )
    assert json.loads(shown.stdout)["title"] == "lamp"
