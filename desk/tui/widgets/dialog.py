"""The frame of every dialog: title, fields with their errors beside them, and a line of keys.

A dialog holds text that somebody typed, so it ends in two ways only: it is saved, or it is left and what was typed is a draft.
Saving is done by a function that the opener gives; while that runs the dialog stays, and what it refuses is shown at the field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from desk.tui.safety import cell
from desk.tui.widgets.bar import Bar
from desk.tui.widgets.popup import Frame, Popup

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer
    from textual.widget import Widget

    from desk.tui.widgets.options import Options

    Values = Mapping[str, str]

_DRAFT_EVERY = 1.0  # seconds from the first new letter until the draft is written


class Problem(NamedTuple):
    """Why it was not saved; `field` is the id of the field it is about, "" when it is about all."""

    text: str
    field: str = ""


class Box(Protocol):
    """What stands in a field: TextBox, LineBox, Options."""

    @property
    def given(self) -> str: ...

    def put(self, text: str) -> None: ...


class Field(NamedTuple):
    """A field: its id, its label, its box."""

    id: str
    label: str
    box: Widget


class Dialog(Popup[bool]):
    """A dialog with `fields`; dismissed with True when it was saved, with False when it was left.

    Subclasses may override `check` (what is wrong before anything is asked of the desk), `changed` (a field may come or go) and
    `above` (what is shown between title and fields).
    """

    DEFAULT_CSS = """
    Dialog .fields { height: auto; }
    Dialog .label { color: $tone-faint; height: 1; }
    Dialog .error { color: $error; height: auto; display: none; }
    Dialog .error.-said { display: block; }
    Dialog Bar { margin-top: 1; }
    """
    DEEDS: ClassVar[tuple[str, ...]] = ("save", "leave")
    SHOWN = DEEDS

    class Drafted(Message):
        """What stands in the dialog now; to be kept under `key` until it is saved. Empty values: nothing to keep."""

        def __init__(self, key: str, values: Values) -> None:
            super().__init__()
            self.key = key
            self.values = values

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Values], Awaitable[Problem | None]],
        *,
        draft_key: str = "",
        draft: Values | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = {field.id: field for field in fields}
        self._save_with = save
        self._draft_key = draft_key
        self._draft = dict(draft or {})
        self._timer: Timer | None = None
        self._began: Values = {}
        self._saving = False

    def compose(self) -> ComposeResult:
        with Frame():
            yield Static(cell(self._title), classes="title")
            yield from self.above()
            with VerticalScroll(classes="fields grows", can_focus=False):
                for field in self._fields.values():
                    with Vertical(id=f"field-{field.id}", classes="fields"):
                        if field.label:
                            yield Static(cell(field.label), classes="label")
                        yield field.box
                        yield Static(id=f"error-{field.id}", classes="error", markup=False)
            yield Static(id="error-", classes="error", markup=False)
            yield Bar(id="keys")

    def on_mount(self) -> None:
        self._began = self.values()
        for name, text in self._draft.items():
            if name in self._fields:
                self.box(name).put(text)
        self.changed(self.values())
        self.stand(next((field.box for field in self._fields.values() if field.box.focusable), None))

    # What subclasses say

    def above(self) -> Iterable[Widget]:
        """Widgets between title and fields."""
        return ()

    def changed(self, values: Values) -> None:
        """Something was typed or chosen."""

    def check(self, values: Values) -> Problem | None:  # noqa: ARG002 - most dialogs leave it to the desk
        """What is wrong with the values, before they are saved."""
        return None

    # Fields

    def box(self, field: str) -> Box:
        """The box of that field."""
        box: Box = self._fields[field].box  # type: ignore[assignment]
        return box

    def values(self) -> Values:
        """What stands in the fields, by their ids."""
        return {name: self.box(name).given for name in self._fields}

    def show_field(self, field: str, *, on: bool) -> None:
        """Lets a field come or go."""
        self.query_one(f"#field-{field}").display = on

    def complain(self, problem: Problem | None) -> None:
        """Shows what is wrong beside its field (None: nothing is) and goes there."""
        for said in self.query(".error").results(Static):
            wrong = problem is not None and said.id == f"error-{problem.field}"
            said.set_class(wrong, "-said")
            said.update(cell(problem.text) if wrong and problem is not None else cell(""))
        if problem is not None and problem.field in self._fields:
            self.set_focus(self._fields[problem.field].box)

    # Drafts

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._dirty()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._dirty()

    def on_options_changed(self, event: Options.Changed) -> None:
        event.stop()
        self._dirty()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line goes on to the next field, and saves after the last."""
        event.stop()
        boxes = [field.box for field in self._fields.values() if field.box.focusable]
        if boxes and event.input is boxes[-1]:
            self.action_deed("save")
        else:
            self.focus_next()

    def _dirty(self) -> None:
        self.changed(self.values())
        if self._draft_key and self._timer is None and not self._saving:
            self._timer = self.set_timer(_DRAFT_EVERY, self.write_draft)

    def write_draft(self) -> None:
        """Sends the draft up now; called by itself a moment after typing, and when the app has to end."""
        self._stop_timer()
        if self._draft_key and not self._saving:
            values = self.values()
            self.app.post_message(self.Drafted(self._draft_key, {} if values == self._began else values))

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # Ends

    def action_deed(self, deed: str) -> None:
        if deed == "save":
            self._try_to_save()
        elif not self._saving:
            self.write_draft()
            self.dismiss(result=False)

    def _try_to_save(self) -> None:
        if self._saving:
            return
        values = self.values()
        problem = self.check(values)
        self.complain(problem)
        if problem is None:
            self._saving = True
            self._stop_timer()
            self.run_worker(self._save(values), exit_on_error=True)

    async def _save(self, values: Values) -> None:
        try:
            problem = await self._save_with(values)
        finally:
            self._saving = False
        if problem is None:
            self.dismiss(result=True)
        else:
            self.complain(problem)
            self._dirty()
