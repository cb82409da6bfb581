"""A program for the tests: draws hostile text in many widgets, `guarded` by our app or `bare` on Textual's own.

`python -m support.drawing guarded|bare`
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from desk import tui

tui.prepare()

from rich.text import Text  # noqa: E402 - the environment has to be set before Textual is imported
from support.payloads import joined  # noqa: E402
from textual.app import App  # noqa: E402
from textual.widgets import DataTable, Input, Label, OptionList, Static, TextArea  # noqa: E402

from desk.tui.app_base import DeskAppBase  # noqa: E402

if TYPE_CHECKING:
    from textual.app import ComposeResult


def widgets(text: str) -> ComposeResult:
    """The widgets that people look at; text is given in a way that no markup is read in it."""
    yield Static(Text(text))
    yield Label(Text(text))
    yield Input(text)
    yield TextArea(text)
    yield OptionList(Text(text))
    table: DataTable[Any] = DataTable()
    table.add_column(Text(text))
    table.add_row(Text(text))
    yield table
    yield Static(Text("all drawn"))


class Guarded(DeskAppBase):
    """What every screen of ours rests on."""

    def compose(self) -> ComposeResult:
        yield from widgets(joined())


class Bare(App[int]):
    """The same without it."""

    def compose(self) -> ComposeResult:
        yield from widgets(joined())


if __name__ == "__main__":
    app: App[int] = Guarded() if sys.argv[1] == "guarded" else Bare()
    app.run()
    sys.exit(app.return_code or 0)
