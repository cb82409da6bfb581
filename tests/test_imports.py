"""What a start may load: the screen's and the database's libraries are for those who need them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from support import room

if TYPE_CHECKING:
    from pathlib import Path

    from desk.actions.desk import Desk

HEAVY = ("textual", "sqlmodel", "sqlalchemy", "alembic", "pydantic", "rich")
SLOW = ("platformdirs", "importlib.metadata", "asyncio", "pathlib", "shutil", "difflib", "dataclasses")


def loaded(*words: str, **environment: str) -> set[str]:
    """Names of the modules that `desk words…` has loaded when it ends."""
    program = (
        f"import sys, atexit; sys.argv = ['desk', *{words!r}]\n"
        "atexit.register(lambda: print('\\nLOADED', *sys.modules))\n"
        "from desk.__main__ import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(room.ROOT)!r})\n{program}"],
        env=room.child_environment(**environment), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("\nLOADED")[2].split())


def heavy(modules: set[str], names: tuple[str, ...]) -> set[str]:
    return {name for name in names if name in modules}


@pytest.mark.parametrize("words", [("--help",), ("--lang", "zh", "--help"), ("list", "--help"), ("add", "--help")])
def test_help_loads_nothing_heavy(words: tuple[str, ...]) -> None:
    modules = loaded(*words)
    assert "click" in modules
    assert heavy(modules, HEAVY) == set()


def test_the_first_help_loads_nothing_slow_and_no_command() -> None:
    modules = loaded("--help")
    assert heavy(modules, (*SLOW, "tomli", "sqlite3")) == set()
    assert {
        name for name in modules if name.startswith(("desk.queries", "desk.actions", "desk.store", "desk.domain"))
    } == set()
    assert "desk.cli.list_" not in modules


def test_the_version_loads_not_even_click() -> None:
    assert heavy(loaded("--version"), (*HEAVY, *SLOW, "click", "gettext", "tomli", "sqlite3")) == set()


@pytest.mark.parametrize("words", [("list",), ("list", "-f", "json"), ("1",), ("show", "1", "-f", "json")])
def test_reading_loads_no_library_of_the_write_side(shop: Path, desk: Desk, words: tuple[str, ...]) -> None:
    from support import stories

    stories.opened(desk)
    modules = loaded(*words, DESK_DB=str(shop))
    assert "sqlite3" in modules
    assert heavy(modules, (*HEAVY, "platformdirs", "importlib.metadata", "asyncio")) == set()


def test_completion_loads_no_command() -> None:
    modules = loaded(_DESK_COMPLETE="bash_complete", COMP_WORDS="desk sho", COMP_CWORD="1")
    assert "desk.cli.show" not in modules
    assert heavy(modules, HEAVY) == set()


def test_this_test_can_fail() -> None:
    assert heavy({"sys", "rich", "textual.app", "textual"}, HEAVY) == {"rich", "textual"}
