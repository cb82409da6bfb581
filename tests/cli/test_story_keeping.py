"""Whoever keeps the file: backups, checks, settings, the night jobs, the figures."""

from __future__ import annotations

import csv
import io
import json
import shlex
import stat
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from support import stories
from support.stories import dump

from desk.text import is_cjk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("three")


@pytest.fixture
def settings(home: Path) -> Path:
    file = home / "config" / "desk" / "config.toml"
    file.parent.mkdir(parents=True)
    return file


# -- backups ---------------------------------------------------------------------------------------


def test_a_backup_is_a_desk_with_the_settings_in_it(done: Told, shop: Path, tmp_path: Path, settings: Path) -> None:
    settings.write_text('[desk]\nlanguage = "en"\n')
    target = tmp_path / "copy.db"
    assert done("backup", "-o", str(target)).out == f"{target}\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert done("--db", str(target), "list", "-f", "ids").out == done("list", "-f", "ids").out
    told = done("restore", "--check", str(target)).out
    for part in ("0.1.0", "0001", "Repair: 3", "2026-11-27T02:00:00Z", "config.toml"):
        assert part in told


def test_a_folder_is_filled_with_backups_named_by_the_moment(
    done: Told, tmp_path: Path, at: Callable[[str], None]
) -> None:
    done("backup", "-o", f"{tmp_path}/new/")
    at("2026-11-28T04:00:00Z")
    done("backup", "-o", f"{tmp_path}/new")
    assert stories.names(tmp_path / "new") == ["desk-2026-11-27T040000Z.db", "desk-2026-11-28T040000Z.db"]


def test_restore_keeps_what_was_there_and_writes_settings_beside(
    done: Told, shop: Path, tmp_path: Path, settings: Path
) -> None:
    settings.write_text('[desk]\nlanguage = "en"\n')
    target = tmp_path / "copy.db"
    done("backup", "-o", str(target))
    done("add", "after the backup")
    ended = done("restore", str(target))
    assert done("list", "-f", "ids").lines == ["1", "2", "3"]
    kept = next(
        name
        for name in stories.names(tmp_path)
        if name.startswith("shop") and name not in ("shop.db", "shop.db-journal")
    )
    assert kept in ended.out
    assert done("--db", str(tmp_path / kept), "list", "-f", "ids").lines[-1] == "4"
    beside = [name for name in stories.names(tmp_path) if "config.toml" in name]
    assert [(tmp_path / name).read_text() for name in beside] == [settings.read_text()]
    assert settings.read_text() == '[desk]\nlanguage = "en"\n'


@pytest.mark.parametrize(("content", "code"), [(None, 69), (b"", 69), (b"dear diary", 69)])
def test_what_is_no_backup_is_not_put_in_place(
    told: Told, shop: Path, tmp_path: Path, content: bytes | None, code: int
) -> None:
    file = tmp_path / "other.db"
    if content is not None:
        file.write_bytes(content)
    before = dump(shop)
    for words in (("restore", str(file)), ("restore", "--check", str(file))):
        ended = told(*words)
        assert (ended.code, ended.out) == (code, "")
        assert str(file) in ended.err
    assert told("restore", str(shop)).code == 5
    assert dump(shop) == before


# -- check and migrate -----------------------------------------------------------------------------


def test_a_sound_desk_is_silent_without_a_terminal(done: Told) -> None:
    for words in (("check",), ("check", "--deep"), ("migrate",)):
        assert done(*words).out == ""


def test_a_fact_that_contradicts_its_timeline_is_found_by_the_deep_check(told: Told, shop: Path) -> None:
    stories.edited(
        shop,
        "UPDATE ticket SET stage = 'closed', status = 'collected', closed_at = '2026-11-27T03:00:00Z' WHERE id = 2",
    )
    assert told("check").code == 0
    ended = told("check", "--deep")
    assert (ended.code, ended.out) == (79, "")
    assert "2" in ended.err
    assert str(shop) in ended.err
    assert any(map(is_cjk, told("check", "--deep", "--lang", "zh").err))


# -- settings --------------------------------------------------------------------------------------


def test_config_shows_what_differs_and_where_it_comes_from(done: Told, shop: Path, settings: Path) -> None:
    assert done("config").lines[0].startswith(f"# {settings} ")
    assert done("config", "--path").out == f"{settings}\n"
    settings.write_text('[shop]\nname = "Corner"\n[queue]\nlate_days = 3\n')
    shown = tomllib.loads(done("config").out)
    assert shown == {"shop": {"name": "Corner"}, "queue": {"late_days": 3}}
    everything = tomllib.loads(done("config", "--all").out)
    assert everything["shop"]["name"] == "Corner"
    assert len(everything) > 8
    assert str(shop) in done("config").out


def test_the_example_is_a_configuration(done: Told, settings: Path) -> None:
    settings.write_text(done("config", "--example").out)
    assert done("config").lines == [f"# {settings}", done("config").lines[1]]


@pytest.mark.parametrize(
    "content", ["[shop\n", '[shop]\nnmae = "x"\n', "[queue]\nlate_days = -1\n", "[desk]\nlanguage = 5\n"]
)
def test_a_wrong_configuration_is_78_and_says_where(told: Told, settings: Path, content: str) -> None:
    settings.write_text(content)
    ended = told("list")
    assert (ended.code, ended.out) == (78, "")
    assert "config.toml" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_the_language_is_the_settings_own(done: Told, settings: Path) -> None:
    settings.write_text('[desk]\nlanguage = "zh"\n')
    assert "报修" in done("list").out
    assert "Repair" in done("--lang", "en", "list").out


