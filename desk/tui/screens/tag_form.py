"""Tags in one line, with those the shop uses shown below; the down key takes the first that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from desk.text import fold
from desk.tui.safety import cell
from desk.tui.screens.form import DeskForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.widget import Widget

_SHOWN = 12


def read_tags(line: str) -> tuple[list[str], list[str]]:
    """What is added and what is removed: `屏幕 -旧` adds 屏幕 and removes 旧."""
    words = line.replace("，", " ").replace(",", " ").replace("－", "-").split()
    add = [word.lstrip("+＋#＃") for word in words if not word.startswith("-")]
    remove = [word.lstrip("-#＃") for word in words if word.startswith("-")]
    return [word for word in add if word], [word for word in remove if word]


def last_word(line: str) -> str:
    """The word that is being typed; "" behind a space."""
    return "" if not line or line[-1].isspace() else line.rsplit(maxsplit=1)[-1]


class TagForm(DeskForm):
    """Suggests tags for the word that is being typed: for one with a minus, those that the tickets have."""

    DEFAULT_CSS = "TagForm #suggested { color: $foreground; height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "complete", show=False)]

    def __init__(self, *words: Any, own: Sequence[str], known: Sequence[str], **more: Any) -> None:
        super().__init__(*words, **more)
        self._own = own
        self._known = known

    def above(self) -> Iterable[Widget]:
        yield from super().above()
        yield Static(id="suggested", markup=False)

    def changed(self, values: Mapping[str, str]) -> None:
        self.query_one("#suggested", Static).update(cell("  ".join(self.suggested(values["tags"])[:_SHOWN])))

    def suggested(self, line: str) -> list[str]:
        """Tags that begin with the word being typed, then those that contain it; none that stands in the line already."""
        word = last_word(line)
        removing = word.startswith("-")
        wanted = fold(word.lstrip("-+#＃"))
        there = {fold(name) for names in read_tags(line) for name in names} - {wanted}
        pool = self._own if removing else [name for name in self._known if name not in self._own]
        found = [name for name in pool if wanted in fold(name) and fold(name) not in there]
        return sorted(found, key=lambda name: not fold(name).startswith(wanted))

    def action_complete(self) -> None:
        line = str(self.values()["tags"])
        found = self.suggested(line)
        if found:
            word = last_word(line)
            minus = "-" if word.startswith("-") else ""
            self.box("tags").put(f"{line[: len(line) - len(word)]}{minus}{found[0]} ")
