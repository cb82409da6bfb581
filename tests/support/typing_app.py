"""A program for the tests: one text box, `guarded` by our app or `bare`; what is typed is kept in the desk when a signal comes.

`python -m support.typing_app guarded|bare`, with DESK_DB.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desk import tui

tui.prepare()

from support.stories import at_desk  # noqa: E402
from textual.app import App  # noqa: E402 - the environment has to be set before Textual is imported
from textual.widgets import Input  # noqa: E402

from desk.actions import drafts  # noqa: E402
from desk.tui.app_base import DeskAppBase  # noqa: E402

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Guarded(DeskAppBase):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="type here")

    def leaving(self) -> None:
        drafts.save(at_desk(Path(os.environ["DESK_DB"])), "new", {"line": self.query_one(Input).value})


class Bare(App[int]):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="type here")


if __name__ == "__main__":
    app: App[int] = Guarded() if sys.argv[1] == "guarded" else Bare()
    app.run()
    sys.exit(app.return_code or 0)
