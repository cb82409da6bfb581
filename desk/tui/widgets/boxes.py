"""Text boxes. Nothing that is typed may be lost: no key here selects all, and each box takes its own typing back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from desk.text import clean
from desk.tui import keys

if TYPE_CHECKING:
    from textual.events import Paste

_UNDO = ("text_undo", "text_redo")
_KEPT = 200


def _silent(*pairs: tuple[str, str]) -> list[BindingType]:
    return [Binding(key, action, show=False) for key, action in pairs]


class TextBox(TextArea, inherit_bindings=False):
    """Several lines of text. F5 to F7 and alt belong to deeds, ctrl+u and ctrl+d to the text."""

    DEFAULT_CSS = """
    TextBox {
        height: 6; border: none; padding: 0; background: $panel; color: $foreground;
        &:focus { border: none; }
        & .text-area--cursor { background: $foreground; color: $background; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = _silent(
        ("up", "cursor_up"),
        ("down", "cursor_down"),
        ("left", "cursor_left"),
        ("right", "cursor_right"),
        ("ctrl+left", "cursor_word_left"),
        ("ctrl+right", "cursor_word_right"),
        ("home,ctrl+a", "cursor_line_start"),
        ("end,ctrl+e", "cursor_line_end"),
        ("pageup", "cursor_page_up"),
        ("pagedown", "cursor_page_down"),
        ("shift+up", "cursor_up(True)"),
        ("shift+down", "cursor_down(True)"),
        ("shift+left", "cursor_left(True)"),
        ("shift+right", "cursor_right(True)"),
        ("ctrl+shift+left", "cursor_word_left(True)"),
        ("ctrl+shift+right", "cursor_word_right(True)"),
        ("shift+home", "cursor_line_start(True)"),
        ("shift+end", "cursor_line_end(True)"),
        ("backspace", "delete_left"),
        ("delete,ctrl+d", "delete_right"),
        ("ctrl+w", "delete_word_left"),
        ("ctrl+u", "delete_to_start_of_line"),
        ("ctrl+k", "delete_to_end_of_line_or_delete_line"),
        ("ctrl+x", "cut"),
        ("ctrl+c", "copy"),
        ("ctrl+v", "paste"),
    )

    def __init__(self, given: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            clean(given, lines=True), id=id, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False
        )

    def on_mount(self) -> None:
        keys.bind(self, _UNDO, "text")
        self.move_cursor(self.document.end)

    def on_paste(self, event: Paste) -> None:
        event.text = clean(event.text, lines=True)

    def action_text(self, deed: str) -> None:
        if deed == "text_undo":
            self.undo()
        else:
            self.redo()

    @property
    def given(self) -> str:
        """What was typed."""
        return self.text

    def put(self, text: str) -> None:
        """Stands in the box from now on; the cursor is behind it, and undo brings back what was there."""
        self.replace(clean(text, lines=True), self.document.start, self.document.end)
        self.move_cursor(self.document.end)


class LineBox(Input, inherit_bindings=False):
    """One line of text."""

    DEFAULT_CSS = """
    LineBox {
        height: 1; border: none; padding: 0; background: $panel; color: $foreground;
        &:focus { border: none; }
        & .input--cursor { background: $foreground; color: $background; }
        & .input--placeholder { color: $tone-faint; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = _silent(
        ("left", "cursor_left"),
        ("right", "cursor_right"),
        ("ctrl+left", "cursor_left_word"),
        ("ctrl+right", "cursor_right_word"),
        ("home,ctrl+a", "home"),
        ("end,ctrl+e", "end"),
        ("shift+left", "cursor_left(True)"),
        ("shift+right", "cursor_right(True)"),
        ("shift+home", "home(True)"),
        ("shift+end", "end(True)"),
        ("backspace", "delete_left"),
        ("delete,ctrl+d", "delete_right"),
        ("ctrl+w", "delete_left_word"),
        ("ctrl+u", "delete_left_all"),
        ("ctrl+k", "delete_right_all"),
        ("ctrl+x", "cut"),
        ("ctrl+c", "copy"),
        ("ctrl+v", "paste"),
        ("enter", "submit"),
    )

    def __init__(self, given: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        self._past: list[str] = []
        self._future: list[str] = []
        self._stepping = False
        super().__init__(clean(given), placeholder=clean(placeholder), id=id, select_on_focus=False)
        self.cursor_position = len(self.value)

    def on_mount(self) -> None:
        keys.bind(self, _UNDO, "text")

    def on_paste(self, event: Paste) -> None:
        event.text = clean(event.text)

    def watch_value(self, before: str, after: str) -> None:
        if not self._stepping and before != after:
            self._past = [*self._past[-_KEPT:], before]
            self._future = []

    def action_text(self, deed: str) -> None:
        steps, others = (self._past, self._future) if deed == "text_undo" else (self._future, self._past)
        if steps:
            others.append(self.value)
            self._stepping = True
            self.value = steps.pop()
            self._stepping = False
            self.cursor_position = len(self.value)

    @property
    def given(self) -> str:
        """What was typed."""
        return self.value

    def put(self, text: str) -> None:
        """Stands in the box from now on, the cursor behind it; undo brings back what was there."""
        self.value = clean(text)
        self.cursor_position = len(self.value)
