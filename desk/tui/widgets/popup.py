"""What dialogs and pickers share: a frame in the middle of the screen, and keys that wait until it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from desk.tui import keys
from desk.tui.widgets import cells
from desk.tui.widgets.bar import Bar, key_parts

if TYPE_CHECKING:
    from textual.widget import Widget

T = TypeVar("T")


class Frame(Vertical):
    """The box that is drawn."""

    DEFAULT_CSS = """
    Frame {
        width: 90%; max-width: 84; height: auto; max-height: 100%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    Frame.-ascii { border: ascii $primary; }
    Frame > .title { text-style: bold; width: 1fr; height: auto; margin-bottom: 1; }
    """

    def on_mount(self) -> None:
        self.set_class(cells.is_wide(), "-ascii")


class Popup(ModalScreen[T]):
    """A modal screen. Until `stand` is called it is not `ready`, and the app keeps the keys that come meanwhile."""

    DEFAULT_CSS = "Popup { align: center middle; background: transparent; }"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "deed('leave')", show=False)]
    DEEDS: ClassVar[tuple[str, ...]] = ()  # what it binds
    SHOWN: ClassVar[tuple[str, ...]] = ()  # what its line of keys tells, an element with the id `keys`
    SPARE: ClassVar[int] = 8  # lines of the screen that what `grows` has to leave
    ready = False

    def on_resize(self) -> None:
        for grows in self.query(".grows"):
            grows.styles.max_height = max(3, self.size.height - self.SPARE)

    def stand(self, first: Widget | None) -> None:
        """Everything is in place: keys go to `first` from now on."""
        keys.bind(self, self.DEEDS)
        self.query_one("#keys", Bar).show(key_parts(self.SHOWN, keys.of(self.app)))
        if first is not None:
            self.set_focus(first)
        self.ready = True
        release = getattr(self.app, "release_keys", None)
        if release is not None:
            release()