def test_keys_and_themes(done: Told, settings: Path) -> None:
    settings.write_text('[keys]\nnote = ["ctrl+k"]\n[desk]\ntheme = "desk-light"\n')
    own = settings.parent / "themes"
    own.mkdir()
    (own / "mine.toml").write_text("")
    keys = {line.split("  ")[-1].strip(): line for line in done("keys").lines}
    assert any("ctrl+k" in line and "note" in line for line in keys.values())
    themes = done("themes").lines
    assert [line for line in themes if line.startswith("*")] == [line for line in themes if " desk-light " in line]
    assert any(f"mine  {own}" in line for line in themes)


def test_cron_lines_can_be_put_into_a_crontab(done: Told, tmp_path: Path, settings: Path) -> None:
    settings.write_text('[backup]\nfolder = "/mnt/50% usb"\n')
    lines = [line for line in done("cron").lines if not line.startswith("#")]
    assert [line.split()[:5] for line in lines] == [
        ["5", "0", "1", "*", "*"],
        ["15", "23", "*", "*", "*"],
        ["45", "23", "*", "*", "0"],
    ]
    words = [shlex.split(" ".join(line.split(" ")[5:]).replace("\\%", "%")) for line in lines]
    assert all(line[0].startswith("/") for line in words)
    assert all(
        ["--db", str(tmp_path / "shop.db"), "--config", str(settings)] == line[line.index("--db") :][:4]
        for line in words
    )
    assert words[0][-3:] == ["summary", "-o", f"{tmp_path}/reports/"]
    assert "/mnt/50% usb/" in words[1]
    assert "%" not in lines[0]
    assert "50\\% usb" in lines[1]


# -- the figures -----------------------------------------------------------------------------------


def test_a_summary_is_text_markdown_csv_or_json(done: Told) -> None:
    done("done", "1")
    figures = done("summary", "--month", "2026-11", "-f", "json").json
    assert (figures["period"]["label"], figures["period"]["timezone"]) == ("2026-11", "Asia/Shanghai")
    assert (figures["figures"]["opened"]["value"], figures["figures"]["completed"]["value"]) == (3, 1)
    assert figures["figures"]["flow"]["balanced"] is True
    assert "Opened" in done("summary", "--month", "2026-11").out
    assert "| Opened" in done("summary", "--month", "2026-11", "-f", "md").out
    assert len(list(csv.reader(io.StringIO(done("summary", "--month", "2026-11", "-f", "csv").out)))) > 10
    chinese = done("summary", "--month", "2026-11", "--lang", "zh").out
    assert any(map(is_cjk, chinese))


def test_a_summary_goes_to_a_file_or_into_a_folder_under_its_month(done: Told, tmp_path: Path) -> None:
    done("summary", "--month", "2026-11", "-o", f"{tmp_path}/reports/")
    done("summary", "--month", "2026-10", "-f", "json", "-o", str(tmp_path / "reports"))
    names = stories.names(tmp_path / "reports")
    assert len(names) == 2
    assert all(month in name for month, name in zip(("2026-10", "2026-11"), names, strict=True))
    done("summary", "--month", "2026-11", "-o", str(tmp_path / "november.json"))
    assert json.loads((tmp_path / "november.json").read_text("utf-8"))["period"]["label"] == "2026-11"


def test_cron_gets_last_months_figures_without_an_option(done: Told, at: Callable[[str], None]) -> None:
    at("2026-11-30T16:05:00Z")  # five past midnight in the shop: December has begun
    assert done("summary", "-f", "json").json["period"]["label"] == "2026-11"


def test_a_flow_that_does_not_balance_is_written_and_ends_with_7(told: Told, shop: Path, tmp_path: Path) -> None:
    completed = (
        "INSERT INTO stage_event (ticket_id, at, from_status, from_stage, to_status, to_stage, to_outcome, source)"
        " VALUES (3, '2026-11-27T03:00:00Z', 'received', 'open', 'ready', 'resolved', 'complete', 'deed')"
    )
    stories.edited(shop, completed, completed)  # somebody was at the file with a shell: one ticket was completed twice
    target = tmp_path / "november.json"
    ended = told("summary", "--month", "2026-11", "-o", str(target))
    assert (ended.code, ended.out) == (7, "")
    assert len(ended.err.splitlines()) == 1
    assert json.loads(target.read_text())["figures"]["flow"]["balanced"] is False
    printed = told("summary", "--month", "2026-11")
    assert printed.code == 7
    assert "Opened" in printed.out


@pytest.mark.parametrize(
    "words",
    [("--month", "2026-13"), ("--month", "2026-Q1"), ("--month", "2026-11", "--year", "2026"), ("--to", "2026-11-01"), ("--from", "2026-11-31"), ("--from", "2026-11-02", "--to", "2026-11-01")],
)  # fmt: skip
def test_a_period_that_is_none_is_a_slip(told: Told, words: tuple[str, ...]) -> None:
    ended = told("summary", *words)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
