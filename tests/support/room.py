"""The clean room: every test has its own home, its own zone and language, and nothing of the developer's environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
ZONE = "Asia/Shanghai"

_OURS = ("DESK_", "TEXTUAL", "XDG_", "LC_", "LANG", "GIT_", "TMUX", "SSH_", "PYTEST_")
_KNOWN = ("VISUAL", "EDITOR", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "COLORTERM", "TZ", "USER", "LOGNAME")


def unwanted() -> list[str]:
    """Variables of the developer's own that could change what the program does."""
    return [name for name in os.environ if name.startswith(_OURS) or name in _KNOWN]


def environment(home: Path) -> dict[str, str]:
    """What a test runs in. The machine's zone is not the shop's, so that taking one for the other is seen."""
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "USER": "tester",
        "LOGNAME": "tester",
        "TERM": "xterm-256color",
    }


def program(*words: str) -> list[str]:
    """The command that starts our program from this checkout."""
    return [sys.executable, "-m", "desk", *words]


def child_environment(**more: str) -> Mapping[str, str]:
    """The environment for a program started by a test: this one, with the checkout importable."""
    return {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{TESTS}", "PYTHONWARNINGS": "ignore", **more}
