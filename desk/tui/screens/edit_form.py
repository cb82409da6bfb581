"""The form of a ticket's facts. Who was slower keeps what they typed and sees what the other changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.i18n import _
from desk.tui.screens.form import DeskForm

if TYPE_CHECKING:
    from collections.abc import Mapping


class EditForm(DeskForm):
    """`texts` are the boxes as they were opened; what differs from them was typed here."""

    DEFAULT_CSS = "EditForm TextBox { height: 3; }"

    def __init__(self, *words: Any, texts: Mapping[str, str], **more: Any) -> None:
        super().__init__(*words, **more)
        self._texts = dict(texts)

    def typed(self) -> dict[str, str]:
        """The fields that were changed here."""
        return {name: text for name, text in self.values().items() if text != self._texts[name]}

    def merge(self, theirs: Mapping[str, str]) -> list[str]:
        """Takes over what somebody else saved meanwhile, except where something else was typed here; both are shown. The fields."""
        changed = [name for name, text in theirs.items() if text != self._texts[name]]
        mine = self.typed()
        self._texts.update({name: theirs[name] for name in changed})
        for name in changed:
            if name in mine and mine[name] != theirs[name]:
                said = _("meanwhile somebody wrote: {text}").format(text=theirs[name] or "–")
            else:
                self.box(name).put(theirs[name])
                said = _("changed meanwhile")
            self.understand(name, said)
        return changed
