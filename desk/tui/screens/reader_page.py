"""Plain text over everything, where the terminal itself cannot be had: in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from desk.tui.widgets.bar import Bar
from desk.tui.widgets.page import Page, Paragraph
from desk.tui.widgets.popup import Popup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class ReaderPage(Popup[None]):
    """Dismissed with Esc or Enter."""

    DEFAULT_CSS = "ReaderPage { background: $background; } ReaderPage Page { height: 1fr; }"
    DEEDS: ClassVar[tuple[str, ...]] = ("pick", "leave")
    SHOWN: ClassVar[tuple[str, ...]] = ("leave",)

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        yield Page([Paragraph(line) for line in self._lines])
        yield Bar(id="keys")

    def on_mount(self) -> None:
        self.stand(self.query_one(Page))

    def action_deed(self, deed: str) -> None:  # noqa: ARG002 - both keys leave
        self.dismiss(None)
