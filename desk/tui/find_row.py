"""The line above the queue: what is shown and why it is in this order; or the box in which one types to find."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Static

from desk.i18n import _
from desk.tui.safety import cell
from desk.tui.widgets.bar import Bar
from desk.tui.widgets.boxes import LineBox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

    from desk.tui.widgets.bar import Part

_DEBOUNCE = 0.03  # seconds: what is typed faster is asked for together


class FindBox(LineBox, inherit_bindings=False):
    """The box. Up brings back what was typed before, down goes on to the list.

    Its size never depends on what stands in it, so a letter must not lay out the whole screen, as it does in Textual's.
    """

    value: Reactive[str] = Reactive("", init=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    BINDINGS: ClassVar[list[BindingType]] = [
        *LineBox.BINDINGS,
        Binding("up", "recall", show=False),
        Binding("down", "to_list", show=False),
    ]

    def __init__(self, row: FindRow) -> None:
        super().__init__()
        self._row = row

    async def action_submit(self) -> None:
        """Done at once, not by a message: the key after Enter belongs to the list already."""
        self._row.enter()

    def action_recall(self) -> None:
        self._row.recall()

    def action_to_list(self) -> None:
        self._row.leave()


class FindRow(Vertical):
    """One line; a second one when what was typed cannot be understood."""

    DEFAULT_CSS = """
    FindRow { height: auto; }
    FindRow Horizontal { height: 1; background: $panel; }
    FindRow #sign { width: 3; height: 1; background: $panel; color: $accent; text-style: bold; }
    FindRow FindBox { width: 1fr; }
    FindRow #hits { width: 14; height: 1; background: $panel; color: $tone-faint; text-align: right; }
    FindRow #wrong { height: auto; max-height: 3; color: $error; padding: 0 1; }
    """

    class Typed(Message):
        """This is asked for now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, enter: Callable[[str], None], leave: Callable[[], None]) -> None:
        """`enter` is called with what was typed when somebody presses Enter, `leave` when they go on to the list."""
        super().__init__()
        self._enter, self.leave = enter, leave
        self.going = False
        self.touched = False
        self._past: list[str] = []
        self._back = 0
        self._asked = 0
        self._found = ""
        self._wrong_of = self._mending = ""
        self.box: FindBox  # made with its row: a box of Textual needs a screen to be made on
        self._asked_bar = Bar(id="asked")
        self._line = Horizontal()
        self._sign, self._hits = Static(id="sign", markup=False), Static(id="hits", markup=False)
        self._wrong = Static(id="wrong", markup=False)

    def compose(self) -> ComposeResult:
        self.box = FindBox(self)
        yield self._asked_bar
        with self._line:
            yield self._sign
            yield self.box
            yield self._hits
        yield self._wrong

    def on_mount(self) -> None:
        self._show(on=False)
        self._wrong.display = False

    def _show(self, *, on: bool) -> None:
        """At once, not with the next style update: the key after `/` belongs to the box already."""
        self._line.display = on
        self._asked_bar.display = not on

    @property
    def is_open(self) -> bool:
        """Whether the box is on the screen."""
        return self._line.display

    def open(self, *, going: bool = False) -> None:
        """Shows the box, empty. `going`: for a number to go to."""
        self.going = going
        self.touched = False
        self._back = 0
        self._sign.update(cell(" #" if going else " /"), layout=False)
        self.box.placeholder = self._hint()
        self.box.put("")
        self.wrong("")
        self._show(on=True)
        self.screen.set_focus(self.box)

    def _hint(self) -> str:
        if self.going:
            return _("number of a ticket")
        return _("↑ {text}").format(text=self._past[-1]) if self._past else _("words, phone, number, key:value")

    def close(self) -> None:
        """The box goes; what was typed can be brought back."""
        self._keep(self.box.given)
        self.wrong("")
        self._show(on=False)

    def _keep(self, text: str) -> None:
        text = text.strip()
        if text and not self.going:
            self._past = [*(past for past in self._past if past != text), text][-50:]

    def say(self, left: Sequence[Part], right: Sequence[Part]) -> None:
        """What the line tells while the box is closed."""
        self._asked_bar.show(left, right)

    def hits(self, text: str) -> None:
        """How many were found, beside the box."""
        if text != self._found:
            self._found = text
            self._hits.update(cell(f"{text} "), layout=False)

    def wrong(self, text: str) -> None:
        """Why what was typed cannot be understood; "" when it can."""
        self._wrong_of = self.box.given.strip() if text else ""
        if self._wrong.display or text:
            self._wrong.display = bool(text)
            self._wrong.update(cell(text))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if not self.is_open or self.going or (self._mending and self.box.given == self._mending):
            return
        self._mending = ""
        self.touched = self.touched or bool(event.value)
        if self.touched:
            self._asked += 1
            asked = self._asked
            self.set_timer(_DEBOUNCE, lambda: self._ask(asked))

    def _ask(self, asked: int) -> None:
        if asked == self._asked and self.is_open:
            self.post_message(self.Typed(self.box.given.strip()))

    def enter(self) -> None:
        """As if Enter were pressed in the box; what cannot be understood is mended first."""
        self._asked += 1  # Enter asks itself; what the letters would have asked in a moment is not asked again
        if not (self._wrong.display and self._wrong_of == self.box.given.strip()):
            self._enter(self.box.given.strip())

    def again(self, text: str) -> None:
        """Opens the box with what could not be understood, to be mended."""
        self.open()
        self._mending = text
        self.box.put(text)
        self.touched = True

    def recall(self) -> None:
        """Brings back what was typed before; pressed again, what was typed before that."""
        if self._past and not self.going:
            self._back = min(self._back + 1, len(self._past))
            self.box.put(self._past[-self._back])
