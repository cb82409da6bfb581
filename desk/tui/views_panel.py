"""The views at the left: their names, digits and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.i18n import label
from desk.tui.widgets.choices import Choice, Choices

if TYPE_CHECKING:
    from desk.queries.views import View


class ViewsPanel(Choices, inherit_bindings=False):
    """The views of the desk; the cursor stands on the one that is shown. Moving it shows another."""

    def __init__(self, views: tuple[View, ...], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._views = views
        self._counts: dict[str, str] = {}
        self._fill()

    def _fill(self) -> None:
        items = [Choice(view.id, label(view.label), self._counts.get(view.id, "")) for view in self._views]
        self.show(items, keep=True)

    def counted(self, view_id: str, text: str) -> None:
        """How many tickets a view has."""
        if self._counts.get(view_id) != text:
            self._counts[view_id] = text
            self._fill()

    def stand_on(self, view: View) -> None:
        """That view is shown now."""
        before, self.index = self.index, self._views.index(view)
        if before != self.index and not self.into_view():
            self.repaint(before)
            self.repaint(self.index)
