"""The dialog of every deed: what it works on, its fields, and drafts that outlive Esc, a crash and a dropped line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Vertical
from textual.widgets import Input, Static

from desk.i18n import _
from desk.tui.safety import cell
from desk.tui.screens.pick import Pick
from desk.tui.widgets.boxes import TextBox
from desk.tui.widgets.dialog import Dialog, Field, Problem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    from textual.events import Key
    from textual.widget import Widget

    Values = Mapping[str, str]

__all__ = ["DeskForm", "Field", "Problem"]


class DeskForm(Dialog):
    """A dialog that begins at the field `start`; `notes` stand under its title.

    Text that reaches the dialog while an answer has the focus goes into the first text box. `drafted` tells whether a draft was sent up.
    """

    DEFAULT_CSS = """
    DeskForm .note { color: $tone-faint; height: auto; }
    DeskForm .understood { color: $success; height: auto; display: none; }
    DeskForm .understood.-said { display: block; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Values], Awaitable[Problem | None]],
        *,
        notes: Sequence[str] = (),
        start: str = "",
        draft_key: str = "",
        draft: Values | None = None,
    ) -> None:
        super().__init__(title, fields, save, draft_key=draft_key, draft=draft)
        self._notes = [*notes, *([_("Typed before and not saved yet.")] if draft else [])]
        self._start = start
        self.drafted = bool(draft)

    def above(self) -> Iterable[Widget]:
        for note in self._notes:
            yield Static(cell(note), classes="note")

    def stand(self, first: Widget | None) -> None:
        super().stand(self._fields[self._start].box if self._start else first)

    def understand(self, field: str, text: str) -> None:
        """Says under a field how it was read, such as the date of “fri”; "" says nothing."""
        place = self.query_one(f"#field-{field}", Vertical)
        said = next(iter(place.query(".understood").results(Static)), None)
        if said is None:
            if not text:
                return
            said = Static(classes="understood", markup=False)
            place.mount(said)
        said.update(cell(text))
        said.set_class(bool(text), "-said")

    # Drafts

    def write_draft(self) -> None:
        self.drafted = True
        super().write_draft()

    # Going on with Enter

    def shown_boxes(self) -> list[Widget]:
        """The boxes that can be reached now, in order."""
        return [
            field.box
            for name, field in self._fields.items()
            if field.box.focusable and self.query_one(f"#field-{name}").display
        ]

    def focus_next(self, selector: str | type[Any] = "*") -> Widget | None:  # noqa: ARG002 - Textual's signature
        return self._step(1)

    def focus_previous(self, selector: str | type[Any] = "*") -> Widget | None:  # noqa: ARG002 - Textual's signature
        return self._step(-1)

    def _step(self, by: int) -> Widget | None:
        """The next field as they are written down: Textual goes by places on the screen, which a field that has just come lacks."""
        boxes = self.shown_boxes()
        at = boxes.index(self.focused) if self.focused in boxes else -1 if by > 0 else 0
        self.set_focus(boxes[(at + by) % len(boxes)] if boxes else None)
        return self.focused

    def answered(self) -> None:
        """Another answer is given: fields that depend on it come or go at once."""
        if self.ready:
            self.changed(self.values())

    def go_on(self, box: Widget) -> None:
        """Enter in a line or an answer: to the next field, and after the last one it is saved."""
        boxes = self.shown_boxes()
        if boxes and box is boxes[-1]:
            self.action_deed("save")
        elif box in boxes:
            self.set_focus(boxes[boxes.index(box) + 1])

    # Saving. Keys wait for it: those behind Enter belong to what comes after the dialog.

    def _try_to_save(self) -> None:
        if not self._saving:
            self.changed(self.values())
            super()._try_to_save()
            self.ready = not self._saving

    async def _save(self, values: Values) -> None:
        try:
            await super()._save(values)
        finally:
            self.ready = True
            self.release()

    def release(self) -> None:
        """Keys that have waited are done now."""
        release = getattr(self.app, "release_keys", None)
        if release is not None:
            release()

    # Text for the text box, wherever the focus is

    def on_key(self, event: Key) -> None:
        character = event.character or ""
        letter = len(character) == 1 and character.isprintable() and not character.isdigit() and character != " "
        if letter and isinstance(self.focused, Pick) and self._into_text(character):
            event.stop()
            event.prevent_default()

    def take_text(self, text: str) -> None:
        """What an input method commits, or what is pasted, while an answer has the focus."""
        self._into_text(text)

    def _into_text(self, text: str) -> bool:
        boxes = self.shown_boxes()
        lines: list[TextBox | Input] = [box for box in boxes if isinstance(box, TextBox)]
        lines += [box for box in boxes if isinstance(box, Input)]
        if not lines:
            return False
        box = lines[0]
        if isinstance(box, TextBox):
            box.insert(text)
        else:
            box.insert_text_at_cursor(text)
        self.set_focus(box)
        return True
