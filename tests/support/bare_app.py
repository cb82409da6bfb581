"""A program for the tests: a text box on Textual alone, to see what a signal does to a terminal when nobody takes care.

`python -m support.bare_app`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import tui

tui.prepare()

from textual.app import App  # noqa: E402 - the environment has to be set before Textual is imported
from textual.widgets import Input  # noqa: E402

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Bare(App[int]):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="type here")


if __name__ == "__main__":
    Bare().run()
