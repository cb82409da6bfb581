"""The documents say what the program does: keys, commands, settings, links and codes are held against the program itself."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import click
import pytest
from support import room

from desk import commands, config, errors, i18n
from desk.cli import group
from desk.cli.table import COMMANDS
from desk.config.settings import SECTIONS
from desk.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCS = room.ROOT / "docs"
README, CHINESE = room.ROOT / "README.md", room.ROOT / "README.zh-CN.md"
PAGES = [*sorted(room.ROOT.glob("*.md")), *sorted(DOCS.glob("*.md")), room.TESTS / "data" / "README.md"]
# What stands for something of the reader's own, in both languages.
STANDS_FOR = {"COMMAND": "list", "命令": "list"}


def text(page: Path) -> str:
    return page.read_text("utf-8")


@pytest.fixture(scope="module")
def tables() -> Any:
    """The script that writes the tables of the pages."""
    spec = importlib.util.spec_from_file_location("docs_tables", DOCS / "tables.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    before = sys.path[:]
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def code_lines(page: str) -> list[str]:
    """The lines of code of a page, without the comments behind them."""
    return [re.split(r" +# ", line)[0].rstrip() for line in re.findall(r"^ {4}(\S.*)$", page, re.MULTILINE)]


def desk_lines(page: str) -> Iterator[list[str]]:
    """The words that a page puts behind `desk`, in its lines of code and within its sentences."""
    for line in [*code_lines(page), *re.findall(r"`(desk(?: [^`]+)?)`", page)]:
        words = shlex.shlex(line, posix=True, punctuation_chars=";|&<>()")
        words.commenters, words.whitespace_split = "", True
        mine: list[str] | None = None
        for word in [*words, ";"]:
            if word[0] in ";|&<>()":
                if mine is not None:
                    yield mine
                mine = None
            elif mine is not None:
                mine.append(STANDS_FOR.get(word, word))
            elif word.endswith("/desk") or word == "desk":
                mine = []


def read(words: list[str]) -> None:
    """Reads the words as the program would, without doing anything."""
    desk = group.group(lambda: 0)
    context = click.Context(desk, allow_interspersed_args=False)
    _options, rest, _order = desk.make_parser(context).parse_args(list(words))
    if rest:
        _name, command, rest = desk.resolve_command(context, rest)
        assert command
        inside = click.Context(command)
        given, _rest, _order = command.make_parser(inside).parse_args(rest)
        for param in command.params:
            if isinstance(param, click.Option) and param.name in given:
                param.type_cast_value(inside, given[param.name])


# Keys and commands


@pytest.mark.parametrize("name", ["keys.md", "commands.md"])
def test_the_tables_are_as_the_program_has_them_now(tables: Any, name: str) -> None:
    page = text(DOCS / name)
    assert "| `" in page
    assert tables.written(page) == page, "run: python docs/tables.py"


def test_the_page_of_keys_has_every_deed_once_with_its_keys_its_twins_and_both_languages() -> None:
    rows = [
        line.strip("| ").split(" | ") for line in text(DOCS / "keys.md").splitlines() if re.match(r"\| `\w+` ", line)
    ]
    found = {row[0].strip("`"): row for row in rows}
    assert list(found) == [deed.id for deed in commands.DEEDS]
    for deed in commands.DEEDS:
        _id, keys, *_, english, chinese = found[deed.id]
        assert keys == " ".join(f"`{commands.shown(key)}`" for key in deed.keys)
        twins = re.findall(r"`([^`]+)`", found[deed.id][2])
        assert twins[: len(deed.twins)] == [commands.shown(key) for key in deed.twins]
        assert (english, chinese) == (deed.sentence, i18n.translated(deed.sentence, "zh_CN"))


def test_signs_of_an_input_method_stand_beside_the_keys_they_mean(tables: Any) -> None:
    assert tables.twins(commands.BY_ID["find"]) == ["F3", "／", "、"]
    assert tables.twins(commands.BY_ID["view_next"]) == ["］", "」", "』", "】"]
    assert tables.twins(commands.BY_ID["new"]) == ["ctrl+n"]


def test_the_example_of_own_keys_does_what_the_page_says() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", text(DOCS / "keys.md"), re.DOTALL)
    keymap, problems = commands.effective(config.parse(example).keys.more)
    assert problems == []
    assert (keymap["note"], keymap["done"], keymap["mark_all"]) == (("b", "f7"), ("d", "f5", "ctrl+o"), ())


def test_the_page_names_every_key_that_cannot_be_bound() -> None:
    page = text(DOCS / "keys.md").partition("## What is not bound")[2]
    assert set(re.findall(r"^\| `([^`]+)`", page, re.MULTILINE)) == {*commands.RESERVED, "alt+…"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_a_place_in_the_documents(name: str) -> None:
    command = group.group(lambda: 0).get_command(click.Context(click.Group()), name)
    assert isinstance(command, group.DeskCommand)
    assert command.help
    assert command.examples
    told = {words[0] for page in PAGES if page.name != "commands.md" for words in desk_lines(text(page)) if words}
    assert name in told or f"| `desk {name}` |" in text(DOCS / "commands.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(room.ROOT)))
def test_every_line_with_desk_can_be_read_by_the_program(page: Path) -> None:
    for words in desk_lines(text(page)):
        try:
            read(words)
        except (click.ClickException, DeskError) as error:
            pytest.fail(f"{page.name}: desk {shlex.join(words)}: {error!r}")


def test_a_line_that_cannot_be_read_is_seen() -> None:
    page = "    x | desk lsit ; desk list --frmat csv\n`desk list -f pigeon`, `desk add --dry-run`\n"
    lines = list(desk_lines(page))
    assert lines == [["lsit"], ["list", "--frmat", "csv"], ["list", "-f", "pigeon"], ["add", "--dry-run"]]
    read(lines[3])
    for words, error in zip(lines, (DeskError, click.NoSuchOption, click.BadParameter), strict=False):
        with pytest.raises(error):
            read(words)


# The READMEs


def test_both_readmes_have_the_same_lines_of_code() -> None:
    lines, chinese = code_lines(text(README)), code_lines(text(CHINESE))
    keys = [
        commands.BY_ID[deed].keys[0]
        for deed in ("new", "find", "message", "reply", "note", "status", "done", "undo", "menu", "back")
    ]
    for found in (lines, chinese):
        (said,) = (line for line in found if line.startswith("n "))
        assert [part.split()[0] for part in re.split(" {3,}", said)] == keys
        found.remove(said)
    assert lines == chinese


def test_the_lines_for_a_shop_work_one_after_the_other_on_a_fresh_machine(home: Path) -> None:
    """As they stand in the README, but with a ticket that is there, a folder for the stick, and no screen."""
    program = home / "bin" / "desk"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.join(room.program())} "$@"\n')
    program.chmod(0o700)
    (home / "tickets.csv").write_text("标题,客户,电话\n屏幕碎,张三,13800001111\n", "utf-8")
    lines = code_lines(text(README))
    lines = [line for line in lines[lines.index("desk init") :] if line.startswith("desk ")]
    environment = {**room.child_environment(), "PATH": f"{program.parent}:/usr/bin:/bin"}
    said = {}
    for line in lines:
        done = subprocess.run(
            ["bash", "-ec", line.replace("1042", "1").replace("/mnt/usb", "usb/")],
            cwd=home, env=environment, input="iPhone 12 屏幕碎 @张三 13800001111 due:fri\n", capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, (line, done.stderr)
        said[line.partition(" -")[0]] = done.stdout
    assert "Would create 1" in said["desk import tickets.csv"]
    assert said["desk add"] == "1\n"
    shown = subprocess.run(
        [program, "show", "1"], cwd=home, env=environment, capture_output=True, text=True, check=True
    )
    assert "什么时候好?" in shown.stdout
    assert "今天六点" not in shown.stdout
    assert "2026-10" in (home / "reports" / "summary-2026-10.txt").read_text("utf-8")
    assert len(list((home / "usb").iterdir())) == 1


def test_the_machine_runs_the_line_that_the_reader_is_told() -> None:
    script = text(room.ROOT / ".ci" / "run")
    (extract,) = re.findall(r"^command=\$\((.*)\)$", script, re.MULTILINE)
    for readme in (README, CHINESE):
        found = subprocess.run(
            ["bash", "-c", extract.replace("README.md", readme.name)],
            cwd=room.ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        first, tests = code_lines(text(readme))[:2]
        assert found.stdout.rstrip("\n") == tests
        assert tests.endswith(".venv/bin/python -m pytest -q")
        assert first.endswith(".venv/bin/desk demo")
        assert first.startswith(venv := "python3 -m venv .venv && .venv/bin/pip install -q ")
        assert tests.startswith(venv)


@pytest.mark.parametrize("readme", [README, CHINESE], ids=["en", "zh"])
def test_the_exit_codes_are_those_of_the_errors(readme: Path) -> None:
    told = re.search(r"(?:Exit codes|退出码)(.*?)(?:\n\n)", text(readme), re.DOTALL)
    assert told
    raised = {
        error.exit_code for error in vars(errors).values() if isinstance(error, type) and issubclass(error, DeskError)
    }
    assert {int(code) for code in re.findall(r"\d+", told[1])} == {0, *raised} - {1}


# All pages


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(room.ROOT)))
def test_every_link_leads_to_a_file_of_ours(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", text(page)):
        assert (page.parent / target).resolve().is_relative_to(room.ROOT), target
        assert (page.parent / target).exists(), target


def test_every_page_of_the_manual_is_reached_from_both_readmes() -> None:
    for readme in (README, CHINESE):
        linked = set(re.findall(r"\]\(([^)]+)\)", text(readme)))
        assert {f"docs/{page.name}" for page in DOCS.glob("*.md")} <= linked
        assert {"config.example.toml", "CONTRIBUTING.md", "tests/data/README.md"} <= linked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(room.ROOT)))
def test_settings_that_a_page_tells_can_be_set_so(page: Path) -> None:
    known = {name: section for section in SECTIONS for name in SECTIONS[section].settings}
    for name, value in re.findall(r"`(\w+) = ([^`]+)`", text(page)):
        settings = config.parse(f"[{known[name]}]\n{name} = {value}\n")
        assert getattr(settings, known[name]) != getattr(config.Settings(), known[name])


def test_the_example_file_has_a_line_for_every_setting() -> None:
    example = text(room.ROOT / "config.example.toml")
    for name, section in SECTIONS.items():
        part = example.partition(f"\n[{name}]\n")[2].partition("\n[")[0]
        missing = [key for key in section.settings if not re.search(rf"^{key} = .+  # \w", part, re.MULTILINE)]
        assert missing == [], name


def test_the_figures_are_called_as_the_page_says(run: Any, at: Any) -> None:
    at("2026-11-20T04:00:00Z")
    assert run("add", "屏幕碎").returncode == 0

    def names(thing: Any) -> set[str]:
        if isinstance(thing, dict):
            return {*thing, *(name for part in thing.values() for name in names(part))}
        return {thing} if isinstance(thing, str) else set()

    known = names(json.loads(run("summary", "--month", "2026-11", "-f", "json").stdout))
    told = set(re.findall(r"`([a-z_]+)`", text(DOCS / "figures.md")))
    assert len(told) > 10
    assert told - {"null"} <= known


def test_the_map_file_of_the_page_reads_a_file_such_as_it_describes(run: Any, tmp_path: Path) -> None:
    page = text(DOCS / "import.md")
    example = page.partition("[source]")[2].partition("    desk import")[0]
    (tmp_path / "old.toml").write_text("[source]" + re.sub(r"^ {4}", "", example, flags=re.MULTILINE), "utf-8")
    (tmp_path / "old.csv").write_text(
        "No.,Device,Fault,Received on,State\nA1,Lamp,loose plug,3/4/2026,Fixed\n", "utf-8"
    )
    line = next(line for line in code_lines(page) if "--map" in line)
    done = run(*shlex.split(line)[1:], cwd=tmp_path)
    assert done.returncode == 0
    assert (
        "2: opened_at=2026-04-02T22:00:00Z · status=collected · title=Lamp loose plug · channel=walk_in · kind=repair"
        in done.stderr
    )
