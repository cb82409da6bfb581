"""What the command line prints of hostile text: into a pipe, and on a terminal. It shows the text and commands nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import grammar, hostile, payloads, room
from support.stories import copy
from support.terminal import Terminal

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

COMMANDS = [
    "list",
    "list --all -f table",
    "list --all -f csv",
    "list --all -f json",
    "list --all -f jsonl",
    "list --all -f ids",
    "show 1",
    "show 1 -f json",
    "show 1 2 3",
    "log",
    "log -f json",
    "customers 1111",
    "summary --from 2026-01-01 --to 2027-01-01",
    "summary --from 2026-01-01 --to 2027-01-01 -f md",
    "summary --from 2026-01-01 --to 2027-01-01 -f csv",
    "summary --from 2026-01-01 --to 2027-01-01 -f json",
    "note 1 -m x",
    "check",
]
# Those that show titles; the others count, or name.
SHOWING = {command for command in COMMANDS if command.startswith(("show", "export", "list --all -f"))} - {
    "list --all -f ids",
    "list --all -f table",
}


@pytest.fixture(scope="session")
def spoilt(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.spoil(copy(template, tmp_path_factory.mktemp("spoilt") / "shop.db"), payloads.joined())


@pytest.fixture
def hated(spoilt: Path, shop: Path) -> Path:
    return copy(spoilt, shop)


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_commanded_through_a_pipe(
    hated: Path, run: Callable[..., subprocess.CompletedProcess[str]], command: str
) -> None:
    done = run(*command.split())
    assert done.returncode == 0, done.stderr
    for stream in (done.stdout, done.stderr):
        assert grammar.cli_leaks(stream.encode("utf-8", "surrogateescape"), terminal=False) == []
    assert (payloads.TAIL in done.stdout) >= (command in SHOWING)


@pytest.mark.parametrize("command", ["list", "show 1", "log", "customers 1111", "list --all -f json"])
def test_nothing_is_commanded_on_a_terminal(hated: Path, command: str) -> None:
    environment = room.child_environment(DESK_DB=str(hated), DESK_USER="03")
    with Terminal(room.program(*command.split()), size=(100, 40), env=environment) as terminal:
        assert terminal.wait_end() == 0
        assert grammar.cli_leaks(bytes(terminal.raw), terminal=True) == []


@pytest.mark.parametrize("text", payloads.MARKUP)
def test_brackets_are_shown_as_they_were_typed(
    shop: Path, run: Callable[..., subprocess.CompletedProcess[str]], text: str
) -> None:
    hostile.spoil(shop, text)
    shown = run("list", "--all", "-f", "jsonl")
    assert shown.returncode == 0
    assert text.replace("\\", "\\\\") in shown.stdout
    assert text in run("show", "1").stdout


def test_an_error_shows_nothing_of_the_customer(
    hated: Path, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    for words in (
        ["list", "tag:\x1b]0;PWNED\x07"],
        ["status", "1", "--to", "\x1b[2J"],
        ["show", "999"],
        ["list", "nokey:\x9b2J"],
    ):
        done = run(*words)
        assert grammar.cli_leaks(done.stderr.encode("utf-8", "surrogateescape"), terminal=False) == []
        assert "Traceback" not in done.stderr
