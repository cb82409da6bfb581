"""What goes out comes back: tickets through a spreadsheet's file, a whole desk through its lines."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from support import published, stories

from desk.store import check

if TYPE_CHECKING:
    from pathlib import Path

CUT = published.DATA / "openrepair_restart_cut.csv"
SEARCH = "search"


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table but the inside of the search index, which is compared by its own content."""
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not name.startswith("search_") or name == "search_dirty"
        ]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}


@pytest.fixture
def lived_in(run) -> None:
    """A desk with an import, deeds, undone deeds, hostile titles and a number that was given and taken back."""
    assert run("import", str(CUT), "--profile", "openrepair").returncode == 0
    run("add", "=cmd|' /C calc'!A0", "by:王伟", "phone:+8613800001111", "tag:难", "due:fri")
    run("add", '\'quoted, "twice"', "via:wechat")
    run("message", "151", "-m", "line one\nline two", "--via", "wechat")
    run("reply", "151", "-m", "=1+1", "--via", "wechat")
    run("flag", "152", "--colour", "red", "-m", "careful")
    run("add", "a mistake")
    assert run("undo").returncode == 0


def test_a_whole_desk_is_equal_after_its_lines_were_read(run, lived_in, shop: Path, tmp_path: Path) -> None:
    lines, other = tmp_path / "whole.jsonl", tmp_path / "other.db"
    assert run("export", "--all", "-o", str(lines)).returncode == 0
    done = run("--db", str(other), "import", str(lines))
    assert done.returncode == 0, done.stderr
    assert dump(other) == dump(shop)
    assert list(check.examine(other, deep=True)) == []
    assert run("--db", str(other), "redo").returncode == 0
    assert run("--db", str(other), "add", "next").stdout.strip() == "154"


def test_amounts_of_a_shop_whose_money_has_no_cents_come_back(run, tmp_path: Path) -> None:
    """An amount that names no currency is one of the shop's, on the way out as on the way in."""
    one, two, out, config = (tmp_path / name for name in ("one.db", "two.db", "out.csv", "config.toml"))
    config.write_text('[shop]\ncurrency = "JPY"\nzone = "Asia/Tokyo"\n')
    for path in (one, two):
        assert run("--config", str(config), "--db", str(path), "init").returncode == 0
    assert run("--db", str(one), "add", "ランプ").returncode == 0
    stories.edited(one, "UPDATE ticket SET estimate = 500")
    assert run("--db", str(one), "export", "-o", str(out)).returncode == 0
    assert run("--db", str(two), "import", str(out)).returncode == 0
    asked = "SELECT estimate, currency FROM ticket"
    assert stories.asked(two, asked) == stories.asked(one, asked) == [(500, "")]


def test_a_whole_desk_is_taken_into_an_empty_one_only(run, lived_in, shop: Path, tmp_path: Path) -> None:
    lines = tmp_path / "whole.jsonl"
    run("export", "--all", "-o", str(lines))
    before = dump(shop)
    assert run("import", str(lines)).returncode == 5
    assert dump(shop) == before


def test_half_a_whole_desk_is_refused(run, lived_in, tmp_path: Path) -> None:
    lines, other = tmp_path / "whole.jsonl", tmp_path / "other.db"
    run("export", "--all", "-o", str(lines))
    lines.write_bytes(lines.read_bytes()[:-2000])
    assert run("--db", str(other), "import", str(lines)).returncode == 65


def test_cells_that_a_spreadsheet_would_run_are_defused_and_come_back(run, lived_in, tmp_path: Path) -> None:
    out, other = tmp_path / "tickets.csv", tmp_path / "other.db"
    assert run("export", "-o", str(out)).returncode == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = {int(row["id"]): row for row in csv.DictReader(file)}
    assert not rows[151]["title"].lstrip().startswith(("=", "+", "-", "@"))
    assert len(rows) == 152
    assert run("--db", str(other), "import", str(out)).returncode == 0
    back = json.loads(run("--db", str(other), "list", "--all", "--limit", "0", "-f", "json").stdout)
    here = json.loads(run("list", "--all", "--limit", "0", "-f", "json").stdout)
    facts = (
        "title",
        "kind",
        "status",
        "site",
        "category",
        "opened_at",
        "resolved_at",
        "closed_at",
        "due_at",
        "tags",
        "customer",
    )
    assert sorted(json.dumps([row[f] for f in facts]) for row in back) == sorted(
        json.dumps([row[f] for f in facts]) for row in here
    )
    assert run("--db", str(other), "import", str(out)).returncode == 0
    assert len(json.loads(run("--db", str(other), "log", "-f", "json").stdout)) == 1
