"""Help in both languages: it fits, it ends with examples that would run, and completion knows the same words."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from support import room

from desk.cli import group
from desk.cli.table import COMMANDS
from desk.text import cell_width, is_cjk

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

# One process a language, since words are chosen when a command is loaded.
_ALL = """
import contextlib, io, json, os, sys
from desk.cli import main
from desk.cli.table import COMMANDS
pages = {}
for width in (50, 80, 120):
    os.environ["COLUMNS"] = str(width)
    for name in ("", *COMMANDS):
        with contextlib.redirect_stdout(io.StringIO()) as page:
            code = main.run(["--lang", sys.argv[1], *([name] if name else []), "--help"], screen=None)
        pages[f"{width} {name}"] = code, page.getvalue()
print(json.dumps(pages))
"""


@pytest.fixture(scope="module")
def pages() -> Callable[[str], dict[str, tuple[int, str]]]:
    kept: dict[str, dict[str, tuple[int, str]]] = {}

    def of(language: str) -> dict[str, tuple[int, str]]:
        if language not in kept:
            done = subprocess.run(
                [sys.executable, "-c", _ALL, language], capture_output=True, text=True, check=True, cwd=room.ROOT,
                env=room.child_environment(PYTHONIOENCODING="utf-8"),
            )  # fmt: skip
            kept[language] = json.loads(done.stdout)
        return kept[language]

    return of


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_help_fits_the_terminal(pages: Callable[[str], dict[str, tuple[int, str]]], language: str) -> None:
    examples = {line for name in COMMANDS for line in loaded(name).examples}
    for key, (code, page) in pages(language).items():
        assert code == 0
        room_for = int(key.split()[0])
        too_wide = [line for line in page.splitlines() if cell_width(line) > room_for and line.strip() not in examples]
        assert too_wide == [], key


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_explains_itself_in_the_language(
    pages: Callable[[str], dict[str, tuple[int, str]]], language: str
) -> None:
    for name in COMMANDS:
        page = pages(language)[f"120 {name}"][1]
        assert ("Examples:" if language == "en" else "示例：") in page
        assert page.startswith("Usage: desk " if language == "en" else "用法：desk ")
        paragraph = page.splitlines()[2]
        assert any(map(is_cjk, paragraph)) == (language == "zh") or name == "add", name
        assert "  --db" not in page


def loaded(name: str) -> group.DeskCommand:
    context = click.Context(group.group(lambda: 0))
    found = group.group(lambda: 0).get_command(context, name)
    assert isinstance(found, group.DeskCommand)
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_would_run(name: str) -> None:
    assert loaded(name).examples
    for example in loaded(name).examples:
        words = shlex.split(example, comments=True)
        places = [place for place, word in enumerate(words) if word == "desk"]
        for place, end in zip(places, [*places[1:], len(words)], strict=True):
            mine = words[place + 1 : end]
            stop = next((at for at, word in enumerate(mine) if word in ("|", ">", ";", "&&", "||", ")")), len(mine))
            read(mine[:stop])


def read(words: list[str]) -> None:
    """The words as the program would read them, without doing anything."""
    desk = group.group(lambda: 0)
    parser = desk.make_parser(click.Context(desk, allow_interspersed_args=False))
    _options, rest, _order = parser.parse_args(words)
    if rest:
        command = loaded("show" if rest[0].isdecimal() else rest[0])
        command.make_parser(click.Context(command)).parse_args(rest[1:])


@pytest.mark.parametrize(("wrong", "error"), [(["list", "--frmat"], click.NoSuchOption), (["lst"], AssertionError)])
def test_an_example_that_would_not_run_is_seen(wrong: list[str], error: type[Exception]) -> None:
    with pytest.raises(error):
        read(wrong)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("desk sho", ["show"]),
        ("desk re", ["reply", "reopen", "redo", "restore"]),
        ("desk --la", ["--lang"]),
        ("desk --lang ", ["zh", "en"]),
        ("desk list --for", ["--format"]),
        ("desk list -f j", ["json", "jsonl"]),
        ("desk message 1 --via we", ["wechat"]),
        ("desk status 1 --to awaiting_p", ["awaiting_parts"]),
        ("desk close 1 --to canc", ["cancelled"]),
        ("desk show --d", ["--db", "--debug"]),
    ],
)
def test_the_shell_completes(run: Run, words: str, found: list[str]) -> None:
    asked = {"_DESK_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    done = run(env=asked)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.partition(",")[2] for line in done.stdout.split()] == found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_gets_its_script(run: Run, shell: str) -> None:
    done = run(env={"_DESK_COMPLETE": f"{shell}_source"})
    assert done.returncode == 0
    assert f"_DESK_COMPLETE={shell}_complete" in done.stdout
