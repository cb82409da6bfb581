"""The command line of one desk, run inside the test's own process: a story is many commands, and each start costs."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from support import stories

from desk.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.actions.desk import Desk
    from desk.cli.context import Context


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def _never(context: Context) -> int:
    raise AssertionError(context)


@pytest.fixture
def told(shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """`told("list", "-f", "ids")` as person 03 at the desk of this test, with nobody at a terminal."""
    monkeypatch.setenv("DESK_DB", str(shop))
    monkeypatch.setenv("DESK_USER", "03")

    def run(*words: str, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        code = main.run(words, screen=_never)
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run


@pytest.fixture
def done(told: Callable[..., Done]) -> Callable[..., Done]:
    """The same for what must succeed without a word on stderr."""

    def run(*words: str, stdin: str = "") -> Done:
        ended = told(*words, stdin=stdin)
        assert ended[::2] == (0, ""), (words, ended)
        return ended

    return run


@pytest.fixture
def three(desk: Desk, at: Callable[[str], None]) -> None:
    """Repairs 1, 2 and 3, opened on Friday, 27 November 2026, at ten. Now it is noon."""
    at("2026-11-27T02:00:00Z")
    for title in ("iPhone 12 屏幕碎", "Lamp: loose plug", "洗衣机漏水"):
        stories.opened(desk, title, customer="张三")
    at("2026-11-27T04:00:00Z")
